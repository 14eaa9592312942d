import { isNamed } from '#contract/order-fit.ts'
import * as contract from '#contract/order-book.ts'
import { type Exposed, expose, exposeAs, performed } from '#kernel/http.ts'
import { httpConnector } from './ask.ts'
import { noteLookup, takeOrder } from './commands/look.ts'
import { type WhyNotUrl, noteTest, removeSource, settingSource, toTry } from './commands/source.ts'
import type { PosterFor } from './port.ts'
import { begin, sources, unnamedIf } from './queries/look.ts'

/** The firm's system is asked outside of any transaction: it takes as long as it takes. */
export const orderBookRoutes = (posterFor: PosterFor, whyNotUrl: WhyNotUrl): readonly Exposed[] => {
  const trying = toTry(whyNotUrl)
  return [
    exposeAs(contract.lookUp, noteLookup.name, async (doors, visit, input) => {
      const { unnamed, table, http } = await doors.ask(begin, visit.actor, input)
      const said = [...(table ? [table] : []), ...(http ? [await httpConnector(posterFor, http).look(input.by, input.value)] : [])]
      const found = said.flatMap((one) => one.found.map((order) => ({ source: one.asked.source, order: unnamedIf(unnamed)(order), named: isNamed(order) })))
      return performed(doors, visit, noteLookup, { ...input, found, asked: said.map((one) => one.asked) })
    }),
    expose(contract.takeOrder, takeOrder),
    expose(contract.sources, sources),
    expose(contract.setSource, settingSource(whyNotUrl)),
    expose(contract.removeSource, removeSource),
    exposeAs(contract.testSource, trying.name, async (doors, visit, { settings, ask, value }) => {
      const tried = await doors.ask(trying, visit.actor, settings)
      const { asked, found, answer } = await httpConnector(posterFor, tried).look(ask, value)
      await performed(doors, visit, noteTest, { url: settings.url, by: ask, value, outcome: asked.outcome })
      return { asked, found: [...found], answer }
    }),
  ]
}
