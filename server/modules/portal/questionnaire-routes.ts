import type { Locale } from '#contract/common.ts'
import * as contract from '#contract/questionnaire.ts'
import type { Actor } from '#kernel/actor.ts'
import { answered } from '#kernel/answered.ts'
import { type Db, asSystem } from '#kernel/db.ts'
import { type Exposed, type Visit, exposeAs, performed } from '#kernel/http.ts'
import type { Clock } from '#kernel/time.ts'
import { beginUpload } from '#modules/files/uploads.ts'
import { answerOutside, noteOpened } from '#modules/questionnaire/commands/outside.ts'
import { questionsBehind } from '#modules/questionnaire/queries/outside.ts'
import type { Gate } from './gate.ts'
import { guessed } from './guess.ts'
import { hashOfToken } from './token.ts'
import { visitor } from './visitor.ts'

interface Given { readonly db: Db; readonly gate: Gate; readonly clock: Clock }
interface Behind { readonly actor: Actor; readonly linkId: string; readonly sentId: string }

/** A link that was neither taken back nor is past its day. Who comes by it gets at the one case, and there at what they are asked. */
const behindCode = ({ db, clock }: Given, code: string, locale: Locale): Promise<Behind | null> => asSystem(db, async (open) => {
  const row = await open.selectFrom('questionnaire.link').select(['organization_id', 'id', 'sent_id', 'complaint_id']).where('token_hash', '=', hashOfToken(code)).where('revoked_at', 'is', null).where('until', '>', clock()).executeTakeFirst()
  return row ? { actor: visitor(row.organization_id, locale, { caseId: row.complaint_id }), linkId: row.id, sentId: row.sent_id } : null
})

/** What customers, staff and others do behind the link to a questionnaire. */
export const questionnaireRoutes = (given: Given): readonly Exposed[] => {
  const enter = ({ request, locale }: Pick<Visit, 'request' | 'locale'>, code: string) =>
    guessed({ gate: given.gate, request, subject: `questionnaire ${hashOfToken(code).toString('base64')}`, refusal: contract.linkOver }, () => behindCode(given, code, locale))
  const callerAs = (actor: Actor, { requestId, idempotencyKey }: Visit) => ({ actor, requestId, idempotencyKey })
  return [
    exposeAs(contract.outside, questionsBehind.name, async (doors, visit, { code }) => {
      const { actor, sentId } = await enter(visit, code)
      return doors.ask(questionsBehind, actor, { sentId })
    }),
    exposeAs(contract.outsideOpened, noteOpened.name, async (doors, visit, { code }) => {
      const { actor, linkId, sentId } = await enter(visit, code)
      return performed(doors, visit, noteOpened, { linkId, sentId }, callerAs(actor, visit))
    }),
    exposeAs(contract.beginAnswerUpload, beginUpload.name, async (doors, visit, { code, ...file }) => {
      await given.gate.upload(visit.request)
      const { actor } = await enter(visit, code)
      return performed(doors, visit, beginUpload, file, callerAs(actor, visit))
    }),
    exposeAs(contract.answer, answerOutside.name, async (doors, visit, { code, name, answers, locale }) => {
      const { actor, linkId, sentId } = await enter({ ...visit, locale }, code)
      return performed(doors, visit, answered(answerOutside, questionsBehind, (done) => done), { linkId, sentId, name, answers }, callerAs(actor, visit))
    }),
  ]
}
