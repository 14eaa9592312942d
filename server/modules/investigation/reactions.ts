import { whenever } from '#kernel/reaction.ts'
import type { Tx } from '#kernel/tx.ts'
import { moveFiles } from '#modules/complaint/commands/moved.ts'
import { ComplaintsMerged, ComplaintsUnmerged } from '#modules/complaint/events.ts'

/** What was found goes with the points it is about, with what proves it. */
const follow = async (tx: Tx, from: string, to: string) => {
  const points = tx.db.selectFrom('complaint.point').select('id').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', to)
  const moved = await tx.db.updateTable('investigation.finding').set({ complaint_id: to }).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', from).where('point_id', 'in', points).returning('id').execute()
  if (!moved.length) return
  const evidence = await tx.db.updateTable('investigation.evidence').set({ complaint_id: to }).where('organization_id', '=', tx.actor.organizationId).where('finding_id', 'in', moved.map((f) => f.id)).returning('file_id').execute()
  await tx.db.updateTable('investigation.cited').set({ complaint_id: to }).where('organization_id', '=', tx.actor.organizationId).where('finding_id', 'in', moved.map((f) => f.id)).execute()
  await moveFiles(tx, from, to, evidence.map((e) => e.file_id))
}

export const reactions = [
  whenever(ComplaintsMerged, async (tx, events) => {
    for (const { payload } of events) await follow(tx, payload.mergedId, payload.complaintId)
  }),
  whenever(ComplaintsUnmerged, async (tx, events) => {
    for (const { payload } of events) await follow(tx, payload.complaintId, payload.separatedId)
  }),
]
