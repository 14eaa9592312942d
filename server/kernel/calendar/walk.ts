import { type Calendar, dayAt, dayOf, type Day } from './days.ts'
import { pausedAtEnd, stoppedFrom } from './pauses.ts'
import { type Span, without } from './spans.ts'
import { DAY } from './zone.ts'

/** So many days in a row without opening, and a calendar is taken as one that never opens. */
const MOST_SHUT_DAYS = 1_100
/** Amounts beyond a human working life are a mistake, and would walk for minutes. */
const MOST_DAYS = 73_000

/** The first instant by which `amount` open milliseconds have run; Infinity when a pause without end comes first. */
export function goOn(calendar: Calendar, from: number, amount: number, still: readonly Span[]): number {
  const stopped = stoppedFrom(still)
  let left = sound(amount)
  let shut = 0
  for (let day = dayAt(calendar, from); day.start < stopped; day = dayOf(calendar, day.number + 1)) {
    for (const [opens, closes] of without(day.open, still)) {
      const begin = Math.max(opens, from)
      if (begin >= closes) continue
      if (left <= closes - begin) return begin + left
      left -= closes - begin
    }
    shut = shutDays(shut, day.open.length > 0)
  }
  return Number.POSITIVE_INFINITY
}

/** The last instant from which `amount` open milliseconds run until `from`. */
export function goBack(calendar: Calendar, from: number, amount: number, still: readonly Span[]): number {
  let left = sound(amount)
  let shut = 0
  for (let day = dayAt(calendar, from); ; day = dayOf(calendar, day.number - 1)) {
    for (const [opens, closes] of without(day.open, still).toReversed()) {
      const end = Math.min(closes, from)
      if (end <= opens) continue
      if (left <= end - opens) return end - left
      left -= end - opens
    }
    shut = shutDays(shut, day.open.length > 0)
  }
}

/** The n-th day after `start` that counts; negative: before. Null when a pause without end comes first. */
export function countDays(
  calendar: Calendar, start: number, days: number, counts: (day: Day) => boolean, still: readonly Span[] = [],
): Day | null {
  const stopped = stoppedFrom(still)
  const step = days < 0 ? -1 : 1
  let day = dayAt(calendar, start)
  let shut = 0
  for (let left = wholeDays(Math.abs(days)); left > 0 || pausedAtEnd(still, day.end); ) {
    day = dayOf(calendar, day.number + step)
    if (day.end > stopped) return null
    const counted = day.start < day.end && counts(day)
    if (counted && !pausedAtEnd(still, day.end)) left--
    shut = shutDays(shut, counted)
  }
  return day
}

/** @throws RangeError unless `amount` milliseconds are a number one can walk. */
export function sound(amount: number): number {
  if (!(Math.abs(amount) <= MOST_DAYS * DAY)) throw new RangeError(`not an amount of time: ${amount} ms`)
  return Math.round(amount)
}

function wholeDays(days: number): number {
  if (!(Number.isInteger(days) && days <= MOST_DAYS)) throw new RangeError(`not a number of days: ${days}`)
  return days
}

function shutDays(before: number, open: boolean): number {
  if (open) return 0
  if (before >= MOST_SHUT_DAYS) throw new RangeError('the calendar never opens')
  return before + 1
}
