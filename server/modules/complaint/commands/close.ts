import type { z } from 'zod'
import { staleVersion } from '#contract/common.ts'
import type { Refusal } from '#contract/endpoint.ts'
import * as contract from '#contract/complaint.ts'
import { casesMerged } from '#contract/customer.ts'
import { command } from '#kernel/command.ts'
import { readerOf, sql } from '#kernel/db.ts'
import { gatesOf } from '#kernel/guard.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { ComplaintClosed, ComplaintReopened } from '../events.ts'
import { endingFor } from '../queries/endings.ts'
import { isAsked, outcomeOf, whyNotEnd, whyNotReopen } from '../rules.ts'
import { closedBy } from './decide.ts'
import { type LockedComplaint, lockComplaint, lockOpen, subjectOf, touch } from './lock.ts'
import type { Instant } from '#kernel/time.ts'

/** What of this module itself still stands before closing. */
export const whyNotClose = (c: { acknowledged_at: Instant | null }): Refusal | null => (c.acknowledged_at ? null : contract.notAcknowledged)

/** Every gate is asked in the domain, for every path; which gates there are for this end says the organisation's table (H5). */
export const close = command('complaint.close', async (tx, input: z.output<typeof contract.Close>) => {
  const complaint = await lockOpen(tx, input.id)
  if (complaint.version !== input.version) throw new Problem(staleVersion)
  const own = whyNotClose(complaint)
  if (own) throw new Problem(own)
  const known = complaint.outcome as contract.Outcome | null
  const refusal = whyNotEnd(known, input.outcome)
  if (refusal) throw new Problem(refusal, {}, 'outcome')
  const outcome = outcomeOf(known, input.outcome)
  const ending = await endingFor(readerOf(tx.db), complaint, outcome)
  const asked = ending.gates
  const gate = (await gatesOf(tx.db, 'complaint.close', complaint.id)).find(({ name, always }) => always || isAsked(asked, name, outcome))
  if (gate) throw new Problem(gate.refusal, gate.params)
  if (asked.includes('reason') && !input.reason) throw new Problem(contract.reasonMissing, {}, 'reason')
  await touch(tx, complaint, { state: 'closed', stage: 'closed', outcome, outcome_reason: input.reason ?? null, summary: JSON.stringify(input.summary), last_closed_at: tx.now, ...closedBy(complaint, ending, tx.now) })
  await tx.record(ComplaintClosed, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, outcome }, reason: input.reason })
  return { id: input.id }
})

/** Brings a closed case back to the step where a remedy is sought. */
const bringBack = async (tx: Tx, complaint: LockedComplaint, reason: string) => {
  await touch(tx, complaint, { state: 'open', stage: 'remedy', reopened: complaint.reopened + 1, last_reopened_at: tx.now, outcome: null, outcome_reason: null })
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

/** What the agreement in force comes to; null when there is none. */
export const noteSettled = (tx: Tx, complaint: LockedComplaint, settledFen: number | null): Promise<void> => touch(tx, complaint, { settled_fen: settledFen })

/** What hangs on a merged customer moves over. */
export const moveCustomer = async (tx: Tx, from: string, to: string, mergeId: string): Promise<void> => {
  await sql`select complaint.move_customer(${from}::uuid, ${to}::uuid, ${mergeId}::uuid)`.execute(tx.db)
}

/** Gives back what came along with a merge and is still where it came to. @throws Problem when merged complaints would then belong to two people. */
export const moveCustomerBack = async (tx: Tx, from: string, to: string, mergeId: string): Promise<void> => {
  await sql`select complaint.move_customer_back(${from}::uuid, ${to}::uuid, ${mergeId}::uuid)`.execute(tx.db)
  const { rows: [row] } = await sql<{ number: string | null }>`select complaint.divided(${[from, to]}::uuid[]) as number`.execute(tx.db)
  if (row?.number) throw new Problem(casesMerged, { number: row.number })
}
