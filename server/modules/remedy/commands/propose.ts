import type { z } from 'zod'
import { contractUnsigned } from '#contract/complaint.ts'
import * as contract from '#contract/remedy.ts'
import { command } from '#kernel/command.ts'
import { readerOf, sql, sqlState } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { approversOf, standingOf } from '#modules/authority/queries.ts'
import { type LockedComplaint, grantSight, lockOpen, moveTo, subjectOf, touch } from '#modules/complaint/commands/lock.ts'
import { signOffsAsked, unsigned } from '#modules/complaint/queries/sign-off.ts'
import { refuseStopped } from '#modules/knowledge/refuse.ts'
import { tell } from '#modules/notification/commands.ts'
import { refuseBelowLaw } from '#modules/statute/commands.ts'
import { RemedyProposed } from '../events.ts'
import { amountMissingAt, whyNotPropose } from '../rules.ts'
import { weigh } from '../weigh.ts'

type Input = z.output<typeof contract.propose.input>

const insertItems = (tx: Tx, complaintId: string, proposalId: string, items: Input['items']) => tx.db.insertInto('remedy.item').values(items.map((item, i) => ({
  organization_id: tx.actor.organizationId, id: newId(), complaint_id: complaintId, proposal_id: proposalId, point_id: item.pointId, no: i + 1, kind: item.kind, amount_fen: item.amountFen, note: item.note ?? null,
}))).execute()

const insert = async (tx: Tx, row: Parameters<ReturnType<Tx['db']['insertInto']>['values']>[0]) => {
  try {
    await tx.db.insertInto('remedy.proposal').values(row as never).execute()
  } catch (error) {
    if (sqlState(error)?.constraint === 'proposal_alive') throw new Problem(contract.proposalPending)
    throw error
  }
}

/** The lowest who may decide are asked; a confidential case is opened to them for it. */
export const askApprovers = async (tx: Tx, complaint: LockedComplaint, rank: number): Promise<void> => {
  const who = (await approversOf(readerOf(tx.db), tx.actor.organizationId, rank, complaint.unit_id, complaint.accused ?? [])).filter((h) => h.personId !== tx.actor.id)
  const lowest = Math.min(...who.map((h) => h.rank))
  const asked = who.filter((h) => h.rank === lowest).map((h) => h.personId)
  if (complaint.confidential) for (const id of asked) await grantSight(tx, complaint, id, 'approval')
  await tell(tx, { to: asked, name: 'approvalAsked', subject: subjectOf(complaint), payload: { number: complaint.number } })
}

/** Money without a sum, a note that must not stand on a paper, less than the law gives. @returns what the law said. */
const refuseItems = async (tx: Tx, complaint: LockedComplaint, items: Input['items']) => {
  const at = amountMissingAt(items)
  if (at !== null) throw new Problem(contract.amountMissing, {}, `items/${at}/amountFen`)
  for (const [i, { note }] of items.entries()) if (note) await refuseStopped(tx, { text: note, field: `items/${i}/note` })
  return refuseBelowLaw(tx, complaint, items)
}

/** A proposal of one or more items: within one's authority it is approved at once, above it waits for who may. Rule, table version and facts are kept. */
export const propose = command('remedy.propose', async (tx, input: Input) => {
  const complaint = await lockOpen(tx, input.complaintId)
  const earlier = await tx.db.selectFrom('remedy.proposal').select(['state', 'no']).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaint.id).execute()
  const refusal = whyNotPropose(earlier)
  if (refusal) throw new Problem(refusal)
  const waiting = unsigned(await signOffsAsked(readerOf(tx.db), tx.actor.organizationId, complaint.id))
  if (waiting.length) throw new Problem(contractUnsigned, { no: waiting[0]?.no ?? 1 })
  const law = await refuseItems(tx, complaint, input.items)
  // Two cases of one customer are weighed one after the other: each counts what the other promises.
  await sql`select pg_advisory_xact_lock(hashtextextended(${complaint.customer_id}, 0))`.execute(tx.db)
  const read = readerOf(tx.db)
  const weighed = await weigh(read, tx.actor.organizationId, complaint, input.items, tx.now)
  if (weighed.outsidePrecedent && !input.deviationReason) throw new Problem(contract.deviationReasonMissing, {}, 'deviationReason')
  const { own } = await standingOf(read, tx.actor.organizationId, tx.actor.id, complaint.unit_id, tx.now)
  const { needed } = weighed
  // Only one's own rank counts here: standing in for another one's rank is for deciding what others propose.
  const approved = own >= needed.rank
  const id = newId()
  const no = earlier.length + 1
  await insert(tx, {
    organization_id: tx.actor.organizationId, id, complaint_id: complaint.id, no, state: approved ? 'approved' : 'awaitingApproval', reason: input.reason, deviation_reason: input.deviationReason ?? null, total_fen: weighed.totalFen,
    table_version: needed.version, rule_id: needed.rule, facts: JSON.stringify(weighed.facts), why: needed.why && JSON.stringify(needed.why), needed_rank: needed.rank, position_code: needed.positionCode,
    proposed_by: tx.actor.id ?? complaint.id, proposed_at: tx.now, offered_at: null, expires_at: null, offer_message: null, law: JSON.stringify(law),
  })
  await insertItems(tx, complaint.id, id, input.items)
  await tx.record(RemedyProposed, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, remedyId: id, no, totalFen: weighed.totalFen, rule: needed.rule, version: needed.version, positionCode: needed.positionCode, approved }, reason: input.reason })
  await touch(tx, complaint, {})
  await moveTo(tx, complaint, approved ? 'negotiation' : 'approval')
  if (!approved) await askApprovers(tx, complaint, needed.rank)
  return { id }
})
