import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type World, openWorld } from '#test/app.ts'
import { PNG, register, upload } from '#test/story.ts'
import { faulty, got, offered, refused } from '#test/steps.ts'

let w: World
let clerk: Client & { id: string }

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
})
afterAll(() => w.close())

/** Each test comes from an address of its own: wrong guesses are counted by address. */
const from = (ip: string) => ({ 'x-forwarded-for': ip })
const submission = { place: null, name: '顾客', phone: '13700137000', text: '项链断了', wants: '换新', locale: 'zh-CN' }
const look = (number: string, code: string | undefined, ip: string) => w.app.inject({ url: `/api/v1/portal/complaints/${encodeURIComponent(number)}`, headers: { 'accept-language': 'zh-CN', ...(code === undefined ? {} : { 'x-case-code': code }), ...from(ip) } })

describe('a complainant', () => {
  test('submits without signing in and follows the case with number and code', async () => {
    const made = await w.visitor.post('/portal/complaints', submission)
    expect(made).toMatchObject({ status: 201, body: { number: expect.stringMatching(/^HQ-\d{8}-\d{4,}$/), code: expect.any(String) } })
    const seen = await got(w.visitor.get(`/portal/complaints/${made.body.number}`, { 'x-case-code': made.body.code }))
    expect(seen).toMatchObject({ number: made.body.number, step: 1, stepName: '已收到', messages: [], offer: null, points: [{ no: 1, text: '项链断了' }] })
    expect((await got(w.visitor.get(`/portal/complaints/${made.body.number}`, { 'x-case-code': made.body.code, 'accept-language': 'en' }))).stepName).toBe('Received')
  })

  test('names the shop where it happened, by its code', async () => {
    const made = await got(w.visitor.post('/portal/complaints', { ...submission, place: 'S01' }), 201)
    expect(made.number).toMatch(/^S01-/)
    expect(await refused(w.visitor.post('/portal/complaints', { ...submission, place: 'NOWHERE' }))).toBe('422 portal/place-unknown')
    expect(await faulty(w.visitor.post('/portal/complaints', { ...submission, phone: 'abc' }))).toBe('422 #/phone')
    expect(await faulty(w.visitor.post('/portal/complaints', { ...submission, fileIds: [crypto.randomUUID()] }))).toBe('422 #/fileIds/0')
  })

  test('types the code as people do', async () => {
    const c = await register(w, clerk)
    for (const typed of [c.portalCode.toLowerCase(), c.portalCode.replaceAll('-', ''), ` ${c.portalCode.replaceAll('-', ' ')} `, c.portalCode.replaceAll('0', 'O').replaceAll('1', 'l')]) expect((await look(c.number, typed, '203.0.113.1')).statusCode).toBe(200)
    expect((await look(c.number.toLowerCase(), c.portalCode, '203.0.113.1')).statusCode).toBe(200)
  })

  test('sees the offer and answers it once', async () => {
    const { c, remedy } = await offered(w, clerk)
    const key = { 'x-case-code': c.portalCode }
    const seen = await got(w.visitor.get(`/portal/complaints/${c.number}`, key))
    expect(seen).toMatchObject({ step: 3, offer: { remedyId: remedy.id, items: [{ kind: 'refund', name: '退款', amountFen: 10_000 }], expiresAt: expect.any(String) } })
    const answered = await got(w.visitor.post(`/portal/complaints/${c.number}/answer`, { remedyId: remedy.id, answer: 'accept', counterFen: null, text: '好的' }, key))
    expect(answered).toMatchObject({ number: c.number, step: 4 })
    expect(await refused(w.visitor.post(`/portal/complaints/${c.number}/answer`, { remedyId: remedy.id, answer: 'decline', counterFen: null, text: '' }, key))).toBe('409 remedy/not-offered')
    const other = await offered(w, clerk)
    expect(await refused(w.visitor.post(`/portal/complaints/${c.number}/answer`, { remedyId: other.remedy.id, answer: 'accept', counterFen: null, text: '' }, key))).toBe('404 kernel/not-found')
    expect((await got(clerk.get(`/complaints/${other.c.id}`))).remedies[0].state).toBe('offered')
  })

  test('reads what was meant for them and nothing that was not', async () => {
    const c = await register(w, clerk)
    const own = (await upload(clerk, 'reply.png', PNG)).json<{ id: string }>()
    const secret = (await upload(clerk, 'evidence.png', PNG)).json<{ id: string }>()
    await got(clerk.post(`/complaints/${c.id}/messages`, { kind: 'note', text: '内部备注' }), 201)
    await got(clerk.post(`/complaints/${c.id}/messages`, { kind: 'reply', text: '请看照片', fileIds: [own.id] }), 201)
    await got(clerk.post(`/complaints/${c.id}/findings`, { pointId: c.points[0]?.id, text: '内部查明', liability: 'ours', evidence: [secret.id] }))
    const key = { 'x-case-code': c.portalCode }
    const seen = await got(w.visitor.get(`/portal/complaints/${c.number}`, key))
    expect(seen.messages).toMatchObject([{ from: 'us', text: '请看照片', files: [{ id: own.id, name: 'reply.png' }] }])
    expect(JSON.stringify(seen)).not.toContain('内部')
    expect((await w.visitor.get(`/portal/complaints/${c.number}/files/${own.id}`, key)).status).toBe(200)
    expect(await refused(w.visitor.get(`/portal/complaints/${c.number}/files/${secret.id}`, key))).toBe('404 kernel/not-found')
    expect((await got(w.visitor.post(`/portal/complaints/${c.number}/messages`, { text: '谢谢' }, key))).messages).toMatchObject([{}, { from: 'you', text: '谢谢' }])
  })
})

describe('who guesses', () => {
  test('gets the same slow answer for a wrong code, a wrong number and none at all', async () => {
    const c = await register(w, clerk)
    const other = await register(w, clerk)
    const guesses: [string, string | undefined][] = [[c.number, 'AAAA-AAAA-AAAA'], ['S01-20990101-0001', c.portalCode], [c.number, other.portalCode], [other.number, c.portalCode], ['S01-20990101-0001', 'AAAA-AAAA-AAAA'], [c.number, undefined], [c.number, ''], ['%', '%']]
    const answers = await Promise.all(guesses.map(async ([number, code], i) => {
      const begun = performance.now()
      const answer = await look(number, code, `203.0.113.${10 + i}`)
      return { ms: performance.now() - begun, status: answer.statusCode, type: answer.headers['content-type'], length: answer.headers['content-length'], body: answer.body.replace(answer.json<{ instance: string }>().instance, '') }
    }))
    for (const { ms, ...answer } of answers) {
      expect(answer).toEqual({ ...answers[0], ms: undefined })
      expect(ms).toBeGreaterThan(380)
    }
    expect(answers[0]).toMatchObject({ status: 404, body: expect.stringContaining('/problems/portal/case-not-found') })
  })

  test('is stopped after ten wrong guesses, also when they come at once or the eleventh is right; others are not', async () => {
    const c = await register(w, clerk)
    const guesses = await Promise.all(Array.from({ length: 25 }, () => look(c.number, 'AAAA-AAAA-AAAA', '203.0.113.30')))
    expect(guesses.filter((a) => a.statusCode === 404)).toHaveLength(10)
    expect(guesses.filter((a) => a.statusCode === 429)).toHaveLength(15)
    const right = await look(c.number, c.portalCode, '203.0.113.30')
    expect([right.statusCode, right.json<{ type: string }>().type]).toEqual([429, '/problems/kernel/too-many-requests'])
    expect(Number(right.headers['retry-after'])).toBeGreaterThan(0)
    const writing = await w.app.inject({ method: 'POST', url: `/api/v1/portal/complaints/${c.number}/messages`, headers: { 'x-case-code': c.portalCode, ...from('203.0.113.30') }, payload: { text: 'x' } })
    expect(writing.statusCode).toBe(429)
    expect((await look(c.number, c.portalCode, '203.0.113.31')).statusCode).toBe(200)
  })

  test('right answers are not counted as guesses', async () => {
    const c = await register(w, clerk)
    for (let i = 0; i < 12; i++) expect((await look(c.number, c.portalCode, '203.0.113.32')).statusCode).toBe(200)
  })

  test('cannot flood us with submissions from one address', async () => {
    const answers = []
    for (let i = 0; i < 61; i++) answers.push((await w.visitor.post('/portal/complaints', submission, from('203.0.113.33'))).status)
    expect(answers).toEqual([...Array.from({ length: 60 }, () => 201), 429])
  })
})
