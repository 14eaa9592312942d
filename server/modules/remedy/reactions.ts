import { whenever } from '#kernel/reaction.ts'
import { ComplaintReopened } from '#modules/complaint/events.ts'

export const reactions = [
  // What was agreed before stays on record; a new remedy may be sought beside it.
  whenever(ComplaintReopened, async (tx, events) => {
    for (const { payload } of events) {
      await tx.db.updateTable('remedy.proposal').set((eb) => ({ state: 'fulfilled', version: eb('version', '+', 1) })).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', payload.complaintId).where('state', '=', 'agreed').execute()
    }
  }),
]
