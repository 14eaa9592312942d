import { command } from '#kernel/command.ts'
import type { Tx } from '#kernel/tx.ts'
import { whoLeads, withDeputies } from '#modules/clock/commands/ring.ts'
import { lockComplaint, subjectOf } from '#modules/complaint/commands/lock.ts'
import { tell } from '#modules/notification/commands.ts'
import { InquiryDueSoon, InquiryLate } from '../events.ts'
import { payloadOf } from './lock.ts'

const open = (tx: Tx, ids: readonly string[]) => tx.db.selectFrom('inquiry.task').select(['id', 'complaint_id', 'unit_id', 'number', 'kind', 'owner_id']).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...ids]).where('state', '=', 'open').forUpdate().skipLocked()
type Due = Awaited<ReturnType<ReturnType<typeof open>['execute']>>[number]

const ring = async (tx: Tx, task: Due, late: boolean) => {
  const complaint = await lockComplaint(tx, task.complaint_id)
  const subject = subjectOf(complaint)
  await tx.record(late ? InquiryLate : InquiryDueSoon, { subject, payload: payloadOf(complaint, task) })
  const others = late ? [...(complaint.owner_id ? [complaint.owner_id] : []), ...await whoLeads(tx, task.unit_id, complaint)] : []
  await tell(tx, { to: await withDeputies(tx, task.unit_id, [task.owner_id, ...others]), name: late ? 'inquiryLate' : 'inquiryDueSoon', subject, payload: { number: task.number } })
}

const mark = (tx: Tx, tasks: readonly Due[], set: Record<string, unknown>) => tx.db.updateTable('inquiry.task').set(set).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', tasks.map((t) => t.id)).execute()

/** Due before long, or not done in time: told once each. Rows another node is at are skipped. */
export const noteDue = command('inquiry.noteDue', async (tx, { ids }: { ids: readonly string[] }) => {
  const late = await open(tx, ids).where('late_at', 'is', null).where('due_at', '<=', tx.now).execute()
  const soon = await open(tx, ids).where('reminded_at', 'is', null).where('remind_at', '<=', tx.now).where('due_at', '>', tx.now).execute()
  if (late.length) await mark(tx, late, { late_at: tx.now, reminded_at: tx.now })
  if (soon.length) await mark(tx, soon, { reminded_at: tx.now })
  for (const task of late) await ring(tx, task, true)
  for (const task of soon) await ring(tx, task, false)
  return { told: late.length + soon.length }
})
