import { whenever } from '#kernel/reaction.ts'
import { isApart } from '#modules/complaint/commands/accused.ts'
import { movedIn, noteMoved } from '#modules/complaint/commands/moved.ts'
import { ComplaintsMerged, ComplaintsUnmerged, PeopleAccused } from '#modules/complaint/events.ts'
import { WorkPassed } from '#modules/identity/events.ts'
import { passPromises } from './pass.ts'

export const reactions = [
  whenever(WorkPassed, async (tx, events) => {
    for (const { payload } of events) await passPromises(tx, payload)
  }),
  // What somebody promised who may not know of the case any more is kept by who looks after it.
  whenever(PeopleAccused, async (tx, events) => {
    for (const { subject, payload: { complaintId, ownerId } } of events) {
      await tx.db.updateTable('promise.promise').set({ owner_id: ownerId }).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where('state', 'in', ['open', 'broken']).where(await isApart(tx, subject, 'owner_id')).execute()
    }
  }),
  // What was promised is kept where the case goes on.
  whenever(ComplaintsMerged, async (tx, events) => {
    for (const { payload } of events) {
      const moved = await tx.db.updateTable('promise.promise').set({ complaint_id: payload.complaintId }).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', payload.mergedId).returning('id').execute()
      await noteMoved(tx, payload, 'promise', moved)
    }
  }),
  whenever(ComplaintsUnmerged, async (tx, events) => {
    for (const { payload } of events) {
      const ids = (await movedIn(tx, payload.mergeId, 'promise')).map((p) => p.id)
      if (ids.length) await tx.db.updateTable('promise.promise').set({ complaint_id: payload.separatedId }).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', ids).execute()
    }
  }),
]
