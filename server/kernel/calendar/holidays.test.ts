import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { faultOf, type Hours, instant, isOpen, isWorkingDay, openSecondsBetween } from '../calendar.ts'
import { calendarFor, chinaHolidays, officialCalendar, type WorkingTimes } from '../holidays.ts'

/** Real material, mounted beside the project where there is any. */
const REAL = new URL('../../../../shared/facts/cn-public-holidays.json', import.meta.url)
const Day = z.object({ date: z.string(), off: z.boolean() })
const Facts = z.object({ years: z.record(z.string(), z.object({ days: z.array(Day) })) })

const OFFICE: Hours = [['09:00', '17:00']]
const FRIDAY: Hours = [['10:00', '16:00']]
const weekly = { mon: OFFICE, tue: OFFICE, wed: OFFICE, thu: OFFICE, fri: FRIDAY, sat: [], sun: [] }
const office: WorkingTimes = { tz: 'Asia/Shanghai', observesHolidays: true, weekly }

function openAt(times: WorkingTimes, day: string, clock: string): boolean {
  return isOpen(calendarFor(times), instant(`${day}T${clock}:00+08:00`))
}

describe('official days', () => {
  it('know which years are published', () => {
    expect(chinaHolidays([2026, 2027])).toMatchObject({ publishedThrough: '2026-12-28' })
    expect(chinaHolidays([2025]).publishedThrough).toBe('2025-12-28')
    expect(chinaHolidays().holidays).toContain('2018-12-31')
    expect(chinaHolidays([2026]).makeUpDays).toEqual(['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'])
  })

  it.skipIf(!existsSync(REAL))('equal the transcribed notices of 2023–2026', () => {
    const listed = Object.values(Facts.parse(JSON.parse(readFileSync(REAL, 'utf8'))).years).flatMap(({ days }) => days)
    const ours = chinaHolidays([2022, 2023, 2024, 2025, 2026])
    const since = (day: string) => day >= '2022-12-31'
    expect(ours.holidays.filter(since)).toEqual(unique(listed.filter(({ off }) => off)))
    expect(ours.makeUpDays.filter(since)).toEqual(unique(listed.filter(({ off }) => !off)))
  })
})

describe('calendarFor', () => {
  it('shuts on holidays and works on make-up days with the hours of Friday', () => {
    expect(openAt(office, '2026-02-17', '11:00')).toBe(false)
    expect(['09:30', '10:00', '16:00'].map((clock) => openAt(office, '2026-02-14', clock))).toEqual([false, true, false])
    expect(openAt(office, '2026-02-07', '11:00')).toBe(false)
  })

  it('keeps the hours a make-up day has anyway, and shops open that observe nothing', () => {
    const saturdays: WorkingTimes = { ...office, weekly: { ...office.weekly, sat: [['12:00', '13:00']] } }
    expect(['11:00', '12:30'].map((clock) => openAt(saturdays, '2026-02-14', clock))).toEqual([false, true])
    const always: WorkingTimes = { ...saturdays, observesHolidays: false }
    expect(openAt(always, '2026-02-17', '11:00')).toBe(true)
    expect(calendarFor(always).publishedThrough).toBeUndefined()
    expect(openAt({ ...office, observesHolidays: false }, '2026-02-14', '11:00')).toBe(false)
  })

  it('closes for closures, opens for special hours', () => {
    const times: WorkingTimes = { ...office, specialHours: { '2026-02-17': [['14:00', '15:00']], '2026-11-24': OFFICE },
      customClosures: [{ from: '2026-11-24', to: '2026-11-25' }, { from: '2026-11-26', to: '2026-11-26', hours: [['09:00', '12:00']] },
        { from: '2026-11-26', to: '2026-11-26', hours: [['16:00', '18:00']] }] }
    expect(openAt(times, '2026-02-17', '14:30')).toBe(true)
    const [from, to] = [instant('2026-11-24T00:00:00+08:00'), instant('2026-11-27T00:00:00+08:00')]
    expect(openSecondsBetween(calendarFor(times), from, to)).toBe(4 * 3600)
    expect(faultOf(calendarFor(times))).toBeNull()
  })

  it('takes the table administrators keep', () => {
    const table = { holidays: ['2027-02-08'], makeUpDays: ['2027-02-13'], publishedThrough: '2027-12-28' }
    const calendar = officialCalendar('Asia/Shanghai', table)
    expect(['2027-02-08', '2027-02-13', '2027-02-14'].map((day) => isWorkingDay(calendar, day))).toEqual([false, true, false])
    expect(calendar.publishedThrough).toBe('2027-12-28')
  })
})

function unique(days: readonly { readonly date: string }[]): string[] {
  return [...new Set(days.map(({ date }) => date))].sort()
}
