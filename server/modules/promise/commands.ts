import type { z } from 'zod'
import { invalidInput, notFound } from '#contract/common.ts'
import * as contract from '#contract/promise.ts'
import { command } from '#kernel/command.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { inOurTimes, instant, iso } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { refuseDependent } from '#modules/complaint/commands/accused.ts'
import { lockComplaint, lockOpen, subjectOf, touch } from '#modules/complaint/commands/lock.ts'
import { tell } from '#modules/notification/commands.ts'
import { PromiseBroken, PromiseKept, PromiseMade, PromiseWithdrawn } from './events.ts'

const isPerson = async (tx: Tx, id: string): Promise<boolean> =>
  await tx.db.selectFrom('identity.person').select('id').where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).where('retired_at', 'is', null).executeTakeFirst() !== undefined

/** Something we told a customer we would do by a time. */
export const make = command('promise.make', async (tx, input: z.output<typeof contract.make.input>) => {
  const complaint = await lockOpen(tx, input.complaintId)
  if (!inOurTimes(input.dueAt)) throw new Problem(invalidInput, {}, 'dueAt')
  const due = instant(input.dueAt)
  if (due <= tx.now) throw new Problem(contract.promiseInPast, {}, 'dueAt')
  const owner = input.ownerId ?? tx.actor.id ?? complaint.owner_id
  if (!owner || !await isPerson(tx, owner)) throw new Problem(notFound, {}, 'ownerId')
  await refuseDependent(tx, complaint, owner, 'ownerId')
  const id = newId()
  await tx.db.insertInto('promise.promise').values({ organization_id: tx.actor.organizationId, id, complaint_id: complaint.id, body: input.text, due_at: due, owner_id: owner, state: 'open', result: null, kept_at: null, made_by: tx.actor.id, made_at: tx.now, reminded_at: null }).execute()
  await touch(tx, complaint, {})
  await tx.record(PromiseMade, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, promiseId: id, dueAt: iso(due), ownerId: owner }, reason: input.text })
  await tell(tx, { to: [owner], name: 'promiseMade', subject: subjectOf(complaint), payload: { number: complaint.number } })
  return { id }
})

const lockPromise = async (tx: Tx, id: string) => {
  const row = await tx.db.selectFrom('promise.promise').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw new Problem(notFound)
  if (row.state === 'kept' || row.state === 'withdrawn') throw new Problem(contract.promiseSettled)
  return row
}

/** Done: also a call-back without a result yet counts as kept. A late one stays marked late. */
export const keep = command('promise.keep', async (tx, input: z.output<typeof contract.keep.input>) => {
  const row = await lockPromise(tx, input.id)
  const complaint = await lockComplaint(tx, row.complaint_id)
  await tx.db.updateTable('promise.promise').set({ state: 'kept', result: input.result, kept_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', row.id).execute()
  await tx.record(PromiseKept, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, promiseId: row.id, late: tx.now > row.due_at }, reason: input.result })
  return { id: row.id }
})

export const withdraw = command('promise.withdraw', async (tx, input: z.output<typeof contract.withdraw.input>) => {
  const row = await lockPromise(tx, input.id)
  const complaint = await lockComplaint(tx, row.complaint_id)
  await tx.db.updateTable('promise.promise').set({ state: 'withdrawn', result: input.reason }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', row.id).execute()
  await tx.record(PromiseWithdrawn, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, promiseId: row.id }, reason: input.reason })
  return { id: row.id }
})

/** A promise whose time has passed without its being kept: broken, told to its owner once; it can still be kept, late. */
export const breakOverdue = command('promise.break', async (tx, { ids }: { ids: readonly string[] }) => {
  const due = await tx.db.selectFrom('promise.promise').select('id').where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...ids]).where('state', '=', 'open').where('due_at', '<=', tx.now).forUpdate().skipLocked().execute()
  if (!due.length) return { broken: 0 }
  const broken = await tx.db.updateTable('promise.promise').set({ state: 'broken' }).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', due.map((d) => d.id)).returning(['id', 'complaint_id', 'owner_id']).execute()
  for (const row of broken) {
    const complaint = await lockComplaint(tx, row.complaint_id)
    await tx.record(PromiseBroken, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, promiseId: row.id } })
    await tell(tx, { to: [row.owner_id, ...(complaint.owner_id ? [complaint.owner_id] : [])], name: 'promiseBroken', subject: subjectOf(complaint), payload: { number: complaint.number } })
  }
  return { broken: broken.length }
})
