import { endAgreedTooOften, endInPast, endTooFar, notLater, notOurs, notRunning } from '#contract/clock.ts'
import type { Refusal } from '#contract/endpoint.ts'
import type { ClockGiven, ClockStart } from '#contract/packs.ts'
import { addNaturalHours, type Calendar, type ClockRule, dueAt, type Pause } from '#kernel/calendar.ts'
import type { Facts } from '#contract/table-shape.ts'
import { type DecisionTable, fire } from '#kernel/decision-table.ts'
import { type Instant, plusMs } from '#kernel/time.ts'

/** What of a case the table `clocks` may ask for. Categories with all above them. */
export interface CaseFacts { readonly urgency: string; readonly channel: string; readonly presence: string | null; readonly nature: string; readonly matter: readonly string[]; readonly category: readonly string[]; readonly customerClass: string | null; /** The kind of body outside that has it, where that is what happened. */ readonly body?: string }

export interface Started extends ClockGiven { readonly ruleId: string }

const known = ({ matter, category, presence, customerClass, body, ...rest }: CaseFacts): Facts => ({ ...rest, matter: [...matter], category: [...category], presence: presence ?? '', customerClass: customerClass ?? '', body: body ?? '' })

const holdsOn = ({ validFrom, validThrough }: ClockGiven, day: string): boolean => (validFrom === undefined || day >= validFrom) && (validThrough === undefined || day <= validThrough)

/**
 * Which clocks an event starts, and how long each takes, by the organisation's table and the law of that day.
 * `otherwise`: kinds of clocks for which another time has a rule.
 */
export const startedBy = (table: DecisionTable, event: ClockStart, facts: CaseFacts, day: string): { now: Started[]; otherwise: string[] } => {
  // What a rule of this table gives was checked when it was published.
  const all = fire(table, { event, ...known(facts) }).map(({ ruleId, gives }) => ({ ...gives as unknown as ClockGiven, ruleId }))
  const now = all.filter((given) => holdsOn(given, day))
  return { now: now.map((given) => ({ ...given, movePastHoliday: given.movePastHoliday === true })), otherwise: all.filter((given) => !now.includes(given)).map(({ clock }) => clock) }
}

const HOUR = 3_600_000

/** How much of a stretch the clock ran, in hours. */
const ranHours = (from: Instant, to: Instant, pauses: readonly Pause[]): number => {
  const still = pauses.map(([begin, end]) => Math.min((end ?? to).getTime(), to.getTime()) - Math.max(begin.getTime(), from.getTime())).filter((ms) => ms > 0)
  return Math.max(0, to.getTime() - from.getTime() - still.reduce((sum, ms) => sum + ms, 0)) / HOUR
}

/** The moment to warn: when a share of the time has run, in the clock's own kind of time where that is hours; days by the clock on the wall. */
export const warnMoment = (calendar: Calendar, rule: ClockRule, { started, due, share, pauses = [] }: { readonly started: Instant; readonly due: Instant; readonly share: number; readonly pauses?: readonly Pause[] }): Instant => {
  const inHours = rule.unit === 'minutes' || rule.unit === 'hours' || rule.unit === 'openHours'
  const moment = inHours ? dueAt(calendar, { ...rule, amount: rule.amount * share }, started, pauses) : addNaturalHours(started, ranHours(started, due, pauses) * share, pauses)
  return moment && moment < due ? moment : due
}

/** Of time that somebody granted. */
export const warnOfGranted = (from: Instant, until: Instant, share: number): Instant => plusMs(from, Math.round((until.getTime() - from.getTime()) * share))

/** Only a clock of ours that still waits can be given more time, and only more. */
export const whyNotExtend = (clock: { state: string; bound: string; due_at: Instant }, until: Instant, now: Instant): { refusal: Refusal; field?: string } | null => {
  if (!['running', 'paused', 'late'].includes(clock.state)) return { refusal: notRunning }
  if (clock.bound !== 'ours') return { refusal: notOurs }
  return until <= clock.due_at || until <= now ? { refusal: notLater, field: 'until' } : null
}

interface Agreeing { readonly now: Instant; readonly until: Instant; /** The end that was counted, before anything was agreed. */ readonly first: Instant; readonly times: number }
interface Whynot { readonly refusal: Refusal; readonly field?: string; readonly params?: Record<string, number> }

const A_DAY = 24 * HOUR
/** How far, and how often, an end may be agreed otherwise. */
export const whyNotAgreeEnd = ({ now, until, first, times }: Agreeing, limits: { agreedEndDays: number; agreedEndTimes: number }): Whynot | null => {
  if (times >= limits.agreedEndTimes) return { refusal: endAgreedTooOften, params: { times: limits.agreedEndTimes } }
  if (until <= now) return { refusal: endInPast, field: 'until' }
  return until.getTime() > Math.max(first.getTime(), now.getTime()) + limits.agreedEndDays * A_DAY ? { refusal: endTooFar, field: 'until', params: { days: limits.agreedEndDays } } : null
}

/** A clock that was extended, or whose table has changed since, goes on from where it stood: what the pause took is added. */
export const laterBy = (due: Instant, from: Instant, until: Instant): Instant => plusMs(due, Math.max(0, until.getTime() - from.getTime()))
