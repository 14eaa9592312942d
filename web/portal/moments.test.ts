import { afterAll, describe, expect, it, vi } from 'vitest'
import type { Speech } from './speech.ts'

vi.stubGlobal('localStorage', { getItem: () => null })
vi.stubGlobal('navigator', { language: 'zh-CN' })
afterAll(() => { vi.unstubAllGlobals() })

const { deadlineWords, momentWords } = await import('./moments.ts')
const { speechOf } = await import('./speech.ts')

const speech = (locale: Speech['locale'], zone: string): Speech => ({ ...speechOf(locale), zone })
const now = Date.parse('2026-11-22T10:00:00+08:00')
/** Without the name of the zone, which depends on where the tests run. */
const plain = (words: string) => words.replace(/（.*）| \(.*\)/, '')

describe('a moment in the portal', () => {
  it('is read on the clock of the place', () => {
    expect(plain(momentWords(speech('zh-CN', 'Asia/Shanghai'), '2026-11-22T16:32:00+08:00', now))).toBe('今天16:32')
    expect(plain(momentWords(speech('zh-CN', 'Asia/Shanghai'), '2026-11-22T17:00:00Z', now))).toBe('明天1:00')
    expect(plain(momentWords(speech('en', 'America/New_York'), '2026-11-22T16:32:00+08:00', now))).toBe('3:32 am tomorrow')
  })
  it('names the zone where the clock in the room shows another time, and only there', () => {
    const elsewhere = ['Asia/Shanghai', 'America/New_York'].find((zone) => momentWords(speech('zh-CN', zone), now, now).endsWith('）'))
    expect(elsewhere).toBeDefined()
    expect(momentWords(speech('zh-CN', Intl.DateTimeFormat().resolvedOptions().timeZone), now, now)).not.toContain('（')
  })
  it('that ends a period at midnight ends the day before', () => {
    const end = '2026-11-29T00:00:00+08:00'
    expect(plain(deadlineWords(speech('zh-CN', 'Asia/Shanghai'), end, now))).toBe('11月28日周六24:00')
    expect(plain(deadlineWords(speech('zh-Hant', 'Asia/Shanghai'), '2026-11-23T00:00:00+08:00', now))).toBe('今日晚上12:00')
    expect(plain(deadlineWords(speech('en', 'Asia/Shanghai'), end, now))).toMatch(/^the end of Sat,? 28 Nov$/)
    expect(plain(deadlineWords(speech('en', 'Asia/Shanghai'), '2026-11-24T00:00:00+08:00', now))).toBe('the end of tomorrow')
    expect(plain(deadlineWords(speech('zh-CN', 'Asia/Shanghai'), '2026-11-28T17:00:00+08:00', now))).toBe('11月28日周六17:00')
  })
})
