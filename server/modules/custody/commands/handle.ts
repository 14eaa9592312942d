import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import { authorityMissing } from '#contract/custody.ts'
import type * as contract from '#contract/custody.ts'
import { command } from '#kernel/command.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { iso } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { whoLeads } from '#modules/clock/commands/ring.ts'
import { subjectOf, touch } from '#modules/complaint/commands/lock.ts'
import { tell } from '#modules/notification/commands.ts'
import { GoodsLost, GoodsMoved, GoodsReturned, ReturnPostponed } from '../events.ts'
import { warnAt } from '../rules.ts'
import { attachAll, changeItem, lockItem, tellsOf } from './lock.ts'
import { returnDate } from './take.ts'

export const refuseUnknown = async (tx: Tx, id: string, field = 'holderId'): Promise<void> => {
  const found = await tx.db.selectFrom('identity.person').select('id').where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).where('retired_at', 'is', null).executeTakeFirst()
  if (!found) throw new Problem(notFound, {}, field)
}

/** From hand to hand, or to another place: who, where, when and why, signed by who takes it where that is asked. */
export const move = command('custody.move', async (tx, input: z.output<typeof contract.moveGoods.input>) => {
  const { complaint, item } = await lockItem(tx, input.id, input.version)
  const holder = input.holderId ?? item.holder_id
  if (input.holderId) await refuseUnknown(tx, input.holderId)
  await attachAll(tx, complaint, { signatureId: input.signatureId })
  const id = newId()
  await tx.db.insertInto('custody.move').values({ organization_id: tx.actor.organizationId, id, complaint_id: complaint.id, item_id: item.id, at: tx.now, by_id: tx.actor.id, from_id: item.holder_id, to_id: holder, place: input.place, why: input.why, signature: input.signatureId ?? null }).execute()
  await changeItem(tx, item.id, { holder_id: holder, place: input.place })
  await touch(tx, complaint, {})
  await tx.record(GoodsMoved, { subject: subjectOf(complaint), payload: { ...await tellsOf(tx, complaint, item.id), moveId: id }, reason: input.why })
  await tell(tx, { to: holder && holder !== item.holder_id ? [holder] : [], name: 'goodsPassed', subject: subjectOf(complaint), payload: { number: item.number } })
  return { id: item.id }
})

export const postpone = command('custody.postpone', async (tx, input: z.output<typeof contract.postponeReturn.input>) => {
  const { complaint, item } = await lockItem(tx, input.id, input.version)
  const due = returnDate(tx, input.returnBy)
  await changeItem(tx, item.id, { return_by: due, warn_at: warnAt(tx.now, due), warned_at: null, late_at: null })
  await touch(tx, complaint, {})
  await tx.record(ReturnPostponed, { subject: subjectOf(complaint), payload: { ...await tellsOf(tx, complaint, item.id), dueBefore: iso(item.return_by), until: iso(due) }, reason: input.why })
  return { id: item.id }
})

/** Back to the customer, or to somebody who may fetch it; who takes it signs. */
export const giveBack = command('custody.return', async (tx, input: z.output<typeof contract.returnGoods.input>) => {
  const { complaint, item } = await lockItem(tx, input.id, input.version)
  if (!input.isCustomer && !input.authority?.trim()) throw new Problem(authorityMissing, {}, 'authority')
  await attachAll(tx, complaint, { signatureId: input.signatureId })
  await changeItem(tx, item.id, { state: 'returned', ended_at: tx.now, ended_by: tx.actor.id, returned_to: input.to, authority: input.isCustomer ? null : input.authority ?? null, return_signature: input.signatureId, end_note: input.note, holder_id: null })
  await touch(tx, complaint, {})
  await tx.record(GoodsReturned, { subject: subjectOf(complaint), payload: await tellsOf(tx, complaint, item.id), reason: input.note || undefined })
  return { id: item.id }
})

/** What was with us cannot be found: whoever leads hears of it at once. */
export const lose = command('custody.lose', async (tx, input: z.output<typeof contract.loseGoods.input>) => {
  const { complaint, item } = await lockItem(tx, input.id, input.version)
  await changeItem(tx, item.id, { state: 'lost', ended_at: tx.now, ended_by: tx.actor.id, end_note: input.why })
  await touch(tx, complaint, {})
  const subject = subjectOf(complaint)
  await tx.record(GoodsLost, { subject, payload: await tellsOf(tx, complaint, item.id), reason: input.why })
  await tell(tx, { to: await whoLeads(tx, complaint.unit_id, complaint), name: 'goodsLost', subject, payload: { number: item.number } })
  return { id: item.id }
})
