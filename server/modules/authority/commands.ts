import { aboveLimit, ownProposal } from '#contract/remedy.ts'
import { readerOf } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { standingOf } from './queries.ts'

export interface Decidable { readonly id: string; readonly complaintId: string; readonly unitId: string; readonly neededRank: number; readonly proposedBy: string }

/** Who decides is not who proposed, and has the rank. @throws Problem otherwise. @returns for whom they stand in, if so. */
export const refuseUnlessEntitled = async (tx: Tx, what: Decidable): Promise<string | null> => {
  if (!tx.actor.id || tx.actor.id === what.proposedBy) throw new Problem(ownProposal)
  const standing = await standingOf(readerOf(tx.db), tx.actor.organizationId, tx.actor.id, what.unitId, tx.now, what.proposedBy)
  if (standing.rank < what.neededRank) throw new Problem(aboveLimit)
  return standing.deputyOf
}

/** Keeps who decided what, and for whom. */
export const keepApproval = async (tx: Tx, what: Decidable, verdict: 'approved' | 'returned', comment: string, deputyOf: string | null): Promise<void> => {
  await tx.db.insertInto('authority.approval').values({ organization_id: tx.actor.organizationId, id: newId(), complaint_id: what.complaintId, subject_id: what.id, by_id: tx.actor.id ?? what.proposedBy, deputy_of: deputyOf, verdict, comment, at: tx.now }).execute()
}
