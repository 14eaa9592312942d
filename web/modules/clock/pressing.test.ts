import { expect, test } from 'vitest'
import type { ClockView } from '#contract/complaint.ts'
import { byNeed, extendable } from './pressing.ts'

const clock = (kind: string, state: ClockView['state'], day: number, bound: ClockView['bound'] = 'ours'): ClockView =>
  ({ id: kind, kind, state, bound, startedAt: '2026-11-01T00:00:00Z', dueAt: `2026-11-${String(day).padStart(2, '0')}T00:00:00Z` })
const kinds = (clocks: readonly ClockView[]) => clocks.map((each) => each.kind)

test('what is late comes first, then what is due soonest; what binds others and what is done comes after, what was cancelled not at all', () => {
  const { all, open } = byNeed([
    clock('met', 'met', 1), clock('end', 'running', 20), clock('reply', 'paused', 9), clock('authority', 'late', 2, 'authority'), clock('fire', 'late', 3), clock('act', 'running', 4), clock('old', 'cancelled', 1),
  ])
  expect(kinds(all)).toEqual(['fire', 'act', 'end', 'reply', 'authority', 'met'])
  expect(open).toBe(4)
})

test('nothing late is folded away, and nothing where only one would be', () => {
  expect(byNeed([1, 2, 3, 4, 5, 6].map((day) => clock(`late${day}`, 'late', day))).open).toBe(6)
  expect(byNeed([1, 2, 3, 4, 5].map((day) => clock(`met${day}`, 'met', day))).open).toBe(5)
})

test('more time is for our own clocks that are still waited for', () => {
  expect(kinds(extendable([clock('met', 'met', 1), clock('customer', 'running', 2, 'customer'), clock('reply', 'paused', 9), clock('act', 'late', 4)]))).toEqual(['act', 'reply'])
})
