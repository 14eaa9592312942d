import * as contract from '#contract/comment-card.ts'
import { type Exposed, expose, exposeAs } from '#kernel/http.ts'
import { sendPaper } from '#kernel/sent.ts'
import { changeCard, makeCard, restoreCard, retireCard } from './commands.ts'
import type { CardPrinter } from './port.ts'
import { cardsOf, sheetOf } from './queries.ts'

export const cardRoutes = (printer: CardPrinter, baseUrl: string): readonly Exposed[] => {
  const sheet = sheetOf(baseUrl)
  return [
    expose(contract.cards, cardsOf(baseUrl)),
    exposeAs(contract.sheet, sheet.name, async (doors, visit, input) => {
      const pdf = await printer.printCards(await doors.ask(sheet, visit.actor, input))
      return sendPaper(visit, `cards-${input.layout}`, pdf)
    }),
    expose(contract.makeCard, makeCard),
    expose(contract.changeCard, changeCard),
    expose(contract.retireCard, retireCard),
    expose(contract.restoreCard, restoreCard),
  ]
}
