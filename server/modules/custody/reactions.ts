import { whenever } from '#kernel/reaction.ts'
import type { Tx } from '#kernel/tx.ts'
import { movedIn, moveFiles, noteMoved } from '#modules/complaint/commands/moved.ts'
import { ComplaintsMerged, ComplaintsUnmerged } from '#modules/complaint/events.ts'

/** A thing, its moves and its files go to another case. */
const give = async (tx: Tx, ids: readonly string[], from: string, to: string) => {
  if (!ids.length) return
  const mine = { complaint_id: to }
  const items = await tx.db.updateTable('custody.item').set(mine).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...ids]).returning(['customer_signature', 'staff_signature', 'return_signature']).execute()
  const photos = await tx.db.updateTable('custody.photo').set(mine).where('organization_id', '=', tx.actor.organizationId).where('item_id', 'in', [...ids]).returning('file_id').execute()
  const moves = await tx.db.updateTable('custody.move').set(mine).where('organization_id', '=', tx.actor.organizationId).where('item_id', 'in', [...ids]).returning('signature').execute()
  const files = [...photos.map((p) => p.file_id), ...moves.map((m) => m.signature), ...items.flatMap((i) => [i.customer_signature, i.staff_signature, i.return_signature])]
  await moveFiles(tx, from, to, files.filter((id) => id !== null))
}

export const reactions = [
  // What lies with us is given back where the case goes on.
  whenever(ComplaintsMerged, async (tx, events) => {
    for (const { payload } of events) {
      const here = await tx.db.selectFrom('custody.item').select('id').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', payload.mergedId).execute()
      await give(tx, here.map((r) => r.id), payload.mergedId, payload.complaintId)
      await noteMoved(tx, payload, 'custody', here)
    }
  }),
  whenever(ComplaintsUnmerged, async (tx, events) => {
    for (const { payload } of events) await give(tx, (await movedIn(tx, payload.mergeId, 'custody')).map((r) => r.id), payload.complaintId, payload.separatedId)
  }),
]
