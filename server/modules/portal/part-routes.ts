import * as contract from '#contract/liaison-outside.ts'
import type { Locale } from '#contract/common.ts'
import type { Actor } from '#kernel/actor.ts'
import { answered } from '#kernel/answered.ts'
import { type Db, asSystem } from '#kernel/db.ts'
import { type Exposed, type Visit, exposeAs, performed } from '#kernel/http.ts'
import type { Clock, Instant } from '#kernel/time.ts'
import type { FileStore } from '#modules/files/port.ts'
import { sendFile } from '#modules/files/send.ts'
import { beginUpload } from '#modules/files/uploads.ts'
import { answerPart, askFromOutside, notePartOpened } from '#modules/liaison/commands/outside.ts'
import { partFile, partOf } from '#modules/liaison/queries/outside.ts'
import type { Gate } from './gate.ts'
import { guessed } from './guess.ts'
import { hashOfToken } from './token.ts'
import { visitor } from './visitor.ts'

interface Given { readonly db: Db; readonly gate: Gate; readonly clock: Clock; readonly store: FileStore }
interface Behind { readonly actor: Actor; readonly linkId: string; readonly partyId: string; readonly until: Instant }

/** A link that was neither taken back nor is past its day. Who comes by it acts beneath the unit that leads, and gets at the form alone. */
const behindCode = ({ db, clock }: Given, code: string, locale: Locale): Promise<Behind | null> => asSystem(db, async (open) => {
  const row = await open.selectFrom('liaison.link as l').innerJoin('liaison.form as f', (j) => j.onRef('f.organization_id', '=', 'l.organization_id').onRef('f.id', '=', 'l.form_id'))
    .select(['l.organization_id', 'l.id', 'l.party_id', 'l.until', 'f.office_unit_id']).where('l.token_hash', '=', hashOfToken(code)).where('l.revoked_at', 'is', null).where('l.until', '>', clock()).executeTakeFirst()
  return row ? { actor: visitor(row.organization_id, locale, { units: [row.office_unit_id] }), linkId: row.id, partyId: row.party_id, until: row.until } : null
})

/** What suppliers, carriers and laboratories do behind their link. */
export const partRoutes = (given: Given): readonly Exposed[] => {
  const enter = ({ request, locale }: Pick<Visit, 'request' | 'locale'>, code: string) =>
    guessed({ gate: given.gate, request, subject: `part ${hashOfToken(code).toString('base64')}`, refusal: contract.partOver }, () => behindCode(given, code, locale))
  const callerAs = (actor: Actor, { requestId, idempotencyKey }: Visit) => ({ actor, requestId, idempotencyKey })
  const shown = (until: Instant) => ({ partyId }: { partyId: string }) => ({ partyId, until })
  return [
    exposeAs(contract.part, partOf.name, async (doors, visit, { code }) => {
      const { actor, partyId, until } = await enter(visit, code)
      return doors.ask(partOf, actor, { partyId, until })
    }),
    exposeAs(contract.partOpened, notePartOpened.name, async (doors, visit, { code }) => {
      const { actor, linkId, partyId } = await enter(visit, code)
      return performed(doors, visit, notePartOpened, { linkId, partyId }, callerAs(actor, visit))
    }),
    exposeAs(contract.partFile, partFile.name, async (doors, visit, { code, id }) => {
      const { actor, partyId } = await enter(visit, code)
      const bytes = await sendFile(visit, given.store, await doors.ask(partFile, actor, { partyId, id }), true)
      visit.reply.header('cache-control', 'no-store')
      return bytes
    }),
    exposeAs(contract.beginPartUpload, beginUpload.name, async (doors, visit, { code, ...file }) => {
      await given.gate.upload(visit.request)
      const { actor } = await enter(visit, code)
      return performed(doors, visit, beginUpload, file, callerAs(actor, visit))
    }),
    exposeAs(contract.answerPart, answerPart.name, async (doors, visit, { code, ...input }) => {
      const { actor, linkId, partyId, until } = await enter({ ...visit, locale: input.locale }, code)
      return performed(doors, visit, answered(answerPart, partOf, shown(until)), { ...input, linkId, partyId }, callerAs(actor, visit))
    }),
    exposeAs(contract.askFromOutside, askFromOutside.name, async (doors, visit, { code, ...input }) => {
      const { actor, linkId, partyId, until } = await enter({ ...visit, locale: input.locale }, code)
      return performed(doors, visit, answered(askFromOutside, partOf, shown(until)), { ...input, linkId, partyId }, callerAs(actor, visit))
    }),
  ]
}
