import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Consistency } from '#contract/analytics.ts'
import { type Client, type World, openWorld } from '#test/app.ts'
import { type Past, closedCases } from '#test/precedents.ts'
import { got, onDatabase, refused } from '#test/steps.ts'
import { register } from '#test/story.ts'

type Person = Client & { id: string }
const DAY = 86_400_000
let w: World
let clerk: Person
let manager: Person
let director: Person
let shop: string
let second: string

const monthOf = (at: Date) => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(at).slice(0, 7)
const thisMonth = () => monthOf(w.now())
const yearAgo = () => monthOf(new Date(w.now().getTime() - 330 * DAY))
const figures = (who: Client, more = '') => got<Consistency>(who.get(`/figures/consistency?from=${yearAgo()}&to=${thisMonth()}${more}`))
const casesOf = (who: Client, more: string) => got<{ items: { complaintId: string; givenFen: number; outside: boolean }[]; more: boolean }>(who.get(`/figures/consistency/cases?from=${yearAgo()}&to=${thisMonth()}${more}`))

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  director = await w.person('客服经理', 'HQ', 'serviceManager')
  shop = await w.unitId('S01')
  second = await w.unitId('S02')
  const model = await register(w, clerk)
  const of = (category: string, liability: string | undefined, fens: readonly number[], more: Partial<Past> = {}): Past[] => fens.map((givenFen) => ({ words: '一样的事', category, above: [], givenFen, ...(liability && { liability }), ...more }))
  await closedCases(w, model.id, [
    ...of('clasp', 'ours', [10_000, 10_000, 10_000, 10_000, 10_000]),
    // By method 7: 100, 150, 200, 300, 500, 900 yuan → 162.5, 250, 450.
    ...of('breakage', 'ours', [10_000, 15_000, 20_000, 30_000, 50_000, 90_000], { unitCode: 'S02' }), ...of('breakage', 'ours', [20_000], { deviated: true, daysAgo: 200 }),
    ...of('breakage', 'customer', [0, 0, 0, 0, 0, 0]),
    ...of('sizing', undefined, [1, 2, 3, 4]),
    ...of('surface', 'ours', [5_000, 5_000, 5_000, 5_000]), ...of('surface', 'ours', [999_900], { confidential: true }),
    ...of('clasp', 'ours', [77_700], { daysAgo: 500 }),
  ])
}, 60_000)
afterAll(() => w.close())

describe('how far apart the remedies of like cases are', () => {
  test('is told by category and liability, those furthest apart first, where there are enough', async () => {
    const { items, left, needed } = await figures(director)
    expect(needed).toBe(5)
    expect(items.map((i) => [i.categoryCode, i.liability, i.count, i.lowFen, i.medianFen, i.highFen, i.spreadPercent, i.outsidePercent])).toEqual([
      // 100, 150, 200, 200, 300, 500, 900 yuan: quarters at 175, 200, 400; (400 − 175) / 575.
      ['breakage', 'ours', 7, 17_500, 20_000, 40_000, 39, 14],
      ['breakage', 'customer', 6, 0, 0, 0, 0, 0],
      ['clasp', 'ours', 5, 10_000, 10_000, 10_000, 0, 0],
    ])
    // Four without a finding, and four that the confidential one does not make five.
    expect(left).toBe(8)
  })

  test('between units and over time, never from fewer than enough', async () => {
    const [worst] = (await figures(director)).items
    expect(worst?.units.map((u) => [u.unitId, u.count, u.medianFen, u.spreadPercent])).toEqual([[shop, 1, null, null], [second, 6, 25_000, 47]])
    expect(worst?.quarters.reduce((sum, q) => sum + q.count, 0)).toBe(7)
    const recent = worst?.quarters.find((q) => q.count === 6)
    expect(recent).toMatchObject({ lowFen: 16_250, medianFen: 25_000, highFen: 45_000, spreadPercent: 47 })
    expect(worst?.quarters.find((q) => q.count === 1)).toMatchObject({ medianFen: null, spreadPercent: null, outsidePercent: null })
  })

  test('opens exactly the cases it counts', async () => {
    const { items, more } = await casesOf(director, '&category=breakage&liability=ours')
    expect([items.length, more, items.filter((i) => i.outside).length]).toEqual([7, false, 1])
    expect((await casesOf(director, `&category=breakage&liability=ours&unitId=${second}`)).items).toHaveLength(6)
    expect((await casesOf(director, '&category=sizing')).items).toHaveLength(4)
    expect((await casesOf(director, '&category=surface&liability=ours')).items.map((i) => i.givenFen)).toEqual([5_000, 5_000, 5_000, 5_000])
  })

  test('counts what the reader sees, and nothing of others', async () => {
    const own = await figures(manager)
    expect(own.items.map((i) => [i.categoryCode, i.liability])).toEqual([['breakage', 'customer'], ['clasp', 'ours']])
    expect((await casesOf(manager, '&category=breakage&liability=ours')).items).toHaveLength(1)
    expect((await figures(director, `&unitId=${second}`)).items.map((i) => i.count)).toEqual([6])
    expect(await refused(clerk.get(`/figures/consistency?from=${yearAgo()}&to=${thisMonth()}`))).toBe('403 identity/not-allowed')
    expect((await figures(await w.otherOrganization())).items).toEqual([])
  })

  test('leaves out what is opened again or kept from somebody since', async () => {
    const [one] = (await casesOf(director, '&category=clasp&liability=ours')).items
    await onDatabase(w, async (db) => {
      await db.query('set role wenguo_system')
      await db.query('update complaint.complaint set accused = array[$2::uuid] where id = $1', [one?.complaintId, manager.id])
    })
    expect((await figures(director)).items.map((i) => i.categoryCode)).toEqual(['breakage', 'breakage'])
  })

  test('takes no stretch that runs backward or is too long', async () => {
    expect(await refused(director.get('/figures/consistency?from=2026-05&to=2026-04'))).toBe('422 analytics/months-backward')
    expect(await refused(director.get('/figures/consistency/cases?from=2020-01&to=2026-04&category=clasp'))).toBe('422 analytics/too-many-months')
  })
})
