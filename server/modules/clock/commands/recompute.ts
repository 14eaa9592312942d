import { provisional } from '#kernel/calendar.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { iso } from '#kernel/time.ts'
import { findUnit } from '#modules/identity/queries/units.ts'
import { tell } from '#modules/notification/commands.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { type Span, calendarOf } from '../calendars.ts'
import { ClockRecomputed } from '../events.ts'
import { warnMoment } from '../rules.ts'
import { dueWith } from './due.ts'

/**
 * Deadlines that reach into a year whose holidays were not yet published are counted anew (D8): a date that moves is told to
 * the handler and stays in the timeline; one that somebody granted stays where it is.
 */
export const recompute = command('clock.recompute', async (tx, { ids }: { ids: readonly string[] }) => {
  const read = readerOf(tx.db)
  const { versionId, body } = await currentPack(read, tx.actor.organizationId)
  const clocks = await tx.db.selectFrom('clock.deadline').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...ids]).where('state', '=', 'running').where('provisional', '=', true).forUpdate().skipLocked().execute()
  let moved = 0
  for (const clock of clocks) {
    const unit = await findUnit(read, tx.actor.organizationId, clock.unit_id)
    const calendar = calendarOf(clock.rule as unknown as Span, versionId, body, unit ?? { kind: 'shop', time_zone: 'UTC' })
    const due = clock.extended_from ? clock.due_at : await dueWith(tx, calendar, clock)
    const stillUnsure = provisional(calendar, due)
    if (stillUnsure && due.getTime() === clock.due_at.getTime()) continue
    const share = body.clocks.find((r) => r.kind === clock.kind)?.warnAt ?? 1
    await tx.db.updateTable('clock.deadline').set({ due_at: due, warn_at: warnMoment(clock.started_at, due, share), provisional: stillUnsure }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', clock.id).execute()
    if (due.getTime() === clock.due_at.getTime()) continue
    moved++
    const complaint = await tx.db.selectFrom('complaint.complaint').select(['number', 'owner_id', 'confidential']).where('organization_id', '=', tx.actor.organizationId).where('id', '=', clock.complaint_id).executeTakeFirstOrThrow()
    const subject = { type: 'complaint', id: clock.complaint_id, unitId: clock.unit_id, confidential: complaint.confidential }
    await tx.record(ClockRecomputed, { subject, payload: { complaintId: clock.complaint_id, clockId: clock.id, clock: clock.kind, dueBefore: iso(clock.due_at), dueAt: iso(due) } })
    await tell(tx, { to: complaint.owner_id ? [complaint.owner_id] : [], name: 'clockRecomputed', subject, payload: { number: complaint.number, clock: clock.kind } })
  }
  return { moved }
})
