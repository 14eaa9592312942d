import { expect, test } from 'vitest'
import { codesIn, wholeOf } from './codes.ts'

test('codes are read out of what is pasted from a table', () => {
  expect(codesIn('A-001\r\nA-002\t¥50\n\n "A,003",x\n　A-004　')).toEqual(['A-001', 'A-002', '"A', 'A-004'])
  expect(codesIn('"B 1"\n"B 2",2027-01-01')).toEqual(['B 1', 'B 2'])
  expect(codesIn('')).toEqual([])
})

test('how many is a whole number or nothing', () => {
  expect(['12', ' 7 ', '0', '1.5', '-1', 'x', '', '12345678'].map(wholeOf)).toEqual([12, 7, 0, null, null, null, null, null])
})
