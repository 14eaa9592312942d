import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import * as contract from '#contract/clock.ts'
import { invalidInput } from '#contract/common.ts'
import { command } from '#kernel/command.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { type Instant, inOurTimes, instant, iso } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { refuseOurs } from '#modules/complaint/commands/going.ts'
import { type LockedComplaint, lockOpen, subjectOf, touch } from '#modules/complaint/commands/lock.ts'
import { tell } from '#modules/notification/commands.ts'
import { ExtensionApproved, ExtensionAsked, ExtensionRefused } from '../events.ts'
import { warnOfGranted, whyNotExtend } from '../rules.ts'
import { nearestHolders, withDeputies } from './ring.ts'

const lockClock = async (tx: Tx, complaint: LockedComplaint, id: string) => {
  const clock = await tx.db.selectFrom('clock.deadline').selectAll().where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaint.id).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!clock) throw new Problem(notFound)
  return clock
}

/** More time than the rule gives: asked for with the reason that the complainant will hear (D9). */
export const askExtension = command('clock.askExtension', async (tx, input: z.output<typeof contract.AskExtension>) => {
  const complaint = await lockOpen(tx, input.id)
  const clock = await lockClock(tx, complaint, input.clockId)
  if (!inOurTimes(input.until)) throw new Problem(invalidInput, {}, 'until')
  const until = instant(input.until)
  const refusal = whyNotExtend(clock, until, tx.now)
  if (refusal) throw new Problem(refusal.refusal, {}, refusal.field)
  await refuseOurs(tx, complaint, { texts: [['reason', input.reason]] })
  const pending = await tx.db.selectFrom('clock.extension').select('id').where('organization_id', '=', tx.actor.organizationId).where('clock_id', '=', clock.id).where('state', '=', 'pending').executeTakeFirst()
  if (pending) throw new Problem(contract.alreadyAsked)
  const id = newId()
  await tx.db.insertInto('clock.extension').values({
    organization_id: tx.actor.organizationId, id, complaint_id: complaint.id, clock_id: clock.id, kind: clock.kind, due_before: clock.due_at, until, reason: input.reason, state: 'pending',
    asked_by: tx.actor.id, asked_at: tx.now, decided_by: null, decided_at: null, comment: null,
  }).execute()
  await touch(tx, complaint, {})
  const subject = subjectOf(complaint)
  await tx.record(ExtensionAsked, { subject, payload: { complaintId: complaint.id, clockId: clock.id, clock: clock.kind, extensionId: id, dueBefore: iso(clock.due_at), until: iso(until) }, reason: input.reason })
  await tell(tx, { to: await withDeputies(tx, complaint.unit_id, await nearestHolders(tx, complaint.unit_id, clock.escalate_to, complaint)), name: 'extensionAsked', subject, payload: { number: complaint.number } })
  return { id: input.id }
})

const lockPending = async (tx: Tx, complaint: LockedComplaint, id: string) => {
  const asked = await tx.db.selectFrom('clock.extension').selectAll().where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaint.id).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!asked) throw new Problem(notFound)
  if (asked.state !== 'pending') throw new Problem(contract.alreadyDecided)
  if (asked.asked_by === tx.actor.id) throw new Problem(contract.ownExtension)
  return asked
}

/** The share of the time that was added after which it warns. */
const WARN_AT = 0.75

/** The clock runs again from where it was asked, until the new date; one that rang meanwhile rings anew then. */
const grant = async (tx: Tx, complaint: LockedComplaint, asked: { clock_id: string; until: Instant }) => {
  const clock = await lockClock(tx, complaint, asked.clock_id)
  const refusal = whyNotExtend(clock, asked.until, tx.now)
  if (refusal) throw new Problem(refusal.refusal)
  await tx.db.updateTable('clock.deadline').set({
    due_at: asked.until, extended_from: clock.extended_from ?? clock.due_at, extended_at: tx.now, state: clock.state === 'paused' ? 'paused' : 'running', warned_at: null, fired_at: null, provisional: false,
    warn_at: warnOfGranted(tx.now, asked.until, WARN_AT),
  }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', clock.id).execute()
}

/** Somebody else says yes or no. The notice to the complainant goes out with the yes. */
export const decideExtension = command('clock.decideExtension', async (tx, input: z.output<typeof contract.DecideExtension>) => {
  const complaint = await lockOpen(tx, input.id)
  const asked = await lockPending(tx, complaint, input.extensionId)
  if (!input.approve && !input.comment) throw new Problem(contract.refusalUnexplained, {}, 'comment')
  if (input.approve) await grant(tx, complaint, asked)
  await tx.db.updateTable('clock.extension').set({ state: input.approve ? 'approved' : 'refused', decided_by: tx.actor.id, decided_at: tx.now, comment: input.comment || null }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', asked.id).execute()
  await touch(tx, complaint, {})
  const subject = subjectOf(complaint)
  await tx.record(input.approve ? ExtensionApproved : ExtensionRefused, { subject, payload: { complaintId: complaint.id, clockId: asked.clock_id, clock: asked.kind, extensionId: asked.id, dueBefore: iso(asked.due_before), until: iso(asked.until) }, reason: input.comment || undefined })
  await tell(tx, { to: [...(asked.asked_by ? [asked.asked_by] : []), ...(complaint.owner_id ? [complaint.owner_id] : [])], name: input.approve ? 'extensionApproved' : 'extensionRefused', subject, payload: { number: complaint.number } })
  return { id: input.id }
})

/** What was asked for in a case that is over needs no answer any more. */
export const dropExtensions = async (tx: Tx, complaintId: string): Promise<void> => {
  await tx.db.updateTable('clock.extension').set({ state: 'refused', decided_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where('state', '=', 'pending').execute()
}
