import type { z } from 'zod'
import { fileUnknown } from '#contract/files.ts'
import { referenceOdd, referenceTaken } from '#contract/payout.ts'
import type * as contract from '#contract/payout.ts'
import { localDay } from '#kernel/calendar.ts'
import { command } from '#kernel/command.ts'
import { readerOf, sqlState } from '#kernel/db.ts'
import { words } from '#kernel/i18n.ts'
import { yuan } from '#kernel/money.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { attach, signFor } from '#modules/complaint/commands/attach.ts'
import { type LockedComplaint, goesOnIn, subjectOf, touch } from '#modules/complaint/commands/lock.ts'
import { findUnit } from '#modules/identity/queries/units.ts'
import { tell } from '#modules/notification/commands.ts'
import { finishTask, openAgain, reopenTask } from '#modules/settlement/commands.ts'
import { PayoutBounced, PayoutFailed, PayoutPaid } from '../events.ts'
import { firstDayOf } from '../queries/since.ts'
import { keyOf, whyNotBounce, whyNotBouncedOn, whyNotFail, whyNotHandOver, whyNotOn, whyNotPay } from '../rules.ts'
import { type LockedPayout, change, factOf, lockPayout } from './lock.ts'

interface Payment { readonly on: string; readonly reference: string | null; readonly files: readonly string[]; /** Where the input names the files. */ readonly field: string }

const today = async (tx: Tx, unitId: string) => localDay((await findUnit(readerOf(tx.db), tx.actor.organizationId, unitId))?.time_zone ?? 'UTC', tx.now)

/** The sum of what is paid is counted up where the database holds it below what was agreed. */
const count = async (tx: Tx, { task_id, amount_fen }: LockedPayout) => tx.db.updateTable('payout.due').set((eb) => ({ paid_fen: eb('paid_fen', '+', amount_fen) }))
  .where('organization_id', '=', tx.actor.organizationId).where('task_id', '=', task_id).returning(['paid_fen', 'agreed_fen', 'opinion_id']).executeTakeFirstOrThrow()

/** What the task says it was done by: every payment, with its reference. */
const finishPaid = async (tx: Tx, complaint: LockedComplaint, payout: LockedPayout) => {
  const paid = await tx.db.selectFrom('payout.payout').select(['id', 'way', 'amount_fen', 'reference', 'paid_on']).where('organization_id', '=', tx.actor.organizationId).where('task_id', '=', payout.task_id).where('state', '=', 'paid').orderBy('paid_at').orderBy('id').execute()
  const files = await tx.db.selectFrom('payout.evidence').select('file_id').where('organization_id', '=', tx.actor.organizationId).where('payout_id', 'in', paid.map((p) => p.id)).execute()
  const told = paid.map((p) => `${words(tx.actor.locale, ['terms', 'payWay', p.way]) ?? p.way} ${yuan(p.amount_fen)} ${p.paid_on ?? ''}`)
  await finishTask(tx, complaint, payout.task_id, { by: 'payout', reference: paid.flatMap((p) => p.reference ?? []).join(' / ') || null, result: told.join('\n'), evidence: files.map((f) => f.file_id) })
}

const settle = async (tx: Tx, complaint: LockedComplaint, payout: LockedPayout, { on, reference, files, field }: Payment) => {
  const missing = await attach(tx, complaint.id, files, 'execution')
  if (missing.length) throw new Problem(fileUnknown, {}, field)
  try {
    await change(tx, payout.id, { state: 'paid', paid_by: tx.actor.id, paid_at: tx.now, paid_on: on, reference, reference_key: reference && keyOf(reference) })
  } catch (error) {
    if (sqlState(error)?.constraint === 'payout_reference') throw new Problem(referenceTaken, {}, 'reference')
    throw error
  }
  if (files.length) await tx.db.insertInto('payout.evidence').values([...new Set(files)].map((file_id) => ({ organization_id: tx.actor.organizationId, complaint_id: complaint.id, payout_id: payout.id, file_id }))).execute()
  const due = await count(tx, payout)
  await touch(tx, complaint, {})
  await tx.record(PayoutPaid, { subject: subjectOf(complaint), payload: { ...await factOf(tx, payout.id), paidFen: due.paid_fen, agreedFen: due.agreed_fen } })
  await tell(tx, { to: payout.asked_by ? [payout.asked_by] : [], name: 'payoutPaid', subject: subjectOf(complaint), payload: { number: complaint.number } })
  if (due.paid_fen === due.agreed_fen && due.opinion_id === null) await finishPaid(tx, complaint, payout)
  return { id: payout.id }
}

/** It has left by bank, Alipay or WeChat: with the reference of that, which proves no other payout. */
export const pay = command('payout.pay', async (tx, input: z.output<typeof contract.payPayout.input>) => {
  const { complaint, payout } = await lockPayout(tx, input.id)
  const refusal = whyNotPay(tx.actor, payout, input.version)
  if (refusal) throw new Problem(refusal)
  if (!keyOf(input.reference)) throw new Problem(referenceOdd, {}, 'reference')
  const first = await firstDayOf(readerOf(tx.db), tx.actor.organizationId, payout.id)
  const odd = whyNotOn(input.on, { first, today: await today(tx, payout.unit_id) })
  if (odd) throw new Problem(odd, { day: first }, 'on')
  return settle(tx, complaint, payout, { on: input.on, reference: input.reference, files: input.evidence, field: 'evidence' })
})

/** Cash at the counter: the customer signs for it. */
export const handOver = command('payout.handOver', async (tx, input: z.output<typeof contract.handOver.input>) => {
  const { complaint, payout } = await lockPayout(tx, input.id)
  const refusal = whyNotHandOver(tx.actor, payout, complaint, input.version)
  if (refusal) throw new Problem(refusal)
  const done = await settle(tx, complaint, payout, { on: await today(tx, payout.unit_id), reference: null, files: [input.receiptId], field: 'receiptId' })
  await signFor(tx, complaint.id, input.receiptId, 'receiptId')
  return done
})

/** The bank sent it back, or the account was wrong. What was agreed stays to be paid. */
export const fail = command('payout.fail', async (tx, input: z.output<typeof contract.failPayout.input>) => {
  const { complaint, payout } = await lockPayout(tx, input.id)
  const refusal = whyNotFail(tx.actor, payout, input.version)
  if (refusal) throw new Problem(refusal)
  await change(tx, payout.id, { state: 'failed', ended_by: tx.actor.id, ended_at: tx.now, ended_why: input.reason })
  await touch(tx, complaint, {})
  await tx.record(PayoutFailed, { subject: subjectOf(complaint), payload: await factOf(tx, payout.id), reason: input.reason })
  await tell(tx, { to: payout.asked_by ? [payout.asked_by] : [], name: 'payoutFailed', subject: subjectOf(complaint), payload: { number: complaint.number } })
  return { id: payout.id }
})

/** It was recorded as paid, and came back. What was agreed is to be paid again, where the case has not gone into another; the payment stays on record beside its return. */
export const bounce = command('payout.bounce', async (tx, input: z.output<typeof contract.bouncePayout.input>) => {
  const { complaint: found, payout } = await lockPayout(tx, input.id, true)
  const refusal = whyNotBounce(tx.actor, payout, input.version)
  if (refusal) throw new Problem(refusal)
  const odd = whyNotBouncedOn(input.on, payout.paid_on ?? input.on, await today(tx, payout.unit_id))
  if (odd) throw new Problem(odd, {}, 'on')
  await change(tx, payout.id, { state: 'bounced', bounced_on: input.on, bounced_by: tx.actor.id, bounced_at: tx.now, bounced_words: input.words, bounced_reference: input.reference || null })
  const due = await count(tx, { ...payout, amount_fen: -payout.amount_fen })
  const complaint = await openAgain(tx, found, payout.task_id, input.words)
  await touch(tx, complaint, {})
  await tx.record(PayoutBounced, { subject: subjectOf(complaint), payload: { ...await factOf(tx, payout.id), paidFen: due.paid_fen, agreedFen: due.agreed_fen }, reason: input.words })
  // A merged case goes on elsewhere: whoever looks after that one hears of it.
  const goesOn = await goesOnIn(tx, complaint)
  if (due.opinion_id === null && !complaint.merged_into) await reopenTask(tx, complaint, payout.task_id, input.words)
  await tell(tx, { to: [...new Set([payout.asked_by, goesOn.owner_id].filter((id) => id !== null))], name: 'payoutBounced', subject: subjectOf(goesOn), payload: { number: goesOn.number } })
  return { id: payout.id }
})
