import type { ClockStart } from '#contract/packs.ts'
import { localDay } from '#kernel/calendar.ts'
import type { Instant } from '#kernel/time.ts'
import { isForward } from '#modules/complaint/rules.ts'
import type { Beginning } from './fit.ts'

interface OfCase { readonly received_at: Instant; readonly acknowledged_at: Instant | null; readonly departed_at: Instant | null; readonly stage: string }
/** Every clock the case ever had, also those that were cancelled. */
interface Had { readonly event: string; readonly started_at: Instant; readonly state: string }

const LATER: readonly ClockStart[] = ['agreed', 'completed']

/** What has happened to a case that starts clocks. One that came back begins anew; who left with a solution on the table is not waited for. */
export const beginningsOf = (c: OfCase, had: readonly Had[], zone: string): Beginning[] => {
  const startOf = (event: ClockStart) => had.filter((clock) => clock.event === event).map((clock) => clock.started_at).sort((a, b) => b.getTime() - a.getTime())[0] ?? null
  // What was agreed and then taken back begins nothing.
  const stands = (event: ClockStart) => had.some((clock) => clock.event === event && clock.state !== 'cancelled')
  const reopened = startOf('reopened')
  const left = c.departed_at !== null && (startOf('departed') !== null || isForward(c.stage, 'negotiation')) ? c.departed_at : null
  const first: (readonly [ClockStart, Instant | null])[] = reopened ? [['reopened', reopened]] : [['received', c.received_at], ['acknowledged', c.acknowledged_at], ['departed', left]]
  return [...first, ...LATER.map((event) => [event, stands(event) ? startOf(event) : null] as const)].flatMap(([event, at]) => (at ? [{ event, at, day: localDay(zone, at) }] : []))
}
