import type { z } from 'zod'
import type * as contract from '#contract/remedy.ts'
import { command } from '#kernel/command.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { endChain, sayNo, sayYes } from '#modules/authority/commands/chain.ts'
import { whyNotOthers } from '#modules/authority/rules.ts'
import { moveTo, subjectOf } from '#modules/complaint/commands/lock.ts'
import { tell } from '#modules/notification/commands.ts'
import { RemedyApproved, RemedyEndorsed, RemedyReturned, RemedyWithdrawn } from '../events.ts'
import { whyNotDecide, whyNotWithdraw } from '../rules.ts'
import { askFor, untellAsked, whatOf } from './ask.ts'
import { change, factOf, lockProposal, note, refuseBelowLawNow, refuseStale } from './lock.ts'

export interface Deciding { readonly id: string; readonly version: number; readonly comment: string; readonly via?: 'page' | 'link' }

const lockToDecide = async (tx: Tx, input: Deciding) => {
  const { complaint, proposal } = await lockProposal(tx, input.id)
  const refusal = whyNotOthers(tx.actor.id, { proposedBy: proposal.proposed_by }) ?? whyNotDecide(proposal)
  if (refusal) throw new Problem(refusal)
  refuseStale(proposal, input.version)
  return { complaint, proposal, subject: whatOf(complaint, proposal), said: { comment: input.comment, via: input.via ?? 'page' } }
}

const tellProposer = (tx: Tx, { complaint, proposal }: Pick<Awaited<ReturnType<typeof lockToDecide>>, 'complaint' | 'proposal'>, verdict: 'approved' | 'returned') =>
  tell(tx, { to: [proposal.proposed_by], name: verdict === 'approved' ? 'remedyApproved' : 'remedyReturned', subject: subjectOf(complaint), payload: { number: complaint.number } })

/** One yes. The proposal is approved with the last that was wanted; until then the next are asked, and what they see has not changed. */
export const decideYes = async (tx: Tx, input: Deciding): Promise<void> => {
  const locked = await lockToDecide(tx, input)
  const { complaint, proposal, subject, said } = locked
  await refuseBelowLawNow(tx, complaint, proposal)
  const { complete, opened, rank, deputyOf } = await sayYes(tx, subject, said)
  const backed = Math.max(proposal.backed_rank ?? 0, rank)
  const fact = { subject: subjectOf(complaint), payload: { ...factOf(proposal), deputyOf }, reason: input.comment || undefined }
  if (!complete) {
    await note(tx, complaint, proposal, { backed_rank: backed })
    await tx.record(RemedyEndorsed, fact)
    return askFor(tx, complaint, subject, opened)
  }
  await change(tx, complaint, proposal, { state: 'approved', backed_rank: backed })
  await tellProposer(tx, locked, 'approved')
  await tx.record(RemedyApproved, fact)
  await moveTo(tx, complaint, 'negotiation')
}

/** Back to who proposed it, from whichever step. */
export const decideNo = async (tx: Tx, input: Deciding): Promise<void> => {
  const locked = await lockToDecide(tx, input)
  const { complaint, proposal, subject, said } = locked
  await sayNo(tx, subject, said)
  await change(tx, complaint, proposal, { state: 'returned' })
  await tellProposer(tx, locked, 'returned')
  await tx.record(RemedyReturned, { subject: subjectOf(complaint), payload: factOf(proposal), reason: input.comment })
  await moveTo(tx, complaint, 'remedy')
}

export const approve = command('remedy.approve', async (tx, input: z.output<typeof contract.approve.input>) => {
  await decideYes(tx, input)
  return { id: input.id }
})

export const sendBack = command('remedy.return', async (tx, input: z.output<typeof contract.sendBack.input>) => {
  await decideNo(tx, input)
  return { id: input.id }
})

export const withdraw = command('remedy.withdraw', async (tx, input: z.output<typeof contract.withdraw.input>) => {
  const { complaint, proposal } = await lockProposal(tx, input.id)
  const refusal = whyNotWithdraw(proposal)
  if (refusal) throw new Problem(refusal)
  refuseStale(proposal, input.version)
  await untellAsked(tx, complaint, whatOf(complaint, proposal))
  await endChain(tx, proposal.id)
  await change(tx, complaint, proposal, { state: 'withdrawn' })
  await tx.record(RemedyWithdrawn, { subject: subjectOf(complaint), payload: factOf(proposal), reason: input.reason })
  await moveTo(tx, complaint, 'remedy')
  return { id: input.id }
})

/** An agreement that cannot be carried out: its proposal is withdrawn, so that another may be sought. */
export const dropAgreed = async (tx: Tx, proposalId: string): Promise<void> => {
  await tx.db.updateTable('remedy.proposal').set((eb) => ({ state: 'withdrawn', version: eb('version', '+', 1) })).where('organization_id', '=', tx.actor.organizationId).where('id', '=', proposalId).where('state', 'in', ['agreed', 'fulfilled']).execute()
}
