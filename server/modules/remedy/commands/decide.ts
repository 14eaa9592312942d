import type { z } from 'zod'
import type * as contract from '#contract/remedy.ts'
import { command } from '#kernel/command.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { keepApproval, refuseUnlessEntitled } from '#modules/authority/commands.ts'
import { type LockedComplaint, moveTo, subjectOf } from '#modules/complaint/commands/lock.ts'
import { tell } from '#modules/notification/commands.ts'
import { RemedyApproved, RemedyReturned, RemedyWithdrawn } from '../events.ts'
import { whyNotDecide, whyNotWithdraw } from '../rules.ts'
import { type LockedProposal, change, factOf, lockProposal, refuseBelowLawNow, refuseStale } from './lock.ts'

const decidable = (c: LockedComplaint, p: LockedProposal) => ({ id: p.id, complaintId: c.id, unitId: c.unit_id, neededRank: p.needed_rank, proposedBy: p.proposed_by, about: c.accused ?? [] })

const decide = async (tx: Tx, input: { id: string; version: number; comment: string }, verdict: 'approved' | 'returned') => {
  const { complaint, proposal } = await lockProposal(tx, input.id)
  const deputyOf = await refuseUnlessEntitled(tx, decidable(complaint, proposal))
  const refusal = whyNotDecide(proposal)
  if (refusal) throw new Problem(refusal)
  refuseStale(proposal, input.version)
  if (verdict === 'approved') await refuseBelowLawNow(tx, complaint, proposal)
  await keepApproval(tx, decidable(complaint, proposal), verdict, input.comment, deputyOf)
  await change(tx, complaint, proposal, { state: verdict })
  await tell(tx, { to: [proposal.proposed_by], name: verdict === 'approved' ? 'remedyApproved' : 'remedyReturned', subject: subjectOf(complaint), payload: { number: complaint.number } })
  return { complaint, proposal, deputyOf }
}

export const approve = command('remedy.approve', async (tx, input: z.output<typeof contract.approve.input>) => {
  const { complaint, proposal, deputyOf } = await decide(tx, input, 'approved')
  await tx.record(RemedyApproved, { subject: subjectOf(complaint), payload: { ...factOf(proposal), deputyOf }, reason: input.comment || undefined })
  await moveTo(tx, complaint, 'negotiation')
  return { id: input.id }
})

export const sendBack = command('remedy.return', async (tx, input: z.output<typeof contract.sendBack.input>) => {
  const { complaint, proposal } = await decide(tx, input, 'returned')
  await tx.record(RemedyReturned, { subject: subjectOf(complaint), payload: factOf(proposal), reason: input.comment })
  await moveTo(tx, complaint, 'remedy')
  return { id: input.id }
})

export const withdraw = command('remedy.withdraw', async (tx, input: z.output<typeof contract.withdraw.input>) => {
  const { complaint, proposal } = await lockProposal(tx, input.id)
  const refusal = whyNotWithdraw(proposal)
  if (refusal) throw new Problem(refusal)
  refuseStale(proposal, input.version)
  await change(tx, complaint, proposal, { state: 'withdrawn' })
  await tx.record(RemedyWithdrawn, { subject: subjectOf(complaint), payload: factOf(proposal), reason: input.reason })
  await moveTo(tx, complaint, 'remedy')
  return { id: input.id }
})

/** An agreement that cannot be carried out: its proposal is withdrawn, so that another may be sought. */
export const dropAgreed = async (tx: Tx, proposalId: string): Promise<void> => {
  await tx.db.updateTable('remedy.proposal').set((eb) => ({ state: 'withdrawn', version: eb('version', '+', 1) })).where('organization_id', '=', tx.actor.organizationId).where('id', '=', proposalId).where('state', 'in', ['agreed', 'fulfilled']).execute()
}
