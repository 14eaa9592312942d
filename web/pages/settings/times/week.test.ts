import { expect, test } from 'vitest'
import type { Weekly } from '#contract/working-time.ts'
import { ahead, sameDays, shownEnd } from './week.ts'

const OFFICE: Weekly['mon'] = [['09:00', '12:00'], ['13:00', '18:00']]
const SHOP: Weekly['mon'] = [['10:00', '22:00']]
const weekly: Weekly = { mon: OFFICE, tue: OFFICE, wed: SHOP, thu: OFFICE, fri: OFFICE, sat: [], sun: [] }

test('days in a row with the same hours are one line; the same hours after another day are a new one', () => {
  expect(sameDays(weekly).map(({ from, to, hours }) => `${from}-${to} ${hours.length}`)).toEqual(['mon-tue 2', 'wed-wed 1', 'thu-fri 2', 'sat-sun 0'])
})

test('an end at midnight reads 24:00, one of the next day says so', () => {
  expect([shownEnd(['09:00', '00:00']), shownEnd(['00:00', '24:00']), shownEnd(['22:00', '06:00']), shownEnd(['09:00', '18:00'])]).toEqual(['24:00', '24:00', '+06:00', '18:00'])
})

test('a closure that ends today still counts', () => {
  expect(ahead([{ to: '2026-11-21' }, { to: '2026-11-22' }, { to: '2026-12-01' }], '2026-11-22')).toHaveLength(2)
})
