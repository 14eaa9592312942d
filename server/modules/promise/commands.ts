import type { z } from 'zod'
import { invalidInput, notFound } from '#contract/common.ts'
import * as contract from '#contract/promise.ts'
import type { Actor } from '#kernel/actor.ts'
import { command } from '#kernel/command.ts'
import type { Subject } from '#kernel/event.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { remindAt } from '#kernel/remind.ts'
import { type Instant, inOurTimes, instant, iso } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { whoLeads, withDeputies } from '#modules/clock/commands/ring.ts'
import { refuseDependent } from '#modules/complaint/commands/accused.ts'
import { type LockedComplaint, lockComplaint, lockOpen, subjectOf, touch } from '#modules/complaint/commands/lock.ts'
import { tell } from '#modules/notification/commands.ts'
import { PromiseBroken, PromiseDueSoon, PromiseKept, PromiseMade, PromiseReleased, PromiseWithdrawn } from './events.ts'

const isPerson = async (tx: Tx, id: string): Promise<boolean> =>
  await tx.db.selectFrom('identity.person').select('id').where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).where('retired_at', 'is', null).executeTakeFirst() !== undefined

interface Given { readonly text: string; readonly due: Instant; readonly owner: string }

/** A promise to the customer of a case, made by who speaks with them. */
export const promiseTo = async (tx: Tx, c: { readonly id: string; readonly number: string }, subject: Subject, { text, due, owner }: Given, by: Actor = tx.actor): Promise<string> => {
  const id = newId()
  await tx.db.insertInto('promise.promise').values({ organization_id: tx.actor.organizationId, id, complaint_id: c.id, body: text, due_at: due, owner_id: owner, state: 'open', result: null, kept_at: null, made_by: by.id, made_at: tx.now, reminded_at: null, remind_at: remindAt(tx.now, due) }).execute()
  await tx.record(PromiseMade, { subject, actor: by, payload: { complaintId: c.id, promiseId: id, dueAt: iso(due), ownerId: owner }, reason: text })
  if (owner !== by.id) await tell(tx, { to: [owner], name: 'promiseMade', subject, payload: { number: c.number } })
  return id
}

/** Promises made while something else is written on the case: they stand or fall with it. `field`: where they stand in what was sent. */
export const promiseAll = async (tx: Tx, complaint: LockedComplaint, given: readonly contract.NewPromise[], field = 'promises'): Promise<void> => {
  for (const [i, one] of given.entries()) await promiseOne(tx, complaint, one, `${field}/${i}/`)
}

const promiseOne = async (tx: Tx, complaint: LockedComplaint, { text, dueAt, ownerId }: contract.NewPromise, field = ''): Promise<string> => {
  if (!inOurTimes(dueAt)) throw new Problem(invalidInput, {}, `${field}dueAt`)
  const due = instant(dueAt)
  if (due <= tx.now) throw new Problem(contract.promiseInPast, {}, `${field}dueAt`)
  const owner = ownerId ?? tx.actor.id ?? complaint.owner_id
  if (!owner || !await isPerson(tx, owner)) throw new Problem(notFound, {}, `${field}ownerId`)
  await refuseDependent(tx, complaint, owner, `${field}ownerId`)
  return promiseTo(tx, complaint, subjectOf(complaint), { text, due, owner })
}

/** Something we told a customer we would do by a time. */
export const make = command('promise.make', async (tx, { complaintId, ...given }: z.output<typeof contract.make.input>) => {
  const complaint = await lockOpen(tx, complaintId)
  await touch(tx, complaint, {})
  return { id: await promiseOne(tx, complaint, given) }
})

const lockPromise = async (tx: Tx, id: string) => {
  const row = await tx.db.selectFrom('promise.promise').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw new Problem(notFound)
  if (row.state !== 'open' && row.state !== 'broken') throw new Problem(contract.promiseSettled)
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

/** The customer says that it need not be done any more: nobody has broken their word. */
export const release = command('promise.release', async (tx, input: z.output<typeof contract.release.input>) => {
  const row = await lockPromise(tx, input.id)
  const complaint = await lockComplaint(tx, row.complaint_id)
  await tx.db.updateTable('promise.promise').set({ state: 'released', result: input.words }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', row.id).execute()
  await tx.record(PromiseReleased, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, promiseId: row.id }, reason: input.words })
  return { id: row.id }
})

/** Told to who keeps it while there is time left. Rows another node is at are skipped: each is told once. */
export const remind = command('promise.remind', async (tx, { ids }: { ids: readonly string[] }) => {
  const soon = await tx.db.selectFrom('promise.promise').select('id').where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...ids]).where('state', '=', 'open').where('reminded_at', 'is', null).where('remind_at', '<=', tx.now).where('due_at', '>', tx.now).forUpdate().skipLocked().execute()
  if (!soon.length) return { reminded: 0 }
  const reminded = await tx.db.updateTable('promise.promise').set({ reminded_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', soon.map((d) => d.id)).returning(['id', 'complaint_id', 'owner_id', 'due_at']).execute()
  for (const row of reminded) {
    const complaint = await lockComplaint(tx, row.complaint_id)
    const subject = subjectOf(complaint)
    await tx.record(PromiseDueSoon, { subject, payload: { complaintId: complaint.id, promiseId: row.id, dueAt: iso(row.due_at) } })
    await tell(tx, { to: await withDeputies(tx, complaint.unit_id, [row.owner_id]), name: 'promiseDueSoon', subject, payload: { number: complaint.number } })
  }
  return { reminded: reminded.length }
})

/** A promise whose time has passed without its being kept: broken, told once to its owner, to whoever looks after the case and to who leads the shop; it can still be kept, late. */
export const breakOverdue = command('promise.break', async (tx, { ids }: { ids: readonly string[] }) => {
  const due = await tx.db.selectFrom('promise.promise').select('id').where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...ids]).where('state', '=', 'open').where('due_at', '<=', tx.now).forUpdate().skipLocked().execute()
  if (!due.length) return { broken: 0 }
  const broken = await tx.db.updateTable('promise.promise').set({ state: 'broken' }).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', due.map((d) => d.id)).returning(['id', 'complaint_id', 'owner_id']).execute()
  for (const row of broken) {
    const complaint = await lockComplaint(tx, row.complaint_id)
    await tx.record(PromiseBroken, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, promiseId: row.id } })
    await tell(tx, { to: await withDeputies(tx, complaint.unit_id, [row.owner_id, ...(complaint.owner_id ? [complaint.owner_id] : []), ...await whoLeads(tx, complaint.unit_id, complaint)]), name: 'promiseBroken', subject: subjectOf(complaint), payload: { number: complaint.number } })
  }
  return { broken: broken.length }
})
