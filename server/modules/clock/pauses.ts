import { type Calendar, type Pause, dueAt } from '#kernel/calendar.ts'
import { type Reader, readerOf } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import type { Instant } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import type { Span } from './calendars.ts'

/** A clock as far as pauses concern it. */
export interface Stoppable { readonly id: string; readonly complaint_id: string; readonly pauses: boolean; readonly came_at: Instant | null }
interface Counted extends Stoppable { readonly rule: unknown; readonly started_at: Instant; readonly due_at: Instant }

const rowsOf = (read: Reader, organizationId: string, complaintIds: readonly string[]) => read.selectFrom('clock.pause').select(['complaint_id', 'from_at', 'until_at', 'clock_id']).where('organization_id', '=', organizationId).where('complaint_id', 'in', [...complaintIds]).orderBy('from_at').execute()

/** When clocks stood still, oldest first: with their case, and before they came there with the one they came from. `until` is null while it lasts. */
export const pausesOfAll = async (read: Reader, organizationId: string, clocks: readonly Stoppable[]): Promise<(clock: Stoppable) => Pause[]> => {
  const cases = [...new Set(clocks.filter((clock) => clock.pauses).map((clock) => clock.complaint_id))]
  const rows = groupBy(cases.length ? await rowsOf(read, organizationId, cases) : [], (row) => row.complaint_id)
  return (clock) => (clock.pauses ? rows.get(clock.complaint_id) ?? [] : []).filter((row) => (row.clock_id ? row.clock_id === clock.id : !clock.came_at || row.from_at >= clock.came_at)).map((row) => [row.from_at, row.until_at] as const)
}

/** When one clock stood still. */
export const pausesOf = async (read: Reader, organizationId: string, clock: Stoppable): Promise<Pause[]> => (await pausesOfAll(read, organizationId, [clock]))(clock)

/** The pauses of a clock so far; one that lasts is counted until now. */
export const pausesSoFar = async (tx: Tx, clock: Stoppable): Promise<(readonly [Instant, Instant])[]> =>
  (await pausesOf(readerOf(tx.db), tx.actor.organizationId, clock)).map(([from, until]) => [from, until ?? tx.now] as const)

/** When a clock runs out by its rule, counted over the whole of its life. */
export const dueWith = async (tx: Tx, calendar: Calendar, clock: Counted): Promise<Instant> =>
  dueAt(calendar, clock.rule as Span, clock.started_at, await pausesSoFar(tx, clock)) ?? clock.due_at
