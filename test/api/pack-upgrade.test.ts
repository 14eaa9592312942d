import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, type World, openWorld } from '#test/app.ts'
import { got, onDatabase, refused } from '#test/steps.ts'

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
