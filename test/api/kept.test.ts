import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sweepClocks } from '#modules/clock/sweep.ts'
import { type Client, type World, openWorld } from '#test/app.ts'
import { got, investigated, onDatabase, propose, refused } from '#test/steps.ts'
import { PNG, type Registered, register, upload } from '#test/story.ts'

type Person = Client & { id: string }
let w: World
let gm: Person
let director: Person
let officer: Person
let manager: Person
let clerk: Person
let other: Person
let organization: string
/** Somebody who complained before: whoever looks at their record sees the same afterwards. */
const WHO = { name: '卞女士', phone: '13911110000' }
const WORDS = '店长当众羞辱顾客并撕毁小票甲乙丙'

beforeAll(async () => {
  w = await openWorld()
  gm = await w.person('赵总', 'GMO', 'generalManager')
  director = await w.person('客服经理', 'HQ', 'serviceManager')
  officer = await w.person('投诉专员', 'HQ', 'complaintOfficer')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  clerk = await w.person('小李', 'S01', 'clerk')
  other = await w.person('王店长', 'S02', 'shopManager')
  organization = (await got(gm.get('/session'))).organization.id
  await register(w, clerk, { customer: WHO, order: { number: 'ORD-77' } })
})
afterAll(() => w.close())

const secretOf = (c: Registered) => [c.id, c.number, WORDS, '撕毁小票', '当场道歉承诺']

/** A case that has everything a case can have, about the manager of the shop. */
const aboutManager = async (): Promise<Registered> => {
  const file = (await upload(gm, '证物甲乙丙.png', PNG)).json().id as string
  const c = await investigated(w, gm, { customer: WHO, order: { number: 'ORD-77' }, points: [{ text: WORDS, wants: '道歉' }], fileIds: [file], fields: {} })
  await got(gm.post(`/complaints/${c.id}/promises`, { text: '当场道歉承诺', dueAt: new Date(w.now().getTime() + 3_600_000).toISOString() }), 201)
  await got(gm.post(`/complaints/${c.id}/messages`, { kind: 'note', text: `${WORDS}备注` }), 201)
  const made = await got(propose(gm, c, 10_000), 201)
  await got(gm.post(`/remedies/${made.id}/offer`, { version: made.version }))
  return c
}

const name = (who: Client, c: { id: string }, ids: readonly string[], reason = '投诉的就是他本人') => who.post(`/complaints/${c.id}/accused`, { personIds: ids, reason })

/** Where the API can be read, but for the stream that never ends. */
const readable = () => w.composed.routes.filter(({ endpoint: { route, open } }) => route.startsWith('GET ') && !open && route !== 'GET /live').map(({ endpoint: { route } }) => route.slice('GET '.length))

const pathsOf = (path: string, ids: readonly string[]) => (path.includes('/:') ? ids.map((id) => path.replace(/:paper\b/, 'file').replace(/:\w+/g, id)) : [path])

/** Every question the API can be asked, about everything the case has. */
const everyAnswer = async (who: Client, c: Registered, full: any) => {
  const ids = [...new Set([c.id, full.customer.id, full.unitId, ...JSON.stringify(full).matchAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g)].map(String))].filter(Boolean)
  const answers: Record<string, string> = {}
  for (const path of readable()) {
    for (const one of pathsOf(path, ids)) {
      const { status, body } = await who.get(`${one}${QUESTIONS[path] ?? ''}`)
      answers[one] = `${status} ${Buffer.isBuffer(body) ? body.toString('latin1') : JSON.stringify(body)}`
    }
  }
  for (const q of [c.number, '撕毁小票', 'ORD-77', WHO.name, WHO.phone]) {
    for (const path of ['/search', '/complaints', '/complaints/count', '/customers']) answers[`${path}?q=${q}`] = JSON.stringify((await who.get(`${path}?q=${encodeURIComponent(q)}`)).body)
  }
  return answers
}
const QUESTIONS: Readonly<Record<string, string>> = { '/search': '?q=%E6%92%95%E6%AF%81', '/complaints': '?limit=200', '/audit': '?limit=200', '/customers': '?limit=200', '/customers/recognise': `?phone=${WHO.phone}`, '/complaints/changes': '?limit=500' }

const leaks = (answers: Record<string, string>, secrets: readonly string[], asked: readonly string[] = []) =>
  Object.entries(answers).flatMap(([path, said]) => secrets.filter((s) => said.includes(s) && !asked.includes(s)).map((s) => `${path}: ${s}`))

/** Every row of every table that says one of these, read as the serving role with everything a person can have been given. */
const rowsSaying = (person: string, above: string | null, said: readonly string[]) => onDatabase(w, async (db) => {
  const { rows: tables } = await db.query<{ name: string }>(`select format('%I.%I', nspname, relname) as name from pg_class k join pg_namespace n on n.oid = relnamespace
    where relkind = 'r' and nspname not in ('pg_catalog', 'information_schema', 'graphile_worker') and has_table_privilege('wenguo_app', k.oid, 'select') order by 1`)
  await db.query('set role wenguo_app')
  const scope = { organization, units: '*', confidential: '1', identity: '1', person, ...(above !== null && { above }) }
  for (const [key, value] of Object.entries(scope)) await db.query('select set_config($1, $2, false)', [`app.${key}`, value])
  const found: string[] = []
  for (const { name: table } of tables) {
    const { rows } = await db.query(`select t::text as row from ${table} t where exists (select from unnest($1::text[]) as one where strpos(t::text, one) > 0)`, [said])
    found.push(...rows.map((r) => `${table} ${r.row}`))
  }
  return found
})

/** What tells the time or who asked differs between two looks; the rest must not. */
const still = (answers: Record<string, string>) => Object.fromEntries(Object.entries(answers).filter(([path]) => !/audit|notifications|^\/session/.test(path)).map(([path, said]) => [path, said.replace(/"(now|lastUsedAt|instance)":"[^"]*"/g, '').replace(path === '/complaints/changes' ? /"next":.*/ : /$^/, '')]))

describe('a complaint about a manager', () => {
  let c: Registered
  let full: any
  let before: Record<string, Record<string, string>>

  beforeAll(async () => {
    before = {}
    for (const [who, client] of Object.entries({ manager, clerk })) before[who] = still(await everyAnswer(client, { id: organization, number: 'S01-19990101-0001', portalCode: '', points: [] }, { customer: { id: '' }, unitId: '' }))
    c = await aboutManager()
    await got(name(gm, c, [manager.id]))
    full = await got(gm.get(`/complaints/${c.id}`))
  })

  test('is known to who may see it, with whom it is about', () => {
    expect(full.about.people).toMatchObject([{ id: manager.id, name: '陈店长', reason: '投诉的就是他本人' }])
    expect(full.about.apart.toSorted()).toEqual([manager.id, clerk.id].toSorted())
    expect(full.timeline.map((e: any) => e.name)).toContain('complaint.peopleAccused')
  })

  test.each(['manager', 'clerk', 'other'] as const)('stands in no answer to %s', async (who) => {
    const client = { manager, clerk, other }[who]
    const answers = await everyAnswer(client, c, full)
    expect(Object.keys(answers).length).toBeGreaterThan(150)
    expect(leaks(Object.fromEntries(Object.entries(answers).filter(([path]) => !path.includes('?q='))), secretOf(c))).toEqual([])
    expect(leaks(answers, [c.id, WORDS])).toEqual([])
    expect(answers[`/complaints/${c.id}`]).toMatch(/^404 /)
    expect(JSON.parse((answers[`/complaints/${c.id}`] ?? '').slice(4)).type).toBe(JSON.parse((await client.get(`/complaints/${organization}`).then(({ body }) => JSON.stringify(body)))).type)
  })

  test.each(['manager', 'clerk'] as const)('changes no list, count or figure of %s', async (who) => {
    const client = { manager, clerk }[who]
    const after = still(await everyAnswer(client, { id: organization, number: 'S01-19990101-0001', portalCode: '', points: [] }, { customer: { id: '' }, unitId: '' }))
    expect(after).toEqual(before[who])
  })

  test('is heard of by no bell and no open page of theirs, whatever happens', async () => {
    const bell = async (who: Client) => JSON.stringify(await got(who.get('/notifications')))
    w.travel(26 * 3_600_000)
    for (const person of [manager, clerk]) {
      expect(await bell(person)).not.toContain(c.number)
      expect(await bell(person)).not.toContain(c.id)
      expect((await person.get(`/live?on=complaint:${c.id}`)).status).toBe(404)
    }
    w.travel(-26 * 3_600_000)
  })

  test('takes no write of theirs, in the words for what is not there', async () => {
    const point = c.points[0]?.id
    for (const [path, body] of Object.entries({
      acknowledge: { how: 'phone' }, 'take-over': { reason: '我来' }, close: { version: 1, summary: { cause: 'a', effect: 'b', improvement: 'c' } }, messages: { kind: 'note', text: 'x' }, findings: { pointId: point, text: 'x', liability: 'ours', rootCause: null, evidence: [] },
      accused: { personIds: [other.id], reason: 'x' }, [`accused/${manager.id}/remove`]: { reason: '不是我' }, 'portal-code': { identified: 'phone', note: 'x' },
    })) expect(`${path} ${await refused(manager.post(`/complaints/${c.id}/${path}`, body))}`).toBe(`${path} 404 kernel/not-found`)
  })

  test('is given to nobody it is about, nor to who answers to them', async () => {
    expect(await refused(gm.post(`/complaints/${c.id}/handovers`, { toPersonId: clerk.id, story: '请接手' }))).toBe('422 complaint/not-independent')
    expect(await refused(gm.post(`/complaints/${c.id}/promises`, { text: 'x', dueAt: new Date(w.now().getTime() + 60_000).toISOString(), ownerId: manager.id }))).toBe('422 complaint/not-independent')
    expect((await gm.post(`/complaints/${c.id}/handovers`, { toPersonId: officer.id, story: '请接手' })).status).toBe(201)
    expect((await officer.get(`/complaints/${c.id}`)).status).toBe(200)
  })

  test('comes out of no table under the serving role', async () => {
    const rows = (person: string, above: string | null) => rowsSaying(person, above, [c.id, c.number, WORDS])
    expect((await rows(gm.id, gm.id)).length).toBeGreaterThan(20)
    expect(await rows(manager.id, manager.id)).toEqual([])
    expect(await rows(clerk.id, [clerk.id, manager.id].join(','))).toEqual([])
    // Where it was not said whom somebody answers to, nothing about anybody is shown.
    expect(await rows(gm.id, null)).toEqual([])
  })
})

describe('naming', () => {
  test('somebody takes from them what they had of the case', async () => {
    const c = await register(w, manager, { customer: { name: '佟先生', phone: '13911110001' } })
    await got(manager.post(`/complaints/${c.id}/promises`, { text: '回电', dueAt: new Date(w.now().getTime() + 3_600_000).toISOString() }), 201)
    await got(manager.post(`/complaints/${c.id}/handovers`, { toPersonId: clerk.id, story: '小李来' }), 201)
    expect(JSON.stringify((await clerk.get('/notifications')).body)).toContain(c.number)
    const answer = await got(name(officer, c, [manager.id]))
    expect(answer).toMatchObject({ handedOn: true, owner: { id: director.id }, seen: true })
    expect(JSON.stringify((await clerk.get('/notifications')).body)).not.toContain(c.number)
    const shown = await got(officer.get(`/complaints/${c.id}`))
    expect(shown.owner.id).toBe(director.id)
    expect(shown.promises[0].owner.id).toBe(director.id)
    expect(shown.handovers[0].state).toBe('withdrawn')
    expect(JSON.stringify((await director.get('/notifications')).body)).toContain(c.number)
  })

  test('at registration hands the case on, also when one\'s own superior is named', async () => {
    const made = await register(w, clerk, { accusedIds: [manager.id], customer: { name: '佟先生', phone: '13911110001' } }) as Registered & { kept: unknown }
    expect(made.kept).toEqual({ owner: { id: director.id, name: '客服经理' }, handedOn: true, seen: false })
    expect((await clerk.get(`/complaints/${made.id}`)).status).toBe(404)
    expect((await got(director.get(`/complaints/${made.id}`))).owner.id).toBe(director.id)
    expect((await got(w.visitor.get(`/portal/complaints/${made.number}`, { 'x-case-code': made.portalCode }))).handler.name).toBe('客服经理')
  })

  test('goes up as far as it takes, and is refused where nobody is left', async () => {
    const c = await register(w, director)
    expect(await got(name(director, c, [director.id]))).toMatchObject({ owner: { id: gm.id }, seen: false })
    for (const person of [director, officer, manager, clerk, w.admin]) expect((await person.get(`/complaints/${c.id}`)).status).toBe(404)
    expect(JSON.stringify((await w.admin.get(`/audit?subjectId=${c.id}`)).body)).not.toContain(c.id)
    expect(JSON.stringify((await w.admin.get('/audit?limit=200')).body)).not.toContain(c.id)
    expect(await refused(name(gm, c, [gm.id]))).toBe('409 complaint/nobody-independent')
    expect((await gm.get(`/complaints/${c.id}`)).status).toBe(200)
  })

  test('is taken back with a reason, and twice is refused', async () => {
    const c = await register(w, clerk)
    expect((await got(name(officer, c, [manager.id]))).handedOn).toBe(true)
    expect(await refused(name(officer, c, [manager.id]))).toBe('409 complaint/accused-already')
    expect(await refused(name(officer, c, [organization]))).toBe('422 complaint/person-unknown')
    await got(officer.post(`/complaints/${c.id}/accused/${manager.id}/remove`, { reason: '说的是隔壁店' }))
    expect(await refused(officer.post(`/complaints/${c.id}/accused/${manager.id}/remove`, { reason: '再来' }))).toBe('409 complaint/not-accused')
    const shown = await got(manager.get(`/complaints/${c.id}`))
    expect([shown.about, shown.timeline.map((e: any) => e.reason)]).toEqual([null, expect.arrayContaining(['说的是隔壁店'])])
  })

  test('leaves no rank to who stands in for them', async () => {
    const c = await investigated(w, officer, { customer: { name: '佟先生', phone: '13911110001' } })
    const deputy = await w.person('小周', 'S02', 'clerk')
    const today = new Date(w.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
    await got(w.admin.post(`/people/${manager.id}/absence`, { from: today, until: today, deputyId: deputy.id }))
    const made = await got(propose(officer, c, 50_000), 201)
    await got(name(officer, c, [manager.id]))
    await got(officer.post(`/complaints/${c.id}/handovers`, { toPersonId: deputy.id, story: '请看' }), 201)
    expect(await refused(deputy.post(`/remedies/${made.id}/approve`, { version: made.version, comment: '' }))).toBe('403 authority/above-limit')
  })

  test('while they take the case over ends with the case out of their hands', async () => {
    for (let i = 0; i < 6; i++) {
      const c = await register(w, officer, { customer: { name: '佟先生', phone: '13911110001' } })
      await Promise.all([name(officer, c, [manager.id]), manager.post(`/complaints/${c.id}/take-over`, { reason: '我来管' }), clerk.post(`/complaints/${c.id}/acknowledge`, { how: 'phone' })])
      const shown = await got(officer.get(`/complaints/${c.id}`))
      expect([manager.id, clerk.id]).not.toContain(shown.owner.id)
      expect((await manager.get(`/complaints/${c.id}`)).status).toBe(404)
    }
  })

  test('sends what rings past them, to who leads beside them', async () => {
    const c = await register(w, clerk, { customer: { name: '佟先生', phone: '13911110001' }, accusedIds: [manager.id] })
    w.travel(8 * 24 * 3_600_000)
    await sweepClocks(w.db, w.composed.doors.perform, w.now)
    const heard = async (who: Client) => JSON.stringify((await who.get('/notifications')).body).split(c.number).length - 1
    expect(await heard(director)).toBeGreaterThan(2)
    expect([await heard(manager), await heard(clerk)]).toEqual([0, 0])
    w.travel(-8 * 24 * 3_600_000)
  })

  test('is spared by who tells it in the portal: nobody of the place hears of it, those who see what is confidential do', async () => {
    const sent = await got(w.visitor.post('/portal/complaints', { place: 'S01', name: '不具名', phone: null, text: '店里的人骂我', aboutStaff: true, locale: 'zh-CN' }), 201)
    const heard = async (who: Client) => JSON.stringify((await who.get('/notifications')).body).includes(sent.number)
    w.travel(8 * 24 * 3_600_000)
    await sweepClocks(w.db, w.composed.doors.perform, w.now)
    expect(await Promise.all([manager, clerk, officer, director].map(heard))).toEqual([false, false, true, true])
    w.travel(-8 * 24 * 3_600_000)
    expect((await got(manager.get(`/complaints?q=${sent.number}`))).items).toEqual([])
    expect((await got(officer.get(`/complaints?q=${sent.number}`))).items).toHaveLength(1)
  })

  test('keeps what was merged, and merges with nothing that is kept from others', async () => {
    const who = { customer: { name: '费先生', phone: '13911110002' } }
    const [one, two, three] = [await register(w, officer, who), await register(w, officer, who), await register(w, officer, who)]
    await got(officer.post(`/complaints/${one.id}/merge`, { duplicateId: two.id, reason: '同一件' }))
    await got(name(officer, one, [manager.id]))
    expect((await manager.get(`/complaints/${two.id}`)).status).toBe(404)
    expect(await refused(officer.post(`/complaints/${three.id}/merge`, { duplicateId: one.id, reason: '同一件' }))).toBe('409 complaint/accused-differ')
    await got(officer.post(`/complaints/${three.id}/links`, { otherId: one.id, kind: 'related', reason: '有关' }))
    expect(JSON.stringify((await manager.get(`/complaints/${three.id}`)).body)).not.toContain(one.number)
    await got(officer.post(`/complaints/${one.id}/unmerge`, { duplicateId: two.id, reason: '拆开' }))
    expect((await manager.get(`/complaints/${two.id}`)).status).toBe(404)
  })
})
