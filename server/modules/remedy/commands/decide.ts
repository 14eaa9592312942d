import type { z } from 'zod'
import type * as contract from '#contract/remedy.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { endChain, sayNo, sayYes } from '#modules/authority/commands/chain.ts'
import { whyNotOthers } from '#modules/authority/rules.ts'
import { moveTo, subjectOf } from '#modules/complaint/commands/lock.ts'
import { tell } from '#modules/notification/commands.ts'
import { RemedyApproved, RemedyEndorsed, RemedyReturned, RemedyWithdrawn } from '../events.ts'
import { type AskedAgain, askedAgain } from '../queries/asked-now.ts'
import { whyNotDecide, whyNotWithdraw } from '../rules.ts'
import { askFor, untellAsked, whatOf } from './ask.ts'
import { type LockedProposal, change, factOf, lockCustomer, lockProposal, note, refuseBelowLawNow, refuseStale } from './lock.ts'

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

/** What it was weighed by goes with it where more is asked for by it, or more was given since: the table of the offer asks of these sums. */
const weighedBy = (proposal: LockedProposal, { facts, needed }: AskedAgain) => ({
  facts: JSON.stringify(facts), table_version: needed.version, rule_id: needed.rule, why: needed.why && JSON.stringify(needed.why), needed_rank: Math.max(proposal.needed_rank, needed.rank), position_code: needed.positionCode,
})

/**
 * One yes. The proposal is approved with the last that is wanted; until then the next are asked, and what they see has not changed. It is weighed anew with each: what was
 * approved for the same customer meanwhile counts, and who is asked for besides comes after those who were.
 */
export const decideYes = async (tx: Tx, input: Deciding): Promise<void> => {
  const locked = await lockToDecide(tx, input)
  const { complaint, proposal, subject, said } = locked
  await refuseBelowLawNow(tx, complaint, proposal)
  await lockCustomer(tx, complaint)
  const again = await askedAgain(readerOf(tx.db), tx.actor.organizationId, complaint, proposal, tx.now)
  const before = proposal.backed_rank ?? 0
  const { complete, opened, grown, rank, deputyOf } = await sayYes(tx, subject, said, { wanted: again.needed.steps, backed: before })
  const set = { backed_rank: Math.max(before, rank), ...((grown.length > 0 || again.risen) && weighedBy(proposal, again)) }
  const fact = { subject: subjectOf(complaint), payload: { ...factOf(proposal), deputyOf }, reason: input.comment || undefined }
  if (!complete) {
    await note(tx, complaint, proposal, set)
    await tx.record(RemedyEndorsed, { ...fact, payload: { ...fact.payload, ...(grown.length > 0 && { rule: again.needed.rule, version: again.needed.version }) } })
    return askFor(tx, complaint, subject, opened)
  }
  await change(tx, complaint, proposal, { ...set, state: 'approved' })
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
  await moveTo(tx, complaint, 'remedy')
  await tx.record(RemedyReturned, { subject: subjectOf(complaint), payload: factOf(proposal), reason: input.comment })
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
  await moveTo(tx, complaint, 'remedy')
  await tx.record(RemedyWithdrawn, { subject: subjectOf(complaint), payload: factOf(proposal), reason: input.reason })
  return { id: input.id }
})

/** An agreement that cannot be carried out: its proposal is withdrawn, so that another may be sought. */
export const dropAgreed = async (tx: Tx, proposalId: string): Promise<void> => {
  await tx.db.updateTable('remedy.proposal').set((eb) => ({ state: 'withdrawn', version: eb('version', '+', 1) })).where('organization_id', '=', tx.actor.organizationId).where('id', '=', proposalId).where('state', 'in', ['agreed', 'fulfilled']).execute()
}

/** An agreement that is carried out while something more is sought: it stays on record, and a new remedy may be sought beside it. */
export const leaveFulfilled = async (tx: Tx, proposalId: string): Promise<void> => {
  await tx.db.updateTable('remedy.proposal').set((eb) => ({ state: 'fulfilled', version: eb('version', '+', 1) })).where('organization_id', '=', tx.actor.organizationId).where('id', '=', proposalId).where('state', '=', 'agreed').execute()
}
