import { whenever } from '#kernel/reaction.ts'
import type { Tx } from '#kernel/tx.ts'
import { movedIn, moveFiles, noteMoved } from '#modules/complaint/commands/moved.ts'
import { ComplaintsMerged, ComplaintsUnmerged } from '#modules/complaint/events.ts'

/** Evidence, its chain and its files go to another case. */
const give = async (tx: Tx, ids: readonly string[], from: string, to: string) => {
  if (!ids.length) return
  const mine = { complaint_id: to }
  await tx.db.updateTable('evidence.item').set(mine).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...ids]).execute()
  const steps = await tx.db.updateTable('evidence.step').set(mine).where('organization_id', '=', tx.actor.organizationId).where('item_id', 'in', [...ids]).returning('signature').execute()
  const files = await tx.db.updateTable('evidence.file').set(mine).where('organization_id', '=', tx.actor.organizationId).where('item_id', 'in', [...ids]).returning('file_id').execute()
  await moveFiles(tx, from, to, [...files.map((f) => f.file_id), ...steps.flatMap((s) => s.signature ?? [])])
}

export const reactions = [
  // What backs a complaint is kept where the case goes on.
  whenever(ComplaintsMerged, async (tx, events) => {
    for (const { payload } of events) {
      const here = await tx.db.selectFrom('evidence.item').select('id').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', payload.mergedId).execute()
      await give(tx, here.map((r) => r.id), payload.mergedId, payload.complaintId)
      await noteMoved(tx, payload, 'evidence', here)
    }
  }),
  whenever(ComplaintsUnmerged, async (tx, events) => {
    for (const { payload } of events) await give(tx, (await movedIn(tx, payload.mergeId, 'evidence')).map((r) => r.id), payload.complaintId, payload.separatedId)
  }),
]
