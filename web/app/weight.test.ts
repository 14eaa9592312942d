import { expect, test } from 'vitest'
import { milliOf, weightWords } from './weight.ts'

test('a weight is kept to the thousandth, and nothing else is taken for one', () => {
  expect(['3.52', '3', '0.005', '12。5', ' 1.250 '].map(milliOf)).toEqual([3_520, 3_000, 5, 12_500, 1_250])
  expect(['', '0', '0.000', '-1', '1.2345', 'a', '1,5', '1e3'].map(milliOf)).toEqual(Array.from({ length: 8 }, () => null))
  expect(weightWords({ milli: 3_520, unit: 'g' }, (_, unit) => unit)).toBe('3.52 g')
})
