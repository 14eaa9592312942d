import { describe, expect, test } from 'vitest'
import { isWorkingDay } from '#kernel/calendar.ts'
import { officialCalendar } from '#kernel/holidays.ts'
import { instant } from '#kernel/time.ts'
import { type Habits, nextDigest, quietUntil, whenFor } from './rules/when.ts'

const NIGHT: Habits = { quiet: { from: '22:00', until: '08:00' }, digest: 'off', digestAt: '08:30', timeZone: 'Asia/Shanghai' }
const works = (day: string) => isWorkingDay(officialCalendar('Asia/Shanghai'), day)
const until = (at: string, habits: Partial<Habits> = {}) => quietUntil({ ...NIGHT, ...habits }, instant(at))?.toISOString() ?? null

describe('the quiet of the night', () => {
  test('reaches over midnight, from its first minute and without its last', () => {
    expect(until('2026-11-22T21:59:59+08:00')).toBeNull()
    expect(until('2026-11-22T22:00:00+08:00')).toBe('2026-11-23T00:00:00.000Z')
    expect(until('2026-11-23T03:00:00+08:00')).toBe('2026-11-23T00:00:00.000Z')
    expect(until('2026-11-23T07:59:59+08:00')).toBe('2026-11-23T00:00:00.000Z')
    expect(until('2026-11-23T08:00:00+08:00')).toBeNull()
  })

  test('is that of the person, wherever they are', () => {
    expect(until('2026-11-22T23:00:00+08:00', { timeZone: 'Europe/London' })).toBeNull()
    expect(until('2026-11-22T23:00:00Z', { timeZone: 'Europe/London' })).toBe('2026-11-23T08:00:00.000Z')
    // The night in which the clock goes back is an hour longer, that in which it goes on an hour shorter.
    expect(until('2026-10-24T22:30:00+01:00', { timeZone: 'Europe/London' })).toBe('2026-10-25T08:00:00.000Z')
    expect(until('2026-03-28T22:30:00Z', { timeZone: 'Europe/London' })).toBe('2026-03-29T07:00:00.000Z')
    // A time within the hour that comes twice: the quiet lasts to the second where the first is over.
    const early = { timeZone: 'Europe/London', quiet: { from: '22:00', until: '01:30' } }
    expect(until('2026-10-25T00:15:00Z', early)).toBe('2026-10-25T00:30:00.000Z')
    expect(until('2026-10-25T01:15:00Z', early)).toBe('2026-10-25T01:30:00.000Z')
  })

  test('may lie within a day, and from and until alike is none', () => {
    expect(until('2026-11-22T13:00:00+08:00', { quiet: { from: '12:00', until: '14:00' } })).toBe('2026-11-22T06:00:00.000Z')
    expect(until('2026-11-22T23:00:00+08:00', { quiet: { from: '12:00', until: '14:00' } })).toBeNull()
    expect(until('2026-11-22T23:00:00+08:00', { quiet: { from: '22:00', until: '22:00' } })).toBeNull()
    expect(until('2026-11-22T23:00:00+08:00', { quiet: null })).toBeNull()
  })
})

test('the digest comes at its time: today if that lies ahead, on working days only where so chosen', () => {
  const next = (at: string, digest: Habits['digest']) => nextDigest({ ...NIGHT, digest }, instant(at), works).toISOString()
  expect(next('2026-11-20T07:00:00+08:00', 'daily')).toBe('2026-11-20T00:30:00.000Z')
  expect(next('2026-11-20T08:30:00+08:00', 'daily')).toBe('2026-11-21T00:30:00.000Z')
  // Friday evening to Monday; the National Day week to the first working day behind it.
  expect(next('2026-11-20T18:00:00+08:00', 'workdays')).toBe('2026-11-23T00:30:00.000Z')
  expect(next('2026-09-30T18:00:00+08:00', 'workdays')).toBe('2026-10-08T00:30:00.000Z')
})

test('what presses goes at once, at night and with a digest; the rest waits for either', () => {
  const night = instant('2026-11-22T23:00:00+08:00')
  expect(whenFor(NIGHT, true, night, works)).toEqual({ state: 'waiting', at: night, held: false })
  expect(whenFor({ ...NIGHT, digest: 'daily' }, true, night, works)).toEqual({ state: 'waiting', at: night, held: false })
  expect(whenFor(NIGHT, false, night, works)).toMatchObject({ state: 'waiting', held: true, at: instant('2026-11-23T08:00:00+08:00') })
  expect(whenFor({ ...NIGHT, digest: 'daily' }, false, night, works)).toMatchObject({ state: 'gathered', at: instant('2026-11-23T08:30:00+08:00') })
})
