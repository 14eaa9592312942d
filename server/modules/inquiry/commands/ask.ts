import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import type * as contract from '#contract/inquiry.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { nextNumber } from '#kernel/numbered.ts'
import { Problem } from '#kernel/problem.ts'
import { remindAt } from '#kernel/remind.ts'
import { iso } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { refuseDependent } from '#modules/complaint/commands/accused.ts'
import { type LockedComplaint, endSight, grantSight, lockOpen, subjectOf, touch } from '#modules/complaint/commands/lock.ts'
import { refuseUnknown } from '#modules/custody/commands/handle.ts'
import { collect } from '#modules/evidence/commands/take.ts'
import { findUnit } from '#modules/identity/queries/units.ts'
import { tell } from '#modules/notification/commands.ts'
import { InquiryAsked, InquiryChanged } from '../events.ts'
import { keptFields, recordedIn, whyNotWork, whyNotWritten } from '../rules.ts'
import { type LockedInquiry, type Written, attachAll, changeInquiry, dueDate, lockInquiry, refusePoint, tellsOf } from './lock.ts'

const SIGHT = 'inquiry'

/** Nobody looks into a complaint about themselves or their superior; who looks into it sees the case. */
const refuseOwner = async (tx: Tx, complaint: LockedComplaint, ownerId: string) => {
  await refuseUnknown(tx, ownerId, 'ownerId')
  await refuseDependent(tx, complaint, ownerId, 'ownerId')
}

const refuseUnit = async (tx: Tx, unitId: string | undefined) => {
  if (unitId && !await findUnit(readerOf(tx.db), tx.actor.organizationId, unitId)) throw new Problem(notFound, {}, 'unitId')
}

/** Records that are overwritten after some days become evidence that expires, once, as soon as that is known. */
const keepRecords = async (tx: Tx, complaint: LockedComplaint, task: { readonly id: string; readonly number: string }, { details }: Written) => {
  const recorded = recordedIn(details)
  if (!recorded || recorded.until <= tx.now) return
  const linked = await tx.db.selectFrom('inquiry.evidence').select('item_id').where('organization_id', '=', tx.actor.organizationId).where('task_id', '=', task.id).limit(1).executeTakeFirst()
  if (linked) return
  const { kind, what, keeper, from, until } = recorded
  const id = await collect(tx, complaint, { kind, what, origin: keeper, collectedAt: iso(tx.now), collectedPlace: keeper, place: keeper, holderName: keeper, clock: { until: iso(until), from } })
  await tx.db.insertInto('inquiry.evidence').values({ organization_id: tx.actor.organizationId, complaint_id: complaint.id, task_id: task.id, item_id: id }).execute()
}

/** Checks what was written and puts its files and things in their place. */
export const keepWritten = async (tx: Tx, complaint: LockedComplaint, task: { readonly id: string; readonly number: string; readonly kind: string }, written: Written): Promise<string> => {
  const fault = whyNotWritten(task, written.details)
  if (fault) throw new Problem(fault.refusal, {}, fault.field)
  await attachAll(tx, complaint, task.id, written)
  await keepRecords(tx, complaint, task, written)
  return JSON.stringify(keptFields(written.details))
}

/** E6: somebody is to find something out, by a time. */
export const ask = command('inquiry.ask', async (tx, input: z.output<typeof contract.askInquiry.input>) => {
  const complaint = await lockOpen(tx, input.complaintId)
  await refusePoint(tx, complaint.id, input.pointId)
  await refuseOwner(tx, complaint, input.ownerId)
  await refuseUnit(tx, input.unitId)
  const due = dueDate(tx, input.dueAt)
  const task = { id: newId(), number: await nextNumber(tx, 'inquiry.task', complaint.number, 'D'), kind: input.details.kind }
  await tx.db.insertInto('inquiry.task').values({
    organization_id: tx.actor.organizationId, ...task, complaint_id: complaint.id, unit_id: input.unitId ?? complaint.unit_id, point_id: input.pointId ?? null, what: input.what, owner_id: input.ownerId, asked_by: tx.actor.id, asked_at: tx.now,
    due_at: due, remind_at: remindAt(tx.now, due), state: 'open', fields: '{}',
  }).execute()
  await tx.db.updateTable('inquiry.task').set({ fields: await keepWritten(tx, complaint, task, input) }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', task.id).execute()
  await grantSight(tx, complaint, input.ownerId, SIGHT)
  await touch(tx, complaint, {})
  const subject = subjectOf(complaint)
  await tx.record(InquiryAsked, { subject, payload: { ...await tellsOf(tx, complaint, task.id), ownerId: input.ownerId, dueAt: iso(due) }, reason: input.what })
  await tell(tx, { to: [input.ownerId], name: 'inquiryAsked', subject, payload: { number: task.number } })
  return { id: task.id }
})

/** Sight that was given for an inquiry ends with the last one that somebody has; who gives it away themselves still reads what they did. */
export const endSightOf = async (tx: Tx, complaint: LockedComplaint, task: LockedInquiry): Promise<void> => {
  if (task.owner_id === tx.actor.id) return
  const another = await tx.db.selectFrom('inquiry.task').select('id').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaint.id).where('owner_id', '=', task.owner_id).where('state', '<>', 'dropped').where('id', '<>', task.id).limit(1).executeTakeFirst()
  if (!another) await endSight(tx, complaint, task.owner_id, SIGHT)
}

/** From who had it to another one, who sees the case from now on. */
export const handOn = async (tx: Tx, complaint: LockedComplaint, task: LockedInquiry, ownerId: string) => {
  await refuseOwner(tx, complaint, ownerId)
  await endSightOf(tx, complaint, task)
  await grantSight(tx, complaint, ownerId, SIGHT)
  await tell(tx, { to: [ownerId], name: 'inquiryAsked', subject: subjectOf(complaint), payload: { number: task.number } })
}

/** What is asked, of whom and by when, and what was written down so far. */
export const change = command('inquiry.change', async (tx, input: z.output<typeof contract.changeInquiry.input>) => {
  const { complaint, task } = await lockInquiry(tx, input.id, (one) => whyNotWork(one, input.version))
  const moved = input.dueAt !== iso(task.due_at)
  const due = moved ? dueDate(tx, input.dueAt) : task.due_at
  await refusePoint(tx, complaint.id, input.pointId)
  await refuseUnit(tx, input.unitId)
  if (input.ownerId !== task.owner_id) await handOn(tx, complaint, task, input.ownerId)
  const fields = await keepWritten(tx, complaint, task, input)
  await changeInquiry(tx, task.id, { point_id: input.pointId ?? null, what: input.what, owner_id: input.ownerId, unit_id: input.unitId ?? task.unit_id, fields, ...(moved && { due_at: due, remind_at: remindAt(tx.now, due), reminded_at: null, late_at: null }) })
  await touch(tx, complaint, {})
  await tx.record(InquiryChanged, { subject: subjectOf(complaint), payload: { ...await tellsOf(tx, complaint, task.id), ownerId: input.ownerId, dueAt: iso(due) } })
  return { id: task.id }
})
