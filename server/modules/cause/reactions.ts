import type { CauseNode } from '#contract/cause.ts'
import type { Tx } from '#kernel/tx.ts'
import { goAlong } from '#modules/complaint/commands/go-along.ts'
import { moveFiles } from '#modules/complaint/commands/moved.ts'

/** Drawings, all their editions and what backs them go to another case. */
const give = async (tx: Tx, ids: readonly string[], from: string, to: string) => {
  const mine = { complaint_id: to }
  await tx.db.updateTable('cause.diagram').set(mine).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...ids]).execute()
  const editions = await tx.db.updateTable('cause.edition').set(mine).where('organization_id', '=', tx.actor.organizationId).where('diagram_id', 'in', [...ids]).returning('nodes').execute()
  await moveFiles(tx, from, to, [...new Set(editions.flatMap(({ nodes }) => (nodes as unknown as CauseNode[]).flatMap((node) => node.fileIds)))])
}

export const reactions = [
  // Why it happened is asked where the case goes on.
  ...goAlong({ what: 'causeDiagram', give, of: (tx, id) => tx.db.selectFrom('cause.diagram').select('id').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', id).execute() }),
]
