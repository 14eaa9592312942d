import type { z } from 'zod'
import { readerOf } from '#kernel/db.ts'
import { instant } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { whoLeads } from '#modules/clock/commands/ring.ts'
import { answeringTo } from '#modules/identity/queries/units.ts'
import { type LockedComplaint, endSight, giveTo, grantSight, lockComplaint, subjectOf } from '#modules/complaint/commands/lock.ts'
import { receiverIn } from '#modules/complaint/commands/receiver.ts'
import type { AbsenceBegan, AbsenceEnded, WorkPassed } from '#modules/identity/events.ts'
import { tell } from '#modules/notification/commands.ts'
import { chooseOwner, keepChoices } from '../choosing/choose.ts'
import { withdrawPending } from '../commands.ts'
import { OwnerAway, OwnerChosen, PassedBack, PassedOn } from '../events.ts'
import { handTo } from '../hand-to.ts'
import { beginWaiting } from '../triage/commands.ts'
import { handlerOf, wantedFor } from '../triage/wanted.ts'
import { casesThatPress, keepPassing, moveToAbsence, settlePassings } from './cases.ts'

type Work = z.output<typeof WorkPassed.payload>

/** Back to the unit: where it gives cases out at once, to whom it chooses; else nobody has it until somebody does, and who leads hears of it. */
const layDown = async (tx: Tx, complaint: LockedComplaint): Promise<string | null> => {
  await withdrawPending(tx, complaint.id)
  await giveTo(tx, complaint, null, '')
  await beginWaiting(tx, [{ complaintId: complaint.id, unitId: handlerOf(complaint), since: tx.now }])
  const free = { ...complaint, owner_id: null }
  const { wanted, way } = await wantedFor(tx, free)
  const chosen = way === 'automatic' ? await chooseOwner(tx, { ...wanted, except: complaint.owner_id ?? undefined }) : null
  if (!chosen?.id) {
    await tell(tx, { to: await whoLeads(tx, handlerOf(complaint), complaint), name: 'caseLaidDown', subject: subjectOf(complaint), payload: { number: complaint.number } })
    return null
  }
  await handTo(tx, free, chosen.id, 'message')
  await keepChoices(tx, [{ complaintId: complaint.id, unitId: handlerOf(complaint), chosen, way: 'automatic' }])
  await tx.record(OwnerChosen, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, ownerId: chosen.id, chosenWay: 'automatic' } })
  return chosen.id
}

const pass = async (tx: Tx, complaintId: string, { fromId, toId, absenceId, passedWhy }: Work) => {
  const complaint = await lockComplaint(tx, complaintId)
  if (complaint.owner_id !== fromId || complaint.state !== 'open') return
  const apart = await answeringTo(readerOf(tx.db), tx.actor.organizationId, complaint.accused ?? [])
  const to = toId && !apart.has(toId) ? toId : null
  await tx.record(PassedOn, { subject: subjectOf(complaint), payload: { complaintId, fromId, toId: to, passedWhy } })
  if (to) await handTo(tx, complaint, to, 'message')
  const now = to ?? await layDown(tx, complaint)
  await keepPassing(tx, { complaintId, absenceId, fromId, toId: now, way: to ? 'given' : 'queued', why: passedWhy })
}

/** Who was to accept a case, or to answer for one, does not wait in vain. */
const passWaiting = async (tx: Tx, work: Work) => {
  const offered = await tx.db.selectFrom('routing.handover').select('complaint_id').where('organization_id', '=', tx.actor.organizationId).where('to_id', '=', work.fromId).where('state', '=', 'pending').orderBy('complaint_id').execute()
  for (const { complaint_id } of offered) {
    const complaint = await lockComplaint(tx, complaint_id)
    await withdrawPending(tx, complaint_id)
    await endSight(tx, complaint, work.fromId, 'handover')
    await tell(tx, { to: complaint.owner_id ? [complaint.owner_id] : [], name: 'handoverDeclined', subject: subjectOf(complaint), payload: { number: complaint.number } })
  }
  const urgings = tx.db.selectFrom('routing.urging').select(['id', 'complaint_id']).where('organization_id', '=', tx.actor.organizationId).where('to_id', '=', work.fromId).where('answered_at', 'is', null)
  for (const { id, complaint_id } of await (work.before ? urgings.where('due_at', '<', instant(work.before)) : urgings).orderBy('complaint_id').execute()) {
    const complaint = await lockComplaint(tx, complaint_id)
    const to = await receiverIn(tx, complaint, work)
    if (!to) continue
    await tx.db.updateTable('routing.urging').set({ to_id: to }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
    await grantSight(tx, complaint, to, 'assigned')
    await tell(tx, { to: [to], name: 'urged', subject: subjectOf(complaint), payload: { number: complaint.number } })
  }
}

/** Cases of somebody who is away or leaves go on. */
export const passCases = async (tx: Tx, work: Work): Promise<void> => {
  for (const id of await casesThatPress(tx.db, tx.actor.organizationId, work.fromId, work.before)) await pass(tx, id, work)
  await passWaiting(tx, work)
}

/** Who leads is told of each case that cannot wait, and gives it to somebody in the queue. */
export const askLeaders = async (tx: Tx, { personId, absenceId, before, until }: z.output<typeof AbsenceBegan.payload>): Promise<void> => {
  for (const id of await casesThatPress(tx.db, tx.actor.organizationId, personId, before)) {
    const complaint = await lockComplaint(tx, id)
    if (complaint.owner_id !== personId) continue
    const subject = subjectOf(complaint)
    await tx.record(OwnerAway, { subject, payload: { complaintId: id, fromId: personId, until } })
    await keepPassing(tx, { complaintId: id, absenceId, fromId: personId, toId: null, way: 'told', why: 'away' })
    await tell(tx, { to: await whoLeads(tx, handlerOf(complaint), complaint), name: 'ownerAway', subject, payload: { number: complaint.number } })
  }
}

const isHere = async (tx: Tx, personId: string): Promise<boolean> => await tx.db.selectFrom('identity.person').select('id').where('organization_id', '=', tx.actor.organizationId).where('id', '=', personId).where('retired_at', 'is', null).executeTakeFirst() !== undefined

/** Back again: what went on meanwhile is theirs once more where that was chosen, unless it went further or ended. */
export const passBack = async (tx: Tx, { absenceId, personId, comesBack, stillAway }: z.output<typeof AbsenceEnded.payload>): Promise<void> => {
  if (stillAway) return moveToAbsence(tx, absenceId, stillAway)
  const rows = await tx.db.selectFrom('routing.passing').select(['complaint_id', 'to_id', 'way']).where('organization_id', '=', tx.actor.organizationId).where('absence_id', '=', absenceId).where('settled_at', 'is', null).orderBy('complaint_id').execute()
  const back = comesBack && await isHere(tx, personId) ? rows.filter(({ way }) => way !== 'told') : []
  for (const { complaint_id, to_id } of back) {
    const complaint = await lockComplaint(tx, complaint_id)
    const apart = await answeringTo(readerOf(tx.db), tx.actor.organizationId, complaint.accused ?? [])
    if (complaint.state !== 'open' || complaint.owner_id !== to_id || apart.has(personId)) continue
    await tx.record(PassedBack, { subject: subjectOf(complaint), payload: { complaintId: complaint_id, fromId: to_id ?? personId, toId: personId } })
    await handTo(tx, complaint, personId, 'message')
    await tell(tx, { to: to_id ? [to_id] : [], name: 'passedBack', subject: subjectOf(complaint), payload: { number: complaint.number } })
  }
  await settlePassings(tx, rows.map((row) => row.complaint_id))
}
