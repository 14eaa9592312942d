import chineseDays from 'chinese-days'
import type { Calendar, Hours, Weekday } from './calendar.ts'
import { WEEKDAYS, weekdayOf } from './calendar/days.ts'
import { dayNumber, dayText } from './calendar/zone.ts'

/** Official days off and working weekends, `2026-02-17`; the seed of a table that administrators keep up to date. */
export interface OfficialDays {
  readonly holidays: readonly string[]
  /** Weekend days that are working days (调休上班). */
  readonly makeUpDays: readonly string[]
  /** The last day whose schedule is known. */
  readonly publishedThrough: string
  /** The years whose schedule is known; left out where there is no gap before `publishedThrough`. */
  readonly publishedYears?: readonly number[]
  /** Days of the week that are no working days; Saturday and Sunday unless told. */
  readonly weekend?: readonly Weekday[]
  /** What each day is called. */
  readonly names?: Readonly<Record<string, string>>
}
export interface ChinaHolidays extends OfficialDays {
  /** Name of the festival each day belongs to: `春节`. */
  readonly names: Readonly<Record<string, string>>
}

/** Days of a shut-down, both included; with `hours` only these are closed. */
export interface Closure { readonly from: string; readonly to: string; readonly hours?: Hours | undefined }

export interface WorkingTimes {
  readonly tz: string
  readonly weekly: Readonly<Record<Weekday, Hours>>
  /** Shuts on holidays and works on make-up days; shops that open every day of the year do not. */
  readonly observesHolidays: boolean
  readonly customClosures?: readonly Closure[] | undefined
  /** Hours of single days, also of holidays one opens on. */
  readonly specialHours?: Readonly<Record<string, Hours>> | undefined
}

const FIRST_YEAR = 2004
/** New Year's notice of the following year may still move 29–31 December: 2018-12-29 became a working Saturday in it. */
export const LAST_SURE_DAY = '12-28'
const OFFICE: Hours = [['09:00', '18:00']]

const years = new Map<number, ChinaHolidays>()

/**
 * Public holidays and make-up days of mainland China by the notices of the State Council, as the package chinese-days
 * (MIT) holds them. Without `of`: every year from 2004 that is published.
 */
export function chinaHolidays(of: readonly number[] = shippedYears()): ChinaHolidays {
  const parts = of.map(yearOf)
  const unknown = of.find((year) => !isPublished(year)) ?? Math.max(...of) + 1
  return {
    holidays: parts.flatMap(({ holidays }) => holidays),
    makeUpDays: parts.flatMap(({ makeUpDays }) => makeUpDays),
    names: Object.assign({}, ...parts.map(({ names }) => names)),
    publishedThrough: `${unknown - 1}-${LAST_SURE_DAY}`,
  }
}

/**
 * The calendar of a unit. Closures beat special hours, these beat holidays, these the weekly hours. A make-up day on
 * which the week has no hours gets those of Friday, or of the last weekday that has any.
 */
export function calendarFor(times: WorkingTimes, official: OfficialDays = chinaHolidays()): Calendar {
  const special = times.specialHours ?? {}
  const closures = (times.customClosures ?? []).map((closure) => ({ ...closure, days: daysFrom(closure.from, closure.to) }))
  const makeUpDays = times.observesHolidays ? official.makeUpDays.filter((day) => hoursOn(times, day).length === 0) : []
  const workingHours = usualHours(times)
  return {
    tz: times.tz,
    weekly: times.weekly,
    holidays: times.observesHolidays ? official.holidays.filter((day) => special[day] === undefined) : [],
    overrides: {
      ...Object.fromEntries(makeUpDays.map((day) => [day, workingHours])),
      ...special,
      ...Object.fromEntries(closures.filter(({ hours }) => hours === undefined).flatMap(({ days }) => days.map((day) => [day, []]))),
    },
    breaks: breaksOf(closures.flatMap(({ days, hours = [] }) => days.map((day) => [day, hours] as const))),
    makeUpDays,
    publishedThrough: times.observesHolidays ? official.publishedThrough : undefined,
    publishedYears: times.observesHolidays ? official.publishedYears : undefined,
  }
}

/** The calendar statutory limits run by: the week without its weekend, and make-up days, whatever hours and closures a unit has. */
export function officialCalendar(tz: string, official: OfficialDays = chinaHolidays()): Calendar {
  const weekend = official.weekend ?? ['sat', 'sun']
  const on = (day: Weekday): Hours => (weekend.includes(day) ? [] : OFFICE)
  const weekly = { mon: on('mon'), tue: on('tue'), wed: on('wed'), thu: on('thu'), fri: on('fri'), sat: on('sat'), sun: on('sun') }
  return calendarFor({ tz, weekly, observesHolidays: true }, official)
}

/** The years that the program knows. */
export function shippedYears(): number[] {
  const list: number[] = []
  for (let year = FIRST_YEAR; isPublished(year); year++) list.push(year)
  return list
}

function isPublished(year: number): boolean {
  return yearOf(year).holidays.length > 0
}

/** Asks day by day: the package's range functions answer a day early where the machine's zone lies west of UTC. */
function yearOf(year: number): ChinaHolidays {
  const known = years.get(year)
  if (known !== undefined) return known
  const named = daysFrom(`${year}-01-01`, `${year}-12-31`).map((day) => ({ day, ...chineseDays.getDayDetail(day) }))
    .flatMap(({ day, work, name }) => {
      const [, chinese] = name.split(',')
      return chinese === undefined ? [] : [{ day, work, chinese }]
    })
  const found = {
    holidays: named.filter(({ work }) => !work).map(({ day }) => day),
    makeUpDays: named.filter(({ work }) => work).map(({ day }) => day),
    names: Object.fromEntries(named.map(({ day, chinese }) => [day, chinese])),
    publishedThrough: `${year}-${LAST_SURE_DAY}`,
  }
  years.set(year, found)
  return found
}

function daysFrom(from: string, to: string): string[] {
  const first = dayNumber(from)
  return Array.from({ length: Math.max(0, dayNumber(to) - first + 1) }, (_, index) => dayText(first + index))
}

function hoursOn(times: WorkingTimes, day: string): Hours {
  const weekday = WEEKDAYS[weekdayOf(dayNumber(day))]
  return weekday === undefined ? [] : times.weekly[weekday]
}

function usualHours({ weekly: { mon, tue, wed, thu, fri, sat, sun } }: WorkingTimes): Hours {
  return [fri, thu, wed, tue, mon, sun, sat].find((hours) => hours.length > 0) ?? []
}

function breaksOf(entries: readonly (readonly [string, Hours])[]): Record<string, Hours> {
  const breaks: Record<string, Hours> = {}
  for (const [day, hours] of entries) {
    if (hours.length > 0) breaks[day] = [...(breaks[day] ?? []), ...hours]
  }
  return breaks
}
