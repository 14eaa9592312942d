import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ADMIN, Client, type World, openWorld } from '#test/app.ts'
import { aComplaint } from '#test/story.ts'
import { faulty, got, refused } from '#test/steps.ts'

let w: World
let clerk: Client & { id: string }

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
})
afterAll(() => w.close())

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'
const routes = () => w.composed.routes.map(({ endpoint }) => {
  const [method, path] = endpoint.route.split(' ') as [Method, string]
  return { method, path, open: endpoint.open === true, writes: method !== 'GET', url: path.replace(/:\w+/g, () => crypto.randomUUID()).replace(/(\/papers\/)[^/]+$/, '$1file') }
})

const inject = (who: Client, url: string, headers: Record<string, string> = {}) => w.app.inject({ url: `/api/v1${url}`, headers: { ...who.headers, ...headers } })

describe('a problem', () => {
  test('says type, title, status and instance, and which field is at fault', async () => {
    const answer = await clerk.post('/complaints', await aComplaint(w, { channel: 'fax' }))
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect(answer.body).toEqual({ type: '/problems/kernel/invalid-input', title: '有些内容没有填好。请改好标出的地方再提交。', status: 422, instance: expect.stringMatching(/^\/requests\/[0-9a-f-]{36}$/), errors: [{ pointer: '#/channel', detail: expect.any(String) }] })
    const again = await clerk.post('/complaints', await aComplaint(w, { channel: 'fax' }))
    expect(again.body.instance).not.toBe(answer.body.instance)
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
  })

  test.each([['zh-CN', /[没请]/], ['zh-Hant-HK,zh;q=0.8', /[請]/], ['zh-TW', /[請]/], ['en-GB', /^[\x20-\x7e]+$/], ['fr', /[没请]/]])('is told in the language asked for: %s', async (language, words) => {
    const answers = await Promise.all([
      clerk.get(`/complaints/${crypto.randomUUID()}`, { 'accept-language': language }), w.visitor.get('/units', { 'accept-language': language }),
      clerk.post('/complaints', await aComplaint(w, { unitId: crypto.randomUUID() }), { 'accept-language': language }),
    ])
    for (const { body } of answers) expect(body.title).toMatch(words)
  })

  test('also comes for what is no request of ours', async () => {
    const send = (payload: string, type: string) => w.app.inject({ method: 'POST', url: '/api/v1/complaints', headers: { ...clerk.headers, 'content-type': type }, payload })
    const answers = await Promise.all([
      inject(clerk, '/complaints/%E0%A4%A'), inject(clerk, '/nowhere'), send('{"channel":', 'application/json'), send('<a/>', 'application/xml'), send('', 'application/json'), send('{"__proto__":{"a":1}}', 'application/json'),
      send('[]', 'application/json'), send('"text"', 'application/json'), send('channel=phone', 'text/plain'), send(JSON.stringify({ text: 'x'.repeat(1_100_000) }), 'application/json'), send('['.repeat(400_000), 'application/json'),
      send(`{"points":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'application/json'),
    ])
    expect(answers.map((a) => `${a.statusCode} ${a.json<{ type: string }>().type.replace('/problems/kernel/', '')}`)).toEqual([
      '404 not-found', '404 not-found', '400 malformed', '400 malformed', '400 malformed', '400 malformed',
      '422 invalid-input', '422 invalid-input', '422 invalid-input', '413 too-large', '400 malformed', '422 invalid-input',
    ])
    expect(answers.every((a) => String(a.headers['content-type']).startsWith('application/problem+json'))).toBe(true)
  })
})

describe('every operation', () => {
  test('wants a session unless it is open to visitors', async () => {
    const closed = routes().filter((r) => !r.open)
    const answers = await Promise.all(closed.map((r) => w.visitor.call<any>(r.method, r.url, r.writes ? {} : undefined)))
    expect(answers.map((a, i) => `${closed[i]?.method} ${closed[i]?.path} ${a.status} ${a.body.type}`)).toEqual(closed.map((r) => `${r.method} ${r.path} 401 /problems/identity/not-signed-in`))
    expect(routes().filter((r) => r.open).map((r) => `${r.method} ${r.path}`).sort()).toEqual([
      'DELETE /portal/uploads/:id', 'GET /first-run', 'GET /first-run/demo', 'GET /portal', 'GET /portal/agreement', 'GET /portal/agreement/pdf', 'GET /portal/approval', 'GET /portal/complaints/:number', 'GET /portal/complaints/:number/agreement', 'GET /portal/complaints/:number/agreement/pdf', 'GET /portal/complaints/:number/files/:id', 'GET /portal/expert', 'GET /portal/expert/files/:id', 'GET /portal/manifest', 'GET /portal/meetings', 'GET /portal/meetings/own', 'GET /portal/meetings/own/calendar', 'GET /portal/opinion',
      'GET /portal/pages/:name', 'GET /portal/pages/:name/pictures/:id', 'GET /portal/part', 'GET /portal/part/files/:id', 'GET /portal/puzzle', 'GET /portal/questionnaire', 'GET /portal/uploads/:id', 'PATCH /portal/uploads/:id', 'POST /first-run', 'POST /first-run/demo', ...['codes', 'opened', 'passes', 'refusal', 'signature', 'uploads'].map((what) => `POST /portal/agreement/${what}`), 'POST /portal/approval', 'POST /portal/cards/:code/opened', 'POST /portal/codes', 'POST /portal/complaints',
      'POST /portal/complaints/:number/answer', 'POST /portal/complaints/:number/files', 'POST /portal/complaints/:number/hearing', 'POST /portal/complaints/:number/identity', 'POST /portal/complaints/:number/meetings', 'POST /portal/complaints/:number/messages', 'POST /portal/complaints/:number/rating',
      'POST /portal/complaints/:number/uploads', 'POST /portal/expert/opened', 'POST /portal/expert/report', 'POST /portal/expert/uploads', 'POST /portal/feedback', 'POST /portal/files', 'POST /portal/lost-code', 'POST /portal/meetings', 'POST /portal/meetings/own/cancel', 'POST /portal/meetings/own/move', 'POST /portal/opinion', 'POST /portal/part/answer', 'POST /portal/part/opened', 'POST /portal/part/questions', 'POST /portal/part/uploads', 'POST /portal/questionnaire/answers', 'POST /portal/questionnaire/opened', 'POST /portal/questionnaire/uploads', 'POST /portal/uploads', 'POST /session',
    ])
  })

  test('that writes wants the header against forgery beside a cookie', async () => {
    const bare = new Client(w.app, { cookie: clerk.headers.cookie ?? '' })
    const writing = routes().filter((r) => r.writes && !r.open)
    const answers = await Promise.all(writing.map((r) => bare.call<any>(r.method, r.url, {})))
    expect(answers.map((a) => `${a.status} ${a.body.type}`)).toEqual(answers.map(() => '403 /problems/identity/csrf'))
  })

  test('refuses a field it does not know and names it', async () => {
    const all = routes().filter((r) => !r.path.startsWith('/session') && !r.path.startsWith('/first-run') && r.path !== '/portal/complaints' && r.path !== '/portal/files')
    for (const r of all) {
      const answer = r.writes ? await w.admin.call<any>(r.method, r.url, { nobodyKnows: 1 }) : await w.admin.call<any>(r.method, `${r.url}?nobodyKnows=1`)
      expect({ route: `${r.method} ${r.path}`, status: answer.status, named: answer.body.errors?.some((e: { pointer: string }) => e.pointer === '#/nobodyKnows') }).toEqual({ route: `${r.method} ${r.path}`, status: 422, named: true })
    }
    for (const path of ['/portal/complaints', '/portal/files', '/session', '/first-run']) expect(await faulty(w.visitor.post(path, { nobodyKnows: 1 }))).toContain('#/nobodyKnows')
  })

  test('refuses a body field that repeats a field of its path', async () => {
    const id = crypto.randomUUID()
    expect(await faulty(clerk.post(`/complaints/${id}/acknowledge`, { id: crypto.randomUUID(), how: 'phone' }))).toBe('422 #/id')
  })

  test('names unknown fields however deep they stand', async () => {
    expect(await faulty(clerk.post('/complaints', await aComplaint(w, { nope: 1, customer: { name: 'x', 'a/b~c': 1 }, points: [{ text: 'x' }, { text: 'x', foo: 1 }], product: { colour: 'red' } }))))
      .toBe('422 #/customer/a~1b~0c #/points/1/foo #/product/colour #/nope')
  })
})

describe('too many tries', () => {
  const from = (ip: string) => ({ 'x-forwarded-for': ip })

  test('at a password lock the account for a while, also for the right one', async () => {
    const someone = await w.admin.post('/people', { name: '某人', email: 'locked@example.com', password: ADMIN.password, unitId: await w.unitId('S01'), positionCode: 'clerk' })
    expect(someone.status).toBe(201)
    const attempt = (password: string) => w.visitor.post('/session', { email: 'locked@example.com', password }, from('198.51.100.1'))
    for (let i = 0; i < 8; i++) expect(await refused(attempt(`wrong ${i}`))).toBe('401 identity/wrong-sign-in')
    const locked = await attempt(ADMIN.password)
    expect(locked).toMatchObject({ status: 429, body: { type: '/problems/identity/locked-out' } })
    expect(Number(locked.headers['retry-after'])).toBeGreaterThan(60)
    w.travel(16 * 60_000)
    expect((await attempt(ADMIN.password)).status).toBe(200)
  })

  test('from one address are stopped whatever names they try', async () => {
    const answers = []
    for (let i = 0; i < 61; i++) answers.push(await w.visitor.post('/session', { email: `nobody${i}@example.com`, password: 'x' }, from('198.51.100.2')))
    expect(answers.slice(0, 60).every((a) => a.status === 401)).toBe(true)
    expect(answers[60]).toMatchObject({ status: 429, body: { type: '/problems/kernel/too-many-requests', title: expect.stringMatching(/\d+ 秒/) } })
    expect((await w.visitor.post('/session', ADMIN, from('198.51.100.3'))).status).toBe(200)
  })
})

describe('the description of the API', () => {
  interface Operation { operationId: string; parameters: { name: string; in: string; required: boolean; schema: unknown }[]; requestBody?: { content: Record<string, { schema: { properties: Record<string, unknown>; additionalProperties: boolean } }> }; responses: Record<string, { description: string }> }
  const described = async () => (await w.app.inject('/api/v1/openapi.json')).json<{ openapi: string; info: { title: string; version: string }; paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, unknown> } }>()
  const operations = async () => Object.entries((await described()).paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })))

  test('is OpenAPI 3.1 and names every operation once', async () => {
    const api = await described()
    expect(api).toMatchObject({ openapi: expect.stringMatching(/^3\.1\.\d+$/), info: { title: expect.any(String), version: expect.any(String) } })
    const named = (await operations()).map(({ path, method }) => `${method.toUpperCase()} ${path}`).sort()
    expect(named).toEqual(routes().map((r) => `${r.method} ${r.path.replace(/:(\w+)/g, '{$1}')}`).sort())
    const ids = (await operations()).map(({ operation }) => operation.operationId)
    expect(ids.filter((one, i) => ids.indexOf(one) !== i)).toEqual([])
    expect(ids.every((one) => /^\w+$/.test(one))).toBe(true)
  })

  test('declares each path parameter, no parameter twice, and an answer for each operation', async () => {
    for (const { path, method, operation } of await operations()) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort()
      expect({ path, inPath: operation.parameters.filter((p) => p.in === 'path').map((p) => p.name).sort() }).toEqual({ path, inPath })
      const keys = operation.parameters.map((p) => `${p.in} ${p.name}`)
      expect({ path, method, keys: new Set(keys).size }).toEqual({ path, method, keys: keys.length })
      for (const p of operation.parameters) expect({ path, name: p.name, ok: typeof p.schema === 'object' && (p.in !== 'path' || p.required) }).toEqual({ path, name: p.name, ok: true })
      expect(Object.entries(operation.responses).every(([status, r]) => /^([1-5]\d\d|default)$/.test(status) && r.description !== '')).toBe(true)
      expect(Object.keys(operation.responses).some((status) => status.startsWith('2'))).toBe(true)
    }
  })

  test('points only at what is in it', async () => {
    const api = await described()
    const refs: string[] = []
    JSON.stringify(api, (key, value) => { if (key === '$ref') refs.push(String(value)); return value })
    const resolve = (ref: string) => ref.slice(2).split('/').reduce<any>((at, part) => at?.[decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~')], api)
    expect(refs.length).toBeGreaterThan(0)
    expect([...new Set(refs)].filter((ref) => !ref.startsWith('#/') || resolve(ref) === undefined)).toEqual([])
  })

  test('says of a write what its body may hold, as the server checks it', async () => {
    const { paths } = await described()
    const body = paths['/complaints']?.post?.requestBody?.content['application/json']?.schema
    expect(Object.keys(body?.properties ?? {})).toEqual(expect.arrayContaining(['channel', 'unitId', 'receivedAt', 'customer', 'points', 'signedOff']))
    expect(body?.additionalProperties).toBe(false)
    expect(await got(w.visitor.get('/openapi.json'))).toMatchObject({ openapi: '3.1.0' })
  })
})
