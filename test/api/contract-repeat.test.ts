import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Answer, Client, World } from '#test/app.ts'
import { openWorld } from '#test/app.ts'
import { aComplaint, register } from '#test/story.ts'
import { faulty, got, investigated, offered, refused, rowCounts } from '#test/steps.ts'

let w: World
let clerk: Client & { id: string }

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
})
afterAll(() => w.close())

const key = () => ({ 'idempotency-key': crypto.randomUUID() })
const seen = (a: Answer<any>) => ({ status: a.status, body: a.body })

describe('the same key', () => {
  test('gives the first status and body again, says so, and does nothing', async () => {
    const one = key()
    const body = await aComplaint(w)
    const first = await clerk.post('/complaints', body, one)
    const before = await rowCounts(w)
    const again = await clerk.post('/complaints', body, one)
    expect(first.status).toBe(201)
    expect(first.headers['idempotent-replayed']).toBeUndefined()
    expect(seen(again)).toEqual(seen(first))
    expect(again.headers['idempotent-replayed']).toBe('true')
    expect(await rowCounts(w)).toEqual(before)
  })

  test('gives the first answer even when the case has moved on since', async () => {
    const c = await register(w, clerk)
    const one = key()
    const first = await clerk.post(`/complaints/${c.id}/acknowledge`, { how: 'phone' }, one)
    await got(clerk.post(`/complaints/${c.id}/findings`, { pointId: c.points[0]?.id, text: '属实', liability: 'ours' }))
    const again = await clerk.post(`/complaints/${c.id}/acknowledge`, { how: 'phone' }, one)
    expect(seen(again)).toEqual(seen(first))
    expect(again.headers['idempotent-replayed']).toBe('true')
  })

  test('with another body or for another operation is refused', async () => {
    const one = key()
    const c = await register(w, clerk)
    const body = await aComplaint(w)
    expect((await clerk.post('/complaints', body, one)).status).toBe(201)
    const before = await rowCounts(w)
    expect(await refused(clerk.post('/complaints', { ...body, place: '别处' }, one))).toBe('409 idempotency/mismatch')
    expect(await refused(clerk.post(`/complaints/${c.id}/acknowledge`, { how: 'phone' }, one))).toBe('409 idempotency/mismatch')
    expect(await rowCounts(w)).toEqual(before)
  })

  test('of another person is another key', async () => {
    const one = key()
    const colleague = await w.person('小张', 'S01', 'clerk')
    const body = await aComplaint(w)
    const [mine, theirs] = [await clerk.post('/complaints', body, one), await colleague.post('/complaints', body, one)]
    expect(mine.body.id).not.toBe(theirs.body.id)
    expect(theirs.headers['idempotent-replayed']).toBeUndefined()
  })

  test('of a refused request is free again', async () => {
    const one = key()
    const body = await aComplaint(w)
    expect(await faulty(clerk.post('/complaints', { ...body, customer: { name: '王', phone: 'abc' } }, one))).toBe('422 #/customer/phone')
    expect((await clerk.post('/complaints', body, one)).status).toBe(201)
  })

  test.each([['', 422], ['x'.repeat(201), 422], ['x'.repeat(200), 201]])('has between 1 and 200 characters', async (given, status) => {
    const answer = await clerk.post('/complaints', await aComplaint(w), { 'idempotency-key': given })
    expect(answer.status).toBe(status)
    if (status === 422) expect(answer.body.errors).toEqual([{ pointer: '#/Idempotency-Key', detail: expect.stringMatching(/\p{sc=Han}/u) }])
  })

  test('works for an uploaded file', async () => {
    const one = key()
    const send = () => w.app.inject({ method: 'POST', url: '/api/v1/files', headers: { ...clerk.headers, ...one, 'content-type': 'multipart/form-data; boundary=B' }, payload: '--B\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nabc\r\n--B--\r\n' })
    const [first, again] = [await send(), await send()]
    expect([first.statusCode, again.statusCode, again.headers['idempotent-replayed']]).toEqual([201, 201, 'true'])
    expect(again.json()).toEqual(first.json())
  })
})

/** Ten of a kind at once: one does the work, all hear the same. */
const tenAtOnce = async (send: (headers: Record<string, string>) => Promise<Answer<any>>, status: number) => {
  const one = key()
  const answers = await Promise.all(Array.from({ length: 10 }, () => send(one)))
  expect(answers.map((a) => a.status)).toEqual(answers.map(() => status))
  expect(answers.map((a) => a.body)).toEqual(answers.map(() => answers[0]?.body))
  expect(answers.filter((a) => a.headers['idempotent-replayed'] === 'true')).toHaveLength(9)
}

describe('ten identical requests at once do the work once', () => {
  test('registration', async () => {
    const body = await aComplaint(w, { points: [{ text: '十次同时登记' }] })
    await tenAtOnce((one) => clerk.post('/complaints', body, one), 201)
    expect((await got(clerk.get('/complaints?q=十次同时'))).items).toHaveLength(1)
  })

  test('a finding, a proposal, an offer and its answer', async () => {
    const c = await register(w, clerk)
    const point = c.points[0]?.id
    await tenAtOnce((one) => clerk.post(`/complaints/${c.id}/findings`, { pointId: point, text: '属实', liability: 'ours' }, one), 200)
    expect((await got(clerk.get(`/complaints/${c.id}`))).findings).toHaveLength(1)
    await tenAtOnce((one) => clerk.post(`/complaints/${c.id}/remedies`, { items: [{ kind: 'refund', amountFen: 100, pointId: point }], reason: '合理' }, one), 201)
    const [remedy] = (await got(clerk.get(`/complaints/${c.id}`))).remedies
    await tenAtOnce((one) => clerk.post(`/remedies/${remedy.id}/offer`, { version: remedy.version }, one), 200)
    await tenAtOnce((one) => w.visitor.post(`/portal/complaints/${c.number}/answer`, { remedyId: remedy.id, answer: 'accept', text: null, counterFen: null }, { ...one, 'x-case-code': c.portalCode }), 200)
    const shown = await got(clerk.get(`/complaints/${c.id}`))
    expect(shown.tasks).toHaveLength(1)
    expect(shown.timeline.filter((e: { name: string }) => e.name === 'remedy.accepted')).toHaveLength(1)
  })

  test('a submission through the portal and a message there', async () => {
    const body = { place: 'S01', name: '顾客', phone: null, text: '十次同时提交', wants: null, locale: 'zh-CN' }
    await tenAtOnce((one) => w.visitor.post('/portal/complaints', body, one), 201)
    expect((await got(clerk.get('/complaints?q=同时提交'))).items).toHaveLength(1)
    const c = await register(w, clerk)
    await tenAtOnce((one) => w.visitor.post(`/portal/complaints/${c.number}/messages`, { text: '一次就够' }, { ...one, 'x-case-code': c.portalCode }), 200)
    expect((await got(clerk.get(`/complaints/${c.id}`))).messages).toHaveLength(1)
  })

  test('a task, a note, a promise and a change of the customer', async () => {
    const { c, remedy } = await offered(w, clerk, [{ kind: 'repair', amountFen: 0 }])
    await got(clerk.post(`/remedies/${remedy.id}/answer`, { answer: 'accept', counterFen: null, proof: { kind: 'call' } }))
    const [task] = (await got(w.admin.get(`/tasks?complaintId=${c.id}`))).items
    await tenAtOnce((one) => w.admin.post(`/tasks/${task.id}/complete`, { result: '修好了', reference: 'W-1' }, one), 200)
    await tenAtOnce((one) => clerk.post(`/complaints/${c.id}/messages`, { kind: 'note', text: '只记一次' }, one), 201)
    const promise = { text: '明天回电', dueAt: new Date(w.now().getTime() + 86_400_000).toISOString() }
    await tenAtOnce((one) => clerk.post(`/complaints/${c.id}/promises`, promise, one), 201)
    const shown = await got(clerk.get(`/complaints/${c.id}`))
    expect([shown.messages.length, shown.promises.length, shown.followUps.length]).toEqual([1, 1, 1])
  })
})

test('work that its caller may not see the outcome of is not done', async () => {
  const c = await investigated(w, clerk)
  const token = await got(w.admin.post('/tokens', { name: 'x', scopes: ['complaint.restate'] }), 201)
  const before = await rowCounts(w)
  expect(await refused(w.visitor.post(`/complaints/${c.id}/restatement`, { text: '复述', confirmed: true, how: 'phone' }, { authorization: `Bearer ${token.token}` }))).toBe('403 identity/not-allowed')
  expect(await rowCounts(w)).toEqual(before)
})
