import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RootCause } from '#contract/packs.ts'
import { type Client, type World, openWorld } from '#test/app.ts'
import { got, refused } from '#test/steps.ts'
import { type Registered, register } from '#test/story.ts'

type Person = Client & { id: string }
let w: World
let clerk: Person
let away: Person
let manager: Person
let otherManager: Person
let phones = 0

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  away = await w.person('小马', 'S02', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  otherManager = await w.person('马店长', 'S02', 'shopManager')
})
afterAll(() => w.close())

const RING = { name: '18K金钻戒', lot: 'L-11' }
const newCase = (who: Client = clerk, change: Record<string, unknown> = {}) => register(w, who, { customer: { name: '何女士', phone: `1371118${String(1000 + phones++)}` }, points: [{ text: '掉钻', wants: '换', categoryCode: 'stoneLoose' }], product: RING, ...change })
const find = (who: Client, c: Registered, rootCause: string | null, more: Record<string, unknown> = {}) => got(who.post(`/complaints/${c.id}/findings`, { pointId: c.points[0]?.id, text: '属实', liability: 'ours', rootCause, evidence: [], ...more }))
const again = async (who: Client, c: Registered, rootCause: string) => got(who.get(`/complaints/${c.id}/recurrences?pointId=${c.points[0]?.id}&rootCause=${encodeURIComponent(rootCause)}`))
const month = () => w.now().toISOString().slice(0, 7)
const counted = async (who: Client, cause: string) => (await got(who.get(`/figures/classification?from=${month()}&to=${month()}`))).totals[`cause.${cause}`] ?? 0

describe('root causes', () => {
  test('stand in groups, and a finding keeps the one chosen beside how it was here; words of earlier days stay readable', async () => {
    const causes: RootCause[] = (await got(clerk.get('/pack'))).rootCauses
    expect(causes.find((c) => c.code === 'setting')).toMatchObject({ parent: 'groupGoods' })
    const c = await newCase()
    expect((await find(clerk, c, 'setting', { causeDetail: '主石爪只压了三只' })).findings).toMatchObject([{ rootCause: 'setting', causeDetail: '主石爪只压了三只' }])
    expect((await find(clerk, c, '师傅换人了')).findings.at(-1)).toMatchObject({ rootCause: '师傅换人了', causeDetail: null, superseded: false })
    expect((await clerk.get(`/complaints/${c.id}/papers/file`)).status).toBe(200)
  }, 60_000)

  test('are added by the firm, named, put out of use and back, one at a time', async () => {
    const name = (zh: string) => ({ 'zh-CN': zh, 'zh-Hant': '', en: '' })
    expect(await refused(clerk.post('/causes', { parent: null, label: name('x') }))).toBe('403 identity/not-allowed')
    expect(await refused(w.admin.post('/causes', { parent: null, label: name('  ') }))).toBe('422 packs/cause-nameless')
    expect(await refused(w.admin.post('/causes', { parent: 'nowhere', label: name('x') }))).toBe('422 packs/cause-parent-unknown')
    expect(await refused(w.admin.post('/causes', { parent: 'groupGoods', label: name('镶嵌不牢') }))).toBe('409 packs/cause-namesake')
    const both = await Promise.all([0, 1].map(() => w.admin.post('/causes', { parent: 'groupGoods', label: name('外协“师傅”<b>\u202e😀') })))
    expect(both.map((a) => a.status).sort()).toEqual([201, 409])
    const own = both.find((a) => a.status === 201)?.body as { code: string; version: number }
    expect((await got(clerk.get('/pack'))).rootCauses.at(-1)).toMatchObject({ code: own.code, parent: 'groupGoods' })
    const off = await got(w.admin.put(`/causes/${own.code}`, { version: own.version, label: name('外协'), retired: true }))
    expect(off).toMatchObject({ retired: true, version: 2 })
    expect(await refused(w.admin.put(`/causes/${own.code}`, { version: 1, label: name('外协'), retired: false }))).toBe('409 kernel/stale-version')
    expect(await refused(w.admin.put('/causes/setting', { version: 1, label: name('x'), retired: true }))).toBe('404 kernel/not-found')
    expect((await got(clerk.get('/pack'))).rootCauses.at(-1)).toMatchObject({ code: own.code, retired: true, label: { 'zh-CN': '外协' } })
    expect(await refused(w.admin.post('/causes', { parent: own.code, label: name('y') }))).toBe('422 packs/cause-parent-unknown')
  })

  test('are counted by month and unit, and the number opens the cases it counts', async () => {
    const [one, two] = [await newCase(), await newCase()]
    const before = [await counted(manager, 'soldering'), await counted(otherManager, 'soldering')]
    await find(clerk, one, 'soldering')
    await find(clerk, two, 'soldering')
    expect([await counted(manager, 'soldering'), await counted(otherManager, 'soldering')]).toEqual([(before[0] ?? 0) + 2, before[1]])
    expect((await got(clerk.get('/complaints?rootCause=soldering'))).items.map((i: { id: string }) => i.id).sort()).toEqual([one.id, two.id].sort())
    await find(clerk, two, 'alloy')
    expect(await counted(manager, 'soldering')).toBe((before[0] ?? 0) + 1)
    await find(clerk, two, '谁也没想到')
    expect(Object.keys((await got(manager.get(`/figures/classification?from=${month()}&to=${month()}`))).totals).some((mark) => mark.includes('谁'))).toBe(false)
  })

  test('that come again are shown beside the finding: same cause and category, and unit, product or lot; linked once', async () => {
    const first = await newCase()
    await find(clerk, first, 'chemicals')
    const elsewhere = await newCase(away, { unitId: await w.unitId('S02') })
    await find(away, elsewhere, 'chemicals')
    w.travel(1_000)
    const now = await newCase()
    expect(await again(clerk, now, 'chemicals')).toMatchObject({ count: 1, items: [{ id: first.id, shared: ['unit', 'product', 'lot'], linked: false }] })
    expect(await again(w.admin, now, 'chemicals')).toMatchObject({ count: 2, items: [{ id: elsewhere.id, shared: ['product', 'lot'] }, { id: first.id }] })
    expect((await again(clerk, now, 'alloy')).count).toBe(0)
    await got(clerk.post(`/complaints/${now.id}/links`, { otherId: first.id, kind: 'related', reason: '同样的原因' }))
    expect((await again(clerk, now, 'chemicals')).items).toMatchObject([{ id: first.id, linked: true }])
    expect((await away.get(`/complaints/${now.id}/recurrences?pointId=${now.points[0]?.id}&rootCause=x`)).status).toBe(404)
    expect(await refused(clerk.get(`/complaints/${now.id}/recurrences?pointId=${first.points[0]?.id}&rootCause=x`))).toBe('422 complaint/point-unknown')
  })
})
