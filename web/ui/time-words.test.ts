import dayjs from 'dayjs'
import 'dayjs/locale/zh-hk.js'
import type { TFunction } from 'i18next'
import { describe, expect, it } from 'vitest'
import words from '../../locales/zh-CN/web/common.json' with { type: 'json' }
import traditional from '../../locales/zh-Hant/web/common.json' with { type: 'json' }
import { exactWords, momentWords, wall } from './time-words.ts'

const speaking = (time: Record<string, string>) => ((key: string, given: Record<string, string> = {}) => {
  const text = time[key.replace('common:time.', '')] ?? key
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => given[name] ?? '')
}) as unknown as TFunction
const t = speaking(words.time)

const now = Date.parse('2026-11-22T10:00:00+08:00')
const shanghai = { zone: 'Asia/Shanghai' }
const said = (at: string, end = false, zone = shanghai.zone) => momentWords(t, at, now, { zone, end })

describe('a moment in words', () => {
  it('is read on the clock of the unit, not of the browser', () => {
    expect(said('2026-11-22T01:56:00Z')).toBe('今天 09:56')
    expect(said('2026-11-22T16:30:00Z')).toBe('明天 00:30')
    expect(said('2026-11-22T01:56:00Z', false, 'America/New_York')).toBe('今天 20:56')
    expect(said('2026-01-02T01:56:00Z')).toBe('1月2日 09:56')
    expect(said('2025-12-31T17:00:00Z')).toBe('1月1日 01:00')
    expect(said('2025-12-31T15:00:00Z')).toBe('2025年12月31日')
    expect(exactWords(t, '2026-11-22T01:56:07Z', shanghai)).toContain('09:56:07')
  })
  it('that ends at midnight ends at 24:00 of the day before', () => {
    expect(said('2026-11-29T00:00:00+08:00', true)).toBe('11月28日 24:00')
    expect(said('2026-11-29T00:00:00+08:00')).toBe('11月29日 00:00')
    expect(said('2026-11-23T00:00:00+08:00', true)).toBe('今天 24:00')
    expect(said('2027-01-01T00:00:00+08:00', true)).toBe('12月31日 24:00')
    expect(said('2026-11-28T17:00:00+08:00', true)).toBe('11月28日 17:00')
    expect(said('2026-11-28T08:00:00+08:00', true)).toBe('11月28日 08:00')
    expect(exactWords(t, '2026-11-29T00:00:00+08:00', { ...shanghai, end: true })).toContain('28日')
  })
  it('is written as in Hong Kong', () => {
    const inTraditional = speaking(traditional.time)
    const before = dayjs.locale()
    dayjs.locale('zh-hk')
    expect(exactWords(inTraditional, '2026-11-22T01:56:07Z', shanghai)).toBe('2026年11月22日 星期日 09:56:07')
    expect(momentWords(inTraditional, '2026-11-22T16:30:00Z', now, shanghai)).toBe('明日 00:30')
    dayjs.locale(before)
  })
  it('stands on the right day where a clock change makes a day short', () => {
    expect(wall('2026-03-09T03:59:00Z', 'America/New_York').format('YYYY-MM-DD HH:mm')).toBe('2026-03-08 23:59')
    expect(momentWords(t, '2026-03-09T04:00:00Z', Date.parse('2026-03-08T14:00:00Z'), { zone: 'America/New_York', end: true })).toBe('今天 24:00')
  })
})
