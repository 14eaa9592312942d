import { expect, test } from 'vitest'
import { dueAt } from '#kernel/calendar.ts'
import { officialCalendar } from '#kernel/holidays.ts'
import { aheadOf } from './ahead.ts'
import { officialOf } from './official/kept.ts'

const calendar = officialCalendar('Asia/Shanghai', officialOf(null))
const at = (text: string) => new Date(`${text}+08:00`)
const FIVE = { amount: 5, unit: 'workingDays' as const, movePastHoliday: false }
const own = (from: string, by: string, given: Parameters<typeof aheadOf>[0] = FIVE) => aheadOf(given, at(from), { by: at(by), workingDays: 2 }, () => calendar)

test('time enough: as the table has it', () => {
  expect(aheadOf(FIVE, at('2026-06-01T09:00'), undefined, () => calendar)).toBe(FIVE)
  expect(own('2026-06-01T09:00', '2026-06-30T18:00')).toBe(FIVE)
})

test('two working days are left before the day of the body, make-up days counted', () => {
  // Friday before the spring festival: 14 and 28 February are make-up days, the festival lies between.
  expect(own('2026-02-12T09:00', '2026-02-26T23:59')).toMatchObject({ amount: 2, unit: 'workingDays' })
  expect(own('2026-06-01T09:00', '2026-06-05T23:59:59.999')).toMatchObject({ amount: 1, unit: 'workingDays' })
  const span = own('2026-06-01T09:00', '2026-06-08T23:59:59.999')
  expect(dueAt(calendar, span, at('2026-06-01T09:00')) < at('2026-06-08T23:59:59.999')).toBe(true)
})

test('too little time for that: as many as there are, at the last half of the hours', () => {
  expect(own('2026-06-01T09:00', '2026-06-01T17:00')).toMatchObject({ amount: 4, unit: 'hours' })
  expect(own('2026-06-01T09:00', '2026-06-01T09:10')).toMatchObject({ amount: 5, unit: 'minutes' })
  expect(own('2026-06-05T09:00', '2026-06-01T09:00')).toMatchObject({ amount: 1, unit: 'minutes' })
})

test('natural days are kept as long as they end before', () => {
  const seven = { amount: 7, unit: 'naturalDays' as const, movePastHoliday: false }
  expect(own('2026-06-01T09:00', '2026-06-20T09:00', seven)).toBe(seven)
  expect(own('2026-06-01T09:00', '2026-06-05T23:59:59.999', seven)).toMatchObject({ unit: 'workingDays' })
})
