import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type World, openWorld } from '#test/app.ts'
import { faulty, got, onDatabase, refused } from '#test/steps.ts'
import { aComplaint, register } from '#test/story.ts'

type Person = Client & { id: string }
let w: World
let clerk: Person
let mate: Person
let manager: Person
let other: Person
let smith: Person
let unitId: string
let elsewhere: string

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  mate = await w.person('小周', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  other = await w.person('王店长', 'S02', 'shopManager')
  smith = await w.person('周会计', 'FIN', 'financeOfficer')
  unitId = await w.unitId('S01')
  elsewhere = await w.unitId('S02')
})
afterAll(() => w.close())

const DAY = 86_400_000
const day = (days = 0) => new Date(w.now().getTime() + days * DAY).toISOString().slice(0, 10)
let numbers = 0
const phone = () => `138${String(20_000_000 + numbers++)}`
const QUESTIONS = [{ kind: 'scale', text: '修得满意吗', choices: [] }, { kind: 'choice', text: '还会来吗', choices: ['会', '不会'] }, { kind: 'text', text: '还想说什么', choices: [] }]
const body = (change: Record<string, unknown> = {}) => ({ name: '十月结案顾客', unitIds: [unitId], from: day(-2), until: day(40), greeting: '我们是名兰珠宝', questions: QUESTIONS, mostTries: 2, callsFrom: '00:00', callsUntil: '23:59', toAnybody: false, ...change })
const closed = (ids: readonly string[]) => onDatabase(w, async (client) => {
  await client.query('set role wenguo_system')
  await client.query(`update complaint.complaint set state = 'closed', last_closed_at = registered_at where id = any ($1)`, [ids])
})
/** Customers whose case was closed, of the shop unless told. */
const customers = async (many: number, change: Record<string, unknown> = {}) => {
  const made = []
  for (let i = 0; i < many; i++) made.push(await register(w, w.admin, { customer: { name: `顾客${numbers}`, phone: phone() }, ...change }))
  await closed(made.map((c) => c.id))
  return made
}
const make = (change: Record<string, unknown> = {}, who: Client = manager) => got(who.post('/campaigns', body(change)), 201)
const filter = (change: Record<string, unknown> = {}) => ({ since: day(-1), until: day(1), cases: 'closed', most: 1_000, ...change })
const chosen = async (id: string, change: Record<string, unknown> = {}) => got(manager.post(`/campaigns/${id}/people`, filter(change)))
const begun = async (change: Record<string, unknown> = {}) => {
  const made = await make(change)
  const ready = await chosen(made.id)
  return got(manager.post(`/campaigns/${made.id}/begin`, { version: ready.version }))
}
const next = (id: string, who: Client = clerk) => who.post(`/campaigns/${id}/next`, {})
const opinionHeader = (code: string) => ({ 'x-opinion-code': code })
const codeOf = (address: string) => new URL(address).searchParams.get('opinion') ?? ''
const answer = (who: Client, call: { id: string; version: number }, change: Record<string, unknown> = {}) => who.post(`/opinion-calls/${call.id}/reply`, { version: call.version, answers: [4, '会', null], improvement: null, ...change })

describe('whom to ask', () => {
  test('are customers of the units and days, without those who are not to be called', async () => {
    const [first, , third] = await customers(3)
    await customers(2, { unitId: elsewhere })
    await customers(1, { customer: { name: '没电话' } })
    await customers(1, { confidential: true })
    const [busy] = await customers(1)
    const open = await got(w.admin.get(`/complaints/${busy?.id}`))
    await register(w, w.admin, { customer: { name: open.customer.name, phone: open.customer.phone } })
    const quiet = await got(w.admin.get(`/complaints/${first?.id}`))
    expect(await got(clerk.put(`/customers/${quiet.customer.id}/opinion-calls`, { wanted: false }))).toMatchObject({ wanted: false, by: { id: clerk.id } })
    const marked = await got(w.admin.get(`/complaints/${third?.id}`))
    const mark = await got(clerk.post(`/customers/${marked.customer.id}/marks`, { kind: 'abusiveConduct', reason: '骂人', until: day(30) }), 201)
    await got(manager.post(`/customers/${marked.customer.id}/marks/${mark.id}/decision`, { agree: true }))
    const { id } = await make()
    const asked = `since=${day(-1)}&until=${day(1)}&cases=closed`
    expect(await got(manager.get(`/campaigns/${id}/people/count?${asked}`))).toEqual({ found: 5, callable: 1, leftOut: { noPhone: 1, undisturbed: 1, marked: 1, openCase: 1 } })
    expect(await chosen(id)).toMatchObject({ progress: { people: 1, open: 1 }, leftOut: { noPhone: 1, undisturbed: 1, marked: 1, openCase: 1 } })
    expect((await chosen(id)).progress.people).toBe(1)
    expect((await got(manager.get(`/campaigns/${id}/people`))).items).toMatchObject([{ unitId, state: 'open', complaint: { number: expect.any(String) } }])
    await got(clerk.put(`/customers/${quiet.customer.id}/opinion-calls`, { wanted: true }))
    expect((await chosen(id)).progress.people).toBe(2)
  })

  test('at most so many, and of one class where that is wanted', async () => {
    await customers(4)
    const few = await make()
    expect((await chosen(few.id, { most: 2 })).progress.people).toBe(2)
    const none = await make()
    expect((await chosen(none.id, { classCode: 'Z' })).progress.people).toBe(0)
    expect(await refused(manager.post(`/campaigns/${none.id}/begin`, { version: (await got(manager.get(`/campaigns/${none.id}`))).version }))).toBe('409 campaign/nobody-asked')
  })
})

describe('a campaign', () => {
  test('is made and led by who leads the units, and seen by them alone', async () => {
    const made = await make()
    expect(made).toMatchObject({ state: 'draft', address: null, units: [{ id: unitId }], madeBy: { id: manager.id } })
    expect(await refused(clerk.post('/campaigns', body()))).toBe('403 identity/not-allowed')
    expect(await refused(manager.post('/campaigns', body({ unitIds: [elsewhere] })))).toBe('403 complaint/unit-not-yours')
    expect(await refused(manager.post('/campaigns', body({ unitIds: [crypto.randomUUID()] })))).toBe('422 complaint/unit-unknown')
    expect(await refused(manager.post('/campaigns', body({ until: day(-3) })))).toBe('422 campaign/backwards')
    expect(await refused(manager.post('/campaigns', body({ questions: [{ kind: 'choice', text: '?', choices: ['a'] }] })))).toBe('422 campaign/choices-missing')
    expect(await faulty(manager.post('/campaigns', body({ questions: [], name: '' })))).toBe('422 #/name #/questions')
    expect((await got(clerk.get('/campaigns'))).items.map((c: { id: string }) => c.id)).toContain(made.id)
    for (const who of [other, await w.otherOrganization()]) {
      expect((await got(who.get('/campaigns'))).items.map((c: { id: string }) => c.id)).not.toContain(made.id)
      for (const path of ['', '/people', '/figures', '/replies']) expect(await refused(who.get(`/campaigns/${made.id}${path}`))).toBe('404 kernel/not-found')
      expect(await refused(who.post(`/campaigns/${made.id}/begin`, { version: 1 }))).toBe('404 kernel/not-found')
      expect(await refused(who.post(`/campaigns/${made.id}/next`, {}))).toBe('404 kernel/not-found')
    }
    expect(await refused(smith.get('/campaigns'))).toBe('403 identity/not-allowed')
  })

  test('asks the same of everybody: it is changed until it begins, paused, gone on with, ended', async () => {
    await customers(1)
    const made = await make()
    const changed = await got(manager.put(`/campaigns/${made.id}`, { ...body({ name: '改了' }), version: made.version }))
    expect(await refused(manager.put(`/campaigns/${made.id}`, { ...body(), version: made.version }))).toBe('409 kernel/stale-version')
    expect(await refused(next(made.id))).toBe('409 campaign/not-running')
    const ready = await chosen(made.id)
    expect(ready).toMatchObject({ name: '改了', version: changed.version + 1 })
    const answers = await Promise.all(Array.from({ length: 3 }, () => manager.post(`/campaigns/${made.id}/begin`, { version: ready.version })))
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409, 409])
    expect(await refused(manager.put(`/campaigns/${made.id}`, { ...body(), version: ready.version + 1 }))).toBe('409 campaign/begun')
    const paused = await got(manager.post(`/campaigns/${made.id}/pause`, { version: ready.version + 1 }))
    expect(await refused(next(made.id))).toBe('409 campaign/not-running')
    const on = await got(manager.post(`/campaigns/${made.id}/begin`, { version: paused.version }))
    const over = await got(manager.post(`/campaigns/${made.id}/end`, { version: on.version }))
    expect(over).toMatchObject({ state: 'ended' })
    expect(await refused(next(made.id))).toBe('409 campaign/not-running')
    expect(await refused(manager.post(`/campaigns/${made.id}/people`, filter()))).toBe('409 campaign/ended')
  })
})

describe('calling', () => {
  test('each is called once, by one: two who ask at once get two, and of the last one gets it', async () => {
    await customers(3)
    const { id, progress } = await begun()
    for (let left = progress.open; left > 3; left--) {
      const call = await got(next(id))
      await got(clerk.post(`/opinion-calls/${call.id}/decline`, { version: call.version, never: false }))
    }
    const both = await Promise.all([next(id, clerk), next(id, mate)])
    expect(both.map((a) => a.status)).toEqual([200, 200])
    const [mine, theirs] = both.map((a) => a.body)
    expect(mine.id).not.toBe(theirs.id)
    expect((await got(next(id, clerk))).id).toBe(mine.id)
    expect(await refused(answer(mate, mine))).toBe('409 campaign/taken')
    expect(await refused(mate.post(`/opinion-calls/${mine.id}/release`, { version: mine.version }))).toBe('409 campaign/taken')
    for (const [who, call] of [[clerk, mine], [mate, theirs]] as const) await got(answer(who, call), 201)
    const last = await Promise.all([clerk, mate, manager].map((who) => next(id, who)))
    expect(last.map((a) => a.status).sort()).toEqual([200, 409, 409])
    expect(last.filter((a) => a.status === 409).every((a) => a.body.type === '/problems/campaign/nobody-left')).toBe(true)
    const held = last.find((a) => a.status === 200)?.body
    expect(await got(manager.post(`/opinion-calls/${held.id}/release`, { version: held.version }))).toMatchObject({ taken: null })
  })

  test('who does not answer is tried again later, and left alone after the last try; who says so is never called again', async () => {
    await customers(2)
    const { id } = await begun()
    const call = await got(next(id))
    const tried = await got(clerk.post(`/opinion-calls/${call.id}/try`, { version: call.version, note: '占线' }))
    expect(tried).toMatchObject({ tries: 1, state: 'open', taken: null, nextAt: expect.any(String), history: [{ note: '占线' }] })
    expect((await got(next(id))).id).not.toBe(call.id)
    expect(await got(clerk.post(`/opinion-calls/${call.id}/try`, { version: tried.version }))).toMatchObject({ tries: 2, state: 'done', result: 'unreachable' })
    expect(await refused(clerk.post(`/opinion-calls/${call.id}/take`, { version: tried.version + 2 }))).toBe('409 campaign/done')
    const never = await got(next(id))
    await got(clerk.post(`/opinion-calls/${never.id}/decline`, { version: never.version, never: true }))
    expect(await got(clerk.get(`/customers/${never.customer.id}/opinion-calls`))).toMatchObject({ wanted: false })
    const again = await make()
    expect((await chosen(again.id)).leftOut.undisturbed).toBeGreaterThan(0)
    expect((await got(manager.get(`/campaigns/${again.id}/people?limit=200`))).items.some((p: { customer: { id: string } }) => p.customer.id === never.customer.id)).toBe(false)
  })

  test('leaves customers in peace outside of the hours', async () => {
    await customers(1)
    const hour = (w.now().getUTCHours() + 8) % 24
    const [callsFrom, callsUntil] = hour < 12 ? ['22:00', '23:00'] : ['01:00', '02:00']
    const { id } = await begun({ callsFrom, callsUntil })
    expect(await refused(next(id))).toBe('409 campaign/quiet-hours')
    const [one] = (await got(manager.get(`/campaigns/${id}/people`))).items
    expect(await refused(clerk.post(`/opinion-calls/${one.id}/take`, { version: one.version }))).toBe('409 campaign/quiet-hours')
  })
})

describe('what is answered', () => {
  test('shows by question, small numbers said as such; an improvement reaches the unit at once; a table holds no formula', async () => {
    await customers(6)
    const { id } = await begun()
    const call = await got(next(id))
    expect(await refused(answer(clerk, call, { answers: [9, '会', null] }))).toBe('422 kernel/invalid-input')
    expect(await refused(answer(clerk, call, { answers: [null, '也许', null] }))).toBe('422 campaign/answers-unfit')
    expect(await refused(answer(clerk, call, { answers: [null, null, null] }))).toBe('422 campaign/answers-unfit')
    const reply = await got(answer(clerk, call, { answers: [2, '会', '=1+1'], improvement: '柜台放把椅子', improvingUnitId: elsewhere }), 201)
    expect(reply).toMatchObject({ dissatisfied: true, way: 'phone', customer: { id: call.customer.id }, feedbackId: expect.any(String) })
    expect(await refused(answer(clerk, { ...call, version: call.version + 1 }))).toBe('409 campaign/done')
    expect(await got(other.get(`/feedback/${reply.feedbackId}`))).toMatchObject({ kind: 'suggestion', text: '柜台放把椅子', owner: { id: other.id }, name: call.customer.name })
    const few = await got(manager.get(`/campaigns/${id}/figures`))
    expect(few).toMatchObject({ replies: 1, few: true, improvements: { all: 1, open: 1, improved: 0 }, questions: [{ answered: 1, few: true, average: 2 }, { counts: [{ value: '会', count: 1 }, { value: '不会', count: 0 }] }, { answered: 1, latest: ['=1+1'] }] })
    for (let i = 0; i < 5; i++) await got(answer(clerk, await got(next(id))), 201)
    expect(await got(manager.get(`/campaigns/${id}/figures`))).toMatchObject({ replies: 6, few: false, questions: [{ answered: 6, few: false, average: 3.67 }, {}, {}] })
    expect((await got(manager.get(`/campaigns/${id}/figures?unitId=${elsewhere}`))).replies).toBe(0)
    expect(await got(manager.get(`/campaigns/${id}`))).toMatchObject({ progress: { answered: 6, replies: 6, byLink: 0 } })
    const sheet = Buffer.from((await manager.get<Uint8Array>(`/campaigns/${id}/table`)).body).toString()
    expect(sheet).toContain(`"'=1+1"`)
    expect(sheet).not.toContain(call.customer.name)
  })

  test('and is not satisfactory becomes a complaint, once', async () => {
    await customers(1)
    const { id } = await begun()
    const call = await got(next(id))
    const reply = await got(answer(clerk, call, { answers: [1, null, null] }), 201)
    const complaint = { ...await aComplaint(w), customer: { id: call.customer.id, name: call.customer.name, phone: call.customer.phone }, points: [{ text: '修得满意吗：1' }] }
    const answers = await Promise.all(Array.from({ length: 4 }, () => clerk.post(`/opinion-replies/${reply.id}/complaint`, { complaint })))
    expect(answers.map((a) => a.status).sort()).toEqual([201, 409, 409, 409])
    const made = answers.find((a) => a.status === 201)?.body
    expect(await got(clerk.get(`/opinion-replies/${reply.id}`))).toMatchObject({ complaintId: made.id })
    expect(JSON.stringify((await got(clerk.get(`/complaints/${made.id}`))).timeline)).toContain('由征询登记成投诉')
    expect(await refused(other.post(`/opinion-replies/${reply.id}/complaint`, { complaint }))).toBe('404 kernel/not-found')
  })
})

describe('answering by a link', () => {
  const tell = (code: string, change: Record<string, unknown> = {}) => w.visitor.call<any>('POST', '/portal/opinion', { answers: [5, '会', null], improvement: null, locale: 'zh-CN', ...change }, opinionHeader(code))
  const look = (code: string) => w.visitor.call<any>('GET', '/portal/opinion', undefined, opinionHeader(code))

  test('of one’s own goes once, and whoever answered so is not called any more', async () => {
    await customers(1)
    const { id } = await begun()
    const call = await got(next(id))
    const { address } = await got(clerk.post(`/opinion-calls/${call.id}/link`, { version: call.version }), 201)
    const code = codeOf(address)
    expect(await got(look(code))).toMatchObject({ name: '十月结案顾客', answered: false, units: [], questions: [{ kind: 'scale' }, { kind: 'choice' }, { kind: 'text' }] })
    const answers = await Promise.all(Array.from({ length: 5 }, () => tell(code, { improvement: '开门早一点' })))
    expect(answers.map((a) => a.status).sort()).toEqual([201, 409, 409, 409, 409])
    expect((await look(code)).body).toMatchObject({ answered: true })
    expect(await got(clerk.get(`/opinion-calls/${call.id}`))).toMatchObject({ state: 'done', result: 'answeredByLink' })
    const [reply] = (await got(manager.get(`/campaigns/${id}/replies`))).items
    expect(reply).toMatchObject({ way: 'link', by: null, customer: { id: call.customer.id }, improvement: '开门早一点' })
    expect(await got(manager.get(`/feedback/${reply.feedbackId}`))).toMatchObject({ channel: 'web', owner: { id: manager.id } })
  })

  test('for everybody is open while the campaign runs, and says of which place it is', async () => {
    const made = await make({ toAnybody: true, unitIds: [unitId] })
    const on = await got(manager.post(`/campaigns/${made.id}/begin`, { version: made.version }))
    const code = codeOf(on.address)
    expect(await got(look(code))).toMatchObject({ units: [{ id: unitId }], answered: false })
    for (let i = 0; i < 3; i++) expect((await tell(code)).status).toBe(201)
    expect((await tell(code, { answers: [5] })).status).toBe(422)
    expect((await tell(code, { unitId: elsewhere })).status).toBe(201)
    expect((await got(manager.get(`/campaigns/${on.id}/replies`))).items.every((r: { unitId: string; customer: unknown }) => r.unitId === unitId && r.customer === null)).toBe(true)
    expect((await manager.get(`/campaigns/${on.id}/card?layout=one`)).status).toBe(200)
    const paused = await got(manager.post(`/campaigns/${on.id}/pause`, { version: on.version }))
    expect(paused.state).toBe('paused')
    for (const wrong of [code, 'AAAA-BBBB-CCCC', '']) expect((await look(wrong)).body.type).toBe('/problems/campaign/opinion-over')
    expect((await tell(code)).status).toBe(404)
  })

  test('cannot be filled by the hundred: what comes too thickly wants a little work, and is set aside', async () => {
    const made = await make({ toAnybody: true })
    const on = await got(manager.post(`/campaigns/${made.id}/begin`, { version: made.version }))
    const code = codeOf(on.address)
    const came = []
    for (let i = 0; i < 130; i++) came.push((await tell(code)).status)
    expect(new Set(came)).toEqual(new Set([201, 429]))
  })
})

test('ten thousand customers are drawn from, listed and searched quickly', async () => {
  await onDatabase(w, async (client) => {
    await client.query('set role wenguo_system')
    await client.query(`insert into customer.customer (organization_id, id, name, phone, phone_key, since) select organization_id, gen_random_uuid(), '批量' || n, '139' || (30000000 + n), '+86139' || (30000000 + n), now() from identity.unit, generate_series(1, 10000) n where code = 'S01' limit 10000`)
    await client.query(`insert into complaint.complaint select (made.r).* from (select jsonb_populate_record(null::complaint.complaint, to_jsonb(c) || jsonb_build_object('id', gen_random_uuid(), 'number', 'X-' || u.phone, 'customer_id', u.id, 'portal_hash', '\\x' || md5(u.phone), 'state', 'closed', 'last_closed_at', c.registered_at)) as r from (select * from complaint.complaint where unit_id = $1 and identity = 'open' and not confidential limit 1) c, customer.customer u where u.name like '批量%') as made`, [unitId])
    // As the database does by itself within a minute.
    await client.query('set role wenguo_owner')
    await client.query('analyze customer.customer, complaint.complaint')
  })
  const { id } = await make()
  const start = performance.now()
  const full = await chosen(id, { most: 5_000 })
  expect(full.progress.people).toBe(5_000)
  expect((await got(manager.get(`/campaigns/${id}/people?limit=200`))).items).toHaveLength(200)
  expect((await got(manager.get(`/campaigns/${id}/people?q=${encodeURIComponent('批量7')}&limit=5`))).items.length).toBeGreaterThan(0)
  const on = await got(manager.post(`/campaigns/${id}/begin`, { version: full.version }))
  await got(next(on.id))
  expect(performance.now() - start).toBeLessThan(30_000)
})
