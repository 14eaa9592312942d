import { type Level, type Moment, momentKey } from '#contract/ladder.ts'
import { addNaturalHours, dueAt, type Pause } from '#kernel/calendar.ts'
import { type Instant, HOUR } from '#kernel/time.ts'
import type { Calendars, Span } from '../calendars.ts'
import { warnMoment, warnOfGranted } from '../rules.ts'
import type { Step } from './rules.ts'

/** A clock as far as its levels follow from it. */
export interface Climbing { readonly unit_id: string; readonly rule: unknown; readonly started_at: Instant; readonly due_at: Instant; readonly extended_at: Instant | null; readonly calendar_id: string | null }

export interface By { readonly calendars: Pick<Calendars, 'now' | 'before'>; readonly pauses: readonly Pause[] }

/** Beyond its end the clock goes on in its own kind of time. */
const beyond = (clock: Climbing, share: number, { calendars }: By): Instant => {
  const rule = clock.rule as Span
  const inHours = rule.unit === 'minutes' || rule.unit === 'hours' || rule.unit === 'openHours'
  if (inHours) return dueAt(calendars.before(rule, clock.unit_id, clock.calendar_id), { unit: rule.unit, amount: rule.amount * (share - 1) }, clock.due_at)
  return addNaturalHours(clock.due_at, (clock.due_at.getTime() - clock.started_at.getTime()) / HOUR * (share - 1))
}

/** Of time that was granted a share counts from then. */
const shareAt = (clock: Climbing, share: number, by: By): Instant => {
  if (share === 1) return clock.due_at
  if (clock.extended_at) return warnOfGranted(clock.extended_at, clock.due_at, share)
  if (share > 1) return beyond(clock, share, by)
  const rule = clock.rule as Span
  return warnMoment(by.calendars.before(rule, clock.unit_id, clock.calendar_id), rule, { started: clock.started_at, due: clock.due_at, share, pauses: by.pauses })
}

/** Moves a moment by a span in the time of a unit. */
export const laterIn = (calendars: Pick<Calendars, 'now'>, unitId: string) => (from: Instant, span: Pick<Span, 'amount' | 'unit'>): Instant => dueAt(calendars.now(span, unitId).calendar, span, from)

const momentOf = (at: Moment, clock: Climbing, by: By): Instant => ('share' in at ? shareAt(clock, at.share / 100, by) : laterIn(by.calendars, clock.unit_id)(clock.due_at, { amount: at.after, unit: at.unit }))

/** When a clock reaches the levels of its ladder, in the order in which it does. */
export const stepsOf = (levels: readonly Level[], clock: Climbing, by: By): Step[] => levels
  .map((level) => ({ key: momentKey(level.at), level, moment: momentOf(level.at, clock, by) }))
  .sort((a, b) => a.moment.getTime() - b.moment.getTime())
  .map((step, i) => ({ ...step, no: i + 1 }))

/** Since when a clock runs: time that was granted begins anew. */
export const runOf = ({ extended_at, started_at }: Pick<Climbing, 'extended_at' | 'started_at'>): Instant => extended_at ?? started_at
