import type { z } from 'zod'
import * as contract from '#contract/clock.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Instant } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { type LockedComplaint, lockOpen, subjectOf, touch } from '#modules/complaint/commands/lock.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { dueAt } from '#kernel/calendar.ts'
import { type Span, calendarsOf, unsure } from '../calendars.ts'
import { ClocksPaused, ClocksResumed } from '../events.ts'
import { laterBy, warnMoment } from '../rules.ts'
import { pausesSoFar } from '../pauses.ts'

const clocksIn = (tx: Tx, complaintId: string, state: string) => tx.db.selectFrom('clock.deadline').selectAll().where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where('state', '=', state).where('pauses', '=', true).forUpdate().execute()

/** We wait for the customer: the clocks that allow it stand still until there is an answer. One that ran out is past stopping (D2). */
export const pause = command('clock.pause', async (tx, input: z.output<typeof contract.Pause>) => {
  const complaint = await lockOpen(tx, input.id)
  if (await openPause(tx, complaint.id)) throw new Problem(contract.nothingToPause)
  const clocks = (await clocksIn(tx, complaint.id, 'running')).filter((c) => c.due_at > tx.now)
  if (!clocks.length) throw new Problem(contract.nothingToPause)
  const id = newId()
  await tx.db.insertInto('clock.pause').values({ organization_id: tx.actor.organizationId, id, complaint_id: complaint.id, from_at: tx.now, until_at: null, reason: input.reason, by_id: tx.actor.id }).execute()
  await tx.db.updateTable('clock.deadline').set({ state: 'paused' }).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', clocks.map((c) => c.id)).execute()
  await touch(tx, complaint, {})
  await tx.record(ClocksPaused, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, pauseId: id, clocks: clocks.map((c) => c.kind) }, reason: input.reason })
  return { id: input.id }
})

const later = (a: Instant, b: Instant | null): Instant => (b && b > a ? b : a)

/** Counted anew over all pauses of the case. A date that somebody granted moves by what this pause took. */
const goOn = async (tx: Tx, complaint: LockedComplaint, open: { readonly id: string; readonly from_at: Instant }) => {
  await tx.db.updateTable('clock.pause').set({ until_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', open.id).execute()
  const read = readerOf(tx.db)
  const { body } = await currentPack(read, tx.actor.organizationId)
  const clocks = await clocksIn(tx, complaint.id, 'paused')
  const calendars = await calendarsOf(read, tx.actor.organizationId, clocks.map((c) => c.unit_id))
  for (const clock of clocks) {
    const rule = clock.rule as unknown as Span
    const { calendar, calendarId } = calendars.now(rule, clock.unit_id)
    const pauses = await pausesSoFar(tx, clock)
    const due = clock.extended_from ? laterBy(clock.due_at, later(open.from_at, clock.extended_at), tx.now) : dueAt(calendar, rule, clock.started_at, pauses) ?? clock.due_at
    const warnAt = warnMoment(calendar, rule, { started: clock.started_at, due, share: body.clocks.find((r) => r.kind === clock.kind)?.warnAt ?? 1, pauses })
    await tx.db.updateTable('clock.deadline').set({ state: 'running', due_at: due, warn_at: warnAt, warned_at: warnAt > tx.now ? null : clock.warned_at, provisional: unsure(calendar, rule, due), calendar_id: calendarId }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', clock.id).execute()
  }
  await touch(tx, complaint, {})
  await tx.record(ClocksResumed, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, pauseId: open.id, clocks: clocks.map((c) => c.kind) } })
}

const openPause = (tx: Tx, complaintId: string) => tx.db.selectFrom('clock.pause').select(['id', 'from_at']).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where('until_at', 'is', null).executeTakeFirst()

export const resume = command('clock.resume', async (tx, input: z.output<typeof contract.Resume>) => {
  const complaint = await lockOpen(tx, input.id)
  const open = await openPause(tx, complaint.id)
  if (!open) throw new Problem(contract.notPaused)
  await goOn(tx, complaint, open)
  return { id: input.id }
})

/** The customer answered: what waited for them runs on. */
export const resumeWaiting = async (tx: Tx, complaint: LockedComplaint): Promise<void> => {
  const open = await openPause(tx, complaint.id)
  if (open) await goOn(tx, complaint, open)
}

/** A case that ends while its clocks stand still ends its pause too. */
export const endPause = async (tx: Tx, complaintId: string): Promise<void> => {
  await tx.db.updateTable('clock.pause').set({ until_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where('until_at', 'is', null).execute()
}
