import type { Pause } from '#kernel/calendar.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { type Instant, iso } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { subjectOf } from '#modules/complaint/commands/lock.ts'
import { tell } from '#modules/notification/commands.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { type Counted, type Span, calendarsOf } from '../calendars.ts'
import { ClockRecomputed, ClockRecounted } from '../events.ts'
import { countAnew } from '../moves/count.ts'
import { pausesOfAll } from '../pauses.ts'

/** `holidays`: those of another year were published (D8). `times`: the hours of the unit were set otherwise (D2). */
export type Why = 'holidays' | 'times'

const runningOf = (tx: Tx, ids: readonly string[]) => tx.db.selectFrom('clock.deadline').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...ids]).where('state', '=', 'running').orderBy('id').forUpdate().execute()
type Running = Awaited<ReturnType<typeof runningOf>>[number]

/** A date that moved is told to the handler and stays in the timeline. */
const tellMoved = async (tx: Tx, clock: Running, due: Instant, why: Why) => {
  const complaint = await tx.db.selectFrom('complaint.complaint').select(['id', 'unit_id', 'number', 'owner_id', 'confidential', 'accused']).where('organization_id', '=', tx.actor.organizationId).where('id', '=', clock.complaint_id).executeTakeFirstOrThrow()
  const subject = { ...subjectOf(complaint), unitId: clock.unit_id }
  await tx.record(why === 'times' ? ClockRecounted : ClockRecomputed, { subject, payload: { complaintId: clock.complaint_id, clockId: clock.id, clock: clock.kind, dueBefore: iso(clock.due_at), dueAt: iso(due) } })
  await tell(tx, { to: complaint.owner_id ? [complaint.owner_id] : [], name: why === 'times' ? 'clockRecounted' : 'clockRecomputed', subject, payload: { number: complaint.number, clock: clock.kind } })
}

interface By extends Counted { readonly pauses: readonly Pause[]; readonly share: number }

/** @returns the new date, or null when it stays. */
const count = async (tx: Tx, clock: Running, { calendar, calendarId, pauses, share }: By): Promise<Instant | null> => {
  const { due, warnAt, provisional } = countAnew(clock, { calendar, rule: clock.rule as unknown as Span, pauses, share, now: tx.now })
  const moves = due.getTime() !== clock.due_at.getTime()
  const moved = moves ? { due_at: due, warn_at: warnAt, warned_at: warnAt <= tx.now ? clock.warned_at : null } : {}
  await tx.db.updateTable('clock.deadline').set({ ...moved, provisional, calendar_id: calendarId }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', clock.id).execute()
  return moves ? due : null
}

/** Running deadlines are counted anew by what holds now; a date that somebody granted stays where it is. */
export const recompute = command('clock.recompute', async (tx, { ids, why }: { ids: readonly string[]; why: Why }) => {
  const read = readerOf(tx.db)
  const { body } = await currentPack(read, tx.actor.organizationId)
  const clocks = await runningOf(tx, ids)
  const calendars = await calendarsOf(read, tx.actor.organizationId, clocks.map((clock) => clock.unit_id))
  const pauses = await pausesOfAll(read, tx.actor.organizationId, clocks)
  let moved = 0
  for (const clock of clocks) {
    const due = await count(tx, clock, { ...calendars.now(clock.rule as unknown as Span, clock.unit_id), pauses: pauses(clock), share: body.clocks.find((r) => r.kind === clock.kind)?.warnAt ?? 1 })
    if (!due) continue
    moved++
    await tellMoved(tx, clock, due, why)
  }
  return { moved }
})
