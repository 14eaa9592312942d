import { expect, test } from 'vitest'
import { money, parseYuan, yuanText } from './money.ts'

test.each([
  ['1234.5', 123_450], ['1,234.50', 123_450], ['¥ 1，234.56', 123_456], ['０.０１', 1], ['80元', 8_000], ['0', 0], ['007.1', 710], ['0.29', 29], ['1.15', 115], ['9999999999.99', 999_999_999_999],
])('reads %s', (text, fen) => expect(parseYuan(text)).toBe(fen))

test.each(['', ' ', 'abc', '1.234', '-5', '1,23', '1.', '12345678901', '1e3', '5 6'])('does not take %j for an amount', (text) => expect(parseYuan(text)).toBeNull())

test.each([[0, '¥0.00'], [5, '¥0.05'], [123_450, '¥1,234.50'], [100_000_000, '¥1,000,000.00'], [-260_00, '−¥260.00']])('shows %d', (fen, words) => expect(money(fen)).toBe(words))

test('what it writes it reads again', () => {
  for (const fen of [0, 1, 10, 99, 100, 12_345_678_901]) expect(parseYuan(yuanText(fen))).toBe(fen)
})
