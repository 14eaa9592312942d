import { type Stretch, WEEK, type Weekly } from '#contract/working-time.ts'
import { shiftDay } from '#kernel/calendar.ts'
import { weekdayOf } from '#kernel/calendar/days.ts'
import { dayNumber } from '#kernel/calendar/zone.ts'
import type { OfficialDays } from '#kernel/holidays.ts'

/** Usual hours that held before a day. */
export interface Past { readonly until: string; readonly weekly: Weekly; readonly observesHolidays: boolean }
export interface Usual { readonly weekly: Weekly; readonly observesHolidays: boolean }

/** Running deadlines begun longer ago than that are counted by the hours of now. */
const DAYS = 400

export const same = (a: Usual, b: Usual) => a.observesHolidays === b.observesHolidays && WEEK.every((day) => JSON.stringify(a.weekly[day]) === JSON.stringify(b.weekly[day]))

/** The hours of the past, after others hold from today on. What was set and set back within a day never held. */
export const pastAfter = (past: readonly Past[], was: Usual, becomes: Usual, today: string): Past[] => {
  const kept = past.filter(({ until }) => until > shiftDay(today, -DAYS))
  const last = kept.at(-1)
  if (last?.until === today) return same(last, becomes) ? kept.slice(0, -1) : kept
  return same(was, becomes) ? kept : [...kept, { until: today, weekly: was.weekly, observesHolidays: was.observesHolidays }]
}

const weekdayIn = (weekly: Weekly, day: string): Stretch[] => weekly[WEEK[weekdayOf(dayNumber(day))] ?? 'mon']

const hoursOn = (day: string, { weekly, observesHolidays }: Usual, official: OfficialDays): Stretch[] => {
  const usual = weekdayIn(weekly, day)
  if (!observesHolidays) return usual
  if (official.holidays.includes(day)) return []
  return usual.length === 0 && official.makeUpDays.includes(day) ? [weekly.fri, weekly.thu, weekly.wed, weekly.tue, weekly.mon].find((hours) => hours.length > 0) ?? [] : usual
}

/** Day by day, so that a shop which opens earlier from today on was not there earlier last week. */
export const pastDays = (past: readonly Past[], official: OfficialDays): Record<string, Stretch[]> => {
  const days: Record<string, Stretch[]> = {}
  past.forEach((one, i) => {
    for (let day = past[i - 1]?.until ?? shiftDay(one.until, -DAYS); day < one.until; day = shiftDay(day, 1)) days[day] = hoursOn(day, one, official)
  })
  return days
}
