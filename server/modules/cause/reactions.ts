import type { CauseNode } from '#contract/cause.ts'
import { whenever } from '#kernel/reaction.ts'
import type { Tx } from '#kernel/tx.ts'
import { movedIn, moveFiles, noteMoved } from '#modules/complaint/commands/moved.ts'
import { ComplaintsMerged, ComplaintsUnmerged } from '#modules/complaint/events.ts'

/** Drawings, all their editions and what backs them go to another case. */
const give = async (tx: Tx, ids: readonly string[], from: string, to: string) => {
  if (!ids.length) return
  const mine = { complaint_id: to }
  await tx.db.updateTable('cause.diagram').set(mine).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...ids]).execute()
  const editions = await tx.db.updateTable('cause.edition').set(mine).where('organization_id', '=', tx.actor.organizationId).where('diagram_id', 'in', [...ids]).returning('nodes').execute()
  await moveFiles(tx, from, to, [...new Set(editions.flatMap(({ nodes }) => (nodes as unknown as CauseNode[]).flatMap((node) => node.fileIds)))])
}

export const reactions = [
  // Why it happened is asked where the case goes on.
  whenever(ComplaintsMerged, async (tx, events) => {
    for (const { payload } of events) {
      const here = await tx.db.selectFrom('cause.diagram').select('id').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', payload.mergedId).execute()
      await give(tx, here.map((r) => r.id), payload.mergedId, payload.complaintId)
      await noteMoved(tx, payload, 'causeDiagram', here)
    }
  }),
  whenever(ComplaintsUnmerged, async (tx, events) => {
    for (const { payload } of events) await give(tx, (await movedIn(tx, payload.mergeId, 'causeDiagram')).map((r) => r.id), payload.complaintId, payload.separatedId)
  }),
]
