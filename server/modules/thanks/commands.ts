import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import { fileUnknown } from '#contract/files.ts'
import { aboveLimit, alreadyThanked, alreadyWithdrawn, inFuture, receiptMissing } from '#contract/thanks.ts'
import type * as contract from '#contract/thanks.ts'
import { localDay } from '#kernel/calendar.ts'
import { command } from '#kernel/command.ts'
import { readerOf, sqlState } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { takeFiles } from '#modules/files/commands.ts'
import { findUnit } from '#modules/identity/queries/units.ts'
import { GiftGiven, GiftWithdrawn } from './events.ts'
import { limitFor } from './limit.ts'

/** The feedback for which somebody is thanked. Two who thank at once meet in the index. */
const feedbackOf = async (tx: Tx, id: string) => {
  const row = await tx.db.selectFrom('feedback.feedback').select(['id', 'unit_id']).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).executeTakeFirst()
  if (!row) throw new Problem(notFound, {}, 'feedbackId')
  return row
}

export const give = command('thanks.give', async (tx, input: z.output<typeof contract.give.input>) => {
  const feedback = await feedbackOf(tx, input.feedbackId)
  const unit = await findUnit(readerOf(tx.db), tx.actor.organizationId, feedback.unit_id)
  if (input.givenOn > localDay(unit?.time_zone ?? 'UTC', tx.now)) throw new Problem(inFuture, {}, 'givenOn')
  if (!input.receipt?.trim() && !input.fileId) throw new Problem(receiptMissing, {}, 'receipt')
  const limit = await limitFor(readerOf(tx.db), tx.actor, feedback.unit_id, tx.now)
  if (limit !== null && input.worthFen > limit) throw new Problem(aboveLimit, {}, 'worthFen')
  const id = newId()
  await tx.db.insertInto('thanks.gift').values({
    organization_id: tx.actor.organizationId, id, unit_id: feedback.unit_id, feedback_id: feedback.id, what: input.what, worth_fen: input.worthFen, given_to: input.givenTo, given_on: input.givenOn, given_by: tx.actor.id ?? '', receipt: input.receipt || null, file_id: input.fileId ?? null, entered_at: tx.now,
  }).execute().catch((error: unknown) => { throw sqlState(error)?.constraint === 'gift_once' ? new Problem(alreadyThanked, {}, 'feedbackId') : error })
  if (input.fileId && (await takeFiles(tx, [input.fileId], id)).length === 0) throw new Problem(fileUnknown, {}, 'fileId')
  await tx.record(GiftGiven, { subject: { type: 'gift', id, unitId: feedback.unit_id }, payload: { giftId: id, feedbackId: feedback.id, worthFen: input.worthFen } })
  return { id }
})

export const withdraw = command('thanks.withdraw', async (tx, { id, why }: z.output<typeof contract.withdraw.input>) => {
  const gift = await tx.db.selectFrom('thanks.gift').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!gift) throw new Problem(notFound)
  if (gift.withdrawn_at) throw new Problem(alreadyWithdrawn)
  await tx.db.updateTable('thanks.gift').set({ withdrawn_at: tx.now, withdrawn_by: tx.actor.id, withdrawn_why: why }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
  await tx.record(GiftWithdrawn, { subject: { type: 'gift', id, unitId: gift.unit_id }, payload: { giftId: id, feedbackId: gift.feedback_id }, reason: why })
  return { id }
})
