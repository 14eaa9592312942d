import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sweepPromises, sweepReminders } from '#modules/promise/sweep.ts'
import type { Client, World } from '#test/app.ts'
import { openCounter, type Person } from '#test/counter.ts'
import { got, refused } from '#test/steps.ts'
import { register } from '#test/story.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
let w: World
let clerk: Person
let mate: Person
let manager: Person
let away: Person

beforeAll(async () => { ({ w, clerk, mate, manager, away } = await openCounter()) })
afterAll(() => w.close())

const later = (ms: number) => new Date(w.now().getTime() + ms).toISOString()
const theCase = async (id: string, who: Client = clerk) => got(who.get(`/complaints/${id}`))
const told = async (who: Client, name: string) => ((await got(who.get('/notifications'))).items as { name: string }[]).filter((n) => n.name === name).length

describe('what is promised in a text', () => {
  test('is found with its moment, in the hours of the unit, and nothing is kept by asking', async () => {
    const c = await register(w, clerk)
    const found = await got(clerk.post(`/complaints/${c.id}/promises/read`, { text: '您好，三个工作日内给您书面答复，尽快处理。' }))
    expect(found.items).toMatchObject([{ quote: '三个工作日内', text: '三个工作日内给您书面答复' }])
    expect(Date.parse(found.items[0].dueAt)).toBeGreaterThan(w.now().getTime() + 2 * DAY)
    expect((await theCase(c.id)).promises).toEqual([])
    expect(await refused(away.post(`/complaints/${c.id}/promises/read`, { text: '明天' }))).toBe('404 kernel/not-found')
    expect(await refused((await w.otherOrganization()).post(`/complaints/${c.id}/promises/read`, { text: '明天' }))).toBe('404 kernel/not-found')
  })

  test('is made with the reply that says it, or neither is', async () => {
    const c = await register(w, clerk, { customer: { name: '何女士', phone: '13700137001' } })
    const reply = { kind: 'reply', text: '我们明天回电。', promises: [{ text: '明天回电', dueAt: later(DAY) }, { text: '寄出检测单', dueAt: later(2 * DAY), ownerId: mate.id }] }
    expect(await refused(clerk.post(`/complaints/${c.id}/messages`, { ...reply, promises: [reply.promises[0], { text: '昨天', dueAt: later(-DAY) }] }))).toBe('422 promise/in-past')
    expect(await refused(clerk.post(`/complaints/${c.id}/messages`, { ...reply, kind: 'note' }))).toBe('422 communication/notes-promise-nothing')
    expect((await theCase(c.id)).messages).toEqual([])
    await got(clerk.post(`/complaints/${c.id}/messages`, reply), 201)
    const shown = await theCase(c.id)
    expect(shown.messages).toHaveLength(1)
    expect(shown.promises).toMatchObject([{ text: '明天回电', owner: { id: clerk.id }, state: 'open', late: false }, { text: '寄出检测单', owner: { id: mate.id } }])
    expect(await told(mate, 'promiseMade')).toBe(1)
  })

  test('is made once however often the same reply is sent', async () => {
    const c = await register(w, clerk, { customer: { name: '江女士', phone: '13700137002' } })
    const send = () => clerk.post(`/complaints/${c.id}/messages`, { kind: 'call', text: '答应回电', promises: [{ text: '回电', dueAt: later(HOUR * 3) }] }, { 'idempotency-key': 'one-call' })
    const first = { kind: 'call', text: '答应回电', promises: [{ text: '回电', dueAt: later(HOUR * 3) }] }
    await Promise.all(Array.from({ length: 4 }, () => clerk.post(`/complaints/${c.id}/messages`, first, { 'idempotency-key': 'one-call' })))
    expect(await refused(send())).toBe('409 idempotency/mismatch')
    expect((await theCase(c.id)).promises).toHaveLength(1)
  })
})

describe('a promise', () => {
  test('to call back stays due although nobody was reached and there is no result; kept late is told apart', async () => {
    const c = await register(w, clerk, { customer: { name: '钱女士', phone: '13700137003' } })
    const made = await got(clerk.post(`/complaints/${c.id}/promises`, { text: '回电', dueAt: later(2 * HOUR) }), 201)
    await got(clerk.post(`/complaints/${c.id}/messages`, { kind: 'call', text: '没人接', reached: false }), 201)
    await got(clerk.post(`/complaints/${c.id}/messages`, { kind: 'note', text: '还没有结果' }), 201)
    expect((await theCase(c.id)).promises).toMatchObject([{ state: 'open' }])
    w.travel(105 * 60_000)
    const { perform } = w.composed.doors
    await Promise.all([sweepReminders(w.db, perform, w.now), sweepReminders(w.db, perform, w.now)])
    await sweepReminders(w.db, perform, w.now)
    expect((await theCase(c.id)).timeline.filter((e: { name: string }) => e.name === 'promise.dueSoon')).toHaveLength(1)
    expect(await told(clerk, 'promiseDueSoon')).toBe(1)
    w.travel(HOUR)
    await sweepPromises(w.db, perform, w.now)
    expect(await told(manager, 'promiseBroken')).toBe(1)
    expect(await told(away, 'promiseBroken')).toBe(0)
    expect(await got(clerk.post(`/promises/${made.id}/keep`, { result: '回了电话，还没有结果' }))).toMatchObject({ state: 'kept', late: true })
  })

  test('is released by the customer in their words, once', async () => {
    const c = await register(w, clerk, { customer: { name: '孔女士', phone: '13700137004' } })
    const made = await got(clerk.post(`/complaints/${c.id}/promises`, { text: '回电', dueAt: later(2 * HOUR) }), 201)
    expect(await refused(away.post(`/promises/${made.id}/release`, { words: '算了' }))).toBe('404 kernel/not-found')
    const answers = await Promise.all(Array.from({ length: 4 }, () => clerk.post(`/promises/${made.id}/release`, { words: '“不用打了，我自己来店里。”' })))
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409, 409, 409])
    const shown = await theCase(c.id)
    expect(shown.promises).toMatchObject([{ state: 'released', late: false, result: '“不用打了，我自己来店里。”' }])
    expect(await refused(clerk.post(`/promises/${made.id}/keep`, { result: 'x' }))).toBe('409 promise/settled')
    expect(shown.closeGates.some((words: string) => words.includes('答应顾客'))).toBe(false)
  })

  test('is summed by person, by unit and by month, not beyond sight', async () => {
    const mine = await got(manager.get('/promises/sums?by=person'))
    const of = (items: { id: string }[], id: string) => items.filter((one) => one.id === id)
    expect(of(mine.items, clerk.id)).toMatchObject([expect.objectContaining({ name: '小李', keptLate: 1, released: 1 })])
    const shop = await got(manager.get('/promises/sums?by=unit'))
    expect(of(shop.items, await w.unitId('S01'))).toHaveLength(1)
    expect((await got(away.get('/promises/sums?by=unit'))).items).toEqual([])
    expect((await got(manager.get('/promises/sums?from=2020-01&until=2020-12'))).items).toEqual([])
    expect(await refused(manager.get('/promises/sums?from=2020-13'))).toBe('422 kernel/invalid-input')
  })
})

describe('the end of a case', () => {
  test('is agreed otherwise with the customer: who, why and the end before are kept, as far and as often as the pack allows', async () => {
    const c = await register(w, clerk, { customer: { name: '冯女士', phone: '13700137005' } })
    const endOf = (shown: { clocks: { kind: string; dueAt: string; state: string }[] }) => shown.clocks.find((k) => k.kind === 'agreedEnd')
    const before = endOf(await theCase(c.id))
    const agree = (change: Record<string, unknown> = {}, who: Client = clerk) => who.post(`/complaints/${c.id}/agreed-end`, { until: later(40 * DAY), reason: '等厂家出具报告', agreedWith: '冯女士', how: 'phone', ...change })
    expect(await refused(agree({ until: later(-HOUR) }))).toBe('422 clock/end-in-past')
    expect(await refused(agree({ until: later(200 * DAY) }))).toBe('422 clock/end-too-far')
    expect(await refused(agree({}, away))).toBe('404 kernel/not-found')
    const until = later(40 * DAY)
    const shown = await got(agree({ until }))
    expect(endOf(shown)).toMatchObject({ dueAt: until, state: 'running' })
    expect(shown.agreedEnds).toMatchObject([{ dueBefore: before?.dueAt, until, agreedWith: '冯女士', how: 'phone', reason: '等厂家出具报告', by: { id: clerk.id } }])
    await got(agree({ until: later(2 * DAY) }))
    await got(agree({ until: later(50 * DAY) }))
    expect(await refused(agree())).toBe('409 clock/end-agreed-too-often')
    expect(shown.timeline.some((e: { name: string }) => e.name === 'clock.endAgreed')).toBe(true)
  })
})
