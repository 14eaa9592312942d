import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Calendar, type ClockRule, dueAt, instant, localDay, type Pause, UNITS } from '../calendar.ts'
import { calendarFor, chinaHolidays, officialCalendar } from '../holidays.ts'
import { explain, type Period } from './explain.ts'

const CHINA = officialCalendar('Asia/Shanghai')

function at(text: string): Date {
  return instant(`${text.replace(' ', 'T')}:00+08:00`)
}
function wall(time: Date): string {
  return new Date(time.getTime() + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ')
}
function table(periods: readonly Period[]): string[] {
  return periods.map(({ from, to, counted, why }) => `${wall(from)} ${wall(to)} ${counted ? '+' : '-'} ${why}`)
}
function explained(calendar: Calendar, rule: ClockRule, start: string, pauses: readonly Pause[] = []): string[] {
  return table(explain(calendar, rule, at(start), dueAt(calendar, rule, at(start), pauses) ?? at(start), pauses))
}

describe('explain', () => {
  it('working days over the Spring Festival', () => {
    expect(explained(CHINA, { amount: 3, unit: 'workingDays' }, '2026-02-12 15:00')).toEqual([
      '02-12 15:00 02-13 00:00 - startDay', '02-13 00:00 02-14 00:00 + open', '02-14 00:00 02-15 00:00 + makeUpDay',
      ...[15, 16, 17, 18, 19, 20, 21, 22, 23].map((day) => `02-${day} 00:00 02-${day + 1} 00:00 - holiday`),
      '02-24 00:00 02-25 00:00 + open',
    ])
  })
  it('natural days that end on a day off', () => {
    expect(explained(CHINA, { amount: 2, unit: 'naturalDays', movePastHoliday: true }, '2026-11-19 15:00')).toEqual([
      '11-19 15:00 11-20 00:00 - startDay', '11-20 00:00 11-21 00:00 + running', '11-21 00:00 11-22 00:00 + running',
      '11-22 00:00 11-23 00:00 - weekend', '11-23 00:00 11-24 00:00 - movedTo',
    ])
  })
  it('open hours with a pause over a weekend as one period', () => {
    const pauses: readonly Pause[] = [[at('2026-11-20 17:30'), at('2026-11-23 10:00')]]
    expect(explained(CHINA, { amount: 2, unit: 'openHours' }, '2026-11-20 17:00', pauses)).toEqual([
      '11-20 17:00 11-20 17:30 + open', '11-20 17:30 11-23 10:00 - paused', '11-23 10:00 11-23 11:30 + open',
    ])
    expect(explained(CHINA, { amount: 2, unit: 'openHours' }, '2026-11-20 17:00')).toEqual([
      '11-20 17:00 11-20 18:00 + open', '11-20 18:00 11-21 00:00 - closed',
      '11-21 00:00 11-22 00:00 - weekend', '11-22 00:00 11-23 00:00 - weekend',
      '11-23 00:00 11-23 09:00 - closed', '11-23 09:00 11-23 10:00 + open',
    ])
  })
  it('natural hours, and a clock that still stands', () => {
    const still: readonly Pause[] = [[at('2026-11-20 10:00'), null]]
    expect(table(explain(CHINA, { amount: 24, unit: 'hours' }, at('2026-11-20 09:00'), at('2026-11-22 09:00'), still))).toEqual([
      '11-20 09:00 11-20 10:00 + running', '11-20 10:00 11-22 09:00 - paused',
    ])
  })

  it('has no gap, names the right day, and its counted time is the amount of the rule', () => {
    const weekly = { ...CHINA.weekly, sat: [['20:00', '02:00']] as const }
    const always = calendarFor({ tz: 'America/New_York', observesHolidays: false, weekly })
    const minutes = (most: number) => fc.integer({ min: 1, max: most }).map((count) => count * 60_000)
    const start = minutes(300 * 1440).map((after) => new Date(at('2026-01-01 00:00').getTime() + after))
    const pause = fc.tuple(start, minutes(9 * 1440)).map(([from, length]): Pause => [from, new Date(from.getTime() + length)])
    const unit = fc.constantFrom(...UNITS)
    const rule: fc.Arbitrary<ClockRule> = fc.record({ unit, amount: fc.integer({ min: 1, max: 30 }), movePastHoliday: fc.boolean() })
    fc.assert(fc.property(fc.constantFrom(CHINA, always), rule, start, fc.array(pause), (calendar, of, begin, pauses) => {
      const due = dueAt(calendar, of, begin, pauses) ?? begin
      const periods = explain(calendar, of, begin, due, pauses)
      expect(periods.map(({ from }) => from)).toEqual([begin, ...periods.slice(0, -1).map(({ to }) => to)])
      expect(periods.at(-1)?.to).toEqual(due)
      expect(periods.filter(({ from, to }) => from >= to)).toEqual([])
      expect(periods.filter((period) => !liesInItsDay(calendar, period))).toEqual([])
      expect(countedIn(of, periods)).toBeCloseTo(of.amount, 6)
    }))
  })

  it('names the official days it knows', () => {
    expect(chinaHolidays().names['2026-02-17']).toBe('春节')
  })
})

function liesInItsDay({ tz }: Calendar, { from, to, day }: Period): boolean {
  return day === undefined || (localDay(tz, from) === day && localDay(tz, new Date(to.getTime() - 1)) === day)
}

function countedIn({ unit }: ClockRule, periods: readonly Period[]): number {
  const counted = periods.filter((period) => period.counted)
  if (unit === 'naturalDays' || unit === 'workingDays') return counted.length
  const time = counted.reduce((sum, { from, to }) => sum + to.getTime() - from.getTime(), 0)
  return time / (unit === 'minutes' ? 60_000 : 3_600_000)
}
