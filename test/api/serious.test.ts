import { afterAll, beforeAll, expect, test } from 'vitest'
import { foldFigures } from '#modules/analytics/sweep.ts'
import { type Client, type World, openWorld } from '#test/app.ts'
import { got, refused } from '#test/steps.ts'
import { register } from '#test/story.ts'

type Person = Client & { id: string }
let w: World
let clerk: Person
let there: Person
let manager: Person
let service: Person
let officer: Person

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  there = await w.person('小王', 'S02', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  service = await w.person('服务周', 'HQ', 'serviceManager')
  officer = await w.person('专员赵', 'HQ', 'complaintOfficer')
})
afterAll(() => w.close())

const show = (who: Client, id: string) => got<any>(who.get(`/complaints/${id}`))
const classify = async (who: Client, id: string, part: Record<string, unknown>) => {
  const it = await show(who, id)
  return who.post<any>(`/complaints/${id}/classify`, { version: it.version, pointId: it.points[0].id, categoryCode: it.points[0].categoryCode ?? 'attitude', ...part })
}
const told = async (who: Client, name: string): Promise<any[]> => (await got<any>(who.get('/notifications'))).items.filter((n: any) => n.name === name)
const today = () => w.now().toISOString().slice(0, 10)

test('serious harm is told at once to whom the table names, once, and the case does not close before it was looked at together', async () => {
  const c = await register(w, clerk)
  await got(classify(clerk, c.id, { severity: 'minor' }))
  expect((await show(clerk, c.id)).reviews).toEqual([])
  const now = await got<any>(classify(clerk, c.id, { severity: 'serious' }))
  expect(now.reviews).toMatchObject([{ state: 'wanted', rule: 'serious', wantedAt: expect.any(String) }])
  expect(await told(service, 'seriousHarm')).toHaveLength(1)
  await got(classify(clerk, c.id, { severity: 'serious', serviceFault: 'coldness' }))
  expect(await told(service, 'seriousHarm')).toHaveLength(1)
  const gate = now.endings.find((e: any) => e.outcome === 'withdrawn').gates.find((g: any) => g.gate === 'review')
  expect(gate.words).toContain('检讨')
  await got(clerk.post(`/complaints/${c.id}/acknowledge`, { how: 'phone' }))
  const close = async () => manager.post(`/complaints/${c.id}/close`, { version: (await show(manager, c.id)).version, outcome: 'withdrawn', reason: '顾客撤回', summary: { cause: 'a', effect: 'b', improvement: 'c' } })
  expect(await refused(close())).toBe('409 review/waits')
  const [review] = now.reviews
  expect(await refused(clerk.post(`/reviews/${review.id}/note`, { heldOn: today(), finding: '改' }))).toBe('403 identity/not-allowed')
  expect(await refused(manager.post(`/reviews/${review.id}/note`, { heldOn: '2099-01-01', finding: '改' }))).toBe('422 review/held-in-future')
  const twice = await Promise.all([1, 2].map(() => manager.post<any>(`/reviews/${review.id}/note`, { heldOn: today(), finding: '镶口工序加一道检验' })))
  expect(twice.map((r) => r.status).sort()).toEqual([200, 409])
  // What was looked at is not asked for again.
  await got(classify(clerk, c.id, { severity: 'serious', serviceFault: 'rules' }))
  expect((await show(clerk, c.id)).reviews).toMatchObject([{ state: 'noted', finding: '镶口工序加一道检验', notedBy: { name: '陈店长' } }])
  await got(close())
})

test('said at registration it counts from there; said otherwise later it falls away; a person may ask for it', async () => {
  const c = await register(w, clerk, { points: [{ text: '脸被烫伤', severity: 'serious' }] })
  expect((await show(clerk, c.id)).reviews).toMatchObject([{ state: 'wanted' }])
  await got(classify(clerk, c.id, { severity: 'minor' }))
  expect((await show(clerk, c.id)).reviews).toEqual([])
  expect(await refused(clerk.post(`/complaints/${c.id}/reviews`, { reason: '第三次了' }))).toBe('403 identity/not-allowed')
  await got(manager.post(`/complaints/${c.id}/reviews`, { reason: '第三次了' }), 201)
  expect(await refused(manager.post(`/complaints/${c.id}/reviews`, { reason: '又' }))).toBe('409 review/wanted-already')
  const asked = await got<any>(classify(clerk, c.id, { severity: 'major' }))
  expect(asked.reviews).toMatchObject([{ state: 'wanted', why: '第三次了', wantedBy: { name: '陈店长' } }])
  expect((await got<any>(manager.get('/complaints?reviewWanted=1'))).items.map((i: any) => i.id)).toContain(c.id)
  const other = await w.otherOrganization()
  expect(await refused(other.post(`/reviews/${asked.reviews[0].id}/note`, { heldOn: today(), finding: 'x' }))).toBe('404 kernel/not-found')
})

test('it goes along when cases are merged, and back when they are taken apart', async () => {
  const kept = await register(w, clerk, { customer: { name: '孙女士', phone: '13800137001' } })
  const gone = await register(w, clerk, { customer: { id: (await show(clerk, kept.id)).customer.id, name: '孙女士' }, points: [{ text: '割伤', severity: 'serious' }] })
  await got(manager.post(`/complaints/${kept.id}/merge`, { duplicateId: gone.id, reason: '同一件' }))
  expect((await show(manager, kept.id)).reviews).toMatchObject([{ state: 'wanted' }])
  await got(manager.post(`/complaints/${kept.id}/unmerge`, { duplicateId: gone.id, reason: '不是同一件' }))
  expect((await show(manager, kept.id)).reviews).toEqual([])
  expect((await show(manager, gone.id)).reviews).toMatchObject([{ state: 'wanted' }])
})

const month = () => w.now().toISOString().slice(0, 7)
const figures = (who: Client, more = '') => got<any>(who.get(`/figures/classification?from=${month()}&to=${month()}${more}`))
const listed = async (who: Client, filter: string) => (await got<any>(who.get(`/complaints?limit=200&${filter}`))).items.length

/** Every number is as long as the list that it opens. */
const exact = async (who: Client) => {
  const it = await figures(who)
  const time = `receivedSince=${encodeURIComponent(it.since)}&receivedUntil=${encodeURIComponent(it.until)}`
  const param = { severity: 'severity', stage: 'serviceStage', fault: 'serviceFault' } as const
  for (const [mark, n] of Object.entries(it.totals)) {
    const [key = '', value = ''] = mark.split('.')
    expect([mark, await listed(who, `${time}&${param[key as 'severity']}=${value}`)]).toEqual([mark, n])
    for (const unit of it.units) expect([unit.name, mark, await listed(who, `${time}&unitId=${unit.unitId}&${param[key as 'severity']}=${value}`)]).toEqual([unit.name, mark, unit.cases[mark] ?? 0])
  }
  return it
}

test('figures count what one may see, exactly as long as the lists they open, before and after they are folded', async () => {
  const before = (await figures(officer)).totals
  const own = await register(w, clerk, { points: [{ text: '冷淡', serviceFault: 'coldness', serviceStage: 'during', severity: 'minor' }, { text: '还是冷淡', serviceFault: 'coldness' }] })
  const far = await register(w, there, { unitId: await w.unitId('S02'), customer: { name: '远', phone: '13800137011' }, points: [{ text: '踢皮球', serviceFault: 'ballKicking', severity: 'major' }] })
  await register(w, clerk, { confidential: true, points: [{ text: '拿规定说事', serviceFault: 'mechanical', severity: 'major' }] })
  const about = await register(w, clerk, { customer: { name: '高', phone: '13800137012' }, points: [{ text: '店长态度傲慢', serviceFault: 'arrogance' }], accusedIds: [manager.id] })
  const seen = (await figures(officer)).totals
  const more = (mark: string) => (seen[mark] ?? 0) - (before[mark] ?? 0)
  // Two points of one fault are one case.
  expect([more('fault.coldness'), more('fault.ballKicking'), more('fault.mechanical'), more('severity.major')]).toEqual([1, 1, 1, 2])
  const mine = (await exact(manager)).totals
  expect([mine['fault.ballKicking'], mine['fault.mechanical'], mine['fault.arrogance']]).toEqual([undefined, undefined, undefined])
  const whole = (await exact(officer)).totals
  await foldFigures(w.db)
  expect((await exact(officer)).totals).toEqual(whole)
  await exact(manager)
  // Given away, classified anew, made confidential: the sums follow.
  await got(classify(clerk, own.id, { serviceFault: null, serviceStage: 'after' }))
  expect((await figures(officer)).totals['fault.coldness']).toBe(seen['fault.coldness'])
  expect((await figures(manager)).totals['stage.after']).toBe(1)
  await exact(officer)
  expect(await refused(clerk.get(`/figures/classification?from=${month()}&to=${month()}`))).toBe('403 identity/not-allowed')
  expect(await refused(manager.get('/figures/classification?from=2026-05&to=2026-01'))).toBe('422 analytics/months-backward')
  expect(await refused(manager.get('/figures/classification?from=2020-01&to=2026-01'))).toBe('422 analytics/too-many-months')
  expect((await figures(await w.otherOrganization())).totals).toEqual({})
  expect((await figures(officer, `&unitId=${await w.unitId('S02')}`)).totals).toMatchObject({ 'fault.ballKicking': 1 })
  expect([far.id, about.id]).toHaveLength(2)
})

test('a case that somebody sees past their units is in their figures', async () => {
  const before = (await figures(manager)).totals['fault.shirking'] ?? 0
  const c = await register(w, there, { unitId: await w.unitId('S02'), customer: { name: '远亲', phone: '13800137021' }, points: [{ text: '推脱', serviceFault: 'shirking' }] })
  expect((await figures(manager)).totals['fault.shirking'] ?? 0).toBe(before)
  const handover = await got<any>(there.post(`/complaints/${c.id}/handovers`, { toPersonId: manager.id, story: '请接手' }), 201)
  await got(manager.post(`/handovers/${handover.id}/accept`))
  expect((await figures(manager)).totals['fault.shirking']).toBe(before + 1)
  await foldFigures(w.db)
  await exact(manager)
})
