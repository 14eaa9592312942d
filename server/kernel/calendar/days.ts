import { union, within, without, type Span } from './spans.ts'
import { DAY, dayNumber, instantOfWall, startOfWallDay, wallDay, zoneOf, type Zone } from './zone.ts'

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof WEEKDAYS)[number]

/** Opening hours of one day: `[['09:00','12:00'],['14:00','24:00']]`. Close at or before open runs past midnight. */
export type Hours = readonly (readonly [open: string, close: string])[]

/** Days are local, `2026-11-22`. Treat as a frozen value: what is worked out is kept as long as the object lives. */
export interface Calendar {
  /** IANA name, `Asia/Shanghai`. */
  readonly tz: string
  readonly weekly: Readonly<Record<Weekday, Hours>>
  /** Closed all day, whatever `overrides` says. */
  readonly holidays: readonly string[]
  /** Hours that replace the weekly ones: special opening, make-up working days, `[]` for a closure. */
  readonly overrides: Readonly<Record<string, Hours>>
  /** Hours taken out of the open ones, also out of a night shift that began the day before. */
  readonly breaks?: Readonly<Record<string, Hours>> | undefined
  /** Those of `overrides` that are official make-up working days; only for explanations. */
  readonly makeUpDays?: readonly string[] | undefined
  /** Last day for which the official holidays are known; absent when the calendar does not depend on them. */
  readonly publishedThrough?: string | undefined
  /** Years whose official holidays are known; absent where every year until `publishedThrough` is. */
  readonly publishedYears?: readonly number[] | undefined
}

/** One local day; everything in epoch milliseconds. */
export interface Day {
  readonly number: number
  readonly start: number
  readonly end: number
  /** Open time within the day, including the tail of a night shift that began the day before. */
  readonly open: readonly Span[]
  /** Whether hours begin on this day; the tail of yesterday's night shift makes no working day. */
  readonly works: boolean
}

export type Shut = 'holiday' | 'weekend' | 'closed'

type ClockHours = readonly Span[]

/** A calendar made ready: clock times as milliseconds since midnight, days as numbers, and each day once seen. */
interface Ready {
  readonly zone: Zone
  readonly weekly: readonly ClockHours[]
  readonly holidays: ReadonlySet<number>
  readonly overrides: ReadonlyMap<number, ClockHours>
  readonly breaks: ReadonlyMap<number, ClockHours>
  readonly makeUpDays: ReadonlySet<number>
  readonly days: Map<number, Day>
}

const readied = new WeakMap<Calendar, Ready>()
const MOST_DAYS_KEPT = 20_000

export function zoneIn(calendar: Calendar): Zone {
  return ready(calendar).zone
}

/** The local day that holds an instant. Where the clock goes back over midnight this may differ from the wall's date. */
export function dayAt(calendar: Calendar, at: number): Day {
  const day = dayOf(calendar, wallDay(ready(calendar).zone, at))
  if (at >= day.end) return dayOf(calendar, day.number + 1)
  return at < day.start ? dayOf(calendar, day.number - 1) : day
}

export function dayOf(calendar: Calendar, number: number): Day {
  const plan = ready(calendar)
  const seen = plan.days.get(number)
  if (seen !== undefined) return seen
  if (plan.days.size >= MOST_DAYS_KEPT) plan.days.clear()
  const day = workOut(plan, number)
  plan.days.set(number, day)
  return day
}

/** Why a day has time that is not open. */
export function whyShut(calendar: Calendar, { number }: Day): Shut {
  const plan = ready(calendar)
  if (plan.holidays.has(number)) return 'holiday'
  if (plan.overrides.has(number)) return 'closed'
  return weekdayOf(number) >= 5 && hoursOf(plan, number).length === 0 ? 'weekend' : 'closed'
}

export function isMakeUpDay(calendar: Calendar, { number }: Day): boolean {
  return ready(calendar).makeUpDays.has(number)
}

function ready(calendar: Calendar): Ready {
  const known = readied.get(calendar)
  if (known !== undefined) return known
  const plan: Ready = {
    zone: zoneOf(calendar.tz),
    weekly: WEEKDAYS.map((weekday) => clockHours(calendar.weekly[weekday])),
    holidays: new Set(calendar.holidays.map(dayNumber)),
    overrides: byDay(calendar.overrides),
    breaks: byDay(calendar.breaks ?? {}),
    makeUpDays: new Set((calendar.makeUpDays ?? []).map(dayNumber)),
    days: new Map(),
  }
  readied.set(calendar, plan)
  return plan
}

function byDay(hours: Readonly<Record<string, Hours>>): Map<number, ClockHours> {
  return new Map(Object.entries(hours).map(([day, of]) => [dayNumber(day), clockHours(of)]))
}

function clockHours(hours: Hours): ClockHours {
  return hours.map(([open, close]): Span => {
    const from = clockTime(open)
    const to = clockTime(close)
    return [from, to <= from ? to + DAY : to]
  })
}

/** `09:00`, `9:30`, `17:00:30` or `24:00` in milliseconds since midnight. */
function clockTime(text: string): number {
  const [, hour, minute, second] = /^(\d{1,2}):([0-5]\d)(?::([0-5]\d))?$/.exec(text) ?? []
  const time = ((Number(hour) * 60 + Number(minute)) * 60 + Number(second ?? 0)) * 1000
  if (!(time <= DAY)) throw new RangeError(`not a time of day: ${text}`)
  return time
}

function workOut(plan: Ready, number: number): Day {
  const start = startOfWallDay(plan.zone, number)
  const end = startOfWallDay(plan.zone, number + 1)
  const breaks = union([number - 1, number, number + 1].flatMap((day) => wallSpans(plan, day, plan.breaks.get(day))))
  const begun = begunOn(plan, number)
  const open = union([...begunOn(plan, number - 1), ...begun].map((span) => within(span, [start, end])))
  return { number, start, end, open: without(open, breaks), works: without(union(begun), breaks).length > 0 }
}

/** The hours that begin on a day; none on a day the zone leapt over (Samoa, 2011-12-30). */
function begunOn(plan: Ready, number: number): Span[] {
  const exists = startOfWallDay(plan.zone, number) < startOfWallDay(plan.zone, number + 1)
  return exists ? wallSpans(plan, number, hoursOf(plan, number)) : []
}

function hoursOf(plan: Ready, number: number): ClockHours {
  if (plan.holidays.has(number)) return []
  return plan.overrides.get(number) ?? plan.weekly[weekdayOf(number)] ?? []
}

function wallSpans(plan: Ready, number: number, hours: ClockHours = []): Span[] {
  return hours.map(([from, to]): Span => [instantOfWall(plan.zone, number * DAY + from), instantOfWall(plan.zone, number * DAY + to)])
}

/** 0 Monday … 6 Sunday; 1970-01-01 was a Thursday. */
export function weekdayOf(number: number): number {
  return (((number + 3) % 7) + 7) % 7
}
