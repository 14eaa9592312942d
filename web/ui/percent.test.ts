import { expect, test } from 'vitest'
import { parsePercent, percentText } from './percent.ts'

test('a share is shown with all its digits, and read as the same number', () => {
  for (const [share, text] of [[1, '100'], [0.05, '5'], [3, '300'], [0.333333, '33.3333'], [0.07, '7'], [0.29, '29'], [1.005, '100.5'], [0.000_000_1, '0.00001']] as const) {
    expect(percentText(share)).toBe(text)
    expect(parsePercent(text)).toBe(share)
  }
  for (let i = 1; i <= 1_000; i += 1) expect(parsePercent(percentText(i / 777))).toBe(i / 777)
})

test('what is no share above nought is not read', () => {
  for (const text of ['', '0', '0.0', '1.2.3', '-5', 'abc', '.']) expect(parsePercent(text)).toBeNull()
})
