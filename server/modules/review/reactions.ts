import { whenever } from '#kernel/reaction.ts'
import { Classified, ComplaintRegistered, ComplaintsMerged, ComplaintsUnmerged, UrgencyChanged } from '#modules/complaint/events.ts'
import { movedIn, noteMoved } from '#modules/complaint/commands/moved.ts'
import type { Tx } from '#kernel/tx.ts'
import { weigh } from './commands.ts'

const weighAll = async (tx: Tx, events: readonly { readonly payload: { readonly complaintId: string } }[]) => {
  for (const id of new Set(events.map(({ payload }) => payload.complaintId))) await weigh(tx, id)
}

export const reactions = [
  // Most complaints come before anybody has said how much harm was done.
  whenever(ComplaintRegistered, (tx, events) => weighAll(tx, events.filter(({ payload }) => payload.judged && !payload.closedAt))),
  whenever(Classified, weighAll),
  whenever(UrgencyChanged, weighAll),
  // What is to be looked at goes along to where the case goes on, unless that is to be looked at anyway.
  whenever(ComplaintsMerged, async (tx, events) => {
    for (const { payload } of events) {
      const of = tx.actor.organizationId
      const there = await tx.db.selectFrom('review.review').select('id').where('organization_id', '=', of).where('complaint_id', '=', payload.complaintId).where('state', '=', 'wanted').executeTakeFirst()
      const moved = there ? [] : await tx.db.updateTable('review.review').set({ complaint_id: payload.complaintId }).where('organization_id', '=', of).where('complaint_id', '=', payload.mergedId).where('state', '=', 'wanted').returning('id').execute()
      await noteMoved(tx, payload, 'review', moved)
      await weigh(tx, payload.complaintId)
    }
  }),
  whenever(ComplaintsUnmerged, async (tx, events) => {
    for (const { payload } of events) {
      const ids = (await movedIn(tx, payload.mergeId, 'review')).map((r) => r.id)
      if (ids.length) await tx.db.updateTable('review.review').set({ complaint_id: payload.separatedId }).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', ids).execute()
      await weigh(tx, payload.complaintId)
      await weigh(tx, payload.separatedId)
    }
  }),
]
