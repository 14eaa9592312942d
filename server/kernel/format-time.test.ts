import { expect, it } from 'vitest'
import { epochSeconds, formatDay, formatDayOf, formatInstant, formatStamp } from './format-time.ts'

it('shows an instant as the wall clock of the zone showed it', () => {
  expect(formatInstant('2026-11-22T16:05:00Z', 'zh-CN', 'Asia/Shanghai')).toBe('2026年11月23日 00:05')
  expect(formatInstant('2026-11-22T16:05:00Z', 'zh-Hant', 'Asia/Hong_Kong')).toBe('2026年11月23日 00:05')
  expect(formatInstant('2026-03-01T09:05:00+08:00', 'en', 'Asia/Shanghai')).toBe('1 Mar 2026, 09:05')
  expect(formatDayOf('2026-11-22T23:30:00Z', 'en', 'Europe/London')).toBe('22 Nov 2026')
})

it('keeps stamps as wide as each other', () => {
  expect(formatStamp('2026-03-01T01:05:59Z', 'Asia/Shanghai')).toBe('2026-03-01 09:05')
})

it('words a calendar day without any zone', () => {
  expect(formatDay('2026-02-28', 'zh-CN')).toBe('2026年2月28日')
  expect(formatDay('2026-02-28', 'en')).toBe('28 Feb 2026')
})

it('counts whole seconds', () => {
  expect(epochSeconds('1970-01-01T00:01:00.999Z')).toBe(60)
})
