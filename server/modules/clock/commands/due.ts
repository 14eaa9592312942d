import { type Calendar, dueAt } from '#kernel/calendar.ts'
import type { Instant } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import type { Span } from '../calendars.ts'

interface Counted { readonly complaint_id: string; readonly rule: unknown; readonly started_at: Instant; readonly due_at: Instant; readonly pauses: boolean }

/** The pauses of a case so far; one that lasts is counted until now. */
export const pausesSoFar = async (tx: Tx, complaintId: string): Promise<(readonly [Instant, Instant])[]> => {
  const rows = await tx.db.selectFrom('clock.pause').select(['from_at', 'until_at']).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).orderBy('from_at').execute()
  return rows.map((r) => [r.from_at, r.until_at ?? tx.now] as const)
}

/** When a clock runs out by its rule, counted over the whole of its life. */
export const dueWith = async (tx: Tx, calendar: Calendar, clock: Counted): Promise<Instant> =>
  dueAt(calendar, clock.rule as Span, clock.started_at, clock.pauses ? await pausesSoFar(tx, clock.complaint_id) : []) ?? clock.due_at
