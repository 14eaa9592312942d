import type { z } from 'zod'
import { invalidInput, notFound } from '#contract/common.ts'
import * as contract from '#contract/promise.ts'
import type { Actor } from '#kernel/actor.ts'
import { command } from '#kernel/command.ts'
import type { Subject } from '#kernel/event.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { type Instant, inOurTimes, instant, iso } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { refuseDependent } from '#modules/complaint/commands/accused.ts'
import { lockComplaint, lockOpen, subjectOf, touch } from '#modules/complaint/commands/lock.ts'
import { tell } from '#modules/notification/commands.ts'
import { PromiseBroken, PromiseKept, PromiseMade, PromiseWithdrawn } from './events.ts'

const isPerson = async (tx: Tx, id: string): Promise<boolean> =>
  await tx.db.selectFrom('identity.person').select('id').where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).where('retired_at', 'is', null).executeTakeFirst() !== undefined

interface Given { readonly text: string; readonly due: Instant; readonly owner: string }

/** A promise to the customer of a case, made by who speaks with them. */
export const promiseTo = async (tx: Tx, c: { readonly id: string; readonly number: string }, subject: Subject, { text, due, owner }: Given, by: Actor = tx.actor): Promise<string> => {
  const id = newId()
  await tx.db.insertInto('promise.promise').values({ organization_id: tx.actor.organizationId, id, complaint_id: c.id, body: text, due_at: due, owner_id: owner, state: 'open', result: null, kept_at: null, made_by: by.id, made_at: tx.now, reminded_at: null }).execute()
  await tx.record(PromiseMade, { subject, actor: by, payload: { complaintId: c.id, promiseId: id, dueAt: iso(due), ownerId: owner }, reason: text })
  if (owner !== by.id) await tell(tx, { to: [owner], name: 'promiseMade', subject, payload: { number: c.number } })
  return id
}

/** Something we told a customer we would do by a time. */
export const make = command('promise.make', async (tx, input: z.output<typeof contract.make.input>) => {
  const complaint = await lockOpen(tx, input.complaintId)
  if (!inOurTimes(input.dueAt)) throw new Problem(invalidInput, {}, 'dueAt')
  const due = instant(input.dueAt)
  if (due <= tx.now) throw new Problem(contract.promiseInPast, {}, 'dueAt')
  const owner = input.ownerId ?? tx.actor.id ?? complaint.owner_id
  if (!owner || !await isPerson(tx, owner)) throw new Problem(notFound, {}, 'ownerId')
  await refuseDependent(tx, complaint, owner, 'ownerId')
  await touch(tx, complaint, {})
  return { id: await promiseTo(tx, complaint, subjectOf(complaint), { text: input.text, due, owner }) }
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
