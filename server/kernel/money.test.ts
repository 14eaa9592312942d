import { expect, test } from 'vitest'
import { shareOf } from './money.ts'

test('a share is taken with all its digits, half up', () => {
  expect(shareOf(1_000_000_000, 0.333333)).toBe(333_333_000)
  expect(shareOf(20_000, 3)).toBe(60_000)
  expect(shareOf(10, 0.05)).toBe(1)
  expect(shareOf(9, 0.05)).toBe(0)
  expect(shareOf(1_000_000_000_000, 1.005)).toBe(1_005_000_000_000)
  expect(shareOf(100_000_000, 0.000_000_1)).toBe(10)
})
