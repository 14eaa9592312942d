import { expect, test } from 'vitest'
import { clockOf, nearest, secondOf } from './moments.ts'

const notes = [{ at: '2026-11-22T10:00:30+08:00', text: 'a' }, { at: '2026-11-22T10:02:00+08:00', text: 'b' }]
const START = '2026-11-22T10:00:00+08:00'

test('a line stands at its second, in whatever zone it was written; before the beginning at its beginning', () => {
  expect(notes.map((note) => secondOf(note.at, START))).toEqual([30, 120])
  expect(secondOf('2026-11-22T01:59:00Z', START)).toBe(0)
  expect(secondOf('2026-11-22T02:00:10Z', START)).toBe(10)
  expect(secondOf(START, null)).toBeNull()
})

test('a moment of the recording shows the line written last before it', () => {
  expect([0, 29, 30, 119, 120, 9_999].map((second) => nearest(notes, START, second))).toEqual([0, 0, 0, 0, 1, 1])
  expect(nearest([], START, 5)).toBe(-1)
})

test('seconds are read as a clock', () => {
  expect([0, 9.9, 75, 3_675].map(clockOf)).toEqual(['0:00', '0:09', '1:15', '1:01:15'])
})
