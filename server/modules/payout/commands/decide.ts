import type { z } from 'zod'
import type * as contract from '#contract/payout.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { keepApproval } from '#modules/authority/commands/alone.ts'
import { type LockedComplaint, subjectOf, touch } from '#modules/complaint/commands/lock.ts'
import { holders } from '#modules/identity/queries/units.ts'
import { tell } from '#modules/notification/commands.ts'
import { PayoutApproved, PayoutReturned, PayoutWithdrawn } from '../events.ts'
import { deciderOf, limitOf } from '../queries/rule.ts'
import { whyNotDecide, whyNotWithdraw } from '../rules.ts'
import { type LockedPayout, change, factOf, lockPayout } from './lock.ts'

const decidable = (c: LockedComplaint, p: LockedPayout) => ({ id: p.id, complaintId: c.id, unitId: c.unit_id, neededRank: p.needed_rank, proposedBy: p.asked_by ?? '', about: c.accused ?? [] })

const decide = async (tx: Tx, input: { readonly id: string; readonly version: number; readonly comment: string }, verdict: 'approved' | 'returned') => {
  const { complaint, payout } = await lockPayout(tx, input.id)
  const read = readerOf(tx.db)
  const decider = await deciderOf(read, tx.actor, decidable(complaint, payout), tx.now)
  const { agreed_fen } = await tx.db.selectFrom('payout.due').select('agreed_fen').where('organization_id', '=', tx.actor.organizationId).where('task_id', '=', payout.task_id).executeTakeFirstOrThrow()
  const refusal = whyNotDecide(decider, { ...payout, agreed_fen }, await limitOf(read, tx.actor.organizationId), input.version)
  if (refusal) throw new Problem(refusal)
  await keepApproval(tx, decidable(complaint, payout), verdict, input.comment, decider.deputyOf)
  await change(tx, payout.id, { state: verdict, decided_by: tx.actor.id, decided_at: tx.now, decision: input.comment || null })
  await touch(tx, complaint, {})
  return { complaint, payout, deputyOf: decider.deputyOf }
}

export const approve = command('payout.approve', async (tx, input: z.output<typeof contract.approvePayout.input>) => {
  const { complaint, payout, deputyOf } = await decide(tx, input, 'approved')
  await tx.record(PayoutApproved, { subject: subjectOf(complaint), payload: { ...await factOf(tx, payout.id), deputyOf }, reason: input.comment || undefined })
  const payers = (await holders(readerOf(tx.db), tx.actor.organizationId)).filter((h) => h.unitId === payout.unit_id && h.role === 'finance').map((h) => h.personId)
  await tell(tx, { to: [...(payout.way === 'cash' ? [] : payers), ...(payout.asked_by ? [payout.asked_by] : [])], name: 'payoutApproved', subject: subjectOf(complaint), payload: { number: complaint.number } })
  return { id: payout.id }
})

export const sendBack = command('payout.return', async (tx, input: z.output<typeof contract.returnPayout.input>) => {
  const { complaint, payout } = await decide(tx, input, 'returned')
  await tx.record(PayoutReturned, { subject: subjectOf(complaint), payload: await factOf(tx, payout.id), reason: input.comment })
  await tell(tx, { to: payout.asked_by ? [payout.asked_by] : [], name: 'payoutReturned', subject: subjectOf(complaint), payload: { number: complaint.number } })
  return { id: payout.id }
})

export const withdraw = command('payout.withdraw', async (tx, input: z.output<typeof contract.withdrawPayout.input>) => {
  const { complaint, payout } = await lockPayout(tx, input.id)
  const refusal = whyNotWithdraw(tx.actor, payout, complaint, input.version)
  if (refusal) throw new Problem(refusal)
  await change(tx, payout.id, { state: 'withdrawn', ended_by: tx.actor.id, ended_at: tx.now, ended_why: input.reason })
  await touch(tx, complaint, {})
  await tx.record(PayoutWithdrawn, { subject: subjectOf(complaint), payload: await factOf(tx, payout.id), reason: input.reason })
  return { id: payout.id }
})
