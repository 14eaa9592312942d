import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type World, openWorld } from '#test/app.ts'
import { type Registered, aComplaint, register } from '#test/story.ts'
import { type Proposed, faulty, got, investigated, offered, propose, refused, rowCounts } from '#test/steps.ts'

type Person = Client & { id: string }
type Change = Record<string, unknown>
const DAY = 86_400_000
const LONG = '字'.repeat(34_000)
const none = crypto.randomUUID()
let w: World
let clerk: Person
let c: Registered
let customerId: string
let approved: { c: Registered; remedy: Proposed }
let out: { c: Registered; remedy: Proposed }
let counts: Record<string, number>

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  c = await register(w, clerk)
  customerId = (await got(clerk.get(`/complaints/${c.id}`))).customer.id
  const ready = await investigated(w, clerk)
  approved = { c: ready, remedy: await got(propose(clerk, ready, 100), 201) }
  out = await offered(w, clerk)
  counts = await rowCounts(w)
})
afterAll(async () => {
  // Nothing of all that was refused in this file may have left a trace.
  const after = await rowCounts(w)
  await w.close()
  expect(after).toEqual(counts)
})

const ahead = (ms: number) => new Date(w.now().getTime() + ms).toISOString()
const point = (change: Change) => ({ points: [{ text: '掉钻', ...change }] })
const customer = (change: Change) => ({ customer: { name: '王女士', ...change } })

describe('a registration names what is wrong with it', () => {
  test.each<[string, Change, string]>([
    ...['2026-02-30T10:00:00+08:00', '2025-02-29T10:00:00Z', '2026-13-01T10:00:00Z', '2026-11-22T25:00:00Z', '2026-11-22', '2026-11-22T10:00:00', 'yesterday', '', 1_700_000_000, null, undefined, '0000-01-01T00:00:00Z', '0012-11-22T10:00:00Z', '9999-12-31T23:59:59Z', '9999-12-31T23:59:59-12:00']
      .map((receivedAt): [string, Change, string] => [`received at ${receivedAt}`, { receivedAt }, '#/receivedAt']),
    ...['2026-02-30T10:00:00Z', '2099-01-01T00:00:00Z', '0000-01-01T00:00:00Z', '9999-12-31T23:59:59-12:00'].map((occurredAt): [string, Change, string] => [`happened at ${occurredAt}`, { occurredAt }, '#/occurredAt']),
    ...['abc', '12', '1', '电话', '138-abcd-8000', '+', '-----------', '（）', '13800138000; drop', '1'.repeat(41), 13_800_138_000, ['13800138000'], {}].map((phone): [string, Change, string] => [`phone ${JSON.stringify(phone)}`, customer({ phone }), '#/customer/phone']),
    ...['', 'x'.repeat(201), 7, null, undefined, LONG].map((name): [string, Change, string] => [`name ${String(name).slice(0, 9)}`, customer({ name }), '#/customer/name']),
    ['a customer that is no object', { customer: '王女士' }, '#/customer'], ['no customer', { customer: undefined }, '#/customer'], ['a customer nobody knows', customer({ id: none }), '#/customer/id'],
    ['100 kB of an address', customer({ address: LONG }), '#/customer/address'], ['100 kB of a mail address', customer({ email: LONG }), '#/customer/email'],
    ...['abc', '王@', 'a b@example.com', '@example.com', 'a@b', ' a@example.com', 'a@example.com\n', 7].map((email): [string, Change, string] => [`mail address ${email}`, customer({ email }), '#/customer/email']),
    ...['gold', 'Bridal', 'x'.repeat(40)].map((classCode): [string, Change, string] => [`class ${classCode}`, customer({ classCode }), '#/customer/classCode']),
    ['no points', { points: [] }, '#/points'], ['51 points', { points: Array.from({ length: 51 }, () => ({ text: 'x' })) }, '#/points'], ['points that are no list', { points: { text: 'x' } }, '#/points'],
    ['an empty text', point({ text: '' }), '#/points/0/text'], ['a text that is a number', point({ text: 5 }), '#/points/0/text'], ['100 kB of text', point({ text: LONG }), '#/points/0/text'],
    ['100 kB of wants', point({ wants: LONG }), '#/points/0/wants'], ['100 kB of reading', point({ reading: LONG }), '#/points/0/reading'], ['an unknown category', point({ categoryCode: 'noSuch' }), '#/points/0/categoryCode'], ['a category that is no code', point({ categoryCode: '../x' }), '#/points/0/categoryCode'],
    ['an unknown severity', point({ severity: 'huge' }), '#/points/0/severity'], ['an unknown fault', point({ serviceFault: 'evil' }), '#/points/0/serviceFault'],
    ['a unit that is no id', { unitId: 'S01' }, '#/unitId'], ['a unit nobody knows', { unitId: none }, '#/unitId'], ['an unknown channel', { channel: 'fax' }, '#/channel'], ['no sign-off', { signedOff: false }, '#/signedOff'], ['a sign-off in words', { signedOff: 'true' }, '#/signedOff'],
    ['no receiver', { receiver: undefined }, '#/receiver'], ['a receiver without a position', { receiver: { name: '小李' } }, '#/receiver/position'], ['100 kB of a receiver', { receiver: { name: LONG, position: 'x' } }, '#/receiver/name'],
    ...[-1, 1.5, '100', 1e15, '一百'].flatMap((fen): [string, Change, string][] => [[`a claim of ${fen}`, { claimFen: fen }, '#/claimFen']]), ['a price below nothing', { product: { priceFen: -1 } }, '#/product/priceFen'],
    ['a day of purchase that never was', { order: { boughtOn: '2026-02-30' } }, '#/order/boughtOn'], ['100 kB of a place', { place: LONG }, '#/place'], ['100 kB of what was done', { soFar: LONG }, '#/soFar'], ['an unknown urgency', { urgency: 'extreme' }, '#/urgency'], ['an unknown nature', { nature: 'x' }, '#/nature'],
    ['a field the form has not', { fields: { nothing: 'x' } }, '#/fields/nothing'], ['a field of the wrong kind', { fields: { salesNumber: 5 } }, '#/fields/salesNumber'], ['a field that is too long', { fields: { salesNumber: 'x'.repeat(201) } }, '#/fields/salesNumber'], ['fields that are no object', { fields: ['x'] }, '#/fields'],
    ['a file that is no id', { fileIds: ['x'] }, '#/fileIds/0'], ['a file nobody uploaded', { fileIds: [none] }, '#/fileIds/0'], ['yes in words', { confidential: 'yes' }, '#/confidential'],
  ])('%s', async (_, change, pointer) => {
    const { status, body } = await clerk.post('/complaints', await aComplaint(w, change))
    expect([status === 404 ? 422 : status, body.errors?.[0]?.pointer]).toEqual([422, pointer])
    for (const fault of body.errors) expect(fault.detail).toMatch(/\p{sc=Han}/u)
  })

  test('a time that is still to come, with its own words; a clock that is a little ahead is forgiven', async () => {
    expect(await refused(clerk.post('/complaints', await aComplaint(w, { receivedAt: ahead(DAY) })))).toBe('422 complaint/received-in-future')
    expect(await refused(clerk.post('/complaints', await aComplaint(w, { receivedAt: ahead(10 * 60_000) })))).toBe('422 complaint/received-in-future')
    expect(await faulty(clerk.post('/complaints', await aComplaint(w, { receivedAt: ahead(60_000), channel: 'fax' })))).toBe('422 #/channel')
  })

  test('everything at once, each by name', async () => {
    expect(await faulty(clerk.post('/complaints', {}))).toBe('422 #/channel #/unitId #/receivedAt #/customer #/points #/receiver #/signedOff')
  })
})

describe('every other write names what is wrong with it', () => {
  const cases = (): [string, string, Change, string][] => [
    ['acknowledge', `/complaints/${c.id}/acknowledge`, { how: 'pigeon' }, '422 #/how'], ['acknowledge', `/complaints/${c.id}/acknowledge`, { how: 'phone', note: LONG }, '422 #/note'], ['acknowledge', `/complaints/${c.id}/acknowledge`, { how: 'phone', nextOn: '2026-02-30' }, '422 #/nextOn'],
    ['acknowledge', `/complaints/${c.id}/acknowledge`, { how: 'phone', nextOn: '0000-01-01' }, '422 #/nextOn'], ['restate', `/complaints/${c.id}/restatement`, { text: LONG, confirmed: 'yes', how: 'phone' }, '422 #/text #/confirmed'],
    ['classify', `/complaints/${c.id}/classify`, { version: 1, pointId: c.points[0]?.id, categoryCode: 'noSuch' }, '422 #/categoryCode'], ['classify', `/complaints/${c.id}/classify`, { version: 1, pointId: none, categoryCode: 'stone' }, '422 #/pointId'], ['classify', `/complaints/${c.id}/classify`, { version: '1', pointId: c.points[0]?.id, categoryCode: 'stone' }, '422 #/version'],
    ['classify', `/complaints/${c.id}/classify`, { version: 9, pointId: c.points[0]?.id, categoryCode: 'stone' }, '409'], ['urgency', `/complaints/${c.id}/urgency`, { urgency: 'urgent', reason: '' }, '422 #/reason'],
    ['finding', `/complaints/${c.id}/findings`, { pointId: c.points[0]?.id, text: LONG, liability: 'god' }, '422 #/text #/liability'], ['finding', `/complaints/${c.id}/findings`, { pointId: none, text: 'x', liability: 'ours' }, '422 #/pointId'], ['finding', `/complaints/${c.id}/findings`, { pointId: c.points[0]?.id, text: 'x', liability: 'ours', evidence: [none] }, '422 #/evidence/0'],
    ['message', `/complaints/${c.id}/messages`, { kind: 'shout', text: '' }, '422 #/kind #/text'], ['message', `/complaints/${c.id}/messages`, { kind: 'note', text: LONG }, '422 #/text'], ['message', `/complaints/${c.id}/messages`, { kind: 'note', text: 'x', fileIds: [none] }, '422 #/fileIds/0'],
    ['promise', `/complaints/${c.id}/promises`, { text: 'x', dueAt: '2026-02-30T00:00:00Z' }, '422 #/dueAt'], ['promise', `/complaints/${c.id}/promises`, { text: 'x', dueAt: '2020-01-01T00:00:00Z' }, '422 #/dueAt'], ['promise', `/complaints/${c.id}/promises`, { text: 'x', dueAt: '9999-12-31T23:59:59-12:00' }, '422 #/dueAt'],
    ['promise', `/complaints/${c.id}/promises`, { text: LONG, dueAt: ahead(DAY) }, '422 #/text'], ['promise', `/complaints/${c.id}/promises`, { text: 'x', dueAt: ahead(DAY), ownerId: none }, '404 #/ownerId'],
    ['hand-over', `/complaints/${c.id}/handovers`, { toPersonId: none, story: 'x' }, '404 #/toPersonId'], ['hand-over', `/complaints/${c.id}/handovers`, { toPersonId: clerk.id, story: 'x' }, '422 #/toPersonId'], ['hand-over', `/complaints/${c.id}/handovers`, { toPersonId: none, story: LONG }, '422 #/story'],
    ['proposal', `/complaints/${c.id}/remedies`, { items: [], reason: '' }, '422 #/items #/reason'], ['proposal', `/complaints/${c.id}/remedies`, { items: [{ kind: 'bribe', amountFen: -1, pointId: 'x' }], reason: 'x' }, '422 #/items/0/kind #/items/0/amountFen #/items/0/pointId'],
    ...[1.5, '100', 1e15, null].map((amountFen): [string, string, Change, string] => ['proposal', `/complaints/${c.id}/remedies`, { items: [{ kind: 'refund', amountFen, pointId: c.points[0]?.id }], reason: 'x' }, '422 #/items/0/amountFen']), ['proposal', `/complaints/${c.id}/remedies`, { items: [{ kind: 'refund', amountFen: 1, pointId: out.c.points[0]?.id }], reason: 'x' }, '422 #/items/0/pointId'],
    ['offer', `/remedies/${approved.remedy.id}/offer`, { version: 1, validDays: 0, message: LONG }, '422 #/message #/validDays'], ['offer', `/remedies/${approved.remedy.id}/offer`, { version: 0 }, '409'], ['offer', `/remedies/${approved.remedy.id}/offer`, {}, '422 #/version'],
    ['answer', `/remedies/${out.remedy.id}/answer`, { answer: 'maybe', proof: { kind: 'oath' } }, '422 #/answer #/proof/kind'], ['answer', `/remedies/${out.remedy.id}/answer`, { answer: 'counter', counterFen: -1, proof: { kind: 'call' } }, '422 #/counterFen'], ['answer', `/remedies/${out.remedy.id}/answer`, { answer: 'counter', counterFen: null, proof: { kind: 'call' } }, '422 #/counterFen'],
    ['answer', `/remedies/${out.remedy.id}/answer`, { answer: 'accept', proof: { kind: 'signature', fileId: none } }, '422 #/proof/fileId'], ['notice', `/complaints/${out.c.id}/completion-notice`, { answers: [{ pointId: out.c.points[0]?.id, answer: 'x' }, { pointId: none, answer: 'y' }], contact: 'z' }, '422 #/answers/1/pointId'],
    ['notice', `/complaints/${out.c.id}/completion-notice`, { answers: [{ pointId: out.c.points[0]?.id, answer: LONG }], contact: '' }, '422 #/answers/0/answer #/contact'], ['phrase', '/phrases', { situation: 'x', text: '' }, '422 #/situation #/text'], ['notices', '/notifications/read', { ids: ['x'] }, '422 #/ids/0'],
  ]

  test('in a case', async () => {
    for (const [name, path, body, expected] of cases()) expect({ name, body: JSON.stringify(body).slice(0, 90), faulty: await faulty(clerk.post(path, body)) }).toEqual({ name, body: JSON.stringify(body).slice(0, 90), faulty: expected })
  })

  test('in the settings', async () => {
    const unit = { code: 'NEW', name: '新店', kind: 'shop', parentId: null }
    const person = { name: '新人', email: 'new@example.com', password: 'long enough', unitId: await w.unitId('S01'), positionCode: 'clerk' }
    const table: [string, Change, string][] = [
      ['/units', { ...unit, code: 'lower' }, '422 #/code'], ['/units', { ...unit, code: 'S01' }, '409 #/code'], ['/units', { ...unit, kind: 'castle', name: '' }, '422 #/name #/kind'], ['/units', { ...unit, parentId: none }, '404 #/parentId'], ['/units', { ...unit, timeZone: 'Mars/Base' }, '422 #/timeZone'],
      ['/people', { ...person, email: 'no address' }, '422 #/email'], ['/people', { ...person, password: 'short' }, '422 #/password'], ['/people', { ...person, unitId: none }, '422 #/positionCode'], ['/people', { ...person, name: LONG }, '422 #/name'], ['/people', { ...person, locale: 'de' }, '422 #/locale'],
      [`/people/${clerk.id}/absence`, { from: '2026-02-30', until: '2026-03-01', deputyId: none }, '422 #/from'], [`/people/${clerk.id}/absence`, { from: '0000-01-01', until: '2026-03-01', deputyId: (await got(w.admin.get('/session'))).person.id }, '422 #/from'],
      ['/tokens', { name: '', scopes: [] }, '422 #/name #/scopes'], ['/positions', { unitId: none, code: 'clerk' }, '404 #/unitId'], ['/positions', { unitId: await w.unitId('S01'), code: 'king' }, '422 #/code'],
    ]
    for (const [path, body, expected] of table) expect({ path, body, faulty: await faulty(w.admin.post(path, body)) }).toEqual({ path, body, faulty: expected })
    const edit = { version: 1, name: '王女士', phone: null, email: null, memberNumber: null, classCode: null, address: null, temperament: null, relation: null, note: null }
    for (const [change, expected] of [[{ phone: 'abc' }, '422 #/phone'], [{ name: '' }, '422 #/name'], [{ note: LONG }, '422 #/note'], [{ version: 5 }, '409'], [{ temperament: 'furious' }, '422 #/temperament'], [{ email: 'abc' }, '422 #/email'], [{ classCode: 'gold' }, '422 #/classCode']] as const) expect(await faulty(clerk.put(`/customers/${customerId}`, { ...edit, ...change }))).toBe(expected)
    expect(await faulty(clerk.post(`/customers/${customerId}/merge`, { duplicateId: customerId, reason: 'x' }))).toBe('422 #/duplicateId')
    expect(await faulty(clerk.post(`/customers/${customerId}/merge`, { duplicateId: none, reason: 'x' }))).toBe('404')
  })

  test('in a question', async () => {
    const cursor = (key: unknown) => Buffer.from(JSON.stringify(key)).toString('base64url')
    const table: [string, string][] = [
      ['/complaints?limit=0', '#/limit'], ['/complaints?limit=201', '#/limit'], ['/complaints?limit=many', '#/limit'], ['/complaints?limit=1.5', '#/limit'], ['/complaints?unitId=S01', '#/unitId'], ['/complaints?state=lost', '#/state'], ['/complaints?q=a&q=b', '#/q'], [`/complaints?q=${'x'.repeat(201)}`, '#/q'], ['/complaints?nope=1', '#/nope'],
      ...['x', '%00', cursor([]), cursor(['abc']), cursor({ a: 1 }), cursor([null]), cursor(["' or 1=1"])].flatMap((given): [string, string][] => ['/complaints', '/customers', '/audit'].map((path) => [`${path}?cursor=${given}`, '#/cursor'])),
      ['/complaints?q=%00', '#/q'], ['/complaints?q=a%00b', '#/q'], ['/customers?q=%00', '#/q'], ['/customers/recognise?name=a%00', '#/name'], ['/people?q=%00', '#/q'], ['/phrases?q=%00', '#/q'], ['/complaints/not-an-id', '#/id'], [`/complaints/${c.id}/papers/secret`, '#/paper'], ['/clocks/1', '#/id'], ['/files/..%2F..%2Fetc%2Fpasswd', '#/id'],
    ]
    for (const [path, pointer] of table) expect({ path, faulty: await faulty(w.admin.get(path)) }).toEqual({ path, faulty: `422 ${pointer}` })
    expect(await faulty(w.visitor.get('/portal?place=%00'))).toBe('422 #/place')
    expect(await faulty(w.visitor.get('/portal/complaints/%00', { 'x-case-code': 'A' }))).toBe('422 #/number')
    expect(await faulty(w.visitor.post('/session', { email: 'a\u0000b', password: 'x' }))).toBe('422 #/email')
    expect(await faulty(w.visitor.post('/session', { email: 'a@example.com', password: { $ne: '' } }))).toBe('422 #/password')
    for (const q of ["' or 1=1 --", '%', '_', '\\', '":*', '&|!()', "a'b", '(((', '<->', '*', '🙂', '\u202e', "'; drop table complaint.complaint; --"]) expect((await clerk.get(`/complaints?q=${encodeURIComponent(q)}`)).status).toBe(200)
  })
})

test('2 MB of body are refused before they are read', async () => {
  const answer = await clerk.post('/complaints', await aComplaint(w, point({ text: 'x'.repeat(2_000_000) })))
  expect(answer).toMatchObject({ status: 413, body: { type: '/problems/kernel/too-large', title: '内容太大，发不出去。请分成几次提交。' } })
})

test.each([['zh-CN', /\p{sc=Han}/u, /[请没这]/, '收到投诉的时间还没有到'], ['zh-Hant', /\p{sc=Han}/u, /[請此這]/, '收到'], ['en', /^[\x20-\x7e“”’…–≥≤]+$/, /^[\x20-\x7e“”’–]+$/, 'received']])('faults are told in %s', async (language, detail, title, future) => {
  const headers = { 'accept-language': language }
  const wrong = [{ channel: 'fax' }, { receivedAt: '2026-02-30T00:00:00Z' }, customer({ phone: 'abc' }), customer({ name: undefined }), point({ text: LONG }), point({ text: 'a\u0000' }), point({ text: '' }), { points: [] }, { nope: 1 }, { unitId: none }, { claimFen: 1.5 }, { fields: { nothing: 'x' } }, { fileIds: [none] }, { fileIds: ['x'] }]
  for (const change of wrong) {
    const { body } = await clerk.post('/complaints', await aComplaint(w, change), headers)
    expect(body.title).toMatch(title)
    for (const fault of body.errors) expect(fault.detail).toMatch(detail)
  }
  expect((await clerk.post('/complaints', await aComplaint(w, { receivedAt: ahead(DAY) }), headers)).body.errors[0].detail).toContain(future)
})

describe('what cannot be stored is refused by name', () => {
  const full = async (bad: string): Promise<[string, Change][]> => {
    const whole = { customer: { name: 'x', address: 'x', memberNumber: 'x', email: 'x@example.com', classCode: 'bridal' }, points: [{ text: 'x', wants: 'x', reading: 'x' }], product: { name: 'x', code: 'x', lot: 'x' }, order: { number: 'x' }, receiver: { name: 'x', position: 'x' }, place: 'x', soFar: 'x', urgencyReason: 'x', fields: { salesNumber: 'x' } }
    const paths = ['customer/name', 'customer/address', 'customer/memberNumber', 'customer/email', 'customer/classCode', 'points/0/text', 'points/0/wants', 'points/0/reading', 'product/name', 'product/code', 'product/lot', 'order/number', 'receiver/name', 'receiver/position', 'place', 'soFar', 'urgencyReason', 'fields/salesNumber']
    return paths.map((path) => {
      const copy = structuredClone(whole) as Change
      const names = path.split('/')
      const last = names.pop() ?? ''
      const holder = names.reduce<any>((at, name) => at[name], copy)
      holder[last] = bad
      return [`#/${path}`, copy]
    })
  }
  test.each([['NUL', 'a\u0000b'], ['a high half', 'a\ud83d'], ['a low half', '\ude00b'], ['halves the wrong way round', '\ude00\ud83d']])('%s', async (_, bad) => {
    for (const [pointer, change] of await full(bad)) expect({ pointer, faulty: await faulty(clerk.post('/complaints', await aComplaint(w, change))) }).toEqual({ pointer, faulty: expect.stringMatching(new RegExp(`^422 ${pointer}$`)) })
    expect(await faulty(w.visitor.post('/portal/complaints', { name: 'x', phone: null, text: bad, locale: 'en' }))).toBe('422 #/text')
    expect(await faulty(clerk.post(`/complaints/${c.id}/messages`, { kind: 'note', text: bad }))).toBe('422 #/text')
  })
})
