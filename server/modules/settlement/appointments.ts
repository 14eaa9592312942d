import type { z } from 'zod'
import { appointmentOver, appointmentPast, appointmentStands, notVisited, notYetThen } from '#contract/settlement.ts'
import type * as contract from '#contract/settlement.ts'
import { staleVersion } from '#contract/common.ts'
import { command } from '#kernel/command.ts'
import { sqlState } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { type Instant, instant, iso } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { refuseOurs } from '#modules/complaint/commands/going.ts'
import { type LockedComplaint, lockBelow, subjectOf, touch } from '#modules/complaint/commands/lock.ts'
import { whyNotOpen } from '#modules/complaint/rules.ts'
import { tellCustomer } from './appointment-letter.ts'
import { lockTask, noteBegun } from './commands.ts'
import { AppointmentEnded, AppointmentMade, AppointmentMoved } from './events.ts'
import { isByAppointment } from './rules.ts'

const refusePast = (tx: Tx, startsAt: Instant) => { if (startsAt <= tx.now) throw new Problem(appointmentPast, {}, 'startsAt') }

/** Both stand in the letter that the customer gets. */
const refuseSaid = (tx: Tx, complaint: LockedComplaint, { place, host }: { readonly place: string; readonly host: string }) => refuseOurs(tx, complaint, { texts: [['place', place], ['host', host]], onlyStops: true })

/** When, where and with whom; the customer is told at once. */
export const appoint = command('settlement.appoint', async (tx, { taskId, startsAt, place, host }: z.output<typeof contract.appoint.input>) => {
  const { complaint, task } = await lockTask(tx, taskId)
  if (!isByAppointment(task.kind)) throw new Problem(notVisited)
  const at = instant(startsAt)
  refusePast(tx, at)
  await refuseSaid(tx, complaint, { place, host })
  const id = newId()
  try {
    await tx.db.insertInto('settlement.appointment').values({ organization_id: tx.actor.organizationId, id, complaint_id: complaint.id, task_id: taskId, starts_at: at, place, host, state: 'booked', made_by: tx.actor.id, made_at: tx.now }).execute()
  } catch (error) {
    if (sqlState(error)?.constraint === 'appointment_standing') throw new Problem(appointmentStands)
    throw error
  }
  await touch(tx, complaint, {})
  await tx.record(AppointmentMade, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, appointmentId: id, taskId, startsAt: iso(at) } })
  await noteBegun(tx, complaint, taskId)
  await tellCustomer(tx, complaint, 'made', { startsAt: at, place, host })
  return { id: taskId }
})

const lockAppointment = async (tx: Tx, id: string, version: number) => {
  const { complaint, row } = await lockBelow(tx, tx.db.selectFrom('settlement.appointment').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id), (one) => (one.state !== 'booked' ? appointmentOver : one.version === version ? null : staleVersion))
  const closed = whyNotOpen(complaint)
  if (closed) throw new Problem(closed)
  await lockTask(tx, row.task_id)
  return { complaint, row }
}

const change = (tx: Tx, id: string, set: Record<string, unknown>) => tx.db.updateTable('settlement.appointment').set((eb) => ({ ...set, version: eb('version', '+', 1) })).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()

export const moveAppointment = command('settlement.moveAppointment', async (tx, { id, version, startsAt, place, host, reason }: z.output<typeof contract.moveAppointment.input>) => {
  const { complaint, row } = await lockAppointment(tx, id, version)
  const at = instant(startsAt)
  refusePast(tx, at)
  await refuseSaid(tx, complaint, { place, host })
  await change(tx, id, { starts_at: at, place, host })
  await touch(tx, complaint, {})
  await tx.record(AppointmentMoved, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, appointmentId: id, taskId: row.task_id, before: iso(row.starts_at), startsAt: iso(at) }, reason })
  await tellCustomer(tx, complaint, 'moved', { startsAt: at, place, host })
  return { id: row.task_id }
})

/** It took place, nobody came, or it is called off. Who missed it is written to, to find another time. */
export const endAppointment = command('settlement.endAppointment', async (tx, { id, version, outcome, note }: z.output<typeof contract.endAppointment.input>) => {
  const { complaint, row } = await lockAppointment(tx, id, version)
  if (outcome !== 'cancelled' && row.starts_at > tx.now) throw new Problem(notYetThen)
  await change(tx, id, { state: outcome, ended_by: tx.actor.id, ended_at: tx.now, note: note || null })
  await touch(tx, complaint, {})
  await tx.record(AppointmentEnded, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, appointmentId: id, taskId: row.task_id, appointmentState: outcome }, reason: note || undefined })
  if (outcome !== 'held') await tellCustomer(tx, complaint, outcome, { startsAt: row.starts_at, place: row.place, host: row.host })
  return { id: row.task_id }
})
