import { type Calendar, dayAt, dayOf, type Hours, type Weekday, zoneIn } from './calendar/days.ts'
import { type Pause, standstills } from './calendar/pauses.ts'
import { covers, type Span, within, without } from './calendar/spans.ts'
import { countDays, goBack, goOn, sound } from './calendar/walk.ts'
import { DAY, dayNumber, dayText, instantOfWall, offsetAt, startOfWallDay, wallDay, zoneOf } from './calendar/zone.ts'

/*
 * All arithmetic on time. Pure; instants come in and go out as Date, days as `2026-11-22` in the zone of the calendar.
 *
 * Conventions, kept everywhere:
 * - Stretches are half-open: at 09:00 a shop open 09:00–17:00 is open, at 17:00 it is closed.
 * - Open time is real time. An office open round the clock has 25 open hours on the day the clock goes back.
 * - A limit is reached at the first instant by which the amount has run: eight open hours from 09:00 end at 17:00 that
 *   day, not at the next opening. Nothing to run (0) ends at the next open instant. Backwards is the mirror image.
 * - Hours belong to the day they begin on: a night shift of a working Friday runs on into Saturday, even into a holiday;
 *   the night shift of a holiday does not take place. A holiday beats `overrides`, these beat the weekly hours; breaks
 *   are taken out of what is left.
 * - A wall time the clock jumps over counts as one hour later (02:30 → 03:30); of one shown twice, the first counts.
 * - Limits in days (Civil Code art. 200–203): the day of the start does not count, the limit ends at 24:00 of the last
 *   day. That instant is given as the START OF THE FOLLOWING LOCAL DAY and is exclusive: in time means `at < due`.
 *   The date to show is the day before: `lastDayOf(calendar, due)`.
 * - A paused clock stands still. In limits of days a day counts when the clock runs as the day ends: a pause within one
 *   day costs nothing, one from the 3rd to the 8th costs the 3rd to the 7th, and no limit ends while paused.
 * - A clock paused until further notice before its limit has no due instant: `null`.
 */

export type { Calendar, Hours, Pause, Weekday }

export const UNITS = ['minutes', 'hours', 'naturalDays', 'workingDays', 'openHours'] as const
export type Unit = (typeof UNITS)[number]

/** How long a clock runs. Days are whole and not negative. */
export interface ClockRule {
  readonly amount: number
  readonly unit: Unit
  /** Civil Code art. 203: natural days that end on a day off end with the next working day. */
  readonly movePastHoliday?: boolean | undefined
}

interface MovePast { readonly movePastHoliday: boolean }

const SECOND = 1000
const HOUR = 3_600_000

/**
 * When a clock runs out.
 * @throws RangeError when the calendar never opens (refuse such a calendar with `faultOf` before it is kept).
 */
export function dueAt(calendar: Calendar, rule: ClockRule, start: Date): Date
/** @returns null when a pause without end begins before the limit is reached. */
export function dueAt(calendar: Calendar, rule: ClockRule, start: Date, pauses: readonly Pause[]): Date | null
export function dueAt(calendar: Calendar, rule: ClockRule, start: Date, pauses: readonly Pause[] = []): Date | null {
  switch (rule.unit) {
    case 'minutes':
      return addNaturalHours(start, rule.amount / 60, pauses)
    case 'hours':
      return addNaturalHours(start, rule.amount, pauses)
    case 'openHours':
      return addOpenSeconds(calendar, start, rule.amount * 3600, pauses)
    case 'workingDays':
      return addWorkingDays(calendar, start, rule.amount, pauses)
    case 'naturalDays':
      return addNaturalDays(calendar, start, rule.amount, { movePastHoliday: rule.movePastHoliday === true }, pauses)
  }
}

/** Hours of any kind, day and night; needs no calendar. */
export function addNaturalHours(start: Date, hours: number): Date
export function addNaturalHours(start: Date, hours: number, pauses: readonly Pause[]): Date | null
export function addNaturalHours(start: Date, hours: number, pauses: readonly Pause[] = []): Date | null {
  const from = start.getTime()
  let due = from + sound(hours * HOUR)
  for (const [pausedFrom, resumed] of standstills(pauses)) {
    if (pausedFrom < due && resumed > from) due += resumed - Math.max(pausedFrom, from)
  }
  return dateOf(due)
}

/**
 * Moves `seconds` of open time away from `start`; negative: back.
 * @throws RangeError when the calendar never opens.
 */
export function addOpenSeconds(calendar: Calendar, start: Date, seconds: number): Date
/** @returns null when a pause without end begins first. */
export function addOpenSeconds(calendar: Calendar, start: Date, seconds: number, pauses: readonly Pause[]): Date | null
export function addOpenSeconds(calendar: Calendar, start: Date, seconds: number, pauses: readonly Pause[] = []): Date | null {
  const still = standstills(pauses)
  const amount = sound(seconds * SECOND)
  return dateOf(amount < 0 ? goBack(calendar, start.getTime(), -amount, still) : goOn(calendar, start.getTime(), amount, still))
}

/** Open seconds between two instants, pauses taken out; negative when `to` lies before `from`. */
export function openSecondsBetween(calendar: Calendar, from: Date, to: Date, pauses: readonly Pause[] = []): number {
  if (to < from) return -openSecondsBetween(calendar, to, from, pauses)
  const still = standstills(pauses)
  const reach: Span = [from.getTime(), to.getTime()]
  let total = 0
  for (let day = dayAt(calendar, reach[0]); day.start < reach[1]; day = dayOf(calendar, day.number + 1)) {
    for (const span of without(day.open, still)) {
      const [begin, end] = within(span, reach)
      total += Math.max(0, end - begin)
    }
  }
  return total / SECOND
}

/** The open stretches within `[from, to)`, cut at local midnight. */
export function openIntervals(calendar: Calendar, from: Date, to: Date): readonly (readonly [from: Date, to: Date])[] {
  const reach: Span = [from.getTime(), to.getTime()]
  const found: (readonly [Date, Date])[] = []
  for (let day = dayAt(calendar, reach[0]); day.start < reach[1]; day = dayOf(calendar, day.number + 1)) {
    const inside = day.open.map((span) => within(span, reach)).filter(([begin, end]) => begin < end)
    found.push(...inside.map(([begin, end]) => [new Date(begin), new Date(end)] as const))
  }
  return found
}

export function isOpen(calendar: Calendar, at: Date): boolean {
  return covers(dayAt(calendar, at.getTime()).open, at.getTime())
}

/** `at` itself when open. @throws RangeError when the calendar never opens. */
export function nextOpen(calendar: Calendar, at: Date): Date {
  return addOpenSeconds(calendar, at, 0)
}

/** Whether hours begin on a local day; make-up days do, holidays do not. */
export function isWorkingDay(calendar: Calendar, day: string): boolean {
  return dayOf(calendar, dayNumber(day)).works
}

/**
 * The same time of day so many working days later (negative: earlier); when that is not open, the next open instant
 * (backwards: the last). For appointments, not for limits; these are `addWorkingDays`.
 */
export function addBusinessDays(calendar: Calendar, start: Date, days: number): Date {
  const from = start.getTime()
  const zone = zoneIn(calendar)
  const moved = countDays(calendar, from, days, (day) => day.works)
  const sinceMidnight = from + offsetAt(zone, from) - wallDay(zone, from) * DAY
  const sameTime = days === 0 || moved === null ? from : instantOfWall(zone, moved.number * DAY + sinceMidnight)
  return new Date(days < 0 ? goBack(calendar, sameTime, 0, []) : goOn(calendar, sameTime, 0, []))
}

/**
 * End of the n-th working day after the day of receipt (Civil Code art. 201, 203). Working days are those `calendar`
 * works on: for a statutory limit give the official calendar, not the opening hours of a shop.
 * @returns the start of the day after, exclusive.
 */
export function addWorkingDays(calendar: Calendar, receivedAt: Date, days: number): Date
export function addWorkingDays(calendar: Calendar, receivedAt: Date, days: number, pauses: readonly Pause[]): Date | null
export function addWorkingDays(calendar: Calendar, receivedAt: Date, days: number, pauses: readonly Pause[] = []): Date | null {
  const last = countDays(calendar, receivedAt.getTime(), notNegative(days), (day) => day.works, standstills(pauses))
  return last === null ? null : new Date(last.end)
}

/**
 * End of the n-th day after the day of the start (Civil Code art. 201); with `movePastHoliday` of the next working day
 * when that is a day off (art. 203).
 * @returns the start of the day after, exclusive.
 */
export function addNaturalDays(calendar: Calendar, start: Date, days: number, how: MovePast): Date
export function addNaturalDays(calendar: Calendar, start: Date, days: number, how: MovePast, pauses: readonly Pause[]): Date | null
export function addNaturalDays(calendar: Calendar, start: Date, days: number, how: MovePast, pauses: readonly Pause[] = []): Date | null {
  const still = standstills(pauses)
  const last = countDays(calendar, start.getTime(), notNegative(days), () => true, still)
  const moves = last !== null && how.movePastHoliday && !last.works
  const end = moves ? countDays(calendar, last.start, 1, (day) => day.works, still) : last
  return end === null ? null : new Date(end.end)
}

/** The local day of an instant: `2026-11-22`. */
export function localDay(tz: string, at: Date): string {
  return dayText(wallDay(zoneOf(tz), at.getTime()))
}

/** First instant of a local day. */
export function startOfDay(tz: string, day: string): Date {
  return new Date(startOfWallDay(zoneOf(tz), dayNumber(day)))
}

/** Whether a name is one of the time zone database. */
export function isTimeZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** The instant at which the clock on the wall shows `22:30` on a local day. */
export function atWallTime(tz: string, day: string, time: string): Date {
  return new Date(instantOfWall(zoneOf(tz), dayNumber(day) * DAY + minutesOf(time) * MINUTE))
}

/** What the clock on the wall shows, in minutes since midnight. */
export function wallMinutes(tz: string, at: Date): number {
  const wall = at.getTime() + offsetAt(zoneOf(tz), at.getTime())
  return Math.floor((((wall % DAY) + DAY) % DAY) / MINUTE)
}

const MINUTE = 60_000

/** `22:30` in minutes since midnight. */
export function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
}

/** The day so many days later (negative: earlier). */
export function shiftDay(day: string, days: number): string {
  return dayText(dayNumber(day) + days)
}

/** The last day a limit in days lets one act on: the day before an exclusive midnight, else the day itself. */
export function lastDayOf(calendar: Calendar, due: Date): string {
  return dayText(wallDay(zoneIn(calendar), due.getTime() - 1))
}

/** Whether a limit reaches into days whose official holidays are not yet known, so that it may move when they are. */
export function provisional(calendar: Calendar, due: Date): boolean {
  if (calendar.publishedThrough === undefined) return false
  const last = lastDayOf(calendar, due)
  return last > calendar.publishedThrough || calendar.publishedYears?.includes(Number(last.slice(0, 4))) === false
}

/** Reads an RFC 3339 instant, `2026-11-22T09:00:00+08:00`. @throws RangeError without an offset or when it is none. */
export function instant(text: string): Date {
  const at = /T.*(?:Z|[+-]\d{2}:\d{2})$/i.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(at)) throw new RangeError(`not an instant: ${text}`)
  return new Date(at)
}

/** What makes a calendar unusable, as a sentence for the developer; null when it can be kept. */
export function faultOf(calendar: Calendar): string | null {
  try {
    zoneIn(calendar)
  } catch (fault) {
    if (fault instanceof RangeError) return fault.message
    throw fault
  }
  return Object.values(calendar.weekly).some((hours) => hours.length > 0) ? null : 'no weekly opening hours'
}

function notNegative(days: number): number {
  if (days < 0) throw new RangeError(`a limit of ${days} days`)
  return days
}

function dateOf(at: number): Date | null {
  return at === Number.POSITIVE_INFINITY ? null : new Date(at)
}
