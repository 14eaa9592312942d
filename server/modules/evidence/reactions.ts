import type { Tx } from '#kernel/tx.ts'
import { goAlong } from '#modules/complaint/commands/go-along.ts'
import { moveFiles } from '#modules/complaint/commands/moved.ts'

/** Evidence, its chain and its files go to another case. */
const give = async (tx: Tx, ids: readonly string[], from: string, to: string) => {
  const mine = { complaint_id: to }
  await tx.db.updateTable('evidence.item').set(mine).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...ids]).execute()
  const steps = await tx.db.updateTable('evidence.step').set(mine).where('organization_id', '=', tx.actor.organizationId).where('item_id', 'in', [...ids]).returning('signature').execute()
  const files = await tx.db.updateTable('evidence.file').set(mine).where('organization_id', '=', tx.actor.organizationId).where('item_id', 'in', [...ids]).returning('file_id').execute()
  await moveFiles(tx, from, to, [...files.map((f) => f.file_id), ...steps.flatMap((s) => s.signature ?? [])])
}

export const reactions = [
  // What backs a complaint is kept where the case goes on.
  ...goAlong({ what: 'evidence', give, of: (tx, id) => tx.db.selectFrom('evidence.item').select('id').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', id).execute() }),
]
