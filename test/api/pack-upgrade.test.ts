import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, type World, openWorld } from '#test/app.ts'
import { jobsDone } from '#test/jobs.ts'
import { got, onDatabase, refused } from '#test/steps.ts'
import { register } from '#test/story.ts'
import { verdictOn } from '../../tools/ops/verdict.ts'

let w: World
beforeAll(async () => { w = await openWorld() })
afterAll(() => w.close())

const upgradeOffered = (who: Client = w.admin) => got<any>(who.get('/pack/upgrade'))

/** As if the organisation had been founded with an older pack, and had then published an authority table of its own. */
const asOfOld = () => onDatabase(w, async (db) => {
  await db.query('set role wenguo_system')
  const { rows: [current] } = await db.query('select * from packs.current')
  const { rows: [version] } = await db.query('select * from packs.version where id = $1', [current.version_id])
  const { body } = version
  body.pack.version = '0.9.0'
  body.categories = body.categories.filter((c: { code: string }) => c.code !== 'stoneLoose').concat([{ code: 'oldOne', parent: null, label: { 'zh-CN': '旧', 'zh-Hant': '舊', en: 'Old' }, matter: 'product', keywords: [] }])
  body.phrases[0].text.en = 'An older wording'
  const versionId = randomUUID()
  await db.query('insert into packs.version (organization_id, id, pack, version, body, installed_at) values ($1, $2, $3, $4, $5, now())', [version.organization_id, versionId, version.pack, '0.9.0', JSON.stringify(body)])
  const { rows: [policy] } = await db.query('select * from packs.policy where id = $1', [current.policies.authority])
  const own = randomUUID()
  policy.body.rules[0].gives.why.en = 'Our own words'
  await db.query('insert into packs.policy (organization_id, id, table_name, version, body, published_at) values ($1, $2, $3, $4, $5, now())', [version.organization_id, own, 'authority', '9.9.9', JSON.stringify({ ...policy.body, version: '9.9.9' })])
  await db.query('update packs.current set version_id = $1, base_id = $1, policies = $2', [versionId, JSON.stringify({ ...current.policies, authority: own })])
})

const authority = async () => (await got(w.admin.get('/pack'))).tables.find((t: { table: string }) => t.table === 'authority')

test('nothing newer: nothing is offered and nothing done', async () => {
  const offered = await upgradeOffered()
  expect(offered).toMatchObject({ to: null, changes: [], kept: [] })
  expect(await refused(w.admin.post('/pack/upgrade', { digest: offered.digest }))).toBe('409 packs/nothing-newer')
})

test('an upgrade says what it brings, brings it, and leaves what the organisation published itself', async () => {
  await asOfOld()
  const offered = await upgradeOffered()
  expect(offered).toMatchObject({ from: '0.9.0', to: '1.0.0', kept: ['authority'] })
  expect(offered.changes).toEqual(expect.arrayContaining([
    { file: 'categories', added: ['stoneLoose'], changed: [], removed: ['oldOne'] },
    expect.objectContaining({ file: 'phrases', added: [], changed: [expect.any(String)], removed: [] }),
  ]))
  const clerk = await w.person('小李', 'S01', 'clerk')
  expect(await refused(clerk.post('/pack/upgrade', { digest: offered.digest }))).toBe('403 identity/not-allowed')
  expect(await refused(w.admin.post('/pack/upgrade', { digest: 'another' }))).toBe('409 kernel/stale-version')
  await got(w.admin.post('/pack/upgrade', { digest: offered.digest }))
  const pack = await got(w.admin.get('/pack'))
  expect(pack.version).toBe('1.0.0')
  expect(pack.categories.map((c: { code: string }) => c.code)).toEqual(expect.arrayContaining(['stoneLoose']))
  expect(await authority()).toMatchObject({ version: '9.9.9' })
  expect(await upgradeOffered()).toMatchObject({ to: null })
})

/** As if the newer pack came with less: the installed one knows a clock and a category that it dropped, and an own table starts and names them. */
const asOfMore = () => onDatabase(w, async (db) => {
  await db.query('set role wenguo_system')
  const { rows: [current] } = await db.query('select * from packs.current')
  const { rows: [version] } = await db.query('select * from packs.version where id = $1', [current.version_id])
  const { body } = version
  body.pack.version = '0.9.1'
  body.categories.push({ code: 'oldOne', parent: null, label: { 'zh-CN': '旧', 'zh-Hant': '舊', en: 'Old' }, matter: 'product', keywords: [] })
  body.clocks.push({ ...body.clocks[0], kind: 'tenthDay', label: { 'zh-CN': '第十天答复', 'zh-Hant': '第十天答覆', en: 'Tenth day' } })
  const versionId = randomUUID()
  await db.query('insert into packs.version (organization_id, id, pack, version, body, installed_at) values ($1, $2, $3, $4, $5, now())', [version.organization_id, versionId, version.pack, '0.9.1', JSON.stringify(body)])
  const own = async (table: string, change: (body: any) => any) => {
    const id = randomUUID()
    const { rows: [policy] } = await db.query('select * from packs.policy where id = $1', [current.policies[table]])
    await db.query('insert into packs.policy (organization_id, id, table_name, version, body, published_at) values ($1, $2, $3, $4, $5, now())', [version.organization_id, id, table, '9.9.8', JSON.stringify({ ...change(policy.body), version: '9.9.8' })])
    return id
  }
  const policies = {
    ...current.policies,
    clocks: await own('clocks', (table) => ({ ...table, rules: table.rules.map((rule: any) => (rule.id === 'acknowledge' ? { ...rule, gives: { ...rule.gives, clock: 'tenthDay' } } : rule)) })),
    compensation: await own('compensation', (table) => JSON.parse(JSON.stringify(table).replaceAll('"stoneLoose"', '"oldOne"'))),
  }
  await db.query('update packs.current set version_id = $1, base_id = $1, policies = $2', [versionId, JSON.stringify(policies)])
})

test('a table of their own that names what the newer pack dropped is refused by its name, until it is edited or gives way', async () => {
  await asOfMore()
  const offered = await upgradeOffered()
  expect(offered).toMatchObject({
    kept: ['compensation', 'authority', 'clocks'],
    unfit: expect.arrayContaining([
      { table: 'clocks', rule: 'acknowledge', fact: 'clock', value: 'tenthDay', label: { 'zh-CN': '第十天答复', 'zh-Hant': '第十天答覆', en: 'Tenth day' } },
      { table: 'compensation', rule: expect.any(String), fact: 'category', value: 'oldOne', label: { 'zh-CN': '旧', 'zh-Hant': '舊', en: 'Old' } },
    ]),
  })
  const tried = await w.admin.post('/pack/upgrade', { digest: offered.digest })
  expect(tried).toMatchObject({ status: 409, body: { type: '/problems/packs/kept-unfit', title: expect.stringMatching(/“补偿标准”.*“旧”.*行业包的表/) } })
  const next = await w.admin.post('/pack/upgrade', { digest: offered.digest, take: ['compensation'] }, { 'accept-language': 'en' })
  expect(next.body.title).toMatch(/acknowledge of your own table “Deadlines?”/)
  await got(w.admin.post('/pack/upgrade', { digest: offered.digest, take: ['compensation', 'clocks'] }))
  const { tables } = await got(w.admin.get('/pack'))
  const versionOf = (name: string) => tables.find((t: { table: string }) => t.table === name).version
  expect(['authority', 'clocks', 'compensation'].map((name) => /^9\.9/.test(versionOf(name)))).toEqual([true, false, false])
  expect(await upgradeOffered()).toMatchObject({ to: null, unfit: [] })
})

/** As if the installed pack had given other times: the newer one brings those of today. */
const asOfLonger = (no: string) => onDatabase(w, async (db) => {
  await db.query('set role wenguo_system')
  const { rows: [current] } = await db.query('select * from packs.current')
  const { rows: [version] } = await db.query('select * from packs.version where id = $1', [current.version_id])
  const { rows: [policy] } = await db.query('select * from packs.policy where id = $1', [current.policies.clocks])
  const table = { ...policy.body, version: no, examples: policy.body.examples.map((one: any) => ({ ...one, rules: one.rules.flatMap((id: string) => (id === 'reply' ? ['reply', 'old-only'] : id === 'same-day' ? [] : [id])) })), rules: policy.body.rules.flatMap((rule: any) => (rule.id === 'reply' ? [{ ...rule, gives: { ...rule.gives, amount: 10 } }, { ...rule, id: 'old-only', gives: { ...rule.gives, clock: 'execution', amount: 3 } }] : rule.id === 'same-day' ? [] : [rule])) }
  const [versionId, own] = [randomUUID(), randomUUID()]
  await db.query('insert into packs.version (organization_id, id, pack, version, body, installed_at) values ($1, $2, $3, $4, $5, now())', [version.organization_id, versionId, version.pack, no, JSON.stringify({ ...version.body, pack: { ...version.body.pack, version: no }, 'tables/clocks': table })])
  await db.query('insert into packs.policy (organization_id, id, table_name, version, body, published_at) values ($1, $2, $3, $4, $5, now())', [version.organization_id, own, 'clocks', no, JSON.stringify(table)])
  await db.query('update packs.current set version_id = $1, base_id = $1, policies = $2', [versionId, JSON.stringify({ ...current.policies, clocks: own })])
})

test('kept, they run on as they were', async () => {
  await asOfLonger('0.9.2')
  const clerk = await w.person('小郑', 'S01', 'clerk')
  const c = await register(w, clerk, { customer: { name: '卫先生', phone: '13500000003' }, receivedAt: w.now().toISOString() })
  const before = (await got<any>(clerk.get(`/complaints/${c.id}`))).clocks
  await got(w.admin.post('/pack/upgrade', { digest: (await upgradeOffered()).digest }))
  await jobsDone(w, 'clock.refit')
  expect((await got<any>(clerk.get(`/complaints/${c.id}`))).clocks).toEqual(before)
})

test('deadlines that run keep the rules they began by, unless one decides that the newer ones hold; that is looked at beforehand, and told', async () => {
  await asOfLonger('0.9.3')
  const clerk = await w.person('小周', 'S01', 'clerk')
  const begun = (phone: string) => register(w, clerk, { customer: { name: '沈女士', phone }, receivedAt: w.now().toISOString() })
  const clockOf = async (c: { id: string }, kind: string) => (await got<any>(clerk.get(`/complaints/${c.id}`))).clocks.filter((k: any) => k.kind === kind).at(-1)
  const [c, met] = [await begun('13500000001'), await begun('13500000002')]
  await got(clerk.post(`/complaints/${met.id}/messages`, { kind: 'reply', text: '已经查清，原因写在下面', answersInFull: true }), 201)
  const before = await clockOf(c, 'writtenReply')
  const stays = await clockOf(met, 'writtenReply')
  expect(await refused(clerk.post('/pack/upgrade/moves', { take: [] }))).toBe('403 identity/not-allowed')
  const moves = await got<any>(w.admin.post('/pack/upgrade/moves', { take: [] }))
  const ofCase = moves.items.filter((item: any) => item.complaintId === c.id)
  expect(ofCase.map((item: any) => [item.kind, item.what]).sort()).toEqual([['execution', 'ends'], ['sameDay', 'begins'], ['writtenReply', 'moves']])
  const reply = ofCase.find((item: any) => item.kind === 'writtenReply')
  expect(Date.parse(reply.after)).toBe(Date.parse(before.dueAt) - 3 * 86_400_000)
  expect(moves.items.some((item: any) => item.complaintId === met.id && item.kind === 'writtenReply')).toBe(false)
  const offered = await upgradeOffered()
  await got(w.admin.post('/pack/upgrade', { digest: offered.digest, running: 'move' }))
  await jobsDone(w, 'clock.refit')
  const now = await got<any>(clerk.get(`/complaints/${c.id}`))
  expect(await clockOf(c, 'writtenReply')).toMatchObject({ dueAt: reply.after, startedAt: before.startedAt })
  expect(await clockOf(c, 'execution')).toMatchObject({ state: 'cancelled' })
  expect(await clockOf(c, 'sameDay')).toMatchObject({ state: 'running', startedAt: before.startedAt })
  expect(now.timeline.map((e: any) => e.name)).toEqual(expect.arrayContaining(['clock.refittedByPolicy', 'clock.droppedByPolicy']))
  expect(await clockOf(met, 'writtenReply')).toEqual(stays)
  expect((await got<any>(clerk.get(`/clocks/${stays.id}`))).rule).toMatchObject({ amount: 10, version: '0.9.3' })
  expect((await got<any>(clerk.get(`/clocks/${before.id}`))).rule).toMatchObject({ amount: 7 })
})

/** As if the installed pack had opened shops later: the newer one brings the hours of today. */
const asOfLater = (no: string) => onDatabase(w, async (db) => {
  await db.query('set role wenguo_system')
  const { rows: [current] } = await db.query('select * from packs.current')
  const { rows: [version] } = await db.query('select * from packs.version where id = $1', [current.version_id])
  const hours = version.body.hours.map((one: any) => (one.unitKinds.includes('shop') ? { ...one, weekly: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['16:00', '17:00']]])) } : one))
  const versionId = randomUUID()
  await db.query('insert into packs.version (organization_id, id, pack, version, body, installed_at) values ($1, $2, $3, $4, $5, now())', [version.organization_id, versionId, version.pack, no, JSON.stringify({ ...version.body, hours, pack: { ...version.body.pack, version: no } })])
  await db.query('update packs.current set version_id = $1, base_id = $1', [versionId])
})

test('a pack that brings other opening hours moves what runs, as a change of hours does, and leaves what was met as it was', async () => {
  await asOfLater('0.9.4')
  const clerk = await w.person('小何', 'S01', 'clerk')
  const begun = (phone: string) => register(w, clerk, { customer: { name: '顾女士', phone }, receivedAt: w.now().toISOString() })
  const clocksOf = async (c: { id: string }) => (await got<any>(clerk.get(`/complaints/${c.id}`))).clocks as any[]
  // Levels that nobody climbs any more are shown by the hours of now.
  const explained = async (id: string) => { const { ladder: _, ...rest } = await got<any>(clerk.get(`/clocks/${id}`)); return rest }
  const [runs, met] = [await begun('13500000011'), await begun('13500000012')]
  const hourly: any[] = []
  for (const clock of await clocksOf(runs)) if ((await explained(clock.id)).rule.unit === 'openHours') hourly.push(clock)
  expect(hourly.length).toBeGreaterThan(0)
  const [{ kind, id, dueAt }] = hourly
  const theirs = (await clocksOf(met)).find((clock) => clock.kind === kind)
  w.travel(26 * 3_600_000)
  await got(clerk.post(`/complaints/${met.id}/acknowledge`, { how: 'phone' }))
  await got(clerk.post(`/complaints/${met.id}/messages`, { kind: 'reply', text: '已经查清，原因写在下面', answersInFull: true }), 201)
  const before = await explained(theirs.id)
  expect((await clocksOf(met)).find((clock) => clock.id === theirs.id)?.state).toBe('met')
  const moves = await got<any>(w.admin.post('/pack/upgrade/moves', { take: [] }))
  const seen = moves.items.find((item: any) => item.clockId === id)
  expect(seen).toMatchObject({ what: 'moves', before: dueAt })
  await got(w.admin.post('/pack/upgrade', { digest: (await upgradeOffered()).digest }))
  // A case of after the upgrade counts by the newer hours, also where the machinery comes to it later.
  const later = await begun('13500000013')
  const after = (await clocksOf(later)).find((clock) => clock.kind === kind)
  await jobsDone(w, 'clock.recountBrought')
  await jobsDone(w, 'clock.recountBrought')
  const moved = (await clocksOf(runs)).find((clock) => clock.id === id)
  expect(moved.dueAt).toBe(seen.after)
  expect(Date.parse(moved.dueAt)).toBeLessThan(Date.parse(dueAt))
  expect((await got<any>(clerk.get(`/complaints/${runs.id}`))).timeline.map((e: any) => e.name)).toContain('clock.recounted')
  expect(await explained(theirs.id)).toEqual(before)
  expect((await clocksOf(later)).find((clock) => clock.kind === kind)).toEqual(after)
  const numbers = [runs, met, later].map((c) => c.number)
  expect((await verdictOn(w)).deadlines.drift.filter((one) => numbers.includes(one.number))).toEqual([])
})
