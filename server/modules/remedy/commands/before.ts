import { contractUnsigned } from '#contract/complaint.ts'
import { feeOwed, opinionNeeded } from '#contract/expert.ts'
import type { ItemGiven } from '#contract/remedy.ts'
import { readerOf } from '#kernel/db.ts'
import { yuan } from '#kernel/money.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import type { LockedComplaint } from '#modules/complaint/commands/lock.ts'
import { signOffsAsked, unsigned } from '#modules/complaint/queries/sign-off.ts'
import { owedFor, wantingOf } from '#modules/expert/queries/basis.ts'

/** Matters of contract are signed off before anything is decided on them. */
export const refuseUnsigned = async (tx: Tx, complaintId: string): Promise<void> => {
  const [waiting] = unsigned(await signOffsAsked(readerOf(tx.db), tx.actor.organizationId, complaintId))
  if (waiting) throw new Problem(contractUnsigned, { no: waiting.no })
}

/** By the rule of the pack nothing is decided on such a point before an expert has answered: what is gone cannot be looked at. `points`: of each thing that is decided, the point. */
export const refuseUnexamined = async (tx: Tx, complaint: LockedComplaint, points: readonly string[]): Promise<void> => {
  const wanting = (await wantingOf(readerOf(tx.db), tx.actor.organizationId, complaint.id)).find((one) => points.includes(one.pointId))
  if (wanting) throw new Problem(opinionNeeded, { no: wanting.no, question: wanting.label[tx.actor.locale] }, `items/${points.indexOf(wanting.pointId)}/pointId`)
}

/** A customer who paid for a test, and was right, has that back. `all`: what is given, and what was. */
export const refuseFeeKept = async (tx: Tx, complaint: LockedComplaint, all: readonly Pick<ItemGiven, 'kind' | 'amountFen'>[]): Promise<void> => {
  const owed = await owedFor(readerOf(tx.db), tx.actor.organizationId, complaint.id)
  const given = all.filter((item) => item.kind === 'fees').reduce((sum, item) => sum + item.amountFen, 0)
  if (owed && given < owed) throw new Problem(feeOwed, { owed: yuan(owed), given: yuan(given) }, 'items')
}
