import * as contract from '#contract/campaign.ts'
import { type Doors, type Exposed, type Visit, expose, exposeAs, exposeThen, performed } from '#kernel/http.ts'
import type { Query } from '#kernel/query.ts'
import { sendPaper, sendTable } from '#kernel/sent.ts'
import type { CardPrinter } from '#modules/comment-card/port.ts'
import { declineCall, makeLink, nextCall, releaseCall, takeCall, tryCall } from './commands/call.ts'
import { choosePeople } from './commands/choose.ts'
import { retryLinks, sendLinks } from './commands/links.ts'
import { beginCampaign, changeCampaign, endCampaign, makeCampaign, pauseCampaign } from './commands/make.ts'
import { noteReply, registerReply } from './commands/reply.ts'
import { wantCalls } from './commands/undisturbed.ts'
import { addressOf, campaignCardOf, campaignOf, campaignsOf, countPeople } from './queries/campaigns.ts'
import { linkCounts } from './queries/links.ts'
import { callsWanted, opinionCall, people } from './queries/people.ts'
import { figures, replies, reply } from './queries/replies.ts'
import { replySheet } from './table.ts'

const AT_ONCE = 200

/** `texts`: whether links go by SMS, as whoever sends SMS knows. */
interface Given { readonly printer: CardPrinter; readonly baseUrl: string; readonly canMail: boolean; readonly texts: Query<Record<string, never>, contract.CanText> }

export const campaignRoutes = ({ printer, baseUrl, canMail, texts }: Given): readonly Exposed[] => {
  const house = async (doors: Doors, { actor }: Visit) => ({ canMail, canText: await doors.ask(texts, actor, {}) })
  const links = async (doors: Doors, visit: Visit, id: string): Promise<contract.Links> => {
    const by = await house(doors, visit)
    return { ...by, ...await doors.ask(linkCounts, visit.actor, { id, ...by }) }
  }
  const campaign = campaignOf(baseUrl)
  const card = campaignCardOf(baseUrl)
  return [
    expose(contract.campaigns, campaignsOf(baseUrl)), expose(contract.campaign, campaign), exposeThen(contract.makeCampaign, makeCampaign, campaign), exposeThen(contract.changeCampaign, changeCampaign, campaign),
    exposeThen(contract.beginCampaign, beginCampaign, campaign), exposeThen(contract.pauseCampaign, pauseCampaign, campaign), exposeThen(contract.endCampaign, endCampaign, campaign),
    expose(contract.countPeople, countPeople), exposeThen(contract.choosePeople, choosePeople, campaign), expose(contract.people, people),
    exposeThen(contract.nextCall, nextCall, opinionCall), expose(contract.opinionCall, opinionCall), exposeThen(contract.takeCall, takeCall, opinionCall), exposeThen(contract.releaseCall, releaseCall, opinionCall),
    exposeThen(contract.tryCall, tryCall, opinionCall), exposeThen(contract.declineCall, declineCall, opinionCall), exposeThen(contract.noteReply, noteReply, reply),
    exposeAs(contract.makeLink, makeLink.name, async (doors, visit, input) => ({ address: addressOf(baseUrl, (await performed(doors, visit, makeLink, input)).code) })),
    exposeAs(contract.campaignLinks, linkCounts.name, (doors, visit, { id }) => links(doors, visit, id)),
    exposeAs(contract.sendLinks, sendLinks.name, async (doors, visit, input) => links(doors, visit, (await performed(doors, visit, sendLinks, { ...input, ...await house(doors, visit) })).id)),
    exposeAs(contract.retryLinks, retryLinks.name, async (doors, visit, input) => links(doors, visit, (await performed(doors, visit, retryLinks, { ...input, ...await house(doors, visit) })).id)),
    expose(contract.replies, replies), expose(contract.reply, reply), expose(contract.registerReply, registerReply), expose(contract.figures, figures),
    exposeAs(contract.replyTable, replies.name, async (doors, visit, { id }) =>
      sendTable(visit, { ...replySheet(visit.locale, await doors.ask(campaign, visit.actor, { id })), page: (cursor) => doors.ask(replies, visit.actor, { id, limit: AT_ONCE, cursor }) })),
    exposeAs(contract.campaignCard, card.name, async (doors, visit, input) => sendPaper(visit, 'opinion', await printer.printCards(await doors.ask(card, visit.actor, input)))),
    expose(contract.callsWanted, callsWanted), exposeThen(contract.wantCalls, wantCalls, callsWanted),
  ]
}
