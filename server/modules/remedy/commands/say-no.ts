import type { z } from 'zod'
import { staleVersion } from '#contract/common.ts'
import type * as contract from '#contract/remedy.ts'
import { lawOwes } from '#contract/remedy.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { meetClocks } from '#modules/clock/commands/run.ts'
import { refuseOurs } from '#modules/complaint/commands/going.ts'
import { type LockedComplaint, lockOpen, moveTo, subjectOf, touch } from '#modules/complaint/commands/lock.ts'
import { CounterDeclined, DemandDeclined } from '../events.ts'
import { givenItems } from '../queries/given.ts'
import { owedByLaw } from '../queries/owed-by-law.ts'
import { whyNotDeclineCounter } from '../rules.ts'
import { beginBeside } from './beside.ts'
import { refuseFeeKept, refuseUnexamined, refuseUnsigned } from './before.ts'
import { change, factOf, lockProposal, refuseBelowLawNow, refuseStale } from './lock.ts'

interface No { readonly grounds: string; readonly furtherWays: readonly string[]; readonly despite?: string | undefined }

/** The customer reads it: words that stop, and promises above one's limit, do not go out. */
const keep = async (tx: Tx, complaint: LockedComplaint, proposalId: string | null, { grounds, furtherWays, despite }: No): Promise<string> => {
  await refuseOurs(tx, complaint, { texts: [['grounds', grounds]], despite })
  const id = newId()
  await tx.db.insertInto('remedy.declined_demand').values({ organization_id: tx.actor.organizationId, id, complaint_id: complaint.id, proposal_id: proposalId, grounds, further_ways: [...furtherWays], despite: despite || null, by_id: tx.actor.id, at: tx.now }).execute()
  return id
}

/** A friendly no to a counter-demand: grounds and the customer's further ways (F7); what was offered must still be what the law gives. */
export const declineCounter = command('remedy.declineCounter', async (tx, input: z.output<typeof contract.declineCounter.input>) => {
  const { complaint, proposal } = await lockProposal(tx, input.id)
  const refusal = whyNotDeclineCounter(proposal)
  if (refusal) throw new Problem(refusal)
  refuseStale(proposal, input.version)
  await refuseBelowLawNow(tx, complaint, proposal)
  await keep(tx, complaint, proposal.id, input)
  await change(tx, complaint, proposal, { state: 'counterDeclined' })
  await tx.record(CounterDeclined, { subject: subjectOf(complaint), payload: { ...factOf(proposal), furtherWays: input.furtherWays }, reason: input.grounds })
  return { id: input.id }
})

/** The same to what was asked for, with nothing offered (F7): not before it was looked at as a proposal would be, and not while the law gives what was never offered. */
export const declineDemand = command('remedy.declineDemand', async (tx, input: z.output<typeof contract.declineDemand.input>) => {
  const complaint = await lockOpen(tx, input.complaintId)
  if (complaint.version !== input.version) throw new Problem(staleVersion)
  await beginBeside(tx, complaint.id)
  const points = await tx.db.selectFrom('complaint.point').select('id').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaint.id).execute()
  await refuseUnsigned(tx, complaint.id)
  await refuseUnexamined(tx, complaint, points.map(({ id }) => id))
  await refuseFeeKept(tx, complaint, await givenItems(readerOf(tx.db), complaint.id))
  const owed = await owedByLaw(tx.db, complaint.id)
  if (owed !== null) throw new Problem(lawOwes, { no: owed })
  const id = await keep(tx, complaint, null, input)
  await touch(tx, complaint, {})
  await moveTo(tx, complaint, 'negotiation')
  await tx.record(DemandDeclined, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, declinedId: id, furtherWays: input.furtherWays }, reason: input.grounds })
  await meetClocks(tx, complaint.id, complaint.unit_id, ['firstAction', 'informed', 'proposed'])
  return { id }
})
