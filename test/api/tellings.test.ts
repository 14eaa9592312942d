import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sweepTellings } from '#modules/telling/sweep.ts'
import { type Client, type World, openWorld } from '#test/app.ts'
import { got, investigated, offered, refused } from '#test/steps.ts'
import { type Registered, register } from '#test/story.ts'

let w: World
let clerk: Client & { id: string }
let manager: Client & { id: string }
let other: Client & { id: string }
const [MINUTE, HOUR] = [60_000, 3_600_000]
/** Where a letter reaches them. */
const MAILED = { customer: { name: '王女士', phone: '13800138000', email: 'wang@example.com' } }

/** To ten in the morning of the shop, so that nobody's night stands in the way. */
const toMorning = () => {
  const hour = 10 * HOUR - (w.now().getTime() + 8 * HOUR) % (24 * HOUR)
  w.travel(hour > 0 ? hour : hour + 24 * HOUR)
}

beforeAll(async () => {
  w = await openWorld()
  toMorning()
  clerk = await w.person('小李', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  other = await w.person('小赵', 'S02', 'clerk')
})
afterAll(() => w.close())

const sweep = () => sweepTellings(w.db, w.composed.doors.perform, w.now)
const later = async (ms = 21 * MINUTE) => { w.travel(ms); await sweep() }
const tellings = async (c: { id: string }, who: Client = clerk) => (await got(who.get(`/complaints/${c.id}/tellings`))).items.map((t: any) => `${t.change} ${t.state}`).reverse()
const maySay = (c: { id: string }, who: Client = clerk) => got(who.get(`/complaints/${c.id}/may-say`))
const letters = async (c: { id: string }) => (await got(clerk.get(`/complaints/${c.id}`))).messages.filter((m: any) => m.via === 'update').map((m: any) => m.text)
const seen = (c: Registered) => got(w.visitor.get(`/portal/complaints/${c.number}`, { 'x-case-code': c.portalCode }))

describe('a customer hears of changes without asking', () => {
  test('together in one letter, once, kept with the case and read at the portal; nothing of the house is in it', async () => {
    const c = await investigated(w, clerk, MAILED)
    await got(clerk.post(`/complaints/${c.id}/proceedings`, { body: 'consumerAssociation', reference: 'T-1' }), 201)
    expect(await tellings(c)).toEqual(expect.arrayContaining(['finding waiting', 'outside waiting']))
    expect(await letters(c)).toEqual([])
    await later()
    const [letter, more] = await letters(c)
    expect(more).toBeUndefined()
    expect(letter).toContain('您反映的情况我们查过了')
    expect(letter).toContain('受理您投诉的机构有了新进展')
    expect(letter).not.toMatch(/属实|责任|小李/)
    expect((await tellings(c)).every((one: string) => one.endsWith('told'))).toBe(true)
    expect((await seen(c)).messages.map((m: any) => m.text)).toContain(letter)
    await Promise.all([sweep(), sweep(), sweep()])
    await later(3 * HOUR)
    expect(await letters(c)).toHaveLength(1)
  })

  test('an offer that was answered is not announced any more', async () => {
    const { c, remedy } = await offered(w, clerk)
    expect(await tellings(c)).toContain('offer waiting')
    await got(clerk.post(`/remedies/${remedy.id}/answer`, { answer: 'accept', counterFen: null, proof: { kind: 'call' } }))
    expect(await tellings(c)).toEqual(expect.arrayContaining(['offer dropped', 'agreed waiting']))
    await later()
    expect((await letters(c))[0]).not.toContain('请您看一看并答复')
  })

  test('not five letters an hour: what comes after one waits until an hour has passed', async () => {
    const c = await investigated(w, clerk, MAILED)
    await later()
    const made = await got(clerk.post(`/complaints/${c.id}/remedies`, { items: [{ kind: 'refund', amountFen: 10_000, pointId: c.points[0]?.id }], reason: '合理' }), 201)
    await got(clerk.post(`/remedies/${made.id}/offer`, { version: made.version }))
    await later()
    expect(await letters(c)).toHaveLength(1)
    await later(HOUR)
    const all = await letters(c)
    expect(all).toHaveLength(2)
    expect(all[1]).toContain('请您看一看并答复')
    expect(all[1]).not.toContain('新的一步')
    toMorning()
  })

  test('never at night', async () => {
    w.travel(12 * HOUR)
    const c = await investigated(w, clerk, MAILED)
    await later()
    expect(await letters(c)).toEqual([])
    await later(11 * HOUR)
    expect(await letters(c)).toHaveLength(1)
    toMorning()
  })

  test('two sweeps at the same moment write one letter', async () => {
    const c = await investigated(w, clerk, MAILED)
    w.travel(21 * MINUTE)
    await Promise.all(Array.from({ length: 4 }, sweep))
    expect(await letters(c)).toHaveLength(1)
  })

  test('what the end of the case says need not be said beside it; a case that merges takes it along', async () => {
    const [a, b] = [await investigated(w, clerk, MAILED), await investigated(w, clerk, MAILED)]
    await got(manager.post(`/complaints/${a.id}/merge`, { duplicateId: b.id, reason: '同一件事', samePerson: true }))
    await later()
    expect(await letters(a)).toHaveLength(1)
    expect(await tellings(b)).toEqual([])
    const c = await investigated(w, clerk, MAILED)
    await got(clerk.post(`/complaints/${c.id}/close`, { version: (await got(clerk.get(`/complaints/${c.id}`))).version, outcome: 'withdrawn', reason: '顾客撤回', summary: { cause: 'x', effect: 'x', improvement: 'x' } }))
    await later()
    expect(await letters(c)).toEqual([])
    expect((await tellings(c)).every((one: string) => one.endsWith('dropped'))).toBe(true)
  })
})

describe('who wants to hear less', () => {
  test('hears only what matters, or nothing; they say so at the portal themselves', async () => {
    const { c } = await offered(w, clerk)
    expect((await seen(c)).hear).toBe('all')
    expect((await got(w.visitor.post(`/portal/complaints/${c.number}/hearing`, { wish: 'less' }, { 'x-case-code': c.portalCode }))).hear).toBe('less')
    expect(await tellings(c)).toEqual(expect.arrayContaining(['offer waiting', 'finding dropped']))
    expect(await maySay(c)).toMatchObject({ wish: 'less', untold: [{ change: 'offer' }] })
    expect(await got(clerk.put(`/complaints/${c.id}/telling-wish`, { wish: 'none' }))).toMatchObject({ wish: 'none', untold: [] })
    await later()
    expect(await letters(c)).toEqual([])
    expect(await refused(w.visitor.post(`/portal/complaints/${c.number}/hearing`, { wish: 'all' }, { 'x-case-code': 'WRONG' }))).toBe('404 portal/case-not-found')
  })

  test('the firm says what is told, and how: its own words stand in the letter', async () => {
    const list = (await got(w.admin.get('/pack/own/telling'))).items
    const finding = list.find((one: any) => one.code === 'finding')
    const text = { 'zh-CN': '您说的事我们弄清楚了。', 'zh-Hant': '', en: '' }
    await got(w.admin.put('/pack/own/telling/finding', { revision: finding.revision, retired: false, entry: { list: 'telling', content: { label: finding.now.label, text, told: true } } }))
    const stage = list.find((one: any) => one.code === 'stage')
    await got(w.admin.put('/pack/own/telling/stage', { revision: stage.revision, retired: false, entry: { list: 'telling', content: { label: stage.now.label, text: stage.now.text, told: false } } }))
    const c = await investigated(w, clerk, MAILED)
    expect(await tellings(c)).toEqual(['finding waiting'])
    await later()
    expect((await letters(c))[0]).toContain('您说的事我们弄清楚了。')
  })
})

describe('whom no letter reaches', () => {
  test('is rung up: a task for who looks after the case, done with one press and kept as a call', async () => {
    const c = await investigated(w, clerk, { customer: { name: '郑先生', phone: '13900139000' } })
    await later()
    expect((await got(clerk.get('/desk'))).items).toContainEqual(expect.objectContaining({ kind: 'tell', complaintId: c.id }))
    expect((await got(manager.get('/desk'))).items).not.toContainEqual(expect.objectContaining({ kind: 'tell', complaintId: c.id }))
    const missed = await got(clerk.post(`/complaints/${c.id}/told`, { reached: false }))
    expect(missed.untold.length).toBeGreaterThan(0)
    const told = await got(clerk.post(`/complaints/${c.id}/told`, { note: '顾客说知道了' }))
    expect(told).toMatchObject({ untold: [], lastTold: { text: expect.stringContaining('顾客说知道了') } })
    expect((await got(clerk.get('/desk'))).items).not.toContainEqual(expect.objectContaining({ kind: 'tell', complaintId: c.id }))
    const calls = (await got(clerk.get(`/complaints/${c.id}`))).messages.filter((m: any) => m.kind === 'call')
    expect(calls.map((m: any) => m.reached)).toEqual([false, true])
    expect((await seen(c)).messages.every((m: any) => !m.text.includes('顾客说知道了'))).toBe(true)
  })

  test('of whom nobody knows who they are, it stands at the portal alone, and nobody is asked to ring', async () => {
    const c = await register(w, clerk, { identity: 'anonymous', customer: { name: '匿名', phone: null } })
    await got(clerk.post(`/complaints/${c.id}/acknowledge`, { how: 'letter' }))
    await got(clerk.post(`/complaints/${c.id}/findings`, { pointId: c.points[0]?.id, text: '属实', liability: 'ours', rootCause: null, evidence: [] }))
    await later()
    expect(await letters(c)).toHaveLength(1)
    expect((await got(clerk.get('/desk'))).items).not.toContainEqual(expect.objectContaining({ kind: 'tell', complaintId: c.id }))
    expect(await refused(clerk.post(`/complaints/${c.id}/told`, {}))).toBe('409 complaint/is-anonymous')
  })
})

describe('an inquiry', () => {
  test('is answered from one page: where it stands, by when, who, in the customer’s language, and nothing else', async () => {
    const { c } = await offered(w, clerk)
    const said = await maySay(c)
    expect(said).toMatchObject({ number: c.number, name: '王女士', step: 3, stepName: '给您方案', closed: false, handler: { name: '小李' }, offer: '有处理方案等顾客答复', wish: 'all', language: 'zh-CN', words: expect.stringContaining('“给您方案”这一步') })
    expect(said.words).toMatch(/最晚.+给您消息。由小李负责/)
    expect(JSON.stringify(said)).not.toMatch(/合理|属实/)
  })

  test('not by another unit or organisation, nor who has no part in it', async () => {
    const c = await register(w, clerk)
    for (const who of [other, await w.otherOrganization()]) {
      expect(await refused(who.get(`/complaints/${c.id}/may-say`))).toBe('404 kernel/not-found')
      expect(await refused(who.post(`/complaints/${c.id}/told`, {}))).toBe('404 kernel/not-found')
      expect(await refused(who.put(`/complaints/${c.id}/telling-wish`, { wish: 'none' }))).toBe('404 kernel/not-found')
    }
    const engineer = await w.person('质检员', 'QA', 'qualityEngineer')
    expect(await refused(engineer.get(`/complaints/${c.id}/may-say`))).toBe('403 identity/not-allowed')
  })
})
