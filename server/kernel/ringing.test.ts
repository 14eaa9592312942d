import { expect, test } from 'vitest'
import { inTheWay, nextTry } from './ringing.ts'
import { instant } from './time.ts'

test('each wait is as long again as the one before, not without end, and the last try ends it', () => {
  const now = instant('2026-11-23T01:00:00Z')
  const wait = (tries: number) => ((nextTry({ tries, most: 10, waitMinutes: 30 }, now)?.getTime() ?? 0) - now.getTime()) / 60_000
  expect([0, 1, 2, 3, 4, 5].map(wait)).toEqual([30, 60, 120, 240, 480, 480])
  expect(nextTry({ tries: 3, most: 4, waitMinutes: 30 }, now)).toBeNull()
  expect(nextTry({ tries: 0, most: 1, waitMinutes: 30 }, now)).toBeNull()
})

test('a call is made once, by one person at a time, as they saw it', () => {
  const call = { state: 'open', version: 3, taken_by: null }
  expect(inTheWay(call, 'me', 3)).toBeNull()
  expect(inTheWay({ ...call, taken_by: 'me' }, 'me', 3)).toBeNull()
  expect(inTheWay({ ...call, taken_by: 'you' }, 'me', 3)).toBe('taken')
  expect(inTheWay({ ...call, state: 'done', taken_by: 'me' }, 'me', 3)).toBe('over')
  expect(inTheWay(call, 'me', 2)).toBe('stale')
})
