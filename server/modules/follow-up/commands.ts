import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import type * as contract from '#contract/follow-up.ts'
import { localDay } from '#kernel/calendar.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { DAY, iso, plusMs } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { meetClocks } from '#modules/clock/commands/run.ts'
import { noteOutcome, takeBack } from '#modules/complaint/commands/close.ts'
import { lockComplaint, subjectOf, touch } from '#modules/complaint/commands/lock.ts'
import { findUnit } from '#modules/identity/queries/units.ts'
import { tell } from '#modules/notification/commands.ts'
import { FollowUpAttempted, FollowUpMade, FollowUpPlanned } from './events.ts'
import { handlersOf } from './handlers.ts'
import { DUE_DAYS, EARLIEST_DAYS, isUnreachable, whyNotAttempt, whyNotBy, whyNotRecord } from './rules.ts'

/** Completion plans the follow-up: not before day 2, by day 7 (H1). */
export const plan = async (tx: Tx, complaintId: string): Promise<void> => {
  const complaint = await lockComplaint(tx, complaintId)
  const [earliest, due] = [plusMs(tx.now, EARLIEST_DAYS * DAY), plusMs(tx.now, DUE_DAYS * DAY)]
  // Carried out once more, because a payment came back: the customer is asked once.
  const there = await tx.db.updateTable('follow_up.follow_up').set({ earliest_at: earliest, due_at: due }).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaint.id).where('state', '=', 'due').returning('id').executeTakeFirst()
  const id = there?.id ?? newId()
  if (!there) await tx.db.insertInto('follow_up.follow_up').values({
    organization_id: tx.actor.organizationId, id, complaint_id: complaint.id, earliest_at: earliest, due_at: due, state: 'due', satisfied: null, score: null, comment: null, via: null, by_id: null, done_at: null, created_at: tx.now,
  }).execute()
  await tx.record(FollowUpPlanned, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, followUpId: id, dueAt: iso(due) } })
}

const lockFollowUp = async (tx: Tx, id: string) => {
  const find = () => tx.db.selectFrom('follow_up.follow_up').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id)
  const unlocked = await find().executeTakeFirst()
  if (!unlocked) throw new Problem(notFound)
  const complaint = await lockComplaint(tx, unlocked.complaint_id)
  return { complaint, followUp: await find().forUpdate().executeTakeFirstOrThrow() }
}

export interface Answered { readonly id: string; readonly satisfied: boolean; readonly score: number; readonly via: string; readonly comment?: string | null | undefined; readonly answers: Record<string, string>; readonly early?: boolean | undefined }

/** The answer of the customer. Not satisfied brings the case back. */
export const recordAnswer = async (tx: Tx, input: Answered) => {
  const { complaint, followUp } = await lockFollowUp(tx, input.id)
  const handlers = await handlersOf(readerOf(tx.db), tx.actor.organizationId, [complaint.id])
  const refusal = whyNotRecord(followUp, handlers(complaint.id), tx.actor.kind === 'person' ? tx.actor.id : null, tx.now, input.early ?? false) ?? whyNotBy(complaint.identity, input.via)
  if (refusal) throw new Problem(refusal)
  await tx.db.updateTable('follow_up.follow_up').set({
    state: 'done', satisfied: input.satisfied, score: input.score, answers: JSON.stringify(input.answers), comment: input.comment ?? null, via: input.via, by_id: tx.actor.kind === 'person' ? tx.actor.id : null, done_at: tx.now,
  }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', followUp.id).execute()
  await touch(tx, complaint, {})
  await tx.record(FollowUpMade, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, followUpId: followUp.id, satisfied: input.satisfied, score: input.score, via: input.via, early: tx.now < followUp.earliest_at }, reason: input.comment || undefined })
  await meetClocks(tx, complaint.id, complaint.unit_id, ['followedUp'])
  if (!input.satisfied) await takeBack(tx, await lockComplaint(tx, complaint.id), input.comment || 'dissatisfied')
  await tell(tx, { to: complaint.owner_id ? [complaint.owner_id] : [], name: input.satisfied ? 'customerSatisfied' : 'customerDissatisfied', subject: subjectOf(complaint), payload: { number: complaint.number } })
  return { id: followUp.id }
}

export const record = command('follow-up.record', (tx, input: z.output<typeof contract.record.input>) => recordAnswer(tx, input))

/** Nobody answered. After three attempts on three days by two channels the customer counts as unreachable. */
export const attempt = command('follow-up.attempt', async (tx, input: z.output<typeof contract.attempt.input>) => {
  const { complaint, followUp } = await lockFollowUp(tx, input.id)
  const handlers = await handlersOf(readerOf(tx.db), tx.actor.organizationId, [complaint.id])
  const refusal = whyNotAttempt(followUp, handlers(complaint.id), tx.actor.id) ?? whyNotBy(complaint.identity, input.via)
  if (refusal) throw new Problem(refusal)
  await tx.db.insertInto('follow_up.attempt').values({ organization_id: tx.actor.organizationId, id: newId(), complaint_id: complaint.id, follow_up_id: followUp.id, via: input.via, note: input.note, by_id: tx.actor.id, at: tx.now }).execute()
  const made = await tx.db.selectFrom('follow_up.attempt').select(['via', 'at']).where('organization_id', '=', tx.actor.organizationId).where('follow_up_id', '=', followUp.id).execute()
  await touch(tx, complaint, {})
  await tx.record(FollowUpAttempted, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, followUpId: followUp.id, via: input.via, attempts: made.length }, reason: input.note || undefined })
  const unit = await findUnit(readerOf(tx.db), tx.actor.organizationId, complaint.unit_id)
  if (isUnreachable(made.map((a) => ({ via: a.via, day: localDay(unit?.time_zone ?? 'UTC', a.at) })))) {
    await tx.db.updateTable('follow_up.follow_up').set({ state: 'unreached', done_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', followUp.id).execute()
    if (complaint.state === 'open') await noteOutcome(tx, await lockComplaint(tx, complaint.id), 'silent')
  }
  return { id: followUp.id }
})
