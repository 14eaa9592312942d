import { fileUnknown } from '#contract/files.ts'
import { type Locale, tooMany } from '#contract/common.ts'
import { notAPhone } from '#contract/customer.ts'
import { command } from '#kernel/command.ts'
import { newCode, newId, newNumber, sha256 } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { HOUR } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { phoneKey } from '#modules/customer/rules.ts'
import { takeFiles } from '#modules/files/commands.ts'
import { whoReceives } from '#modules/intake/commands.ts'
import { tell } from '#modules/notification/commands.ts'
import { HeldBack } from '../events.ts'
import { type HeldWhy, MOST_HELD } from '../gate-rules.ts'
import type { Submission } from './submit.ts'
import type { Told } from './feedback.ts'

/** What is kept of a submission until somebody has looked; as it would have been registered. */
export type Kept = { readonly complaint: Submission } | { readonly feedback: Told }

export const unitOf = (kept: Kept): string => ('complaint' in kept ? kept.complaint.unitId : kept.feedback.unitId)
const filesOf = (kept: Kept): readonly string[] => ('complaint' in kept ? kept.complaint.fileIds : [])
const cardOf = (kept: Kept): string | null => ('complaint' in kept ? kept.complaint.card?.id ?? null : kept.feedback.cardId ?? null)
const phoneOf = (kept: Kept) => ('complaint' in kept ? kept.complaint.phone : kept.feedback.phone)

/** Who floods fills no disk: what waits unlooked at is bounded. */
const refuseFull = async (tx: Tx) => {
  const { n } = await tx.db.selectFrom('portal.held').select((eb) => eb.fn.countAll<number>().as('n')).where('organization_id', '=', tx.actor.organizationId).where('state', '=', 'waiting').executeTakeFirstOrThrow()
  if (n >= MOST_HELD) throw new Problem(tooMany, { seconds: HOUR / 1000 })
}

/** Somebody is told of the first that waits; of the thousandth they know. */
const tellOfFirst = async (tx: Tx, unitId: string, subject: { type: string; id: string; unitId: string }) => {
  const waiting = await tx.db.selectFrom('portal.held').select('id').where('organization_id', '=', tx.actor.organizationId).where('unit_id', '=', unitId).where('state', '=', 'waiting').limit(2).execute()
  if (waiting.length === 1) await tell(tx, { to: await whoReceives(tx, unitId), name: 'portalHeld', subject, payload: {} })
}

/** Keeps what came when too much did. The code it is answered with opens the complaint once it is one. */
export const hold = command('portal.hold', async (tx, { why, kept }: { why: HeldWhy; kept: Kept }) => {
  await refuseFull(tx)
  const phone = phoneOf(kept)
  if (phone && !phoneKey(phone)) throw new Problem(notAPhone, {}, 'phone')
  const [id, number, code, unitId] = [newId(), newNumber('Q'), newCode(), unitOf(kept)]
  const files = filesOf(kept)
  const taken = await takeFiles(tx, files, id)
  const missing = files.findIndex((file) => !taken.includes(file))
  if (missing >= 0) throw new Problem(fileUnknown, {}, `fileIds/${missing}`)
  await tx.db.insertInto('portal.held').values({
    organization_id: tx.actor.organizationId, id, number, portal_hash: sha256(code), unit_id: unitId, card_id: cardOf(kept), why, submission: JSON.stringify(kept), locale: tx.actor.locale satisfies Locale, at: tx.now,
  }).execute()
  const subject = { type: 'held', id, unitId }
  await tx.record(HeldBack, { subject, payload: { heldId: id, unitId, why } })
  await tellOfFirst(tx, unitId, subject)
  return { number, code }
})
