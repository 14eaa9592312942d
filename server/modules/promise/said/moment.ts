import { type Calendar, addWorkingDays, atWallTime, isWorkingDay, lastDayOf, localDay, openIntervals, shiftDay, startOfDay, wallMinutes } from '#kernel/calendar.ts'
import { HOUR, type Instant, MINUTE, inOurTimes, plusMs } from '#kernel/time.ts'
import type { SaidDay, SaidWhen } from './piece.ts'

/** Where and when it was said. `working`: the national working days; `opening`: the hours of the unit. */
export interface Said { readonly now: Instant; readonly working: Calendar; readonly opening: Calendar }

const END_OF_DAY = 24 * 60
/** Nobody is rung up when a late shop closes, and some never close: then the day ends as an office day does. */
const OFFICE_CLOSES = 18 * 60
const LATEST_CLOSING = 21 * 60

const two = (n: number) => String(n).padStart(2, '0')
const isDay = (year: number, month: number, day: number) => month >= 1 && month <= 12 && day >= 1 && day <= lastOf(year, month)
const lastOf = (year: number, month: number): number => (month === 2 ? (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31)
const dayOf = (year: number, month: number, day: number): string | null => (isDay(year, month, day) ? `${year}-${two(month)}-${two(day)}` : null)
/** Year and month so many months after a day. */
const monthAfter = (day: string, months: number): readonly [number, number] => {
  const [year = 0, month = 1] = day.split('-').map(Number)
  const total = year * 12 + month - 1 + months
  return [Math.floor(total / 12), (total % 12) + 1]
}

const THURSDAY_OF_1970 = 3
/** Monday is 0. */
const weekdayOf = (day: string): number => (Math.floor(startOfDay('UTC', day).getTime() / (24 * HOUR)) + THURSDAY_OF_1970) % 7

const onWeekday = (today: string, weekday: number, weeks: number | null): string => {
  const ahead = weekday - weekdayOf(today)
  return shiftDay(today, weeks === null ? (ahead + 7) % 7 : ahead + 7 * weeks)
}

/** The next such date; of a date without a year the one to come, not one of next year that has just passed. */
const onDate = (today: string, { year, month, day, months }: Extract<SaidDay, { is: 'date' }>): string | null => {
  const [thisYear, thisMonth] = monthAfter(today, 0)
  if (month !== null) {
    const found = dayOf(year ?? thisYear, month, day)
    return year === null && found && found < today && month === 1 && thisMonth >= 11 ? dayOf(thisYear + 1, month, day) : found
  }
  if (months !== undefined) return dayOf(...monthAfter(today, months), day)
  const here = dayOf(thisYear, thisMonth, day)
  return here && here >= today ? here : dayOf(...monthAfter(today, 1), day)
}

const dayFor = (said: SaidDay, today: string): string | null => {
  switch (said.is) {
    case 'shifted': return shiftDay(today, said.days)
    case 'weekday': return onWeekday(today, said.weekday, said.weeks)
    case 'weekEnd': return onWeekday(today, 6, said.weeks)
    case 'monthEnd': {
      const [year, month] = monthAfter(today, said.months)
      return dayOf(year, month, lastOf(year, month))
    }
    case 'date': return onDate(today, said)
  }
}

const atMinutes = (tz: string, day: string, minutes: number): Instant =>
  (minutes >= END_OF_DAY ? startOfDay(tz, shiftDay(day, 1)) : atWallTime(tz, day, `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`))

/** When the unit closes on a day, in minutes since midnight. */
const closingOn = (opening: Calendar, day: string): number => {
  const last = openIntervals(opening, startOfDay(opening.tz, day), startOfDay(opening.tz, shiftDay(day, 1))).at(-1)
  const closes = last ? wallMinutes(opening.tz, last[1]) : OFFICE_CLOSES
  return closes === 0 || closes > LATEST_CLOSING ? OFFICE_CLOSES : closes
}

/** Of a week the last day on which somebody works. */
const lastWorkingDay = (working: Calendar, sunday: string): string => {
  for (let back = 0; back < 7; back++) if (isWorkingDay(working, shiftDay(sunday, -back))) return shiftDay(sunday, -back)
  return sunday
}

const momentOf = ({ day: said, minutes }: Extract<SaidWhen, { is: 'moment' }>, { now, opening, working }: Said): Instant | null => {
  const { tz } = opening
  const today = localDay(tz, now)
  const at = (day: string) => atMinutes(tz, day, minutes ?? closingOn(opening, day))
  if (!said) return minutes === null || at(today) > now ? at(today) : at(shiftDay(today, 1))
  const day = dayFor(said, today)
  if (!day) return null
  const due = at(said.is === 'weekEnd' ? lastWorkingDay(working, day) : day)
  // Said of a Friday on Friday evening: the next one is meant.
  return said.is === 'weekday' && said.weeks === null && due <= now ? at(shiftDay(day, 7)) : due
}

const DAYS = { days: 1, weeks: 7 } as const
const spanOf = ({ amount, unit, after }: Extract<SaidWhen, { is: 'span' }>, { now, opening, working }: Said): Instant | null => {
  if (unit === 'minutes' || unit === 'hours') return plusMs(now, amount * (unit === 'hours' ? HOUR : MINUTE))
  const { tz } = opening
  const today = localDay(tz, now)
  if (unit === 'workingDays') {
    const end = addWorkingDays(working, now, amount)
    const last = lastDayOf(working, end)
    return after ? atMinutes(tz, last, closingOn(opening, last)) : end
  }
  const [year, month] = monthAfter(today, amount)
  const day = unit === 'months' ? dayOf(year, month, Math.min(Number(today.slice(8)), lastOf(year, month))) : shiftDay(today, amount * DAYS[unit])
  return day === null ? null : atMinutes(tz, day, after ? closingOn(opening, day) : END_OF_DAY)
}

const A_YEAR_AND_A_DAY = 367
/** The moment that is meant; null where it has passed, never comes, or lies further ahead than anybody promises. */
export const momentSaid = (when: SaidWhen, said: Said): Instant | null => {
  if (when.is === 'span' && when.amount > 2 * A_YEAR_AND_A_DAY * 24) return null
  const due = when.is === 'span' ? spanOf(when, said) : momentOf(when, said)
  return due && due > said.now && due < plusMs(said.now, A_YEAR_AND_A_DAY * 24 * HOUR) && inOurTimes(due.toISOString()) ? due : null
}
