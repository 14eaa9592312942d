import type { z } from 'zod'
import { readerOf } from '#kernel/db.ts'
import { instant } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { whoLeads } from '#modules/clock/commands/ring.ts'
import { answeringTo } from '#modules/identity/queries/units.ts'
import { type LockedComplaint, endSight, giveTo, grantSight, lockComplaint, subjectOf } from '#modules/complaint/commands/lock.ts'
import { receiverIn } from '#modules/complaint/commands/receiver.ts'
import { missingNow } from '#modules/identity/commands/absence.ts'
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

const askLeader = async (tx: Tx, id: string, { personId, absenceId, until }: Pick<z.output<typeof AbsenceBegan.payload>, 'personId' | 'absenceId' | 'until'>) => {
  const complaint = await lockComplaint(tx, id)
  if (complaint.owner_id !== personId) return
  const subject = subjectOf(complaint)
  await tx.record(OwnerAway, { subject, payload: { complaintId: id, fromId: personId, until } })
  await keepPassing(tx, { complaintId: id, absenceId, fromId: personId, toId: null, way: 'told', why: 'away' })
  await tell(tx, { to: await whoLeads(tx, handlerOf(complaint), complaint), name: 'ownerAway', subject, payload: { number: complaint.number } })
}

/** Who leads is told of each case that cannot wait, and gives it to somebody in the queue. */
export const askLeaders = async (tx: Tx, began: z.output<typeof AbsenceBegan.payload>): Promise<void> => {
  for (const id of await casesThatPress(tx.db, tx.actor.organizationId, began.personId, began.before)) await askLeader(tx, id, began)
}

/** Whether who leads was asked already, and it waits for them. */
const isAsked = async (tx: Tx, complaintId: string): Promise<boolean> => await tx.db.selectFrom('routing.passing').select('id').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where('way', '=', 'told').where('settled_at', 'is', null).executeTakeFirst() !== undefined

/** A case that is open again goes on from whoever looked after it and is not there any more, as all their cases did when they went. Whoever opens their own again is there. */
export const passReturned = async (tx: Tx, complaintId: string): Promise<void> => {
  const { state, owner_id: fromId, ...complaint } = await lockComplaint(tx, complaintId)
  if (state !== 'open') return
  if (!fromId) return beginWaiting(tx, [{ complaintId, unitId: handlerOf(complaint), since: tx.now }])
  const missing = fromId === tx.actor.id ? null : await missingNow(tx, fromId)
  if (!missing) return
  if (missing.why === 'left') return pass(tx, complaintId, { fromId, toId: null, before: null, absenceId: null, passedWhy: 'left' })
  const { absenceId, until, before, way, deputyId } = missing
  if (!(await casesThatPress(tx.db, tx.actor.organizationId, fromId, before)).includes(complaintId)) return
  if (way === 'tell' && await isAsked(tx, complaintId)) return
  if (way === 'tell') return askLeader(tx, complaintId, { personId: fromId, absenceId, until })
  await pass(tx, complaintId, { fromId, toId: way === 'deputy' ? deputyId : null, before, absenceId, passedWhy: 'away' })
}

const isHere = async (tx: Tx, personId: string): Promise<boolean> => await tx.db.selectFrom('identity.person').select('id').where('organization_id', '=', tx.actor.organizationId).where('id', '=', personId).where('retired_at', 'is', null).executeTakeFirst() !== undefined

const giveBack = async (tx: Tx, { complaint_id, to_id }: { readonly complaint_id: string; readonly to_id: string | null }, personId: string) => {
  const complaint = await lockComplaint(tx, complaint_id)
  const apart = await answeringTo(readerOf(tx.db), tx.actor.organizationId, complaint.accused ?? [])
  if (complaint.state !== 'open' || complaint.owner_id !== to_id || apart.has(personId)) return
  await tx.record(PassedBack, { subject: subjectOf(complaint), payload: { complaintId: complaint_id, fromId: to_id ?? personId, toId: personId } })
  await handTo(tx, complaint, personId, 'message')
  await tell(tx, { to: to_id ? [to_id] : [], name: 'passedBack', subject: subjectOf(complaint), payload: { number: complaint.number } })
}

/** Back again: what went on meanwhile is theirs once more where that was chosen, unless it went further or ended. */
export const passBack = async (tx: Tx, { absenceId, personId, comesBack, stillAway }: z.output<typeof AbsenceEnded.payload>): Promise<void> => {
  if (stillAway) return moveToAbsence(tx, absenceId, stillAway)
  const rows = await tx.db.selectFrom('routing.passing').select(['complaint_id', 'to_id', 'way']).where('organization_id', '=', tx.actor.organizationId).where('absence_id', '=', absenceId).where('settled_at', 'is', null).orderBy('complaint_id').execute()
  const back = comesBack && await isHere(tx, personId) ? rows.filter(({ way }) => way !== 'told') : []
  for (const row of back) await giveBack(tx, row, personId)
  await settlePassings(tx, rows.map((row) => row.complaint_id))
}

/** A case that was merged away is a case of its own again: what had become of it goes on, or ends as it would have ended meanwhile. */
export const restorePassings = async (tx: Tx, ids: readonly string[]): Promise<void> => {
  const rows = ids.length ? await tx.db.selectFrom('routing.passing as p').leftJoin('identity.absence as a', (j) => j.onRef('a.organization_id', '=', 'p.organization_id').onRef('a.id', '=', 'p.absence_id'))
    .select(['p.id', 'p.complaint_id', 'p.from_id', 'p.to_id', 'p.way', 'a.comes_back']).where('p.organization_id', '=', tx.actor.organizationId).where('p.id', 'in', [...ids]).where('p.settled_at', 'is not', null).execute() : []
  for (const row of rows) {
    const missing = await missingNow(tx, row.from_id)
    if (missing) await tx.db.updateTable('routing.passing').set({ settled_at: null, absence_id: missing.why === 'away' ? missing.absenceId : null }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', row.id).execute()
    else if (row.comes_back && row.way !== 'told') await giveBack(tx, row, row.from_id)
  }
}
