import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ADMIN, Client, type World, openWorld } from '#test/app.ts'
import { payOut } from '#test/payout.ts'
import { PNG, aComplaint, register, upload } from '#test/story.ts'
import { got, investigated, offered, propose, refused } from '#test/steps.ts'

const DAY = 86_400_000
const id = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/)
const text = expect.any(String)

let w: World
let clerk: Client & { id: string }
let manager: Client & { id: string }
let finance: Client
let officer: Client

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  finance = await w.person('财务周', 'FIN', 'financeOfficer')
  officer = await w.person('专员赵', 'HQ', 'complaintOfficer')
})
afterAll(() => w.close())

test('the service says when it is ready', async () => {
  const answer = await w.app.inject('/readyz')
  expect([answer.statusCode, answer.json()]).toEqual([200, { status: 'ready' }])
})

describe('session and tokens', () => {
  test('signing in gives the person, the token against forgery and a cookie no script can read', async () => {
    const answer = await w.visitor.post('/session', ADMIN)
    expect(answer).toMatchObject({ status: 200, body: { person: { id, name: '管理员', permissions: ['identity.me', '*'] }, csrfToken: text } })
    expect(String(answer.headers['set-cookie'])).toMatch(/^wenguo=[\w-]{40,}; .*Path=\/; HttpOnly; SameSite=Lax/)
    expect(await refused(w.visitor.post('/session', { ...ADMIN, password: 'wrong password' }))).toBe('401 identity/wrong-sign-in')
    expect(await refused(w.visitor.post('/session', { email: 'nobody@example.com', password: 'x' }))).toBe('401 identity/wrong-sign-in')
  })

  test('a cookie write needs the header, a Bearer write does not, a read never does', async () => {
    const bare = new Client(w.app, { cookie: clerk.headers.cookie ?? '' })
    const body = await aComplaint(w)
    expect(await refused(bare.post('/complaints', body))).toBe('403 identity/csrf')
    expect(await refused(bare.post('/complaints', body, { 'x-csrf-token': 'x'.repeat(43) }))).toBe('403 identity/csrf')
    expect(await refused(bare.post('/complaints', body, { 'x-csrf-token': manager.headers['x-csrf-token'] ?? '' }))).toBe('403 identity/csrf')
    expect((await bare.get('/units')).status).toBe(200)
    const made = await w.admin.post('/tokens', { name: '外部系统', scopes: ['*'] })
    expect(made).toMatchObject({ status: 201, body: { id, token: text } })
    const bearer = new Client(w.app, { authorization: `Bearer ${made.body.token}` })
    expect((await bearer.post('/complaints', body)).status).toBe(201)
    expect(await refused(new Client(w.app, { authorization: 'Bearer wg_nothing' }).get('/units'))).toBe('401 identity/not-signed-in')
  })
})

test('units, positions and people have their shapes', async () => {
  const units = await got(clerk.get('/units'))
  expect(units).toMatchObject({ next: null, items: expect.arrayContaining([expect.objectContaining({ id, code: 'HQ', name: text, parentId: null }), expect.objectContaining({ id, code: 'S01', name: text, parentId: id })]) })
  const positions = await got(clerk.get('/positions'))
  expect(positions).toMatchObject({ next: null, items: expect.arrayContaining([expect.objectContaining({ id, code: 'shopManager', unitId: await w.unitId('S01'), name: text })]) })
  const person = { name: '新人', email: 'new@example.com', password: ADMIN.password, unitId: await w.unitId('S01'), positionCode: 'clerk' }
  expect(await w.admin.post('/people', person)).toMatchObject({ status: 201, body: { id } })
  expect(await refused(w.admin.post('/people', person))).toBe('409 identity/email-taken')
  expect(await refused(w.admin.post('/people', { ...person, email: 'other@example.com', positionCode: 'king' }))).toBe('422 identity/unknown-position')
})

describe('a complaint', () => {
  test('is answered at registration with exactly the promised shape', async () => {
    const input = await aComplaint(w, { customer: { name: '王女士', phone: '13800138001' }, points: [{ text: '掉钻', wants: '退款' }, { text: '态度冷淡' }] })
    const { status, body, headers } = await clerk.post('/complaints', input)
    expect(status).toBe(201)
    expect(headers['content-type']).toBe('application/json; charset=utf-8')
    expect(body).toEqual({
      id, number: expect.stringMatching(/^S01-\d{8}-\d{4,}$/), portalCode: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/), version: 1, state: 'open', stage: 'intake', urgency: 'general',
      customer: { id, name: '王女士', phone: '13800138001' },
      points: [expect.objectContaining({ id, no: 1, text: '掉钻', wants: '退款', categoryCode: null }), expect.objectContaining({ id, no: 2, text: '态度冷淡', wants: null, categoryCode: null })],
      clocks: expect.arrayContaining([expect.objectContaining({ id, kind: text, startedAt: at, dueAt: at, state: 'running' })]), registeredAt: at, receivedAt: at,
    })
    expect(Date.parse(body.receivedAt)).toBe(Date.parse(String(input.receivedAt)))
  })

  test('is shown with the same object without the portal code, and what it grew', async () => {
    const { portalCode, ...c } = await register(w, clerk)
    const shown = await got(clerk.get(`/complaints/${c.id}`))
    expect(shown).toMatchObject({ ...c, remedies: [], timeline: [{ id, name: 'complaint.registered', at, actor: { id: clerk.id, name: '小李' }, reason: null }], may: { 'remedy.propose': null, 'complaint.close': text } })
    expect(JSON.stringify(shown)).not.toContain(portalCode)
  })

  test('is listed in pages that leave nobody out and show nobody twice', async () => {
    for (let i = 0; i < 4; i++) await register(w, clerk)
    const one = await got(clerk.get('/complaints?state=open&unitId=&q=&limit=50&cursor='))
    expect(one.next).toBeNull()
    expect(one.items[0]).toMatchObject({ id, number: text, state: 'open', stage: 'intake', urgency: text, customerName: '王女士', unitId: await w.unitId('S01'), ownerId: clerk.id, registeredAt: at, nextDueAt: at })
    const seen: string[] = []
    for (let cursor = ''; ;) {
      const page = await got(clerk.get(`/complaints?state=open&unitId=${await w.unitId('S01')}&limit=2&cursor=${cursor}`))
      seen.push(...page.items.map((i: { id: string }) => i.id))
      if (page.next === null) break
      cursor = page.next
    }
    expect(seen).toEqual(one.items.map((i: { id: string }) => i.id))
  })

  test('that nobody knows is not found, whatever is asked of it', async () => {
    const none = crypto.randomUUID()
    const answers = await Promise.all([
      clerk.get(`/complaints/${none}`), clerk.get(`/complaints/${none}/papers/file`), clerk.post(`/complaints/${none}/acknowledge`, { how: 'phone' }), clerk.post(`/complaints/${none}/reopen`, { reason: 'x' }),
      clerk.post(`/complaints/${none}/close`, { version: 1, summary: { cause: 'a', effect: 'b', improvement: 'c' } }), clerk.post(`/complaints/${none}/findings`, { pointId: none, text: 'x', liability: 'ours' }),
      clerk.post(`/complaints/${none}/remedies`, { items: [{ kind: 'refund', amountFen: 1, pointId: none }], reason: 'x' }), clerk.post(`/remedies/${none}/approve`, { version: 1, comment: '' }), clerk.post(`/remedies/${none}/offer`, { version: 1 }),
      clerk.post(`/remedies/${none}/answer`, { answer: 'accept', proof: { kind: 'call' } }), clerk.get(`/files/${none}`), clerk.get(`/customers/${none}`), clerk.get(`/clocks/${none}`), clerk.post(`/tasks/${none}/begin`), clerk.get('/no/such/place'),
    ])
    expect(answers.map((a) => `${a.status} ${a.body.type}`)).toEqual(answers.map(() => '404 /problems/kernel/not-found'))
  })
})

describe('the way of a case', () => {
  test('acknowledgement, findings and remedy answer with their shapes and states', async () => {
    const c = await register(w, clerk)
    const [point] = c.points
    expect(await got(clerk.post(`/complaints/${c.id}/acknowledge`, { how: 'phone' }))).toMatchObject({ id: c.id, number: c.number, stage: 'investigation', acknowledgement: { how: 'phone', by: { id: clerk.id }, at } })
    const photo = (await upload(clerk, 'ring.png', PNG)).json<{ id: string }>()
    const found = await got(clerk.post(`/complaints/${c.id}/findings`, { pointId: point?.id, text: '砂眼', liability: 'ours', rootCause: '铸造', evidence: [photo.id] }))
    expect(found).toMatchObject({ id: c.id, stage: 'remedy', findings: [{ pointId: point?.id, liability: 'ours', evidence: [{ id: photo.id }] }] })
    expect(await refused(clerk.post(`/complaints/${c.id}/findings`, { pointId: point?.id, text: 'x', liability: 'nobody' }))).toBe('422 kernel/invalid-input')
    const above = await clerk.post(`/complaints/${c.id}/remedies`, { items: [{ kind: 'refund', amountFen: 50_000, pointId: point?.id }], reason: '质量问题' })
    expect(above).toMatchObject({ status: 201, body: { id, version: 1, state: 'awaitingApproval', items: [{ kind: 'refund', amountFen: 50_000, pointId: point?.id }], decidedBy: { table: 'authority', version: text, rule: 'above-clerk' }, approver: { positionCode: 'shopManager' } } })
    expect(await got(clerk.get(`/complaints/${c.id}`))).toMatchObject({ may: { 'remedy.propose': text }, remedies: [{ id: above.body.id }] })
    expect(await refused(clerk.post(`/remedies/${above.body.id}/approve`, { version: 1, comment: '' }))).toBe('403 authority/own-proposal')
    expect(await refused(manager.post(`/remedies/${above.body.id}/approve`, { version: 7, comment: '' }))).toBe('409 kernel/stale-version')
    expect(await got(manager.post(`/remedies/${above.body.id}/approve`, { version: 1, comment: '同意' }))).toMatchObject({ id: above.body.id, version: 2, state: 'approved' })
    expect(await refused(manager.post(`/remedies/${above.body.id}/approve`, { version: 2, comment: '' }))).toBe('409 remedy/not-awaiting-approval')
    expect(await refused(clerk.post(`/remedies/${above.body.id}/offer`, { version: 1 }))).toBe('409 kernel/stale-version')
    expect(await got(clerk.post(`/remedies/${above.body.id}/offer`, { version: 2 }))).toMatchObject({ state: 'offered', version: 3 })
    expect(await refused(clerk.post(`/remedies/${above.body.id}/answer`, { answer: 'counter', counterFen: null, proof: { kind: 'call' } }))).toBe('422 remedy/counter-amount-missing')
    expect(await got(clerk.post(`/remedies/${above.body.id}/answer`, { answer: 'counter', counterFen: 90_000, proof: { kind: 'call' } }))).toMatchObject({ state: 'countered' })
    expect(await refused(clerk.post(`/remedies/${above.body.id}/answer`, { answer: 'accept', counterFen: null, proof: { kind: 'call' } }))).toBe('409 remedy/not-offered')
  })

  test('within one\'s limit a proposal is approved at once, with nobody to ask', async () => {
    const c = await investigated(w, clerk)
    expect(await propose(clerk, c, 20_000)).toMatchObject({ status: 201, body: { state: 'approved', approver: null } })
    expect(await refused(propose(clerk, c, 1))).toBe('409 remedy/proposal-pending')
  })

  test('closing wants the current version, reopening a closed case', async () => {
    const { c, remedy } = await offered(w, clerk, [{ kind: 'explanation', amountFen: 0 }])
    await got(clerk.post(`/remedies/${remedy.id}/answer`, { answer: 'accept', counterFen: null, proof: { kind: 'signature' } }))
    await got(clerk.post(`/complaints/${c.id}/completion-notice`, { answers: [{ pointId: c.points[0]?.id, answer: '已说明' }], contact: '一店' }), 201)
    const due = (await got(officer.get(`/follow-ups?complaintId=${c.id}`))).items[0]
    await got(officer.post(`/follow-ups/${due.id}/record`, { satisfied: true, score: 5, via: 'phone', early: true }))
    const summary = { cause: '一', effect: '二', improvement: '三' }
    const { version } = await got(clerk.get(`/complaints/${c.id}`))
    expect(await refused(clerk.post(`/complaints/${c.id}/reopen`, { reason: '还没结案' }))).toBe('409 complaint/not-closed')
    expect(await refused(clerk.post(`/complaints/${c.id}/close`, { version: version - 1, summary }))).toBe('409 kernel/stale-version')
    expect(await refused(clerk.post(`/complaints/${c.id}/close`, { version, summary: { cause: '一', effect: '二' } }))).toBe('422 kernel/invalid-input')
    expect(await got(clerk.post(`/complaints/${c.id}/close`, { version, summary }))).toMatchObject({ id: c.id, state: 'closed', stage: 'closed', summary, closedAt: at })
    expect(await refused(clerk.post(`/complaints/${c.id}/close`, { version: version + 1, summary }))).toBe('409 complaint/not-open')
    expect(await refused(clerk.post(`/complaints/${c.id}/acknowledge`, { how: 'phone' }))).toBe('409 complaint/not-open')
    expect(await got(clerk.post(`/complaints/${c.id}/reopen`, { reason: '又坏了' }))).toMatchObject({ id: c.id, state: 'open', stage: 'remedy', reopened: 1 })
  })

  test('money leaves by a payout, never by ticking the task off', async () => {
    const { c, remedy } = await offered(w, clerk)
    expect(await got(clerk.post(`/remedies/${remedy.id}/answer`, { answer: 'accept', counterFen: null, proof: { kind: 'call' } }))).toMatchObject({ state: 'agreed' })
    const task = (await got(finance.get(`/tasks?complaintId=${c.id}`))).items[0]
    expect(await refused(clerk.post(`/tasks/${task.id}/complete`, { result: 'x', reference: '1' }))).toBe('403 settlement/not-your-task')
    expect(await refused(finance.post(`/tasks/${task.id}/complete`, { result: 'x', reference: 'ICBC-1' }))).toBe('409 settlement/by-payout')
    await payOut(task, { asks: clerk, approves: finance })
    expect((await got(finance.get(`/tasks?complaintId=${c.id}`))).items).toMatchObject([{ state: 'done', doneBy: { name: '财务周' } }])
    expect(await refused(finance.post(`/tasks/${task.id}/complete`, { result: '已付', reference: 'ICBC-1' }))).toBe('409 settlement/task-done')
  })

  test('an offer runs out', async () => {
    const { remedy } = await offered(w, clerk, [{ kind: 'gift', amountFen: 100 }], { validDays: 1 })
    w.travel(2 * DAY)
    expect(await refused(clerk.post(`/remedies/${remedy.id}/answer`, { answer: 'accept', counterFen: null, proof: { kind: 'call' } }))).toBe('409 remedy/offer-expired')
    w.travel(-2 * DAY)
  })
})
