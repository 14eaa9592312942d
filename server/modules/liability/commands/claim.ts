import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import { answerPast, groundsTellWho } from '#contract/liability.ts'
import type * as contract from '#contract/liability.ts'
import { localDay } from '#kernel/calendar.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { nextNumber } from '#kernel/numbered.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { type LockedComplaint, subjectOf, touch } from '#modules/complaint/commands/lock.ts'
import { findUnit } from '#modules/identity/queries/units.ts'
import { ChargeBackClaimed } from '../events.ts'
import { costOf, partsOfShares } from '../queries/cost.ts'
import { whyNotAmount, whyNotClaim } from '../rules.ts'
import { tellsWho } from '../telling.ts'
import { lockHere, noteStep, payloadOf } from './lock.ts'

const findShare = async (tx: Tx, complaintId: string, id: string) => {
  const row = await tx.db.selectFrom('liability.share as s').innerJoin('liability.division as d', (j) => j.onRef('d.organization_id', '=', 's.organization_id').onRef('d.id', '=', 's.division_id'))
    .selectAll('s').select('d.superseded_at').where('s.organization_id', '=', tx.actor.organizationId).where('s.complaint_id', '=', complaintId).where('s.id', '=', id).executeTakeFirst()
  if (!row) throw new Problem(notFound, {}, 'shareId')
  const refusal = whyNotClaim({ ...row, superseded: row.superseded_at !== null })
  if (refusal) throw new Problem(refusal)
  return { ...row, outsider_id: row.outsider_id ?? '' }
}

const refusePast = async (tx: Tx, complaint: LockedComplaint, answerBy: string | null) => {
  if (!answerBy) return
  const unit = await findUnit(readerOf(tx.db), tx.actor.organizationId, complaint.unit_id)
  if (answerBy < localDay(unit?.time_zone ?? 'UTC', tx.now)) throw new Problem(answerPast, {}, 'answerBy')
}

/** Grounds and reason go to the outsider. */
const refuseTelling = async (tx: Tx, complaintId: string, grounds: string, reason: string | null) => {
  const read = readerOf(tx.db)
  if (await tellsWho(read, tx.actor.organizationId, complaintId, grounds)) throw new Problem(groundsTellWho, {}, 'shareId')
  if (await tellsWho(read, tx.actor.organizationId, complaintId, reason)) throw new Problem(groundsTellWho, {}, 'reason')
}

/** What an outsider is to pay: their share of the cost, less what was claimed of it before, or another amount with a reason. */
export const claim = command('liability.claim', async (tx, { complaintId, shareId, amountFen, reason, answerBy }: z.output<typeof contract.claim.input>) => {
  const complaint = await lockHere(tx, complaintId)
  const share = await findShare(tx, complaintId, shareId)
  await refusePast(tx, complaint, answerBy)
  await refuseTelling(tx, complaintId, share.grounds, reason)
  const read = readerOf(tx.db)
  const cost = await costOf(read, tx.actor.organizationId, complaintId)
  const part = (await partsOfShares(read, tx.actor.organizationId, complaintId, cost)).get(shareId)
  const proposed = part?.openFen ?? 0
  const refusal = whyNotAmount(amountFen, proposed, reason)
  if (refusal) throw new Problem(refusal, {}, 'reason')
  const chargeBack = { id: newId(), number: await nextNumber(tx, 'liability.charge_back', complaint.number, 'P'), outsider_id: share.outsider_id }
  await tx.db.insertInto('liability.charge_back').values({
    organization_id: tx.actor.organizationId, complaint_id: complaintId, unit_id: complaint.unit_id, share_id: shareId, ...chargeBack, cost_fen: cost, proposed_fen: proposed, amount_fen: amountFen, amount_reason: amountFen === proposed ? null : reason, state: 'claimed', answer_by: answerBy, claimed_by: tx.actor.id, claimed_at: tx.now,
  }).execute()
  await noteStep(tx, complaintId, chargeBack.id, { kind: 'claimed', amountFen, note: reason })
  await touch(tx, complaint, {})
  await tx.record(ChargeBackClaimed, { subject: subjectOf(complaint), payload: { ...await payloadOf(tx, complaint, chargeBack.id), amountFen, proposedFen: proposed }, reason: reason || undefined })
  return { id: chargeBack.id }
})
