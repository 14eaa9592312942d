import { expect, test } from 'vitest'
import type { Stretch, Weekly } from '#contract/working-time.ts'
import { openSecondsBetween } from '#kernel/calendar.ts'
import { calendarFor, chinaHolidays } from '#kernel/holidays.ts'
import { pastAfter, pastDays } from './past.ts'

const week = (from: string, to: string, weekend: Stretch[] = []): Weekly => {
  const hours: Stretch[] = [[from, to]]
  return { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours, sat: weekend, sun: weekend }
}
const late = { weekly: week('10:00', '18:00'), observesHolidays: true }
const early = { weekly: week('08:00', '18:00'), observesHolidays: true }

test('set and set back within a day never held; otherwise what held before is kept in order', () => {
  const once = pastAfter([], late, early, '2026-11-23')
  expect(once).toEqual([{ until: '2026-11-23', ...late }])
  expect(pastAfter(once, early, late, '2026-11-23')).toEqual([])
  expect(pastAfter(once, early, late, '2026-11-25').map(({ until }) => until)).toEqual(['2026-11-23', '2026-11-25'])
  expect(pastAfter(once, early, early, '2026-11-25')).toEqual(once)
  expect(pastAfter(once, early, late, '2028-01-01').map(({ until }) => until)).toEqual(['2028-01-01'])
})

test('a shop that opens earlier from today on was not there earlier last week, on its holidays and make-up days neither', () => {
  const past = pastAfter([], late, early, '2026-11-23')
  const calendar = calendarFor({ tz: 'Asia/Shanghai', ...early, specialHours: pastDays(past, chinaHolidays()) })
  const hours = (from: string, to: string) => openSecondsBetween(calendar, new Date(`${from}T00:00:00+08:00`), new Date(`${to}T00:00:00+08:00`)) / 3600
  expect([hours('2026-11-20', '2026-11-21'), hours('2026-11-23', '2026-11-24')]).toEqual([8, 10])
  expect([hours('2026-10-01', '2026-10-02'), hours('2026-10-10', '2026-10-11')]).toEqual([0, 8])
})
