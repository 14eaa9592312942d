import { command } from '#kernel/command.ts'
import type { Tx } from '#kernel/tx.ts'
import { whoLeads, withDeputies } from '#modules/clock/commands/ring.ts'
import { lockComplaint, subjectOf } from '#modules/complaint/commands/lock.ts'
import { tell } from '#modules/notification/commands.ts'
import { OpinionDueSoon, OpinionLate } from '../events.ts'
import { askers, payloadOf } from './lock.ts'

const open = (tx: Tx, ids: readonly string[]) => tx.db.selectFrom('expert.opinion').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...ids]).where('state', '=', 'asked').forUpdate().skipLocked()
type Due = Awaited<ReturnType<ReturnType<typeof open>['execute']>>[number]

const ring = async (tx: Tx, opinion: Due, late: boolean) => {
  const complaint = await lockComplaint(tx, opinion.complaint_id)
  const subject = subjectOf(complaint)
  await tx.record(late ? OpinionLate : OpinionDueSoon, { subject, payload: payloadOf(opinion) })
  const people = [...(opinion.person_id ? [opinion.person_id] : []), ...askers(complaint, opinion), ...(late ? await whoLeads(tx, complaint.unit_id, complaint) : [])]
  await tell(tx, { to: await withDeputies(tx, complaint.unit_id, people), name: late ? 'expertLate' : 'expertDueSoon', subject, payload: { number: opinion.number } })
}

const mark = (tx: Tx, due: readonly Due[], set: Record<string, unknown>) => tx.db.updateTable('expert.opinion').set(set).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', due.map((one) => one.id)).execute()

/** Due before long, or not there in time: told once each. Rows another node is at are skipped. */
export const noteDue = command('expert.noteDue', async (tx, { ids }: { ids: readonly string[] }) => {
  const late = await open(tx, ids).where('late_at', 'is', null).where('due_at', '<=', tx.now).execute()
  const soon = await open(tx, ids).where('reminded_at', 'is', null).where('remind_at', '<=', tx.now).where('due_at', '>', tx.now).execute()
  if (late.length) await mark(tx, late, { late_at: tx.now, reminded_at: tx.now })
  if (soon.length) await mark(tx, soon, { reminded_at: tx.now })
  for (const opinion of late) await ring(tx, opinion, true)
  for (const opinion of soon) await ring(tx, opinion, false)
  return { told: late.length + soon.length }
})
