import type { z } from 'zod'
import type { Recorded } from '#kernel/event.ts'
import { whenever } from '#kernel/reaction.ts'
import type { Tx } from '#kernel/tx.ts'
import { isApart } from '#modules/complaint/commands/accused.ts'
import { Classified, ComplaintClosed, ComplaintRegistered, ComplaintReopened, ComplaintTakenBack, ComplaintsMerged, ComplaintsUnmerged, OwnerChanged, PeopleAccused, PointAdded, UrgencyChanged } from '#modules/complaint/events.ts'
import { movedIn, noteMoved } from '#modules/complaint/commands/moved.ts'
import { AbsenceBegan, AbsenceEnded, WorkPassed } from '#modules/identity/events.ts'
import { giveOut } from './choosing/give-out.ts'
import { layBefore } from './commands.ts'
import { followOwners, settlePassings } from './passing/cases.ts'
import { askLeaders, passBack, passCases, passReturned, restorePassings } from './passing/pass.ts'
import { beginWaiting, endWaiting } from './triage/commands.ts'
import { reconsider, sendOnWay } from './way/commands.ts'

const reconsiderAll = async (tx: Tx, events: readonly { readonly payload: { readonly complaintId: string } }[]) => {
  for (const id of new Set(events.map(({ payload }) => payload.complaintId))) await reconsider(tx, id)
}

/** Of cases that were never ours nothing is left. */
const forgetAll = async (tx: Tx, ids: readonly string[]) => {
  for (const table of ['routing.waiting', 'routing.choice', 'routing.passing'] as const) await tx.db.deleteFrom(table).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', 'in', [...ids]).execute()
}

type Registered = Recorded<z.output<typeof ComplaintRegistered.payload>>

/** Where a rule sends what was registered, else to whom its unit gives it at once; letters are laid before who leads; the rest waits. */
const startOut = async (tx: Tx, events: readonly Registered[]) => {
  const sent = await sendOnWay(tx, events.flatMap(({ payload: { complaintId, closedAt, way } }) => (way ? [{ complaintId, way, straight: closedAt !== undefined }] : [])))
  const placed = [...sent].flatMap(([id, { toId }]) => (toId ? [id] : []))
  // Whom a rule names by post is named by it alone: where none of them can have it, the queue shows it.
  const toGive = events.filter(({ payload: { toGive: wanted, way } }) => wanted && !way?.owner && (way?.place.kind ?? 'own') === 'own')
  const given = new Set([...placed, ...(toGive.length ? await giveOut(tx, toGive) : [])])
  await beginWaiting(tx, events.filter(({ payload }) => payload.ownerId === null && !payload.closedAt && !given.has(payload.complaintId)).map(({ payload }) => ({ complaintId: payload.complaintId, unitId: sent.get(payload.complaintId)?.unitId ?? payload.unitId, since: tx.now })))
  // What another system brings along was laid before somebody there; whom a rule names has it or is asked already.
  for (const { payload } of events) if (payload.channel === 'letter' && payload.closedAt === undefined && !given.has(payload.complaintId)) await layBefore(tx, payload.complaintId)
}

export const reactions = [
  whenever(ComplaintRegistered, startOut),
  whenever(Classified, (tx, events) => reconsiderAll(tx, events)),
  whenever(UrgencyChanged, (tx, events) => reconsiderAll(tx, events)),
  whenever(PointAdded, (tx, events) => reconsiderAll(tx, events)),
  whenever(OwnerChanged, async (tx, events) => {
    await endWaiting(tx, events.filter(({ payload }) => payload.ownerId !== null).map(({ payload }) => payload.complaintId))
    await followOwners(tx, events.map(({ payload }) => payload))
  }),
  whenever(ComplaintReopened, async (tx, events) => {
    for (const { payload } of events) await passReturned(tx, payload.complaintId)
  }),
  whenever(ComplaintClosed, (tx, events) => endWaiting(tx, events.map(({ payload }) => payload.complaintId))),
  whenever(AbsenceBegan, async (tx, events) => {
    for (const { payload } of events) if (payload.way === 'tell') await askLeaders(tx, payload)
  }),
  whenever(WorkPassed, async (tx, events) => {
    for (const { payload } of events) await passCases(tx, payload)
  }),
  whenever(AbsenceEnded, async (tx, events) => {
    for (const { payload } of events) await passBack(tx, payload)
  }),
  whenever(ComplaintTakenBack, (tx, events) => forgetAll(tx, events.map(({ payload }) => payload.complaintId))),
  // Who waits for an answer waits for it where the case goes on.
  whenever(ComplaintsMerged, async (tx, events) => {
    for (const { payload } of events) {
      await endWaiting(tx, [payload.mergedId])
      await noteMoved(tx, payload, 'passing', await settlePassings(tx, [payload.mergedId]))
      await noteMoved(tx, payload, 'urging', await tx.db.updateTable('routing.urging').set({ complaint_id: payload.complaintId }).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', payload.mergedId).returning('id').execute())
    }
  }),
  whenever(ComplaintsUnmerged, async (tx, events) => {
    for (const { payload } of events) {
      const ids = (await movedIn(tx, payload.mergeId, 'urging')).map((r) => r.id)
      if (ids.length) await tx.db.updateTable('routing.urging').set({ complaint_id: payload.separatedId }).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', ids).execute()
      // Time within the other case counts for that one: whether it lies with nobody is measured anew.
      await restorePassings(tx, (await movedIn(tx, payload.mergeId, 'passing')).map((r) => r.id))
      await passReturned(tx, payload.separatedId)
    }
  }),
  // A case in mid-air between people who may not know of it any more goes to who was found for it.
  whenever(PeopleAccused, async (tx, events) => {
    for (const { subject, payload: { complaintId } } of events) {
      const [to, from] = [await isApart(tx, subject, 'to_id'), await isApart(tx, subject, 'from_id')]
      await tx.db.updateTable('routing.handover').set({ state: 'withdrawn', answered_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where('state', '=', 'pending')
        .where((eb) => eb.or([to, from])).execute()
    }
  }),
]
