import type { Tx } from '#kernel/tx.ts'
import { goAlong } from '#modules/complaint/commands/go-along.ts'
import { moveFiles } from '#modules/complaint/commands/moved.ts'

/** A thing, its moves and its files go to another case. */
const give = async (tx: Tx, ids: readonly string[], from: string, to: string) => {
  const mine = { complaint_id: to }
  const items = await tx.db.updateTable('custody.item').set(mine).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...ids]).returning(['customer_signature', 'staff_signature', 'return_signature']).execute()
  const photos = await tx.db.updateTable('custody.photo').set(mine).where('organization_id', '=', tx.actor.organizationId).where('item_id', 'in', [...ids]).returning('file_id').execute()
  const moves = await tx.db.updateTable('custody.move').set(mine).where('organization_id', '=', tx.actor.organizationId).where('item_id', 'in', [...ids]).returning('signature').execute()
  const files = [...photos.map((p) => p.file_id), ...moves.map((m) => m.signature), ...items.flatMap((i) => [i.customer_signature, i.staff_signature, i.return_signature])]
  await moveFiles(tx, from, to, files.filter((id) => id !== null))
}

export const reactions = [
  // What lies with us is given back where the case goes on.
  ...goAlong({ what: 'custody', give, of: (tx, id) => tx.db.selectFrom('custody.item').select('id').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', id).execute() }),
]
