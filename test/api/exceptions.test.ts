import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect } from '#kernel/db.ts'
import { sweepOffers } from '#modules/remedy/sweep.ts'
import { freshCase } from '#test/approvals.ts'
import { type Client, type World, openWorld } from '#test/app.ts'
import { faulty, got, refused } from '#test/steps.ts'
import type { Registered } from '#test/story.ts'

type Person = Client & { id: string }
let w: World
let clerk: Person
let manager: Person
let director: Person
let general: Person
beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  director = await w.person('客服经理', 'HQ', 'serviceManager')
  general = await w.person('总经理', 'GMO', 'generalManager')
})
afterAll(() => w.close())

const WHY = '老人家第一次买，店里当时答应过可以退。'
const exceptional = (who: Client, c: Registered, amountFen: number, exception: unknown = { principle: 'goodFaith', why: WHY }) =>
  who.post<any>(`/complaints/${c.id}/remedies`, { items: [{ kind: 'refund', amountFen, pointId: c.points[0]?.id }], reason: '照顾', exception })
const say = (who: Client, p: { id: string; version: number }) => who.post<any>(`/remedies/${p.id}/approve`, { version: p.version, comment: '' })
const list = (who: Client = w.admin) => got<any>(who.get('/exceptions'))

test('rests on a principle of the list, and says why', async () => {
  const c = await freshCase(w, clerk)
  const principles = (await got<any>(clerk.get('/pack'))).principles
  expect(principles.map((one: any) => one.code)).toEqual(['reasonable', 'goodFaith', 'changedCircumstances', 'proportion', 'care'])
  for (const one of principles) for (const words of [one.label, one.text]) expect(Object.keys(words)).toEqual(['zh-CN', 'zh-Hant', 'en'])
  expect(await faulty(exceptional(clerk, c, 10_000, { principle: 'because', why: WHY }))).toBe('422 #/exception/principle')
  expect(await faulty(exceptional(clerk, c, 10_000, { principle: 'care', why: '' }))).toBe('422 #/exception/why')
  expect((await got<any>(clerk.get(`/complaints/${c.id}`))).remedies).toEqual([])
})

test('goes one level up: above who proposes, and above whoever the rules name', async () => {
  const within = await got<any>(exceptional(clerk, await freshCase(w, clerk), 10_000), 201)
  expect(within).toMatchObject({ state: 'awaitingApproval', approver: { positionCode: 'shopManager' }, exception: { principle: 'goodFaith', why: WHY, draftedAt: null }, decidedBy: { why: { 'zh-CN': '作为例外提出，由更高一级核准。' } } })
  const above = await got<any>(exceptional(clerk, await freshCase(w, clerk), 50_000), 201)
  expect(above.approver).toMatchObject({ positionCode: 'serviceManager' })
  expect(await refused(say(manager, above))).toBe('403 authority/above-limit')
  expect(await got(say(director, above))).toMatchObject({ state: 'approved' })
  const managers = await got<any>(exceptional(manager, await freshCase(w, manager), 10_000), 201)
  expect(managers.approver).toMatchObject({ positionCode: 'serviceManager' })
  // Above the highest there is nobody.
  expect(await got(exceptional(general, await freshCase(w, general), 10_000), 201)).toMatchObject({ state: 'approved' })
  const c = await freshCase(w, clerk)
  const items = [{ kind: 'refund', amountFen: 10_000, pointId: c.points[0]?.id }]
  expect((await got<any>(clerk.post(`/complaints/${c.id}/remedies/preview`, { items }))).approver).toBeNull()
  expect((await got<any>(clerk.post(`/complaints/${c.id}/remedies/preview`, { items, exception: true }))).approver).toEqual({ positionCode: 'shopManager' })
})

test('is marked where it is approved', async () => {
  const p = await got<any>(exceptional(clerk, await freshCase(w, clerk), 10_000), 201)
  expect((await got<any>(manager.get('/approvals'))).items.find((one: any) => one.remedyId === p.id).exception).toMatchObject({ principle: 'goodFaith', why: WHY })
})

test('becomes a draft rule once, with what is known as conditions and what was given as outcome', async () => {
  const c = await freshCase(w, clerk)
  const p = await got<any>(exceptional(clerk, c, 30_000), 201)
  expect(await refused(w.admin.post(`/remedies/${p.id}/draft-rule`))).toBe('409 remedy/not-exception')
  await got(say(director, p))
  const listed = await list()
  expect(listed.items[0]).toMatchObject({ remedyId: p.id, number: c.number, principle: 'goodFaith', totalFen: 30_000, draftedAt: null })
  // Approved is not yet given.
  expect(listed.year).toEqual({ count: 0, totalFen: 0, byPrinciple: [] })
  expect(await refused(manager.post(`/remedies/${p.id}/draft-rule`))).toBe('403 identity/not-allowed')
  const { rules } = await got<any>(w.admin.post(`/remedies/${p.id}/draft-rule`))
  const { draft, published } = await got<any>(w.admin.get('/tables/compensation'))
  expect(draft.rules.length).toBe(published.rules.length + 1)
  const rule = draft.rules.find((one: any) => one.id === rules[0])
  expect(rule.when).toMatchObject({ liability: ['ours'] })
  expect(rule.gives).toMatchObject({ items: [{ kind: 'refund', fen: 30_000 }], basis: { 'zh-CN': '诚信' } })
  expect(rule.gives.text['zh-CN']).toContain(c.number)
  expect(await refused(w.admin.post(`/remedies/${p.id}/draft-rule`))).toBe('409 remedy/already-drafted')
  expect((await list()).items[0].draftedAt).toEqual(expect.any(String))
  // What is drafted is finished by somebody, and in force only when it was approved.
  expect((await got<any>(clerk.get('/pack'))).tables.find((one: any) => one.table === 'compensation').rules.some((one: any) => one.id === rules[0])).toBe(false)
})

test('drafted by two at once it becomes one rule', async () => {
  const p = await got<any>(exceptional(clerk, await freshCase(w, clerk), 30_000), 201)
  await got(say(director, p))
  const before = (await got<any>(w.admin.get('/tables/compensation'))).draft?.rules.length ?? 0
  const answers = await Promise.all([refused(w.admin.post(`/remedies/${p.id}/draft-rule`)), refused(w.admin.post(`/remedies/${p.id}/draft-rule`))])
  expect(answers.toSorted()).toEqual(['200 undefined', '409 remedy/already-drafted'])
  expect((await got<any>(w.admin.get('/tables/compensation'))).draft.rules.length).toBe(before + 1)
})

test('is seen by who keeps the rules, in their own house', async () => {
  expect(await refused(clerk.get('/exceptions'))).toBe('403 identity/not-allowed')
  expect((await list(await w.otherOrganization())).items).toEqual([])
})

test('is counted by unit and category among the figures, with the cases it is made of', async () => {
  const month = w.now().toISOString().slice(0, 7)
  const figures = (who: Client = general, more = '') => got<any>(who.get(`/figures/exceptions?from=${month}&to=${month}${more}`))
  const before = await figures()
  const c = await freshCase(w, clerk, { points: [{ text: '款式不喜欢', categoryCode: 'sizing' }] })
  const p = await got<any>(exceptional(clerk, c, 12_300), 201)
  expect(await figures()).toMatchObject({ count: before.count })
  await got(say(manager, p))
  const after = await figures()
  expect(after).toMatchObject({ count: before.count + 1, totalFen: before.totalFen + 12_300, of: before.of + 1 })
  expect(after.cases[0]).toMatchObject({ remedyId: p.id, complaintId: c.id, number: c.number, categoryCode: 'sizing', principle: 'goodFaith', totalFen: 12_300 })
  expect(after.categories.find((one: any) => one.categoryCode === 'sizing')).toMatchObject({ count: 1, totalFen: 12_300, of: 1 })
  expect(after.units.reduce((sum: number, one: any) => sum + one.count, 0)).toBe(after.count)
  expect((await figures(general, `&unitId=${await w.unitId('S02')}`)).count).toBe(0)
  expect((await figures(await w.otherOrganization())).count).toBe(0)
  expect(await refused(clerk.get(`/figures/exceptions?from=${month}&to=${month}`))).toBe('403 identity/not-allowed')
})

test('adds up what customers agreed to; what they declined or let run out stands there with what became of it', async () => {
  const offered = async (fen: number) => {
    const p = await got<any>(exceptional(clerk, await freshCase(w, clerk), fen), 201)
    await got(say(director, p))
    return got<any>(clerk.post(`/remedies/${p.id}/offer`, { version: p.version + 1, validDays: 3 }))
  }
  const [taken, declined, late] = [await offered(30_000), await offered(40_000), await offered(50_000)]
  await got(clerk.post(`/remedies/${taken.id}/answer`, { answer: 'accept', proof: { kind: 'call' } }))
  await got(clerk.post(`/remedies/${declined.id}/answer`, { answer: 'decline', proof: { kind: 'call' } }))
  w.travel(4 * 86_400_000)
  const database = connect(w.url, 2, () => undefined)
  await sweepOffers(database.db, w.composed.doors.perform, w.now)
  await database.end()
  const { items, year } = await list()
  expect(Object.fromEntries(items.map((one: any) => [one.remedyId, one.state]))).toMatchObject({ [taken.id]: 'agreed', [declined.id]: 'declined', [late.id]: 'expired' })
  expect(year).toEqual({ count: 1, totalFen: 30_000, byPrinciple: [{ principle: 'goodFaith', count: 1, totalFen: 30_000 }] })
})
