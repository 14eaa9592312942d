import type { ClockRule } from '../calendar.ts'
import { type Calendar, dayAt, dayOf, type Day, isMakeUpDay, whyShut } from './days.ts'
import { type Pause, pausedAtEnd, standstills } from './pauses.ts'
import { type Span, within, without } from './spans.ts'
import { dayText } from './zone.ts'

/**
 * - `running`: natural time, every hour or day counts
 * - `open`, `makeUpDay`: working time, the latter on an official make-up working day
 * - `closed`: outside the hours, or a closure of one's own; `weekend`, `holiday`: a day off
 * - `startDay`: rest of the day of receipt, which does not count (Civil Code art. 201)
 * - `movedTo`: the working day on which natural days end that would have ended on a day off (art. 203)
 */
export const REASONS = ['running', 'open', 'makeUpDay', 'closed', 'weekend', 'holiday', 'paused', 'startDay', 'movedTo'] as const
export type Reason = (typeof REASONS)[number]

/** One stretch of a clock's life, half-open. `day` where it lies within one local day. */
export interface Period {
  readonly from: Date
  readonly to: Date
  readonly counted: boolean
  readonly why: Reason
  readonly day?: string
}

interface Piece { readonly span: Span; readonly counted: boolean; readonly why: Reason; readonly day?: string }

/**
 * Every counted, skipped and paused period from `start` to `end`, without a gap and in order. Give the due instant as
 * `end`, or now for a clock that stands still. Counted hours add up to the amount of the rule; so do counted days, one
 * per period.
 */
export function explain(
  calendar: Calendar, rule: ClockRule, start: Date, end: Date, pauses: readonly Pause[] = [],
): readonly Period[] {
  const reach: Span = [start.getTime(), end.getTime()]
  if (!(reach[0] < reach[1])) return []
  const list = joined(pieces(calendar, rule, reach, standstills(pauses)))
  return list.map(({ span: [from, to], ...rest }) => ({ from: new Date(from), to: new Date(to), ...rest }))
}

function pieces(calendar: Calendar, rule: ClockRule, reach: Span, still: readonly Span[]): Piece[] {
  switch (rule.unit) {
    case 'minutes':
    case 'hours':
      return cut([{ span: reach, counted: true, why: 'running' }], still)
    case 'openHours':
      return cut(daysIn(calendar, reach).flatMap((day) => hoursOfDay(calendar, day, reach)), still)
    case 'naturalDays':
    case 'workingDays':
      return wholeDays(calendar, rule, reach, still)
  }
}

function daysIn(calendar: Calendar, [from, to]: Span): Day[] {
  const days: Day[] = []
  for (let day = dayAt(calendar, from); day.start < to; day = dayOf(calendar, day.number + 1)) {
    if (day.start < day.end) days.push(day)
  }
  return days
}

/** Open and shut stretches of the part of a day that lies within `reach`. */
function hoursOfDay(calendar: Calendar, day: Day, reach: Span): Piece[] {
  const part = within([day.start, day.end], reach)
  const name = dayText(day.number)
  const opened = day.open.map((span) => within(span, part)).filter(([from, to]) => from < to)
  const shut = without([part], opened)
  const openWhy = isMakeUpDay(calendar, day) ? 'makeUpDay' : 'open'
  return [
    ...opened.map((span): Piece => ({ span, counted: true, why: openWhy, day: name })),
    ...shut.map((span): Piece => ({ span, counted: false, why: whyShut(calendar, day), day: name })),
  ].sort((a, b) => a.span[0] - b.span[0])
}

/** The day of the start, then a period for each whole day. */
function wholeDays(calendar: Calendar, rule: ClockRule, reach: Span, still: readonly Span[]): Piece[] {
  let left = rule.amount
  return daysIn(calendar, reach).map((day, index) => {
    const verdict = index === 0 ? NOT_THE_FIRST : judged(calendar, rule, day, left, still)
    if (verdict.counted) left--
    return { span: within([day.start, day.end], reach), ...verdict, day: dayText(day.number) }
  })
}

interface Verdict { readonly counted: boolean; readonly why: Reason }
const NOT_THE_FIRST: Verdict = { counted: false, why: 'startDay' }

function judged(calendar: Calendar, rule: ClockRule, day: Day, left: number, still: readonly Span[]): Verdict {
  if (pausedAtEnd(still, day.end)) return { counted: false, why: 'paused' }
  if (rule.unit === 'naturalDays' && left > 0) return { counted: true, why: 'running' }
  if (!day.works) return { counted: false, why: whyShut(calendar, day) }
  if (left === 0) return { counted: false, why: 'movedTo' }
  return { counted: true, why: isMakeUpDay(calendar, day) ? 'makeUpDay' : 'open' }
}

/** Lays pauses over the pieces. */
function cut(whole: readonly Piece[], still: readonly Span[]): Piece[] {
  return whole.flatMap((piece) => {
    const kept = without([piece.span], still)
    const paused = without([piece.span], kept)
    return [
      ...kept.map((span): Piece => ({ ...piece, span })),
      ...paused.map((span): Piece => ({ ...piece, span, counted: false, why: 'paused' })),
    ].sort((a, b) => a.span[0] - b.span[0])
  })
}

/** One period for one pause, however many days and closing times it spans. */
function joined(all: readonly Piece[]): Piece[] {
  const list: Piece[] = []
  for (const piece of all) {
    const last = list.at(-1)
    if (last?.why !== 'paused' || piece.why !== 'paused') list.push(piece)
    else {
      const sameDay = last.day !== undefined && last.day === piece.day
      const whole: Piece = { span: [last.span[0], piece.span[1]], counted: false, why: 'paused' }
      list[list.length - 1] = sameDay ? { ...whole, day: last.day } : whole
    }
  }
  return list
}
