import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Client, type World, openWorld } from '#test/app.ts'
import { sweepCalls } from '#modules/call-back/sweep.ts'
import { aComplaint, register } from '#test/story.ts'
import { got, onDatabase, refused } from '#test/steps.ts'

type Person = Client & { id: string }
let w: World
let clerk: Person
let mate: Person
let manager: Person
let away: Person
const HOUR = 3_600_000
let last = 0

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  mate = await w.person('小王', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  away = await w.person('小马', 'S02', 'clerk')
  await got(manager.post('/call-back-lines', { number: '010-8888 0001', unitId: await w.unitId('S01') }), 201)
})
afterAll(() => w.close())

/** Numbers that nobody used before in this file. */
const number = () => `138${String(10_000_000 + last++).padStart(8, '0')}`
const call = (change: Record<string, unknown> = {}) => ({ callId: `c-${last++}`, kind: 'missed', at: w.now().toISOString(), from: number(), to: '01088880001', ...change })
const tell = async (...items: Record<string, unknown>[]) => (await got(w.admin.post('/missed-calls', { items }), 201)).items as { outcome: string; taskId: string | null }[]
const missed = async (change: Record<string, unknown> = {}) => {
  const [told] = await tell(call(change))
  return got(clerk.get(`/call-backs/${told?.taskId}`))
}
const open = async (who: Client = clerk) => (await got(who.get('/call-backs?state=open&limit=200'))).items as { id: string; number: string; calls: number }[]

describe('a missed call', () => {
  test('becomes a task of the unit whose number was dialled, due in its working time', async () => {
    const from = number()
    const [told] = await tell(call({ from, at: '2026-11-20T01:00:00Z' }))
    expect(told).toEqual({ callId: expect.any(String), outcome: 'old', taskId: null })
    const task = await missed({ from })
    expect(task).toMatchObject({ state: 'open', unitId: await w.unitId('S01'), number: from, calls: 1, tries: 0, mostTries: 3, late: false, taken: null })
    expect(new Date(task.dueAt).getTime()).toBeGreaterThanOrEqual(w.now().getTime() + 2 * HOUR - 60_000)
    expect((await open()).map((t) => t.id)).toContain(task.id)
    expect((await open(away)).map((t) => t.id)).not.toContain(task.id)
    expect(await refused(away.get(`/call-backs/${task.id}`))).toBe('404 kernel/not-found')
    expect(await refused(away.post(`/call-backs/${task.id}/take`, { version: 1 }))).toBe('404 kernel/not-found')
    expect((await open(await w.otherOrganization())).length).toBe(0)
  })

  test('of one number again is the same task, and told twice it counts once', async () => {
    const from = number()
    const first = call({ from })
    const again = call({ from })
    expect((await tell(first, again, again)).map((t) => t.outcome)).toEqual(['new', 'counted', 'known'])
    expect((await tell(again)).map((t) => t.outcome)).toEqual(['known'])
    expect((await open()).filter((t) => t.number === from)).toMatchObject([{ calls: 2 }])
  })

  test('told by many lines at once makes one task that counts them all', async () => {
    const from = number()
    const answers = await Promise.all(Array.from({ length: 12 }, () => w.admin.post('/missed-calls', { items: [call({ from })] })))
    expect(answers.map((a) => a.status)).toEqual(answers.map(() => 201))
    expect((await open()).filter((t) => t.number === from)).toMatchObject([{ calls: 12 }])
    const same = call({ from: number() })
    const twice = await Promise.all(Array.from({ length: 8 }, () => w.admin.post('/missed-calls', { items: [same] })))
    expect(twice.map((a) => a.body.items[0].outcome).sort()).toEqual([...Array.from({ length: 7 }, () => 'known'), 'new'])
  })

  test('without a number is counted and nothing more', async () => {
    const before = await got(clerk.get('/call-backs/summary'))
    expect((await tell(call({ from: null }), call({ from: 'anonymous' }), call({ from: '' }))).map((t) => t.outcome)).toEqual(['withheld', 'withheld', 'withheld'])
    expect(await got(clerk.get('/call-backs/summary'))).toMatchObject({ withheld: before.withheld + 3, open: before.open })
  })

  test('to a number that is nobody’s is for the head of the house', async () => {
    const [told] = await tell(call({ to: '400123' }))
    expect(await got(w.admin.get(`/call-backs/${told?.taskId}`))).toMatchObject({ unitId: await w.unitId('HQ') })
    expect(await refused(clerk.get(`/call-backs/${told?.taskId}`))).toBe('404 kernel/not-found')
  })

  test('is told by a token that may do nothing else', async () => {
    const { token } = await got(w.admin.post('/tokens', { name: '总机', scopes: ['call-back.tell'] }), 201)
    const exchange = new Client(w.app, { authorization: `Bearer ${token}` })
    expect((await exchange.post('/missed-calls', { items: [call()] })).status).toBe(201)
    for (const path of ['/call-backs', '/complaints', '/call-back-lines']) expect(await refused(exchange.get(path))).toBe('403 identity/not-allowed')
    expect(await refused(clerk.post('/missed-calls', { items: [call()] }))).toBe('403 identity/not-allowed')
    expect(await refused(w.admin.post('/missed-calls', { items: [call({ at: '2099-01-01T00:00:00Z' })] }))).toBe('422 complaint/received-in-future')
    expect(await refused(w.visitor.post('/missed-calls', { items: [call()] }))).toBe('401 identity/not-signed-in')
  })

  test('knows the customer and what is open for them', async () => {
    const from = number()
    const c = await register(w, clerk, { customer: { name: '何先生', phone: from }, points: [{ text: '手表停了' }] })
    w.travel(60_000)
    expect(await missed({ from })).toMatchObject({ customer: { name: '何先生' }, openCases: [{ id: c.id, number: c.number, firstWords: '手表停了' }] })
  })
})

describe('it ends by itself', () => {
  test('when a later call was answered, in whatever order we hear of it', async () => {
    const from = number()
    const task = await missed({ from })
    w.travel(60_000)
    await tell(call({ from, kind: 'answered' }))
    expect(await got(clerk.get(`/call-backs/${task.id}`))).toMatchObject({ state: 'done', result: 'answered' })
    const late = number()
    const before = w.now().toISOString()
    w.travel(60_000)
    expect((await tell(call({ from: late, kind: 'answered' })))[0]?.outcome).toBe('answered')
    expect((await tell(call({ from: late, at: before })))[0]).toMatchObject({ outcome: 'answered', taskId: null })
  })

  test('when the customer has told us in another way, at another shop too; a confidential case ends nothing', async () => {
    const from = number()
    const task = await missed({ from })
    w.travel(60_000)
    await register(w, w.admin, { confidential: true, customer: { name: '何先生', phone: from } })
    expect(await got(clerk.get(`/call-backs/${task.id}`))).toMatchObject({ state: 'open' })
    const c = await register(w, away, { unitId: await w.unitId('S02'), customer: { name: '何先生', phone: from } })
    expect(await got(clerk.get(`/call-backs/${task.id}`))).toMatchObject({ state: 'done', result: 'cameIn', complaintId: c.id })
  })
})

describe('calling back', () => {
  test('is done by one: two who take it at once do not both ring', async () => {
    const task = await missed()
    const answers = await Promise.all([clerk, mate, manager].map((who) => who.post(`/call-backs/${task.id}/take`, { version: 1 })))
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409, 409])
    const holder = answers.findIndex((a) => a.status === 200)
    const other = [clerk, mate, manager][(holder + 1) % 3] as Person
    expect(await refused(other.post(`/call-backs/${task.id}/try`, { version: 2 }))).toBe('409 call-back/taken')
    if (holder !== 1) expect(await refused(mate.post(`/call-backs/${task.id}/release`, { version: 2 }))).toBe('409 call-back/taken')
    expect(await got(manager.post(`/call-backs/${task.id}/release`, { version: 2 }))).toMatchObject({ taken: null, state: 'open' })
  })

  test('that reaches nobody is tried again later, and ends after the last try', async () => {
    const { id } = await missed()
    const once = await got(clerk.post(`/call-backs/${id}/try`, { version: 1, note: '占线' }))
    expect(once).toMatchObject({ tries: 1, state: 'open', nextAt: expect.any(String), history: [{ note: '占线', by: { id: clerk.id } }] })
    const twice = await got(clerk.post(`/call-backs/${id}/try`, { version: once.version }))
    expect(new Date(twice.nextAt).getTime() - w.now().getTime()).toBeGreaterThan(1.5 * HOUR)
    expect(await got(mate.post(`/call-backs/${id}/try`, { version: twice.version }))).toMatchObject({ state: 'done', result: 'unreachable', tries: 3, nextAt: null })
    expect(await refused(clerk.post(`/call-backs/${id}/take`, { version: 9 }))).toBe('409 call-back/ended')
  })

  test('ends with what came of it: nothing wanted, praise, or a complaint with its clocks', async () => {
    const nothing = await missed()
    expect(await refused(clerk.post(`/call-backs/${nothing.id}/end`, { version: 1, result: 'notWanted' }))).toBe('422 kernel/invalid-input')
    expect(await got(clerk.post(`/call-backs/${nothing.id}/end`, { version: 1, result: 'notWanted', note: '打错了' }))).toMatchObject({ state: 'done', result: 'notWanted', note: '打错了', endedBy: { id: clerk.id } })
    const kind = await missed()
    const praised = await got(clerk.post(`/call-backs/${kind.id}/feedback`, { version: 1, kind: 'praise', text: '修得很快', praised: '周师傅' }))
    expect(praised).toMatchObject({ state: 'done', result: 'feedback' })
    expect(await got(clerk.get(`/feedback/${praised.feedbackId}`))).toMatchObject({ text: '修得很快', phone: kind.number, channel: 'phone' })
    const angry = await missed()
    const complaint = { ...await aComplaint(w), customer: { name: '林女士', phone: angry.number } }
    const answers = await Promise.all(Array.from({ length: 4 }, () => clerk.post(`/call-backs/${angry.id}/complaint`, { version: 1, complaint })))
    expect(answers.map((a) => a.status).sort()).toEqual([201, 409, 409, 409])
    const made = answers.find((a) => a.status === 201)?.body
    expect(made.clocks.length).toBeGreaterThan(0)
    expect(await got(clerk.get(`/call-backs/${angry.id}`))).toMatchObject({ state: 'done', result: 'complaint', complaintId: made.id })
  })

  test('stands on the desk of the unit’s people until somebody has it', async () => {
    const task = await missed()
    const onDesk = async (who: Client) => (await got(who.get('/desk'))).items.filter((i: { kind: string; id: string }) => i.kind === 'callBack' && i.id === task.id)
    expect(await onDesk(clerk)).toMatchObject([{ complaintId: null, what: task.number }])
    await got(mate.post(`/call-backs/${task.id}/take`, { version: 1 }))
    expect(await onDesk(clerk)).toEqual([])
    expect(await onDesk(mate)).toHaveLength(1)
    expect(await onDesk(away)).toEqual([])
  })

  test('that is overdue is told once, to the unit and who leads it', async () => {
    const task = await missed()
    w.travel(40 * HOUR)
    for (let i = 0; i < 2; i++) await sweepCalls(w.db, w.composed.doors.perform, w.now)
    const told = (await got(manager.get('/notifications'))).items.filter((n: { name: string }) => n.name === 'callLate')
    expect(told.length).toBeGreaterThan(0)
    expect(told[0].words).toContain('到时间还没回拨')
    const many = told.length
    await sweepCalls(w.db, w.composed.doors.perform, w.now)
    expect((await got(manager.get('/notifications'))).items.filter((n: { name: string }) => n.name === 'callLate')).toHaveLength(many)
    expect(await got(clerk.get(`/call-backs/${task.id}`))).toMatchObject({ late: true, state: 'open' })
    expect((await got(clerk.get('/call-backs?late=1'))).items.map((t: { id: string }) => t.id)).toContain(task.id)
  })
})

describe('numbers and the rule', () => {
  test('are kept by who leads, one unit for a number', async () => {
    expect(await refused(clerk.post('/call-back-lines', { number: '010-88880002', unitId: await w.unitId('S01') }))).toBe('403 identity/not-allowed')
    expect(await refused(manager.post('/call-back-lines', { number: '+86 10 88880001', unitId: await w.unitId('S01') }))).toBe('409 call-back/line-taken')
    expect(await refused(manager.post('/call-back-lines', { number: '010-88880003', unitId: await w.unitId('S02') }))).toBe('403 complaint/unit-not-yours')
    expect(await refused(manager.post('/call-back-lines', { number: 'abc', unitId: await w.unitId('S01') }))).toBe('422 customer/not-a-phone')
    await got(manager.post('/call-back-lines', { number: '010-88880004', unitId: await w.unitId('S01') }), 201)
    const line = (await got(clerk.get('/call-back-lines'))).items.find((l: { number: string }) => l.number === '010-88880004')
    await got(manager.post(`/call-back-lines/${line.id}/remove`))
    expect((await got(clerk.get('/call-back-lines'))).items).toHaveLength(1)
  })

  test('come from the pack until the organisation has its own', async () => {
    const pack = await got(clerk.get('/call-back-rule'))
    expect(pack).toEqual({ amount: 2, unit: 'openHours', windowHours: 24, tries: 3, againMinutes: 60, own: false, version: 0 })
    const { own, ...rule } = pack
    expect(await got(w.admin.put('/call-back-rule', { ...rule, amount: 30, unit: 'minutes', tries: 1 }))).toMatchObject({ own: true, tries: 1, version: 1 })
    expect(await refused(w.admin.put('/call-back-rule', rule))).toBe('409 kernel/stale-version')
    const task = await missed()
    expect(new Date(task.dueAt).getTime() - new Date(task.lastAt).getTime()).toBe(30 * 60_000)
    expect(await got(clerk.post(`/call-backs/${task.id}/try`, { version: 1 }))).toMatchObject({ state: 'done', result: 'unreachable' })
  })

  test('ten thousand are listed and searched quickly', async () => {
    await onDatabase(w, async (client) => {
      await client.query('set role wenguo_system')
      await client.query(`insert into call_back.task (organization_id, id, unit_id, number, number_key, calls, first_at, last_at, due_at, most_tries, again_minutes) select organization_id, gen_random_uuid(), id, '139' || (10000000 + n), '+86139' || (10000000 + n), 1, now(), now(), now() + interval '9 days', 3, 60 from identity.unit, generate_series(1, 10000) n where code = 'S01' limit 10000`)
    })
    const begun = performance.now()
    expect((await got(clerk.get('/call-backs?limit=200'))).items).toHaveLength(200)
    expect((await got(clerk.get('/call-backs?q=13910000777'))).items).toHaveLength(1)
    await got(clerk.get('/desk'))
    expect(performance.now() - begun).toBeLessThan(3_000)
  })
})
