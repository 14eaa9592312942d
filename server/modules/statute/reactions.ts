import { whenever } from '#kernel/reaction.ts'
import type { Tx } from '#kernel/tx.ts'
import { ComplaintsMerged, ComplaintsUnmerged } from '#modules/complaint/events.ts'

/** What was found for the law, and where it does not apply, goes with the points it is about. */
const follow = async (tx: Tx, from: string, to: string) => {
  const points = tx.db.selectFrom('complaint.point').select('id').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', to)
  for (const table of ['statute.answer', 'statute.exemption'] as const) await tx.db.updateTable(table).set({ complaint_id: to }).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', from).where('point_id', 'in', points).execute()
}

export const reactions = [
  whenever(ComplaintsMerged, async (tx, events) => {
    for (const { payload } of events) await follow(tx, payload.mergedId, payload.complaintId)
  }),
  whenever(ComplaintsUnmerged, async (tx, events) => {
    for (const { payload } of events) await follow(tx, payload.complaintId, payload.separatedId)
  }),
]
