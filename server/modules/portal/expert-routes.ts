import * as contract from '#contract/expert.ts'
import type { Locale } from '#contract/common.ts'
import type { Actor } from '#kernel/actor.ts'
import { answered } from '#kernel/answered.ts'
import { type Db, asSystem } from '#kernel/db.ts'
import { type Exposed, type Visit, exposeAs, performed } from '#kernel/http.ts'
import type { Clock, Instant } from '#kernel/time.ts'
import { openOutside } from '#modules/expert/commands/link.ts'
import { answerOutside } from '#modules/expert/commands/report.ts'
import { behindFile, behindLink } from '#modules/expert/queries/outside.ts'
import type { FileStore } from '#modules/files/port.ts'
import { sendFile } from '#modules/files/send.ts'
import { beginUpload } from '#modules/files/uploads.ts'
import type { Gate } from './gate.ts'
import { guessed } from './guess.ts'
import { hashOfToken } from './token.ts'
import { visitor } from './visitor.ts'

interface Given { readonly db: Db; readonly gate: Gate; readonly clock: Clock; readonly store: FileStore }
interface Behind { readonly actor: Actor; readonly linkId: string; readonly opinionId: string; readonly until: Instant }

/** A link that was neither taken back nor is past its day. Who comes by it acts within one case, and gets at one opinion alone. */
const behindCode = ({ db, clock }: Given, code: string, locale: Locale): Promise<Behind | null> => asSystem(db, async (open) => {
  const row = await open.selectFrom('expert.link').select(['organization_id', 'id', 'complaint_id', 'opinion_id', 'until']).where('token_hash', '=', hashOfToken(code)).where('revoked_at', 'is', null).where('until', '>', clock()).executeTakeFirst()
  return row ? { actor: visitor(row.organization_id, locale, { caseId: row.complaint_id }), linkId: row.id, opinionId: row.opinion_id, until: row.until } : null
})

/** What appraisers and laboratories do behind their link. */
export const expertLinkRoutes = (given: Given): readonly Exposed[] => {
  const enter = ({ request, locale }: Pick<Visit, 'request' | 'locale'>, code: string) =>
    guessed({ gate: given.gate, request, subject: `expert ${hashOfToken(code).toString('base64')}`, refusal: contract.linkOver }, () => behindCode(given, code, locale))
  const callerAs = (actor: Actor, { requestId, idempotencyKey }: Visit) => ({ actor, requestId, idempotencyKey })
  return [
    exposeAs(contract.outsideOpinion, behindLink.name, async (doors, visit, { code }) => {
      const { actor, opinionId, until } = await enter(visit, code)
      return doors.ask(behindLink, actor, { opinionId, until })
    }),
    exposeAs(contract.outsideOpened, openOutside.name, async (doors, visit, { code }) => {
      const { actor, linkId, opinionId } = await enter(visit, code)
      return performed(doors, visit, openOutside, { linkId, opinionId }, callerAs(actor, visit))
    }),
    exposeAs(contract.outsideFile, behindFile.name, async (doors, visit, { code, id }) => {
      const { actor, opinionId } = await enter(visit, code)
      const bytes = await sendFile(visit, given.store, await doors.ask(behindFile, actor, { opinionId, id }), true)
      visit.reply.header('cache-control', 'no-store')
      return bytes
    }),
    exposeAs(contract.beginOutsideUpload, beginUpload.name, async (doors, visit, { code, ...file }) => {
      await given.gate.upload(visit.request)
      const { actor } = await enter(visit, code)
      return performed(doors, visit, beginUpload, file, callerAs(actor, visit))
    }),
    exposeAs(contract.signOutside, answerOutside.name, async (doors, visit, { code, ...input }) => {
      const { actor, linkId, opinionId, until } = await enter({ ...visit, locale: input.locale }, code)
      return performed(doors, visit, answered(answerOutside, behindLink, ({ opinionId: id }) => ({ opinionId: id, until })), { ...input, linkId, opinionId }, callerAs(actor, visit))
    }),
  ]
}
