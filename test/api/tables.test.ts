import { afterAll, beforeAll, expect, test } from 'vitest'
import { sweepTables } from '#modules/packs/table/sweep.ts'
import { type Client, type World, openWorld } from '#test/app.ts'
import { jobsDone } from '#test/jobs.ts'
import { got, onDatabase, refused } from '#test/steps.ts'
import { register } from '#test/story.ts'

let w: World
let director: Client
let other: Client
let clerk: Client
beforeAll(async () => {
  w = await openWorld()
  director = await w.person('王总', 'GMO', 'generalManager')
  other = await w.person('赵总', 'GMO', 'generalManager')
  clerk = await w.person('小李', 'S01', 'clerk')
})
afterAll(() => w.close())

/** How urgent a call of that claim is by the rules in force. */
const urgency = async () => String((await register(w, clerk, { channel: 'phone', claimFen: 77_777 }) as unknown as { urgency: string }).urgency)

const why = { 'zh-CN': '另有规定', 'zh-Hant': '另有規定', en: 'Ruled otherwise' }
const view = (table: string, who: Client = w.admin) => got<any>(who.get(`/tables/${table}`))
const content = async (table: string) => { const { draft, published } = await view(table); return { rules: draft?.rules ?? published.rules, examples: draft?.examples ?? published.examples, version: draft?.version ?? 0 } }
const write = async (table: string, change: (c: any) => any, who: Client = w.admin): Promise<number> => { const c = await content(table); return (await got<any>(who.put(`/tables/${table}/draft`, { ...c, ...change(c) }))).version }
const send = async (table: string, version: number) => { await got(w.admin.post(`/tables/${table}/draft/send`, { version, note: '年度调整' })); return version + 1 }
const approve = (table: string, version: number, more = {}, who: Client = director) => who.post<any>(`/tables/${table}/draft/approve`, { version, ...more })
const faults = async (table: string) => (await got<any>(w.admin.get(`/tables/${table}/faults`))).items.filter((f: any) => f.must)

/** Phone calls are urgent: before all other rules, and so what the examples of the pack expect is otherwise. */
const phoneUrgent = ({ rules, examples }: any) => ({
  rules: [{ id: 'phone', when: { channel: ['phone'], amountFen: { gte: 77_777, lte: 77_777 } }, gives: { urgency: 'urgent', why } }, ...rules],
  examples: [...examples, { facts: { channel: 'phone', amountFen: 77_777 }, rules: ['phone'] }],
})

test('a table is worked on as a draft, sent, approved by somebody else, and from then on decides', async () => {
  expect(await urgency()).toBe('general')
  let version = await write('urgency', phoneUrgent)
  expect(await refused(w.admin.put('/tables/urgency/draft', { version: 0, rules: [], examples: [] }))).toBe('409 kernel/stale-version')
  expect(await refused(approve('urgency', version))).toBe('409 tables/draft-not-sent')
  version = await send('urgency', version)
  expect(await refused(w.admin.put('/tables/urgency/draft', { version, rules: [], examples: [] }))).toBe('409 tables/draft-sent')
  expect(await refused(approve('urgency', version, {}, w.admin))).toBe('403 tables/own-draft')
  expect((await got<any>(director.get('/notifications'))).items.map((n: any) => n.name)).toContain('tableSent')
  expect((await got<any>(approve('urgency', version), 201)).no).toBe(1)
  expect(await view('urgency')).toMatchObject({ draft: null, published: { version: expect.stringMatching(/\+1$/) } })
  expect(await urgency()).toBe('urgent')
  const [own, ofPack] = (await got<any>(w.admin.get('/tables/urgency/versions'))).items
  expect(own).toMatchObject({ no: 1, state: 'inForce', note: '年度调整', approvedBy: { name: '王总' }, alone: false })
  expect(ofPack).toMatchObject({ no: null, state: 'past' })
  expect((await got<any>(w.admin.get(`/tables/urgency/versions/${own.id}`))).changes).toEqual([expect.objectContaining({ rule: 'phone', what: 'added' })])
})

test('handed back with a reason, put right, and nobody without the permission does any of it', async () => {
  let version = await send('authority', await write('authority', ({ rules }) => ({ rules: rules.map((r: any) => (r.id === 'cumulative' ? { ...r, gives: { ...r.gives, why } } : r)) })))
  for (const [method, path, body] of [['post', 'send', { version }], ['post', 'approve', { version }], ['post', 'return', { version, reason: '不行' }], ['post', 'discard', { version }]] as const) expect(await refused(clerk[method](`/tables/authority/draft/${path}`, body))).toBe('403 identity/not-allowed')
  expect(await refused(clerk.put('/tables/authority/draft', { version, rules: [], examples: [] }))).toBe('403 identity/not-allowed')
  expect(await refused(clerk.get('/tables/authority'))).toBe('403 identity/not-allowed')
  await got(director.post('/tables/authority/draft/return', { version, reason: '请写清楚金额' }))
  version++
  expect((await view('authority')).draft).toMatchObject({ state: 'open', returned: { by: { name: '王总' }, reason: '请写清楚金额' } })
  await got(w.admin.post('/tables/authority/draft/discard', { version }))
  expect((await view('authority')).draft).toBeNull()
})

test('what is wrong is named, and cannot be sent', async () => {
  const version = await write('authority', ({ rules }) => ({ rules: [{ id: 'all', when: {}, gives: { rank: 4, position: 'generalManager', why } }, ...rules] }))
  const found = await faults('authority')
  // All but the new one, and the last of all: it takes whatever is left, also where that is nothing.
  expect(found.filter((f: any) => f.what === 'unreachable')).toHaveLength((await content('authority')).rules.length - 2)
  expect(found.some((f: any) => f.what === 'example')).toBe(true)
  expect(await refused(w.admin.post('/tables/authority/draft/send', { version, note: '' }))).toBe('409 tables/faulty')
  await got(w.admin.post('/tables/authority/draft/discard', { version }))
  const same = await write('authority', () => ({}))
  expect(await refused(w.admin.post('/tables/authority/draft/send', { version: same, note: '' }))).toBe('409 tables/unchanged')
  await got(w.admin.post('/tables/authority/draft/discard', { version: same }))
})

test('facts are tried on what is in force and on the draft; each rule says why it does not fire', async () => {
  const version = await write('authority', ({ rules, examples }) => ({ rules: [{ id: 'huge', when: { totalFen: { gt: 9_000_000 } }, gives: { rank: 4, position: 'generalManager', why } }, ...rules], examples: examples.map((e: any) => e) }))
  const facts = { kind: ['refund'], totalFen: 9_500_000, urgency: 'general', customerClass: '', cumulativeFen: 0 }
  const inForce = await got<any>(director.post('/tables/authority/try', { facts }))
  expect(inForce.rules.filter((r: any) => r.fires).map((r: any) => r.rule)).toEqual(['above-service-manager'])
  const drafted = await got<any>(director.post('/tables/authority/try', { facts, by: 'draft' }))
  expect(drafted.rules.filter((r: any) => r.fires).map((r: any) => r.rule)).toEqual(['huge'])
  expect(drafted.rules.find((r: any) => r.rule === 'above-service-manager')).toMatchObject({ fires: false, fits: true })
  expect(drafted.rules.find((r: any) => r.rule === 'public-apology')).toMatchObject({ fits: false, conditions: [{ name: 'kind', asks: expect.anything(), holds: false }] })
  await got(w.admin.post('/tables/authority/draft/discard', { version }))
  expect(await refused(director.post('/tables/authority/try', { facts, by: 'draft' }))).toBe('409 tables/no-draft')
})

test('approved for later it waits, one at a time; its moment comes, and an older version is taken up again as a new one', async () => {
  const change = ({ rules }: any) => ({ rules: rules.map((r: any) => (r.id === 'phone' ? { ...r, gives: { ...r.gives, urgency: 'critical' } } : r)) })
  const version = await send('urgency', await write('urgency', change))
  expect(await refused(approve('urgency', version, { effectiveAt: '2020-01-01T00:00:00Z' }))).toBe('422 tables/effective-before')
  const later = new Date(w.now().getTime() + 3_600_000).toISOString()
  const { id } = await got<any>(approve('urgency', version, { effectiveAt: later }), 201)
  expect((await view('urgency')).scheduled).toMatchObject({ id, no: 2, state: 'scheduled' })
  expect(await urgency()).toBe('urgent')
  const next = await send('urgency', await write('urgency', ({ rules }) => ({ rules: rules.map((r: any) => (r.id === 'phone' ? { ...r, gives: { ...r.gives, why } , when: { channel: ['phone'], amountFen: 77_777 } } : r)) })))
  expect(await refused(approve('urgency', next))).toBe('409 tables/another-scheduled')
  w.travel(3_600_000 + 60_000)
  await sweepTables(w.db, w.composed.doors.perform, w.now)
  expect((await view('urgency')).scheduled).toBeNull()
  expect(await urgency()).toBe('critical')
  expect((await got<any>(approve('urgency', next), 201)).no).toBe(3)
  const versions = (await got<any>(w.admin.get('/tables/urgency/versions'))).items
  const first = versions.find((v: any) => v.no === 1)
  expect(await refused(w.admin.post(`/tables/urgency/versions/${first.id}/cancel`, {}))).toBe('409 tables/not-scheduled')
  const restored = await got<any>(w.admin.post(`/tables/urgency/versions/${first.id}/restore`, {}))
  expect(await refused(w.admin.post(`/tables/urgency/versions/${first.id}/restore`, {}))).toBe('409 tables/draft-in-the-way')
  await got(approve('urgency', await send('urgency', restored.version)), 201)
  expect(await urgency()).toBe('urgent')
})

test('two approve at once, somebody changes it at the same moment: one of them it is', async () => {
  const version = await send('review', await write('review', ({ rules }) => ({ rules: rules.map((r: any) => (r.id === 'major-critical' ? { ...r, gives: { ...r.gives, review: true } } : r)) })))
  const answers = await Promise.all([approve('review', version), approve('review', version, {}, other), director.post('/tables/review/draft/return', { version, reason: '同时' })])
  expect(answers.filter((a) => a.status < 300)).toHaveLength(1)
  for (const { status } of answers.filter((a) => a.status >= 300)) expect(status).toBe(409)
  if ((await view('review')).draft) await got(w.admin.post('/tables/review/draft/discard', { version: version + 1 }))
  const { rules, examples } = (await view('review')).published
  const begun = await Promise.all([1, 2, 3, 4].map(() => w.admin.put<any>('/tables/review/draft', { version: 0, rules, examples })))
  expect(begun.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409])
})

test('where nobody else may approve, one approves alone, and it is said so; another organisation sees nothing of it', async () => {
  const lone = await w.otherOrganization()
  const all = await got<any>(lone.get('/tables'))
  expect(all.items.every((line: any) => line.draft === null)).toBe(true)
  const { published } = await got<any>(lone.get('/tables/review'))
  const rules = published.rules.map((r: any) => (r.id === 'serious' ? { ...r, gives: { ...r.gives, review: false } } : r))
  const { version } = await got<any>(lone.put('/tables/review/draft', { version: 0, rules, examples: published.examples }))
  await got(lone.post('/tables/review/draft/send', { version, note: '' }))
  expect((await got<any>(lone.get('/tables/review'))).draft.alone).toBe(true)
  await got(lone.post('/tables/review/draft/approve', { version: version + 1 }), 201)
  const [own] = (await got<any>(lone.get('/tables/review/versions'))).items
  expect(own).toMatchObject({ alone: true, state: 'inForce' })
  expect(await refused(w.admin.get(`/tables/review/versions/${own.id}`))).toBe('404 kernel/not-found')
})

test('a table of clocks moves what runs only where that is decided, and says beforehand what would move', async () => {
  const c = await register(w, clerk, { channel: 'phone' })
  const due = async () => (await got<any>(w.admin.get(`/complaints/${c.id}`))).clocks.find((k: any) => k.kind === 'writtenReply').dueAt
  const before = await due()
  const shorter = ({ rules }: any) => ({ rules: rules.map((r: any) => (r.id === 'reply' ? { ...r, gives: { ...r.gives, amount: 3 } } : r)) })
  await got(approve('clocks', await send('clocks', await write('clocks', shorter))), 201)
  await jobsDone(w, 'clock.refitByTable')
  expect(await due()).toBe(before)
  const version = await write('clocks', ({ rules }) => ({ rules: rules.map((r: any) => (r.id === 'reply' ? { ...r, gives: { ...r.gives, amount: 4 } } : r)) }))
  expect((await got<any>(director.post('/tables/clocks/draft/moves', {}))).clocks).toEqual([expect.objectContaining({ kind: 'writtenReply' })])
  await got(approve('clocks', await send('clocks', version), { running: 'move' }), 201)
  await jobsDone(w, 'clock.refitByTable')
  expect(new Date(before).getTime() - new Date(await due()).getTime()).toBe(3 * 24 * 3_600_000)
})

test('what hostile hands put into a table is kept as text or refused, and never put in force', async () => {
  const { published } = await view('closing')
  const naughty = "'; drop table packs.policy; -- \u202e<script>"
  const rules = [...published.rules, { id: naughty.slice(0, 50), when: { [naughty.slice(0, 20)]: naughty, outcome: [naughty] }, gives: { gate: naughty, constructor: 1 } }]
  const { version } = await got<any>(w.admin.put('/tables/closing/draft', { version: 0, rules, examples: published.examples }))
  expect((await view('closing')).draft.rules.at(-1)).toEqual(rules.at(-1))
  expect(await refused(w.admin.post('/tables/closing/draft/send', { version, note: '' }))).toBe('409 tables/faulty')
  await onDatabase(w, async (db) => { await db.query('set role wenguo_system'); expect((await db.query('select count(*)::int as n from packs.policy')).rows[0].n).toBeGreaterThan(6) })
  expect(await refused(w.admin.get('/tables/nothing'))).toMatch(/^4/)
})
