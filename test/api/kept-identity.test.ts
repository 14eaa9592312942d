import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type World, openWorld } from '#test/app.ts'
import { faulty, got, onDatabase, refused } from '#test/steps.ts'
import { type Registered, register, upload } from '#test/story.ts'

type Person = Client & { id: string }
let w: World
let officer: Person
let clerk: Person
let manager: Person
const WHO = { name: '隐姓埋名氏', phone: '13722220001', email: 'hidden@example.com', memberNumber: 'VIP-8080', address: '隐秘路八号' }
const SECRETS = Object.values(WHO)

beforeAll(async () => {
  w = await openWorld()
  officer = await w.person('投诉专员', 'HQ', 'complaintOfficer')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  clerk = await w.person('小李', 'S01', 'clerk')
})
afterAll(() => w.close())

const pass = (c: { portalCode: string }) => ({ 'x-case-code': c.portalCode })
const look = (c: Registered) => w.visitor.get(`/portal/complaints/${c.number}`, pass(c))
const complainant = (who: Client, c: { id: string }, reason = '顾客要回电') => who.post(`/complaints/${c.id}/complainant`, { reason })

/** Where somebody might look for who complains. */
const PLACES = (c: Registered, full: any) => [
  `/complaints/${c.id}`, `/complaints/${c.id}/news`, `/complaints/${c.id}/claims`, `/complaints/${c.id}/likely-duplicates`, `/customers/${full.customer.id}`, '/customers?limit=200', '/complaints?limit=200', '/desk', '/follow-ups', '/tasks', '/approvals', '/candidates', '/feedback',
  ...[WHO.name, WHO.phone, '2222', WHO.email, WHO.memberNumber].flatMap((q) => ['/search', '/complaints', '/customers'].map((path) => `${path}?q=${encodeURIComponent(q)}`)), `/customers/recognise?phone=${WHO.phone}`, '/complaints/changes?limit=500',
]

const told = async (who: Client, c: Registered) => {
  const full = await got(who.get(`/complaints/${c.id}`))
  const said: string[] = []
  for (const path of PLACES(c, full)) {
    const body = JSON.stringify((await who.get(path)).body)
    said.push(...SECRETS.filter((secret) => body.includes(secret)).map((secret) => `${path}: ${secret}`))
  }
  return said
}

const rowsSaying = (scope: Record<string, string>, said: readonly string[]) => onDatabase(w, async (db) => {
  const { rows: tables } = await db.query<{ name: string }>(`select format('%I.%I', nspname, relname) as name from pg_class k join pg_namespace n on n.oid = relnamespace
    where relkind = 'r' and nspname not in ('pg_catalog', 'information_schema', 'graphile_worker') and has_table_privilege('wenguo_app', k.oid, 'select') order by 1`)
  await db.query('set role wenguo_app')
  for (const [key, value] of Object.entries(scope)) await db.query('select set_config($1, $2, false)', [`app.${key}`, value])
  const found: string[] = []
  for (const { name } of tables) {
    const { rows } = await db.query(`select t::text as row from ${name} t where exists (select from unnest($1::text[]) as one where strpos(t::text, one) > 0)`, [said])
    if (rows.length) found.push(name)
  }
  return found
})

const rowsOf = (query: string, id: string) => onDatabase(w, async (db) => {
  await db.query('set role wenguo_system')
  return (await db.query(query, [id])).rowCount
})

describe('a protected complainant', () => {
  let c: Registered
  let voice: string
  beforeAll(async () => {
    voice = (await upload(clerk, '录音.mp3', Buffer.concat([Buffer.from('ID3\x04\x00\x00\x00\x00\x00\x00'), Buffer.from([0xff, 0xfb, 0x90, 0x00]), Buffer.alloc(800)]))).json().id
    c = await register(w, clerk, { customer: WHO, identity: 'protected', points: [{ text: '店里以次充好' }], fileIds: voice ? [voice] : [] })
  })

  test('stands in nothing that who works on the case may read', async () => {
    for (const who of [clerk, manager]) expect(await told(who, c)).toEqual([])
    const shown = await got(clerk.get(`/complaints/${c.id}`))
    expect(shown).toMatchObject({ identity: 'protected', customer: { name: '顾客（身份保密）', phone: null, email: null, memberNumber: null, address: null } })
    expect((await got(clerk.get(`/complaints/${c.id}`, { 'accept-language': 'en' }))).customer.name).toBe('Customer (identity protected)')
    expect(JSON.stringify((await got(clerk.get(`/complaints?q=${encodeURIComponent('以次充好')}`))).items)).toContain(c.id)
  })

  test('comes out of no table of the serving role but for those who may know', async () => {
    const organization = (await got(clerk.get('/session'))).organization.id
    const scope = { organization, units: '*', confidential: '1', person: clerk.id, above: clerk.id }
    // What somebody searched for is theirs to have typed.
    expect((await rowsSaying(scope, SECRETS)).filter((table) => table !== 'kernel.event_text')).toEqual([])
    expect(await rowsSaying({ ...scope, identity: '1' }, SECRETS)).toContain('complaint.complainant')
  })

  test('is shown to named posts, with a reason that stays', async () => {
    expect(await refused(complainant(clerk, c))).toBe('403 complaint/identity-kept')
    expect(await refused(complainant(manager, c))).toBe('403 complaint/identity-kept')
    expect(await got(complainant(officer, c))).toEqual({ ...WHO, customerId: null, representative: null })
    const { timeline, may } = await got(officer.get(`/complaints/${c.id}`))
    expect(timeline).toContainEqual(expect.objectContaining({ name: 'complaint.complainantShown', reason: '顾客要回电', actor: expect.objectContaining({ name: '投诉专员' }) }))
    expect(may['complaint.showComplainant']).toBeNull()
    expect((await got(clerk.get(`/complaints/${c.id}`))).may['complaint.showComplainant']).toContain('身份保密')
    expect(await faulty(complainant(officer, c, ''))).toBe('422 #/reason')
  })

  test('is shown to the owner where the rule says so', async () => {
    expect(await refused(clerk.put('/identity-rule', { ownerSees: true }))).toBe('403 identity/not-allowed')
    const rule = await got(w.admin.put('/identity-rule', { ownerSees: true }))
    expect(rule.roles.map((r: any) => r.code)).toEqual(expect.arrayContaining(['administrator', 'officer', 'director']))
    expect((await got(complainant(clerk, c))).name).toBe(WHO.name)
    expect(await refused(complainant(manager, c))).toBe('403 complaint/identity-kept')
    expect(await told(clerk, c)).toEqual([])
    await got(w.admin.put('/identity-rule', { ownerSees: false }))
    expect(await refused(complainant(clerk, c))).toBe('403 complaint/identity-kept')
  })

  test('is not heard or seen on recordings', async () => {
    expect((await got(clerk.get(`/complaints/${c.id}`))).files).toEqual([])
    expect((await clerk.get(`/files/${voice}`)).status).toBe(404)
    expect((await got(officer.get(`/complaints/${c.id}`))).files.map((f: any) => f.id)).toEqual([voice])
    expect((await officer.get(`/files/${voice}`)).status).toBe(200)
  })

  test('is no customer anybody can change, merge or find', async () => {
    const standIn = (await got(clerk.get(`/complaints/${c.id}`))).customer.id
    expect(await refused(clerk.post(`/customers/${standIn}/marks`, { kind: 'abusiveConduct', reason: 'x', until: '2027-01-01' }))).toBe('404 kernel/not-found')
    expect(JSON.stringify((await got(clerk.get('/customers?limit=200'))).items)).not.toContain(standIn)
    const other = await w.person('王店长', 'S02', 'shopManager')
    expect((await other.get(`/customers/${standIn}`)).status).toBe(404)
  })

  test('gets back a lost code by what they told us, and nobody else does', async () => {
    await got(w.visitor.post('/portal/lost-code', { number: c.number, contact: WHO.phone, locale: 'zh-CN' }))
    await got(w.visitor.post('/portal/lost-code', { number: c.number, contact: '13722229999', locale: 'zh-CN' }))
    expect(await rowsOf('select 1 from portal.code_request where complaint_id = $1', c.id)).toBe(1)
  })

  test('takes it back themselves, and is then known like everybody', async () => {
    expect((await got(look(c))).identity).toBe('protected')
    expect((await got(w.visitor.post(`/portal/complaints/${c.number}/identity`, { identity: 'open' }, pass(c)))).identity).toBe('open')
    expect((await got(clerk.get(`/complaints/${c.id}`))).customer).toMatchObject({ name: WHO.name, phone: WHO.phone })
    expect((await got(clerk.get(`/complaints/${c.id}`))).files.map((f: any) => f.id)).toEqual([voice])
    expect(JSON.stringify((await got(clerk.get(`/complaints?q=${WHO.phone}`))).items)).toContain(c.id)
    expect(await refused(w.visitor.post(`/portal/complaints/${c.number}/identity`, { identity: 'open' }, pass(c)))).toBe('409 complaint/identity-already')
  })
})

describe('protection asked for later', () => {
  test('takes the name out of everything, and leaves the customer on record with their other cases', async () => {
    const who = { ...WHO, phone: '13722220002', email: 'later@example.com', memberNumber: 'VIP-9090' }
    const [before, c] = [await register(w, clerk, { customer: who }), await register(w, clerk, { customer: who })]
    const known = (await got(clerk.get(`/complaints/${c.id}`))).customer.id
    await got(clerk.post(`/complaints/${c.id}/identity`, { identity: 'protected', reason: '顾客担心被报复' }))
    const full = await got(clerk.get(`/complaints/${c.id}`))
    expect(full.customer).toMatchObject({ name: '顾客（身份保密）', phone: null })
    expect(JSON.stringify(full)).not.toContain(known)
    expect(JSON.stringify(full)).not.toContain(before.number)
    const record = JSON.stringify(await got(clerk.get(`/customers/${known}`)))
    expect([record.includes(before.number), record.includes(c.number)]).toEqual([true, false])
    expect((await got(clerk.get(`/complaints?q=${who.phone}`))).items.map((i: any) => i.id)).toEqual([before.id])
    expect(await refused(clerk.post(`/complaints/${c.id}/identity`, { identity: 'open', reason: '顾客说不用了' }))).toBe('403 complaint/identity-kept')
    await got(officer.post(`/complaints/${c.id}/identity`, { identity: 'open', reason: '顾客说不用了' }))
    expect((await got(clerk.get(`/complaints/${c.id}`))).customer.id).toBe(known)
  })

  test('by two at once is done once', async () => {
    const c = await register(w, clerk)
    const answers = await Promise.all([1, 2, 3].map(() => refused(clerk.post(`/complaints/${c.id}/identity`, { identity: 'protected', reason: '顾客担心' }))))
    expect(answers.filter((a) => a.startsWith('409')).length).toBe(2)
  })
})

describe('an anonymous complainant', () => {
  test('is asked for nothing, and nothing of what is told is kept', async () => {
    const made = await register(w, clerk, { customer: null, identity: 'anonymous', points: [{ text: '匿名反映' }] })
    const full = await got(officer.get(`/complaints/${made.id}`))
    expect(full).toMatchObject({ identity: 'anonymous', customer: { name: '匿名顾客', phone: null } })
    expect(await refused(complainant(officer, made))).toBe('409 complaint/is-anonymous')
    expect(await refused(officer.post(`/complaints/${made.id}/identity`, { identity: 'open', reason: 'x' }))).toBe('409 complaint/is-anonymous')
    const told = await register(w, clerk, { customer: { ...WHO, phone: '13722220003', name: '不留名氏' }, identity: 'anonymous' })
    expect(await rowsOf(`select 1 from customer.customer where name = '不留名氏' or phone = '13722220003' union all select 1 from complaint.complainant where complaint_id = $1`, told.id)).toBe(0)
  })

  test('tells it in the portal without a name, and reads the answer there', async () => {
    const sent = await got(w.visitor.post('/portal/complaints', { place: 'S01', name: '', identity: 'anonymous', phone: null, text: '店员态度差', locale: 'zh-CN' }), 201)
    const shown = await got(w.visitor.get(`/portal/complaints/${sent.number}`, { 'x-case-code': sent.code }))
    expect(shown.identity).toBe('anonymous')
    expect(await refused(w.visitor.post(`/portal/complaints/${sent.number}/identity`, { identity: 'protected' }, { 'x-case-code': sent.code }))).toBe('409 complaint/is-anonymous')
    expect(await faulty(w.visitor.post('/portal/complaints', { place: 'S01', name: '', phone: null, text: '店员态度差', locale: 'zh-CN' }))).toBe('422 #/name')
    expect(await faulty(w.visitor.post('/portal/complaints', { place: 'S01', name: ' ', identity: 'protected', phone: null, text: '店员态度差', locale: 'zh-CN' }))).toBe('422 #/name')
  })

  test('is two people when two complain', async () => {
    const [one, two] = [await register(w, clerk, { identity: 'anonymous', customer: null }), await register(w, clerk, { identity: 'anonymous', customer: null })]
    expect(await refused(officer.post(`/complaints/${one.id}/merge`, { duplicateId: two.id, reason: 'x' }))).toBe('409 complaint/other-customer')
    expect((await got(clerk.get(`/complaints/${two.id}`)))).toMatchObject({ recurring: false, earlierCases: [] })
  })
})

test('nobody is nameless without wishing to be', async () => {
  const said = { channel: 'phone', unitId: await w.unitId('S01'), receivedAt: w.now().toISOString(), points: [{ text: 'x' }], receiver: { name: 'a', position: 'b' }, signedOff: true }
  expect(await faulty(clerk.post('/complaints', said))).toBe('422 #/customer')
  expect(await faulty(clerk.post('/complaints', { ...said, customer: null }))).toBe('422 #/customer')
  expect(await faulty(clerk.post('/complaints', { ...said, customer: null, identity: 'protected' }))).toBe('422 #/customer')
})
