import { type Calendar, dueAt, type Pause } from '#kernel/calendar.ts'
import { type Instant, instant } from '#kernel/time.ts'
import type { Span } from '../calendars.ts'
import { laterBy } from '../rules.ts'
import { type Logs, originsOf, pausesBy, startsOf } from './log.ts'

export interface Waiting {
  readonly id: string; readonly complaint_id: string; readonly kind: string; readonly event: string; readonly state: string; readonly rule: unknown; readonly started_at: Instant; readonly due_at: Instant
  readonly pauses: boolean; readonly came_at: Instant | null; readonly extended_at: Instant | null
}

/** What the row says and the log does not. */
export type Fault = 'start' | 'due' | 'still'

const closed = (pauses: readonly Pause[]) => pauses.flatMap(([from, until]) => (until ? [[from, until] as const] : []))

const GRANTS = ['clock.extensionApproved', 'clock.endAgreed']

/** The date that was granted, or agreed with the customer, last, and what the pauses since have added to it. */
const granted = (logs: Logs, clock: Waiting, cases: readonly string[], pauses: readonly Pause[]): Instant | null => {
  const entry = cases.flatMap((id) => logs.get(id) ?? []).filter(({ name, payload }) => GRANTS.includes(name) && payload['clockId'] === clock.id).at(-1)
  if (!entry) return null
  return closed(pauses).filter(([, until]) => until > entry.at).reduce((due, [from, until]) => laterBy(due, from > entry.at ? from : entry.at, until), instant(String(entry.payload['until'])))
}

const dueBy = (logs: Logs, clock: Waiting, calendar: Calendar, pauses: readonly Pause[]): Instant | null => {
  const still = clock.pauses ? pauses : []
  if (clock.extended_at) return granted(logs, clock, originsOf(logs, clock.complaint_id), still)
  return dueAt(calendar, clock.rule as Span, clock.started_at, closed(still))
}

const startFits = (logs: Logs, clock: Waiting): boolean => {
  const events = clock.event === 'merged' ? ['received', 'departed', 'acknowledged', 'reopened'] : [clock.event]
  const starts = originsOf(logs, clock.complaint_id).flatMap((id) => events.map((event) => startsOf(logs.get(id) ?? [], event)))
  return starts.some((moments) => moments === null || moments.some((at) => at.getTime() === clock.started_at.getTime()))
}

/** Counts a clock that waits afresh from what the log of its case says, by the rule and the calendar it names. @returns null where it is as it should be. */
export const faultOf = (logs: Logs, clock: Waiting, calendar: Calendar): Fault | null => {
  if (!startFits(logs, clock)) return 'start'
  const ways = pausesBy(logs, clock)
  if (!ways.some((pauses) => dueBy(logs, clock, calendar, pauses)?.getTime() === clock.due_at.getTime())) return 'due'
  const stands = ways.some((pauses) => pauses.some(([, until]) => until === null))
  return clock.state === 'paused' && !stands ? 'still' : null
}
