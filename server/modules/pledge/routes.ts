import * as contract from '#contract/pledge.ts'
import type { Db } from '#kernel/db.ts'
import { type Exposed, expose, exposeAs, exposeThen } from '#kernel/http.ts'
import { sendPaper } from '#kernel/sent.ts'
import { type Clock, iso } from '#kernel/time.ts'
import { sendFile } from '#modules/files/send.ts'
import type { FileStore } from '#modules/files/port.ts'
import { changePage, changeStory, publishPage, publishStory, removeStory, withdrawPage, withdrawStory, writeStory } from './commands.ts'
import type { PosterPrinter } from './port.ts'
import { everybody, firmNamed, readPublic } from './public.ts'
import { ownPageOf, publicPage, publicPicture, stories, story, storyPicture } from './queries.ts'

interface Given { readonly db: Db; readonly store: FileStore; readonly clock: Clock; readonly printer: PosterPrinter; readonly baseUrl: string }

export const pledgeRoutes = ({ db, store, clock, printer, baseUrl }: Given): readonly Exposed[] => {
  const ownPage = ownPageOf(baseUrl)
  return [
    expose(contract.ownPage, ownPage),
    exposeThen(contract.changePage, changePage, ownPage),
    exposeThen(contract.publishPage, publishPage, ownPage),
    exposeThen(contract.withdrawPage, withdrawPage, ownPage),
    exposeAs(contract.poster, ownPage.name, async (doors, visit, { locale }) => {
      const { address } = await doors.ask(ownPage, visit.actor, {})
      const page = await doors.ask({ ...publicPage, name: ownPage.name }, visit.actor, {})
      const pdf = await printer.printPoster({ locale: locale ?? visit.locale, printedAt: iso(clock()), address, page })
      return sendPaper(visit, 'poster', pdf)
    }),
    expose(contract.stories, stories),
    expose(contract.story, story),
    exposeThen(contract.writeStory, writeStory, story),
    exposeThen(contract.changeStory, changeStory, story),
    exposeThen(contract.publishStory, publishStory, story),
    exposeThen(contract.withdrawStory, withdrawStory, story),
    expose(contract.removeStory, removeStory),
    exposeAs(contract.storyPicture, storyPicture.name, async (doors, visit, { id }) => sendFile(visit, store, await doors.ask(storyPicture, visit.actor, { id }), true)),
    exposeAs(contract.publicPage, 'portal.read', async (doors, visit, { name }) => readPublic(doors.ask, await firmNamed(db, name), visit.locale)),
    exposeAs(contract.publicPicture, 'portal.read', async (doors, visit, { name, id }) => sendFile(visit, store, await doors.ask(publicPicture, everybody(await firmNamed(db, name), visit.locale), { id }), true)),
  ]
}
