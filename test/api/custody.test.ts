import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sweepGoods } from '#modules/custody/sweep.ts'
import type { Client, World } from '#test/app.ts'
import { openCounter, type Person } from '#test/counter.ts'
import { got, refused } from '#test/steps.ts'
import { PNG, register, upload } from '#test/story.ts'

const DAY = 24 * 3_600_000
let w: World
let clerk: Person
let mate: Person
let manager: Person
let away: Person
let phones = 0

beforeAll(async () => { ({ w, clerk, mate, manager, away } = await openCounter()) })
afterAll(() => w.close())

const later = (ms: number) => new Date(w.now().getTime() + ms).toISOString()
const newCase = () => register(w, clerk, { customer: { name: '何女士', phone: `1371113${String(1000 + phones++)}` } })
const drawn = async (who: Client = clerk) => (await upload(who, 'sign.png', PNG)).json().id as string
const ring = (change: Record<string, unknown> = {}) => ({ kind: 'jewellery', what: '18K金钻戒一枚', weight: { milli: 3_520, unit: 'g' }, condition: '戒壁一道划痕', seal: 'F-0031', valueFen: 680_000, returnBy: later(7 * DAY), place: '店长保险柜', unsignedWhy: '快递寄来', ...change })
const taken = async (change: Record<string, unknown> = {}) => { const c = await newCase(); return { c, goods: await got(clerk.post(`/complaints/${c.id}/goods`, ring(change)), 201) } }
const told = async (who: Client, name: string) => ((await got(who.get('/notifications'))).items as { name: string }[]).filter((n) => n.name === name).length

describe('what a customer leaves with us', () => {
  test('is signed for by both, or it is said why not, and gets a receipt that prints', async () => {
    const c = await newCase()
    expect(await refused(clerk.post(`/complaints/${c.id}/goods`, ring({ unsignedWhy: '' })))).toBe('422 custody/signature-missing')
    expect(await refused(clerk.post(`/complaints/${c.id}/goods`, ring({ returnBy: later(-DAY) })))).toBe('422 custody/return-in-past')
    expect(await refused(clerk.post(`/complaints/${c.id}/goods`, ring({ photoIds: [await drawn(mate)] })))).toBe('422 communication/file-unknown')
    expect(await refused(away.post(`/complaints/${c.id}/goods`, ring()))).toBe('404 kernel/not-found')
    const signed = await got(clerk.post(`/complaints/${c.id}/goods`, ring({ unsignedWhy: undefined, customerSignatureId: await drawn(), staffSignatureId: await drawn(), photoIds: [await drawn()], what: '“戒指”<b>\u202e😀' })), 201)
    expect(signed).toMatchObject({ number: `${c.number}-W1`, state: 'held', weight: { milli: 3_520, unit: 'g' }, holder: { id: clerk.id }, photos: [{ name: 'sign.png' }], unsignedWhy: null })
    for (const locale of ['zh-CN', 'zh-Hant', 'en']) {
      const paper = await clerk.get<Buffer>(`/goods/${signed.id}/receipt?locale=${locale}`)
      expect([paper.status, paper.headers['content-type'], Buffer.from(paper.body).subarray(0, 5).toString()]).toEqual([200, 'application/pdf', '%PDF-'])
    }
    expect((await away.get(`/goods/${signed.id}/receipt`)).status).toBe(404)
  }, 60_000)

  test('gets numbers of its own also when two take in at once', async () => {
    const c = await newCase()
    const both = await Promise.all(Array.from({ length: 5 }, () => clerk.post(`/complaints/${c.id}/goods`, ring())))
    expect(both.map((a) => a.body.number).sort()).toEqual([1, 2, 3, 4, 5].map((n) => `${c.number}-W${n}`))
  })

  test('goes from hand to hand in a log, and two who move it at once do not collide', async () => {
    const { goods } = await taken()
    const at = await Promise.all([clerk, manager].map((who) => who.post(`/goods/${goods.id}/moves`, { version: goods.version, holderId: mate.id, place: '检测室', why: '送检' })))
    expect(at.map((a) => a.status).sort()).toEqual([200, 409])
    const now = await got(clerk.get(`/goods/${goods.id}`))
    expect(now).toMatchObject({ holder: { id: mate.id }, place: '检测室', moves: [{ to: { id: mate.id }, from: { id: clerk.id }, place: '检测室', why: '送检' }] })
    expect(await told(mate, 'goodsPassed')).toBe(1)
    expect(await refused(clerk.post(`/goods/${goods.id}/moves`, { version: now.version, holderId: '01900000-0000-7000-8000-000000000000', place: 'x', why: 'x' }))).toBe('404 kernel/not-found')
  })

  test('stops the closing until it is handed back against a signature, to others only with authority', async () => {
    const { c, goods } = await taken()
    const gate = async () => ((await got(clerk.get(`/complaints/${c.id}`))).endings as { outcome: string; gates: { gate: string; words: string | null }[] }[]).map((e) => e.gates.find((g) => g.gate === 'custody')?.words ?? null)
    expect((await gate()).every((words) => words?.includes('物品'))).toBe(true)
    expect((await gate()).length).toBeGreaterThan(1)
    const back = { version: goods.version, to: '何先生', isCustomer: false, signatureId: await drawn() }
    expect(await refused(clerk.post(`/goods/${goods.id}/return`, back))).toBe('422 custody/authority-missing')
    const done = await got(clerk.post(`/goods/${goods.id}/return`, { ...back, authority: '委托书' }))
    expect(done).toMatchObject({ state: 'returned', ended: { to: '何先生', authority: '委托书' }, holder: null })
    expect(await refused(clerk.post(`/goods/${goods.id}/moves`, { version: done.version, place: 'x', why: 'x' }))).toBe('409 custody/gone')
    expect((await gate()).every((words) => words === null)).toBe(true)
  })

  test('is reminded of before it is to be back, and told to the manager when it is late, once each', async () => {
    const { goods } = await taken({ returnBy: later(4 * DAY) })
    const sweep = () => sweepGoods(w.db, w.composed.doors.perform, w.now)
    w.travel(2 * DAY + 60_000)
    await Promise.all([sweep(), sweep()])
    await sweep()
    expect(await told(clerk, 'goodsDueSoon')).toBe(1)
    expect((await got(clerk.get('/desk'))).items.some((i: { kind: string; id: string }) => i.kind === 'goods' && i.id === goods.id)).toBe(true)
    w.travel(2 * DAY)
    await Promise.all([sweep(), sweep()])
    expect(await told(manager, 'goodsLate')).toBe(1)
    const list = await got(manager.get('/goods?late=1'))
    expect(list.items.map((i: { id: string }) => i.id)).toContain(goods.id)
    expect((await got(away.get('/goods'))).items).toEqual([])
    expect((await got((await w.otherOrganization()).get('/goods'))).items).toEqual([])
    const postponed = await got(clerk.post(`/goods/${goods.id}/return-date`, { version: goods.version, returnBy: later(3 * DAY), why: '顾客出差' }))
    expect(postponed.late).toBe(false)
  })

  test('is found by the number of its receipt, page by page', async () => {
    const { goods } = await taken()
    expect((await got(mate.get(`/goods?q=${goods.number}`))).items).toMatchObject([{ id: goods.id }])
    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: { items: { id: string }[]; next: string | null } = await got(clerk.get(`/goods?limit=3${cursor && `&cursor=${cursor}`}`))
      seen.push(...page.items.map((i) => i.id))
      cursor = page.next
    }
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.length).toBe((await got(clerk.get('/goods?limit=200'))).items.length)
  })
})
