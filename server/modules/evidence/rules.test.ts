import { expect, test } from 'vitest'
import { instant, iso } from '#kernel/time.ts'
import { daysLeft, keepingOf, nextWarning, whyNotStep } from './rules.ts'

const ZONE = 'Asia/Shanghai'
/** 24:00 of 30 November in Shanghai. */
const END = instant('2026-11-30T16:00:00Z')
const next = (now: string) => { const at = nextWarning(END, [7, 3, 1], ZONE, instant(now)); return at && iso(at) }

test('the warning is in the morning, so many natural days before the last day', () => {
  expect(next('2026-11-01T00:00:00Z')).toBe('2026-11-23T01:00:00.000Z')
  expect(next('2026-11-23T01:00:00Z')).toBe('2026-11-27T01:00:00.000Z')
  expect(next('2026-11-27T01:00:00Z')).toBe('2026-11-29T01:00:00.000Z')
  expect(next('2026-11-29T01:00:00Z')).toBeNull()
})

test('24:00 still belongs to the day that ends; days of 23 and 25 hours are days', () => {
  expect(daysLeft(END, ZONE, instant('2026-11-23T01:00:00Z'))).toBe(7)
  expect(daysLeft(END, ZONE, instant('2026-11-30T15:59:00Z'))).toBe(0)
  expect(daysLeft(instant('2026-03-10T04:00:00Z'), 'America/New_York', instant('2026-03-07T12:00:00Z'))).toBe(2)
  expect(daysLeft(instant('2026-11-03T05:00:00Z'), 'America/New_York', instant('2026-10-31T12:00:00Z'))).toBe(2)
})

test('what is secured or gone does not expire', () => {
  const item = { state: 'held', kept_until: END, secured_at: null }
  const [before, after] = [instant('2026-11-30T15:00:00Z'), END]
  expect([keepingOf(item, before), keepingOf(item, after), keepingOf({ ...item, secured_at: before }, after), keepingOf({ ...item, state: 'destroyed' }, after), keepingOf({ ...item, kept_until: null }, after)]).toEqual(['running', 'expired', 'secured', 'ended', 'none'])
})

test('letting go asks for a second person, and goods go by their receipt', () => {
  const types = (goods: string | null, kind: 'destroyed' | 'handed' | 'examined', more = {}) => whyNotStep({ goods_id: goods }, { kind, ...more }, 'me')?.refusal.type ?? null
  expect(types(null, 'destroyed')).toBe('evidence/witness-missing')
  expect(types(null, 'destroyed', { witnessId: 'me' })).toBe('evidence/witness-self')
  expect(types(null, 'destroyed', { witnessId: 'you' })).toBeNull()
  expect(types('ring', 'handed', { toId: 'you' })).toBe('evidence/in-custody')
  expect(types('ring', 'examined')).toBeNull()
})
