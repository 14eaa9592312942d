import { beforeAll, describe, expect, test } from 'vitest'
import { LOCALES } from '#contract/common.ts'
import { ROOT } from '#kernel/root.ts'
import { DAY, HOUR } from '#kernel/time.ts'
import { packCodes, readPack } from '#modules/packs/load.ts'
import type { Row } from './play.ts'
import { programmeOf } from './programme.ts'
import { readTrade } from './trade.ts'
import { demoWords } from './words.ts'
import { yearOf } from './year.ts'

const PACKS = packCodes(ROOT).map((p) => p.code)
const TODAY = new Date('2026-11-22T04:00:00Z')
/** In Shanghai. */
const local = (at: Date) => new Date(at.getTime() + 8 * HOUR)
const daysAgo = (at: Date) => (TODAY.getTime() - at.getTime()) / DAY

const counted = <T>(items: readonly T[], nameOf: (item: T) => string | number) => {
  const counts = new Map<string | number, number>()
  for (const item of items) counts.set(nameOf(item), (counts.get(nameOf(item)) ?? 0) + 1)
  return counts
}

describe.each(PACKS)('the year of %s as it is drawn', (pack) => {
  const body = readPack(ROOT, pack)
  const trade = readTrade(ROOT, pack, body)
  const drawnIn = async (locale: typeof LOCALES[number]) => ({ body, trade, words: await demoWords(locale), locale, timeZone: 'Asia/Shanghai', today: TODAY })
  let given: Awaited<ReturnType<typeof drawnIn>>
  let year: readonly Row[]
  beforeAll(async () => {
    given = await drawnIn('zh-CN')
    year = yearOf(given)
  })

  test('is the same every time', () => {
    expect(yearOf(given)).toEqual(year)
  })

  test('has about three hundred cases, in every month, of nearly all matters, most customers once', () => {
    const rows = [...programmeOf(given), ...year]
    expect(rows.length).toBeGreaterThan(270)
    expect(rows.length).toBeLessThan(320)
    expect(counted(rows, (r) => r.start.toISOString().slice(0, 7)).size).toBeGreaterThanOrEqual(12)
    const played = new Set(rows.map((r) => r.matter.code))
    expect(trade.matters.filter((m) => !played.has(m.code)).length).toBeLessThan(trade.matters.length / 8)
    const visits = [...counted(year, (r) => r.who).values()]
    expect(visits.filter((n) => n > 1).length).toBeGreaterThan(15)
    expect(visits.filter((n) => n === 1).length).toBeGreaterThan(100)
  })

  test('goes by seasons: a busy month has more than an ordinary one', () => {
    const incidental = trade.incidents.flatMap((i) => i.matters)
    const months = [...counted(year.filter((r) => !incidental.includes(r.matter.code)), (r) => local(r.start).toISOString().slice(0, 7))].sort()
    const whole = months.slice(1).filter(([month]) => month < local(new Date(TODAY.getTime() - 62 * DAY)).toISOString().slice(0, 7))
    const factorOf = (month: string | number) => trade.seasons[String(Number(String(month).slice(5))) as keyof typeof trade.seasons] ?? 1
    const mean = (fits: (factor: number) => boolean) => {
      const fitting = whole.filter(([month]) => fits(factorOf(month)))
      return fitting.reduce((sum, [, many]) => sum + many, 0) / fitting.length
    }
    expect(mean((factor) => factor >= 1.2)).toBeGreaterThan(mean((factor) => factor <= 1) * 1.15)
  })

  test('ends in many ways, by many channels, at every place, on working hours', () => {
    expect(counted(year, (r) => r.plot).size).toBeGreaterThanOrEqual(10)
    expect(counted(year, (r) => r.via).size).toBeGreaterThanOrEqual(7)
    expect(counted(year, (r) => r.plot).get('late') ?? 0).toBeGreaterThanOrEqual(8)
    expect(counted(year, (r) => local(r.start).getUTCDay()).size).toBe(7)
    for (const row of year) expect(local(row.start).getUTCHours()).toBeGreaterThanOrEqual(6)
  })

  test('holds two incidents that the figures show, by cause or by fault of service', () => {
    for (const { matters, from, to, front } of trade.incidents) {
      const of = trade.matters.filter((m) => matters.includes(m.code))
      const marks = new Set([...of.map((m) => `cause.${m.cause}`), ...of.flatMap((m) => (m.fault ? [`fault.${m.fault}`] : []))])
      const more = [...marks].map((mark) => {
        const own = year.filter((r) => [`cause.${r.matter.cause}`, `fault.${r.matter.fault}`].includes(mark) && (front === null || r.front === front))
        const within = own.filter((r) => daysAgo(r.start) <= from + 1 && daysAgo(r.start) >= to - 1)
        const before = own.filter((r) => daysAgo(r.start) > from + 1)
        return (within.length / (from - to)) / Math.max(before.length / (365 - from), 1 / 365)
      })
      expect(Math.max(...more), matters.join()).toBeGreaterThan(2)
    }
  })

  test.each(LOCALES)('is said in whole sentences: %s', async (locale) => {
    const said = await drawnIn(locale)
    const matters = [...programmeOf(said), ...yearOf(said)].flatMap(({ matter, also }) => [matter, ...(also ? [also] : [])])
    expect(matters.filter((m) => /[{}]/.test(m.text + m.wants + m.finding) || !m.category || !m.cause)).toEqual([])
  })
})
