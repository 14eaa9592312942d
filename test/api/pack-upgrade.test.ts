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
  await db.query('update packs.current set version_id = $1, policies = $2', [versionId, JSON.stringify({ ...current.policies, authority: own })])
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
