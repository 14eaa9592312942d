import type { z } from 'zod'
import type { ChargeBackState } from '#contract/liability.ts'
import type * as contract from '#contract/liability.ts'
import { command } from '#kernel/command.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { subjectOf, touch } from '#modules/complaint/commands/lock.ts'
import { ChargeBackAnswered, ChargeBackReceived, ChargeBackWithdrawn } from '../events.ts'
import { agreedBy, whyNotAmount, whyNotChange, whyNotReceive } from '../rules.ts'
import { lockChargeBack, noteStep, payloadOf } from './lock.ts'

const change = (tx: Tx, id: string, set: { readonly state: ChargeBackState; readonly agreed_fen?: number | null }) =>
  tx.db.updateTable('liability.charge_back').set((eb) => ({ ...set, version: eb('version', '+', 1) })).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()

/** What the outsider said to it; the last word holds. */
export const answer = command('liability.answer', async (tx, input: z.output<typeof contract.answerChargeBack.input>) => {
  const { complaint, chargeBack } = await lockChargeBack(tx, input.id, (row) => whyNotChange(row, input.version))
  const { agreedFen, refusal } = agreedBy(input.answer, chargeBack.amount_fen, input.amountFen)
  if (refusal) throw new Problem(refusal, {}, 'amountFen')
  await change(tx, chargeBack.id, { state: input.answer, agreed_fen: agreedFen })
  await noteStep(tx, complaint.id, chargeBack.id, { kind: input.answer, amountFen: agreedFen, note: input.note })
  await touch(tx, complaint, {})
  await tx.record(ChargeBackAnswered, { subject: subjectOf(complaint), payload: { ...await payloadOf(tx, complaint, chargeBack.id), chargeBackState: input.answer, agreedFen: agreedFen ?? 0 }, reason: input.note })
  return { id: chargeBack.id }
})

/** The money is in. The key of the receipt is the charge-back: it is received once. */
export const receive = command('liability.receive', async (tx, input: z.output<typeof contract.receiveChargeBack.input>) => {
  const { complaint, chargeBack } = await lockChargeBack(tx, input.id, (row) => whyNotReceive(row, input.version))
  const refusal = whyNotAmount(input.amountFen, chargeBack.agreed_fen ?? 0, input.note)
  if (refusal) throw new Problem(refusal, {}, 'note')
  await tx.db.insertInto('liability.receipt').values({ organization_id: tx.actor.organizationId, charge_back_id: chargeBack.id, complaint_id: complaint.id, amount_fen: input.amountFen, reference: input.reference, received_on: input.on, note: input.note || null, by_id: tx.actor.id, at: tx.now }).execute()
  await change(tx, chargeBack.id, { state: 'received' })
  await noteStep(tx, complaint.id, chargeBack.id, { kind: 'received', amountFen: input.amountFen, note: input.note })
  await touch(tx, complaint, {})
  await tx.record(ChargeBackReceived, { subject: subjectOf(complaint), payload: { ...await payloadOf(tx, complaint, chargeBack.id), amountFen: input.amountFen }, reason: input.note || undefined })
  return { id: chargeBack.id }
})

export const withdraw = command('liability.withdraw', async (tx, input: z.output<typeof contract.withdrawChargeBack.input>) => {
  const { complaint, chargeBack } = await lockChargeBack(tx, input.id, (row) => whyNotChange(row, input.version))
  await change(tx, chargeBack.id, { state: 'withdrawn', agreed_fen: null })
  await noteStep(tx, complaint.id, chargeBack.id, { kind: 'withdrawn', amountFen: null, note: input.reason })
  await touch(tx, complaint, {})
  await tx.record(ChargeBackWithdrawn, { subject: subjectOf(complaint), payload: await payloadOf(tx, complaint, chargeBack.id), reason: input.reason })
  return { id: chargeBack.id }
})
