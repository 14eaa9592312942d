import { expect, test } from 'vitest'
import { emptyLine, hundredths, namesTwice, percentText, restFor, sumOf } from './shares.ts'

test.each([['33.3', 3_330], ['33.33', 3_333], ['100', 10_000], [' 5 % ', 500], ['３０．５', 3_050], ['0', null], ['', null], ['101', null], ['33.333', null], ['-5', null], ['1e2', null], ['abc', null]])('%s per cent', (text, share) => expect(hundredths(text)).toBe(share))

test('what is left goes to one line', () => {
  const lines = [{ ...emptyLine('ours'), percent: '33.33' }, { ...emptyLine('supplier'), percent: '33.33' }, emptyLine('customer')]
  expect([sumOf(lines), restFor(lines, 2), percentText(restFor(lines, 2))]).toEqual([6_666, 3_334, '33.34'])
})

test('a party stands there once', () => {
  expect(namesTwice([emptyLine('ours'), emptyLine('supplier')])).toBe(false)
  expect(namesTwice([emptyLine('supplier'), { ...emptyLine('supplier'), outsiderId: 'x' }])).toBe(false)
  expect(namesTwice([emptyLine('ours'), emptyLine('ours')])).toBe(true)
})
