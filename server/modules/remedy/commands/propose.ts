import type { z } from 'zod'
import * as contract from '#contract/remedy.ts'
import { command } from '#kernel/command.ts'
import { readerOf, sqlState } from '#kernel/db.ts'
import { gatesOf } from '#kernel/guard.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { beginChain } from '#modules/authority/commands/chain.ts'
import { standingOf } from '#modules/authority/queries.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { type LockedComplaint, lockOpen, moveTo, subjectOf, touch } from '#modules/complaint/commands/lock.ts'
import { standingOf as opinionsOf } from '#modules/expert/queries/basis.ts'
import { refuseStopped } from '#modules/knowledge/commands/refuse.ts'
import { refuseBelowLaw } from '#modules/statute/commands.ts'
import { RemedyProposed } from '../events.ts'
import { amountMissingAt } from '../rules.ts'
import { keptStandard } from '../standards.ts'
import { givenItems } from '../queries/given.ts'
import { weigh } from '../queries/weigh.ts'
import { askFor, whatOf } from './ask.ts'
import { beginBeside } from './beside.ts'
import { refuseFeeKept, refuseUnexamined, refuseUnsigned } from './before.ts'
import { lockCustomer } from './lock.ts'

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

/** A gift that is worth nothing, as far as whoever keeps gifts lets it be. */
const refuseWorthless = async (tx: Tx, complaint: LockedComplaint, items: Input['items']) => {
  const at = items.findIndex(({ kind, amountFen }) => kind === 'gift' && amountFen === 0)
  const gate = at < 0 ? undefined : (await gatesOf(tx.db, 'remedy.propose', complaint.id)).find(({ name }) => name === 'giftWorth')
  if (gate) throw new Problem(gate.refusal, {}, `items/${at}/amountFen`)
}

/** Money without a sum, a note that must not stand on a paper, less than the law gives. @returns what the law said. */
const refuseItems = async (tx: Tx, complaint: LockedComplaint, items: Input['items'], given: Awaited<ReturnType<typeof givenItems>>) => {
  const at = amountMissingAt(items)
  if (at !== null) throw new Problem(contract.amountMissing, {}, `items/${at}/amountFen`)
  await refuseWorthless(tx, complaint, items)
  for (const [i, { note }] of items.entries()) if (note) await refuseStopped(tx, { text: note, field: `items/${i}/note` })
  return refuseBelowLaw(tx, complaint, [...items, ...given])
}

const refuseUnknownPrinciple = async (tx: Tx, { exception }: Input) => {
  if (!exception) return
  const { body } = await currentPack(readerOf(tx.db), tx.actor.organizationId)
  if (!body.principles.some((one) => one.code === exception.principle)) throw new Problem(contract.principleUnknown, {}, 'exception/principle')
}

/** An exception is asked of the next above who would decide it by the rules, and above who proposes it. */
const weighIn = async (tx: Tx, complaint: LockedComplaint, input: Input) => {
  const { organizationId, id } = tx.actor
  const read = readerOf(tx.db)
  await refuseUnknownPrinciple(tx, input)
  const above = input.exception ? (await standingOf(read, organizationId, id, complaint.unit_id, tx.now)).own : null
  const weighed = await weigh(read, organizationId, complaint, input.items, tx.now, above)
  if (weighed.outsidePrecedent && !input.deviationReason) throw new Problem(contract.deviationReasonMissing, {}, 'deviationReason')
  return weighed
}

const restingOn = ({ exception }: Input) => ({ principle: exception?.principle ?? null, exception_why: exception?.why ?? null })

/** A proposal of one or more items: within one's authority it is approved at once, above it waits for who may. Rule, table version and facts are kept. */
export const propose = command('remedy.propose', async (tx, input: Input) => {
  const complaint = await lockOpen(tx, input.complaintId)
  const earlier = await beginBeside(tx, complaint.id)
  await refuseUnsigned(tx, complaint.id)
  const given = await givenItems(readerOf(tx.db), complaint.id)
  // Unless somebody above agrees to an exception.
  if (!input.exception) {
    await refuseUnexamined(tx, complaint, input.items.map(({ pointId }) => pointId))
    await refuseFeeKept(tx, complaint, [...input.items, ...given])
  }
  const law = await refuseItems(tx, complaint, input.items, given)
  await lockCustomer(tx, complaint)
  const weighed = await weighIn(tx, complaint, input)
  const { needed } = weighed
  const id = newId()
  const proposedBy = tx.actor.id ?? complaint.id
  const subject = whatOf(complaint, { id, total_fen: weighed.totalFen, proposed_by: proposedBy })
  // Only one's own posts count here: standing in for somebody is for deciding what others propose.
  const chain = await beginChain(tx, subject, needed.steps)
  const approved = chain.complete
  const no = earlier.length + 1
  await insert(tx, {
    organization_id: tx.actor.organizationId, id, complaint_id: complaint.id, no, state: approved ? 'approved' : 'awaitingApproval', reason: input.reason, deviation_reason: input.deviationReason ?? null, total_fen: weighed.totalFen,
    table_version: needed.version, rule_id: needed.rule, facts: JSON.stringify(weighed.facts), why: needed.why && JSON.stringify(needed.why), needed_rank: needed.rank, position_code: needed.positionCode,
    proposed_by: proposedBy, proposed_at: tx.now, offered_at: null, expires_at: null, offer_message: null, backed_rank: chain.rank, law: JSON.stringify(law), opinions: JSON.stringify((await opinionsOf(readerOf(tx.db), tx.actor.organizationId, complaint.id)).map(({ opinionId, number, pointId, code, finding, why }) => ({ opinionId, number, pointId, code, finding, why }))), ...restingOn(input),
    standard: JSON.stringify(await keptStandard(readerOf(tx.db), tx.actor.organizationId, complaint, tx.now)),
  })
  await insertItems(tx, complaint.id, id, input.items)
  await tx.record(RemedyProposed, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, remedyId: id, no, totalFen: weighed.totalFen, rule: needed.rule, version: needed.version, positionCode: needed.positionCode, approved, exception: input.exception?.principle ?? null }, reason: input.reason })
  await touch(tx, complaint, {})
  await moveTo(tx, complaint, approved ? 'negotiation' : 'approval')
  await askFor(tx, complaint, subject, chain.opened)
  return { id }
})
