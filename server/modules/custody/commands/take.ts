import type { z } from 'zod'
import { invalidInput } from '#contract/common.ts'
import { returnInPast } from '#contract/custody.ts'
import type * as contract from '#contract/custody.ts'
import { command } from '#kernel/command.ts'
import { newId } from '#kernel/id.ts'
import { nextNumber } from '#kernel/numbered.ts'
import { Problem } from '#kernel/problem.ts'
import { type Instant, inOurTimes, instant } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { lockOpen, subjectOf, touch } from '#modules/complaint/commands/lock.ts'
import { GoodsTaken } from '../events.ts'
import { warnAt, whyNotSigned } from '../rules.ts'
import { attachAll, tellsOf } from './lock.ts'

export const returnDate = (tx: Tx, given: string): Instant => {
  if (!inOurTimes(given)) throw new Problem(invalidInput, {}, 'returnBy')
  const at = instant(given)
  if (at <= tx.now) throw new Problem(returnInPast, {}, 'returnBy')
  return at
}

/** E16: what the customer leaves with us, as both look at it and sign. */
export const take = command('custody.take', async (tx, { complaintId, photoIds = [], ...input }: z.output<typeof contract.TakeGoods>) => {
  const complaint = await lockOpen(tx, complaintId)
  const refusal = whyNotSigned(input)
  if (refusal) throw new Problem(refusal, {}, 'customerSignatureId')
  const due = returnDate(tx, input.returnBy)
  const photos = [...new Set(photoIds)]
  await attachAll(tx, complaint, { ...Object.fromEntries(photos.map((id, i) => [`photoIds/${i}`, id])), customerSignatureId: input.customerSignatureId, staffSignatureId: input.staffSignatureId })
  const [id, number, by] = [newId(), await nextNumber(tx, 'custody.item', complaint.number, 'W'), tx.actor.id]
  const base = { organization_id: tx.actor.organizationId, complaint_id: complaint.id }
  await tx.db.insertInto('custody.item').values({
    ...base, id, unit_id: complaint.unit_id, number, kind: input.kind, what: input.what, weight_milli: input.weight?.milli ?? null, weight_unit: input.weight?.unit ?? null, condition: input.condition, seal: input.seal || null, value_fen: input.valueFen ?? null,
    return_by: due, warn_at: warnAt(tx.now, due), state: 'held', taken_at: tx.now, taken_by: by, holder_id: by, place: input.place, customer_signature: input.customerSignatureId ?? null, staff_signature: input.staffSignatureId ?? null, unsigned_why: input.unsignedWhy || null,
  }).execute()
  if (photos.length) await tx.db.insertInto('custody.photo').values(photos.map((file_id) => ({ ...base, item_id: id, file_id }))).execute()
  await touch(tx, complaint, {})
  await tx.record(GoodsTaken, { subject: subjectOf(complaint), payload: await tellsOf(tx, complaint, id), reason: input.what })
  return { id }
})
