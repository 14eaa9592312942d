import * as contract from '#contract/approval-link.ts'
import { linkOver } from '#contract/authority.ts'
import type { Locale } from '#contract/common.ts'
import type { Actor } from '#kernel/actor.ts'
import { answered } from '#kernel/answered.ts'
import { type Db, asSystem } from '#kernel/db.ts'
import { type Exposed, type Visit, exposeAs, performed } from '#kernel/http.ts'
import type { Clock } from '#kernel/time.ts'
import { approveByLink, returnByLink } from '#modules/remedy/commands/by-link.ts'
import { behindLink } from '#modules/remedy/queries/by-link.ts'
import type { Gate } from './gate.ts'
import { guessed } from './guess.ts'
import { hashOfToken } from './token.ts'

interface Given { readonly db: Db; readonly gate: Gate; readonly clock: Clock; readonly actorOf: (organizationId: string, personId: string) => Promise<Actor | null> }
interface Behind { readonly actor: Actor; readonly linkId: string; readonly remedyId: string }

/** Whoever may decide inside may by a link: it gives nobody anything. */
const AS_INSIDE: Readonly<Record<string, string>> = { [approveByLink.name]: 'remedy.approve', [returnByLink.name]: 'remedy.return' }

/** A link that was neither taken back nor is past its time, and the person it was sent to as they are today: who left opens nothing. */
const behindCode = async ({ db, clock, actorOf }: Given, code: string, locale: Locale): Promise<Behind | null> => {
  const row = await asSystem(db, (open) => open.selectFrom('authority.link').select(['organization_id', 'id', 'subject_id', 'person_id']).where('token_hash', '=', hashOfToken(code)).where('revoked_at', 'is', null).where('until', '>', clock()).executeTakeFirst())
  const person = row ? await actorOf(row.organization_id, row.person_id) : null
  return row && person ? { actor: { ...person, locale, may: (permission) => person.may(AS_INSIDE[permission] ?? permission) }, linkId: row.id, remedyId: row.subject_id } : null
}

/** What a colleague decides by the link of a message, without being signed in. */
export const approvalRoutes = (given: Given): readonly Exposed[] => {
  const enter = ({ request, locale }: Pick<Visit, 'request' | 'locale'>, code: string) =>
    guessed({ gate: given.gate, request, subject: `approval ${hashOfToken(code).toString('base64')}`, refusal: linkOver }, () => behindCode(given, code, locale))
  return [
    exposeAs(contract.askedByLink, behindLink.name, async (doors, visit, { code }) => {
      const { actor, linkId, remedyId } = await enter(visit, code)
      visit.reply.header('cache-control', 'no-store')
      return doors.ask(behindLink, actor, { linkId, remedyId })
    }),
    exposeAs(contract.decideByLink, approveByLink.name, async (doors, visit, { code, verdict, comment, locale }) => {
      const { actor, linkId, remedyId } = await enter({ ...visit, locale }, code)
      const decide = verdict === 'approve' ? approveByLink : returnByLink
      return performed(doors, visit, answered(decide, behindLink, (done) => done), { linkId, remedyId, comment }, { actor, requestId: visit.requestId, idempotencyKey: visit.idempotencyKey })
    }),
  ]
}
