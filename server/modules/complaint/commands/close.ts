import type { z } from 'zod'
import { staleVersion } from '#contract/common.ts'
import type { Refusal } from '#contract/endpoint.ts'
import * as contract from '#contract/complaint.ts'
import { command } from '#kernel/command.ts'
import { sql } from '#kernel/db.ts'
import { gatesOf } from '#kernel/guard.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { ComplaintClosed, ComplaintReopened } from '../events.ts'
import { whyNotReopen } from '../rules.ts'
import { type LockedComplaint, lockComplaint, lockOpen, subjectOf, touch } from './lock.ts'
import type { Instant } from '#kernel/time.ts'

/** What of this module itself still stands before closing. */
export const whyNotClose = (c: { acknowledged_at: Instant | null }): Refusal | null => (c.acknowledged_at ? null : contract.notAcknowledged)

/** An agreement makes the outcome; without one nobody can say that there was. */
const outcomeOf = (known: contract.Outcome | null, said: contract.Outcome | undefined): contract.Outcome => {
  if (known === 'agreed' || known === 'silent') return known
  if (said === 'agreed' || said === 'silent') throw new Problem(contract.outcomeNotSo, {}, 'outcome')
  return said ?? known ?? 'explained'
}

/** Every gate is asked in the domain, for every path: acknowledgement here, findings, tasks, notice, follow-up by later modules (H5). */
export const close = command('complaint.close', async (tx, input: z.output<typeof contract.Close>) => {
  const complaint = await lockOpen(tx, input.id)
  if (complaint.version !== input.version) throw new Problem(staleVersion)
  const own = whyNotClose(complaint)
  if (own) throw new Problem(own)
  const [gate] = await gatesOf(tx.db, 'complaint.close', complaint.id)
  if (gate) throw new Problem(gate.refusal, gate.params)
  const outcome = outcomeOf(complaint.outcome as contract.Outcome | null, input.outcome)
  await touch(tx, complaint, { state: 'closed', stage: 'closed', outcome, summary: JSON.stringify(input.summary), last_closed_at: tx.now })
  await tx.record(ComplaintClosed, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, outcome } })
  return { id: input.id }
})

/** Brings a closed case back to the step where a remedy is sought. */
const bringBack = async (tx: Tx, complaint: LockedComplaint, reason: string) => {
  await touch(tx, complaint, { state: 'open', stage: 'remedy', reopened: complaint.reopened + 1, last_reopened_at: tx.now, outcome: null })
  await tx.record(ComplaintReopened, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, times: complaint.reopened + 1 }, reason })
}

export const reopen = command('complaint.reopen', async (tx, input: z.output<typeof contract.Reopen>) => {
  const complaint = await lockComplaint(tx, input.id)
  const refusal = whyNotReopen({ state: complaint.state, closedAt: complaint.last_closed_at }, tx.now)
  if (refusal) throw new Problem(refusal)
  await bringBack(tx, complaint, input.reason)
  return { id: input.id }
})

/** A dissatisfied follow-up: a closed case reopens, an open one goes back to the remedy. */
export const takeBack = async (tx: Tx, complaint: LockedComplaint, reason: string): Promise<void> => bringBack(tx, complaint, reason)

/** How the case ended, kept until it is closed. */
export const noteOutcome = (tx: Tx, complaint: LockedComplaint, outcome: contract.Outcome | null): Promise<void> => touch(tx, complaint, { outcome })

/** What hangs on a merged customer moves over. */
export const moveCustomer = async (tx: Tx, from: string, to: string): Promise<void> => {
  await sql`select complaint.move_customer(${from}::uuid, ${to}::uuid)`.execute(tx.db)
}
