import type { z } from 'zod'
import * as contract from '#contract/clock.ts'
import { invalidInput } from '#contract/common.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { inOurTimes, instant, iso } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { type LockedComplaint, lockOpen, subjectOf, touch } from '#modules/complaint/commands/lock.ts'
import { tell } from '#modules/notification/commands.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { EndAgreed } from '../events.ts'
import { warnOfGranted, whyNotAgreeEnd } from '../rules.ts'

/** The clock that the end of the case stops: the one that ends first, where there are several. */
const lockEnd = async (tx: Tx, complaint: LockedComplaint) => {
  const clock = await tx.db.selectFrom('clock.deadline').selectAll().where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaint.id)
    .where('ends', '=', 'closed').where('bound', '=', 'ours').where('state', 'in', ['running', 'paused', 'late']).orderBy('due_at').limit(1).forUpdate().executeTakeFirst()
  if (!clock) throw new Problem(contract.noEnd)
  return clock
}

const WARN_AT = 0.75

/** D4: another end, by agreement with the customer; the one before stays on record. Further than the pack allows nobody agrees by themselves: that is an extension. */
export const agreeEnd = command('clock.agreeEnd', async (tx, input: z.output<typeof contract.AgreeEnd>) => {
  const complaint = await lockOpen(tx, input.id)
  const clock = await lockEnd(tx, complaint)
  if (!inOurTimes(input.until)) throw new Problem(invalidInput, {}, 'until')
  const until = instant(input.until)
  const { body } = await currentPack(readerOf(tx.db), tx.actor.organizationId)
  const before = await tx.db.selectFrom('clock.agreed_end').select('due_before').where('organization_id', '=', tx.actor.organizationId).where('clock_id', '=', clock.id).orderBy('id').execute()
  const refusal = whyNotAgreeEnd({ now: tx.now, until, first: before[0]?.due_before ?? clock.due_at, times: before.length }, body.pack.limits)
  if (refusal) throw new Problem(refusal.refusal, refusal.params ?? {}, refusal.field)
  const id = newId()
  await tx.db.insertInto('clock.agreed_end').values({ organization_id: tx.actor.organizationId, id, complaint_id: complaint.id, clock_id: clock.id, due_before: clock.due_at, until, reason: input.reason, agreed_with: input.agreedWith, how: input.how, by_id: tx.actor.id, at: tx.now }).execute()
  await tx.db.updateTable('clock.deadline').set({
    due_at: until, extended_from: clock.extended_from ?? clock.due_at, extended_at: tx.now, state: clock.state === 'paused' ? 'paused' : 'running', warned_at: null, fired_at: null, provisional: false, warn_at: warnOfGranted(tx.now, until, WARN_AT),
  }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', clock.id).execute()
  await touch(tx, complaint, {})
  const subject = subjectOf(complaint)
  await tx.record(EndAgreed, { subject, payload: { complaintId: complaint.id, clockId: clock.id, clock: clock.kind, agreedEndId: id, dueBefore: iso(clock.due_at), until: iso(until) }, reason: input.reason })
  await tell(tx, { to: complaint.owner_id ? [complaint.owner_id] : [], name: 'endAgreed', subject, payload: { number: complaint.number } })
  return { id: input.id }
})
