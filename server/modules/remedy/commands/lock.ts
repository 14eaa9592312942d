import { notFound, staleVersion } from '#contract/common.ts'
import { readerOf, sql } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import type { RemedyKind } from '#contract/packs.ts'
import type { Tx } from '#kernel/tx.ts'
import { type LockedComplaint, lockOpen, touch } from '#modules/complaint/commands/lock.ts'
import { refuseBelowLaw } from '#modules/statute/commands.ts'
import { givenItems } from '../queries/given.ts'

const find = (tx: Tx, id: string) => tx.db.selectFrom('remedy.proposal').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id)

/** The case first, then the proposal: one order for everybody. */
export const lockProposal = async (tx: Tx, id: string) => {
  const unlocked = await find(tx, id).executeTakeFirst()
  if (!unlocked) throw new Problem(notFound)
  const complaint = await lockOpen(tx, unlocked.complaint_id)
  const proposal = await find(tx, id).forUpdate().executeTakeFirstOrThrow()
  return { complaint, proposal }
}
export type LockedProposal = Awaited<ReturnType<typeof lockProposal>>['proposal']

/** Whatever is promised to one customer is weighed one after the other, in whichever case: each counts what the others were given and promised. After the case, before anything is weighed. */
export const lockCustomer = (tx: Tx, { customer_id }: Pick<LockedComplaint, 'customer_id'>) => sql`select pg_advisory_xact_lock(hashtextextended(${customer_id}, 0))`.execute(tx.db)

export const refuseStale = (proposal: { version: number }, version: number): void => {
  if (proposal.version !== version) throw new Problem(staleVersion)
}

/** What has been found out since may have raised what the law gives: a proposal that is below it by now goes no further. */
export const refuseBelowLawNow = async (tx: Tx, complaint: LockedComplaint, proposal: LockedProposal): Promise<void> => {
  const items = await tx.db.selectFrom('remedy.item').select(['kind', 'amount_fen', 'point_id']).where('organization_id', '=', tx.actor.organizationId).where('proposal_id', '=', proposal.id).orderBy('no').execute()
  await refuseBelowLaw(tx, complaint, [...items.map((item) => ({ kind: item.kind as RemedyKind, amountFen: item.amount_fen, pointId: item.point_id })), ...await givenItems(readerOf(tx.db), complaint.id)])
}

/** Writes to the proposal and counts both versions up. */
export const change = async (tx: Tx, complaint: LockedComplaint, proposal: LockedProposal, set: Record<string, unknown>): Promise<void> => {
  await tx.db.updateTable('remedy.proposal').set({ ...set, version: proposal.version + 1 }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', proposal.id).execute()
  await touch(tx, complaint, {})
}

/** Writes down what does not change what is proposed: whoever looks at it decides on the same. */
export const note = async (tx: Tx, complaint: LockedComplaint, proposal: LockedProposal, set: Record<string, unknown>): Promise<void> => {
  await tx.db.updateTable('remedy.proposal').set(set).where('organization_id', '=', tx.actor.organizationId).where('id', '=', proposal.id).execute()
  await touch(tx, complaint, {})
}

export const factOf = (p: LockedProposal) => ({ complaintId: p.complaint_id, remedyId: p.id, no: p.no, totalFen: p.total_fen })
