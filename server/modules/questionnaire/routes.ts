import * as contract from '#contract/questionnaire.ts'
import { answered } from '#kernel/answered.ts'
import { type Exposed, type Visit, type Doors, expose, exposeAs, exposeThen, performed } from '#kernel/http.ts'
import type { Query } from '#kernel/query.ts'
import { sendTable } from '#kernel/sent.ts'
import { linkAgain } from './commands/link.ts'
import { send, withdraw } from './commands/send.ts'
import { discardDraft, makeTemplate, publishTemplate, restoreTemplate, retireTemplate, saveDraft } from './commands/template.ts'
import { columnsOf, figures } from './queries/figures.ts'
import { reachOf } from './queries/reach.ts'
import { answeredOf, oneSent, sentOfCase, sentWithLink } from './queries/sent.ts'
import { edition, template, templates } from './queries/templates.ts'
import { answerSheet } from './table.ts'

const AT_ONCE = 200

/** `byText`: whether who complains can be written to by SMS, as whoever sends SMS knows. */
interface Given { readonly canMail: boolean; readonly baseUrl: string; readonly byText: Query<{ complaintId: string }, boolean> }

export const questionnaireRoutes = ({ canMail, baseUrl, byText }: Given): readonly Exposed[] => {
  const house = async (doors: Doors, { actor }: Visit, complaintId: string, way: string) => ({ canMail, baseUrl, canText: way === 'sms' && await doors.ask(byText, actor, { complaintId }) })
  return [
    expose(contract.templates, templates), expose(contract.template, template), expose(contract.edition, edition), exposeThen(contract.makeTemplate, makeTemplate, template), exposeThen(contract.saveDraft, saveDraft, template), exposeThen(contract.discardDraft, discardDraft, template),
    exposeThen(contract.publishTemplate, publishTemplate, template), exposeThen(contract.retireTemplate, retireTemplate, template), exposeThen(contract.restoreTemplate, restoreTemplate, template),
    exposeAs(contract.reach, reachOf.name, async (doors, { actor }, input) => ({ customer: await doors.ask(reachOf, actor, input), canMail, canText: await doors.ask(byText, actor, input) })),
    expose(contract.sentOfCase, sentOfCase), expose(contract.oneSent, oneSent),
    exposeAs(contract.send, send.name, async (doors, visit, input) => performed(doors, visit, answered(send, sentWithLink, (made) => made), { ...input, ...await house(doors, visit, input.complaintId, input.way) })),
    exposeAs(contract.linkAgain, linkAgain.name, async (doors, visit, input) => {
      const { complaintId } = await doors.ask(oneSent, visit.actor, { id: input.id })
      return performed(doors, visit, answered(linkAgain, sentWithLink, (made) => made), { ...input, ...await house(doors, visit, complaintId, input.way) })
    }),
    exposeThen(contract.withdraw, withdraw, oneSent), expose(contract.figures, figures), expose(contract.answeredOf, answeredOf),
    exposeAs(contract.table, answeredOf.name, async (doors, visit, { id }) =>
      sendTable(visit, { ...answerSheet(visit.locale, await doors.ask(columnsOf, visit.actor, { id })), page: (cursor) => doors.ask(answeredOf, visit.actor, { id, limit: AT_ONCE, cursor }) })),
  ]
}
