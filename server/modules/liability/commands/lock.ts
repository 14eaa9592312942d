import type { Refusal } from '#contract/endpoint.ts'
import { readerOf } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import { newId } from '#kernel/id.ts'
import type { Tx } from '#kernel/tx.ts'
import type { ChargeBackState } from '#contract/liability.ts'
import { type LockedComplaint, lockBelow, lockComplaint } from '#modules/complaint/commands/lock.ts'
import { whyNotHere } from '../rules.ts'
import { digestsOfChargeBacks } from '../vouched.ts'

/** Locked; a closed case will do. @throws Problem when it goes on in another. */
export const lockHere = async (tx: Tx, id: string): Promise<LockedComplaint> => {
  const complaint = await lockComplaint(tx, id)
  const refusal = whyNotHere(complaint)
  if (refusal) throw new Problem(refusal)
  return complaint
}

const find = (tx: Tx, id: string) => tx.db.selectFrom('liability.charge_back').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id)
export type LockedChargeBack = Awaited<ReturnType<ReturnType<typeof find>['executeTakeFirstOrThrow']>>

export const lockChargeBack = async (tx: Tx, id: string, whyNot: (row: LockedChargeBack) => Refusal | null) => {
  const { complaint, row } = await lockBelow(tx, find(tx, id), whyNot)
  const refusal = whyNotHere(complaint)
  if (refusal) throw new Problem(refusal)
  return { complaint, chargeBack: row }
}

interface Step { readonly kind: ChargeBackState; readonly amountFen: number | null; readonly note: string | null }

/** What became of a charge-back stands beside what it has become. */
export const noteStep = async (tx: Tx, complaintId: string, chargeBackId: string, { kind, amountFen, note }: Step): Promise<void> => {
  await tx.db.insertInto('liability.step').values({ organization_id: tx.actor.organizationId, id: newId(), complaint_id: complaintId, charge_back_id: chargeBackId, kind, amount_fen: amountFen, note: note || null, by_id: tx.actor.id, at: tx.now }).execute()
}

/** What an event tells of a charge-back as it stands by now, with the digest of its content. */
export const payloadOf = async (tx: Tx, complaint: { readonly id: string }, id: string) => {
  const row = await find(tx, id).executeTakeFirstOrThrow()
  const digest = (await digestsOfChargeBacks(readerOf(tx.db), tx.actor.organizationId, [row])).get(id)
  return { complaintId: complaint.id, chargeBackId: id, chargeBack: row.number, outsiderId: row.outsider_id, ...(digest && { digest }) }
}
