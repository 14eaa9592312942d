import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type World, openWorld } from '#test/app.ts'
import { got, onDatabase, refused } from '#test/steps.ts'
import { register } from '#test/story.ts'
import { DAY } from '#kernel/time.ts'
import { sweepTrees } from '#modules/packs/tree/sweep.ts'
import { connect } from '#kernel/db.ts'

const TAXONOMY = '../shared/data/complaints/zh_gov_taxonomy_517.csv'

let w: World
beforeAll(async () => { w = await openWorld() })
afterAll(() => w.close())

const draft = (who: Client = w.admin) => got<any>(who.get('/categories/draft'))
const item = async (code: string) => (await draft()).items.find((one: any) => one.code === code)
const categories = async (who: Client = w.admin) => (await got<any>(who.get('/pack'))).categories as any[]
const zh = (name: string) => ({ 'zh-CN': name, 'zh-Hant': '', en: '' })
const content = (name: string) => ({ label: zh(name), matter: 'product', keywords: [], wording: [] })
const add = async (name: string, parent: string | null, more: object = {}) => (await got<any>(w.admin.post('/categories/draft/items', { ...content(name), parent, ...more }), 201)).code as string
const publish = async (more: object = {}) => got<any>(w.admin.post('/categories/draft/publish', { stamp: (await draft()).stamp, ...more }), 201)
const discard = () => w.admin.post('/categories/draft/discard')

describe('a draft', () => {
  test('is not seen by cases until it is published, and then everywhere', async () => {
    expect(await draft()).toMatchObject({ begun: false, changes: [] })
    const code = await add('丝绒盒破损', 'product', { keywords: ['绒盒'], wording: ['盒子打开就散了'] })
    const clerk = await w.person('小李', 'S01', 'clerk')
    expect(await draft()).toMatchObject({ begun: true, changes: [{ code, what: 'added', after: '丝绒盒破损' }] })
    expect((await categories()).some((one) => one.code === code)).toBe(false)
    expect(await publish({ note: '新包装' })).toMatchObject({ no: 1 })
    expect((await categories()).find((one) => one.code === code)).toMatchObject({ label: zh('丝绒盒破损'), parent: 'product' })
    expect((await got<any>(clerk.post('/complaints/suggest', { text: '绒盒裂开' }))).categories[0]).toMatchObject({ code })
    expect((await got<any>(w.admin.get('/categories/trees'))).items).toMatchObject([{ no: 1, state: 'inForce', note: '新包装', publishedBy: { name: '管理员' }, changes: [{ what: 'added' }] }])
    expect(await draft()).toMatchObject({ begun: false })
    expect(await refused(w.admin.post('/categories/draft/publish', { stamp: (await draft()).stamp }))).toBe('409 categories/nothing-changed')
    await discard()
  })

  test('names, places and circles are checked', async () => {
    const code = await add('镶嵌以外', 'product')
    expect(await refused(w.admin.post('/categories/draft/items', { ...content(' '), parent: null }))).toBe('422 categories/nameless')
    expect(await refused(w.admin.post('/categories/draft/items', { ...content('镶嵌以外 '), parent: 'product' }))).toBe('409 categories/same-name')
    expect(await refused(w.admin.post('/categories/draft/items', { ...content('别的'), parent: 'noSuch' }))).toBe('422 categories/parent-unknown')
    expect(await refused(w.admin.post('/categories/draft/items', { ...content('别的'), parent: null, code }))).toBe('409 categories/code-taken')
    const product = await item('product')
    expect(await refused(w.admin.post('/categories/draft/items/product/move', { version: product.version, parent: code, before: null }))).toBe('422 categories/within-itself')
    await got(w.admin.post(`/categories/draft/items/${code}/move`, { version: (await item(code)).version, parent: null, before: 'product' }))
    expect((await draft()).items[0]).toMatchObject({ code, parent: null })
    await got(discard())
  })

  test('two editors: what one changed the other does not overwrite, and nobody publishes what they have not seen', async () => {
    const { items } = await draft()
    const clasp = items.find((one: any) => one.code === 'clasp')
    const change = (label: object) => w.admin.put('/categories/draft/items/clasp', { version: clasp.version, label, matter: 'product', keywords: clasp.keywords, wording: [] })
    const both = await Promise.all([change(zh('扣头甲')), change(zh('扣头乙'))])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    const seen = (await draft()).stamp
    await add('后来的', null)
    expect(await refused(w.admin.post('/categories/draft/publish', { stamp: seen }))).toBe('409 kernel/stale-version')
    const stamp = (await draft()).stamp
    const twice = await Promise.all([w.admin.post('/categories/draft/publish', { stamp }), w.admin.post('/categories/draft/publish', { stamp })])
    expect(twice.map(({ status }) => status).sort()).toEqual([201, 409])
  })
})

describe('history', () => {
  test('a retired category is not chosen any more; cases keep it, with the name of then beside today\'s', async () => {
    const code = await add('金价争执', 'price')
    await publish()
    const made = await register(w, w.admin, { points: [{ text: '金价不对', categoryCode: code }] })
    const before = await item(code)
    await got(w.admin.put(`/categories/draft/items/${code}`, { version: before.version, ...content('金价与结算') }))
    await publish()
    expect((await got<any>(w.admin.get(`/complaints/${made.id}`))).points[0]).toMatchObject({ categoryCode: code, categoryThen: zh('金价争执') })
    await got(w.admin.post(`/categories/draft/items/${code}/retire`, { version: (await item(code)).version }))
    await publish()
    expect((await categories()).find((one) => one.code === code)).toMatchObject({ retired: true })
    expect(await refused(w.admin.post('/complaints', { channel: 'phone', unitId: await w.unitId('S01'), receivedAt: w.now().toISOString(), customer: { name: '甲', phone: null }, points: [{ text: '金价', categoryCode: code }], receiver: { name: '小李', position: '店员' }, signedOff: true }))).toBe('409 complaint/retired-category')
    const { version } = await got<any>(w.admin.get(`/complaints/${made.id}`))
    expect((await got<any>(w.admin.post(`/complaints/${made.id}/classify`, { version, pointId: made.points[0]?.id, categoryCode: code, severity: 'major' }))).points[0]).toMatchObject({ categoryCode: code, severity: 'major' })
    await got(w.admin.post(`/categories/draft/items/${code}/restore`, { version: (await item(code)).version }))
    await publish()
    expect((await categories()).find((one) => one.code === code).retired).toBeUndefined()
  })

  test('what rules, fields and worked cases name is retired only when one says so, and one sees where it is named', async () => {
    const used = (await draft()).items.find((one: any) => one.uses.length > 0 && !one.retired)
    expect(await refused(w.admin.post(`/categories/draft/items/${used.code}/retire`, { version: used.version }))).toBe('409 categories/in-use')
    await got(w.admin.post(`/categories/draft/items/${used.code}/retire`, { version: used.version, despiteUse: true }))
    expect((await item(used.code)).retired).toBe(true)
    await got(discard())
  })

  test('a tree takes effect at its time, unless it is cancelled', async () => {
    const database = connect(w.url, 2, () => undefined)
    const sweep = () => sweepTrees(database.db, w.composed.doors.perform, w.now)
    const tomorrow = () => new Date(w.now().getTime() + DAY).toISOString()
    const code = await add('明天才有', null)
    await publish({ effectiveAt: tomorrow() })
    await sweep()
    expect((await categories()).some((one) => one.code === code)).toBe(false)
    const other = await add('不要了', null)
    const { id } = await publish({ effectiveAt: tomorrow() })
    await got(w.admin.post(`/categories/trees/${id}/cancel`))
    expect(await refused(w.admin.post(`/categories/trees/${id}/cancel`))).toBe('409 categories/not-scheduled')
    w.travel(DAY + 1_000)
    await Promise.all([sweep(), sweep()])
    const now = (await categories()).map((one) => one.code)
    expect([now.includes(code), now.includes(other)]).toEqual([true, false])
    expect((await got<any>(w.admin.get('/categories/trees'))).items.slice(0, 2).map((one: any) => one.state)).toEqual(['cancelled', 'inForce'])
    expect(await refused(w.admin.post('/categories/draft/publish', { stamp: (await draft()).stamp, effectiveAt: '2020-01-01T00:00:00Z' }))).toBe('409 categories/nothing-changed')
    await discard()
    await database.end()
  })
})

describe('tables', () => {
  test('a table of levels is taken over by name, twice makes no doubles; what is exported comes back the same', async () => {
    const csv = 'level1,level2,level3\n城乡建设,安全生产,事故处理\n城乡建设,安全生产,安全隐患\n城乡建设,园林\n交通,,\n'
    expect(await got<any>(w.admin.post('/categories/draft/import', { csv, parent: null, matter: 'service' }))).toMatchObject({ added: 6 })
    expect(await got<any>(w.admin.post('/categories/draft/import', { csv, parent: null, matter: 'service' }))).toEqual({ added: 0, changed: 0, kept: 4 })
    await publish()
    const { status, body, headers } = await w.admin.get<Buffer>('/categories/export')
    expect([status, String(headers['content-type'])]).toEqual([200, 'text/csv; charset=utf-8'])
    const text = body.toString('utf8')
    expect(await got<any>(w.admin.post('/categories/draft/import', { csv: text, parent: null, matter: 'service' }))).toMatchObject({ added: 0, changed: 0 })
    const renamed = text.replace('园林', '园林绿化')
    expect(await got<any>(w.admin.post('/categories/draft/import', { csv: renamed, parent: null, matter: 'service' }))).toMatchObject({ added: 0, changed: 1 })
    expect((await draft()).changes).toMatchObject([{ what: 'renamed', before: '园林', after: '园林绿化' }])
    for (const bad of ['', 'a', '"', `a,b\n${'长'.repeat(90)},x`, `code,parent,zh-CN\n1x,,名`, 'code,parent,zh-CN,matter\na,b,甲,product\nb,a,乙,product']) expect(await refused(w.admin.post('/categories/draft/import', { csv: bad, parent: null, matter: 'service' }))).toMatch(/^422 (categories\/table-unreadable|kernel\/invalid-input)$/)
    await got(discard())
  })

  test.skipIf(!existsSync(TAXONOMY))('a real unbalanced tree of three levels comes in whole', async () => {
    const csv = readFileSync(TAXONOMY, 'utf8')
    const paths = new Set(csv.trim().split(/\r?\n/).slice(1).flatMap((line) => { const names = line.split(',').map((name) => name.trim()).filter(Boolean); return names.map((_, i) => names.slice(0, i + 1).join('/')) }))
    const before = (await draft()).items.length
    const { added } = await got<any>(w.admin.post('/categories/draft/import', { csv, parent: null, matter: 'procedure' }))
    expect((await draft()).items.length).toBe(before + added)
    await publish()
    const tree = await categories()
    const pathOf = (one: any): string => (one.parent ? `${pathOf(tree.find((other) => other.code === one.parent))}/` : '') + one.label['zh-CN']
    const known = new Set(tree.map(pathOf))
    expect([...paths].filter((path) => !known.has(path))).toEqual([])
  })
})

test('only who may changes categories; another organisation has its own', async () => {
  const clerk = await w.person('小王', 'S01', 'clerk')
  for (const answer of [clerk.get('/categories/draft'), clerk.post('/categories/draft/items', { ...content('甲'), parent: null }), clerk.get('/categories/export'), clerk.post('/categories/draft/publish', { stamp: '' })]) expect(await refused(answer)).toBe('403 identity/not-allowed')
  await add('只有我们有', null)
  const other = await w.otherOrganization()
  expect(await draft(other)).toMatchObject({ begun: false })
  expect((await got<any>(other.get('/categories/trees'))).items).toEqual([])
  expect((await categories(other)).length).toBeLessThan((await categories()).length)
  await got(discard())
})

test('a newer pack comes in under the organisation\'s own changes', async () => {
  await got(w.admin.put('/categories/draft/items/clasp', { version: (await item('clasp')).version, ...content('搭扣'), keywords: ['搭扣松'] }))
  await publish()
  await onDatabase(w, async (db) => {
    await db.query('set role wenguo_system')
    const { rows: [current] } = await db.query(`select c.*, v.body, v.pack from packs.current c join packs.version v on v.organization_id = c.organization_id and v.id = c.base_id where v.id in (select base_id from packs.current where version_id <> base_id) limit 1`)
    const body = current.body
    body.pack.version = '0.9.0'
    body.categories = body.categories.filter((c: any) => c.code !== 'stoneLoose')
    await db.query(`insert into packs.version (organization_id, id, pack, version, body, installed_at) values ($1, gen_random_uuid(), $2, '0.9.0', $3, now()) returning id`, [current.organization_id, current.pack, JSON.stringify(body)])
    await db.query(`update packs.current set base_id = (select id from packs.version where version = '0.9.0' limit 1) where organization_id = $1`, [current.organization_id])
  })
  const offered = await got<any>(w.admin.get('/pack/upgrade'))
  expect(offered.changes).toEqual([expect.objectContaining({ file: 'categories', added: ['stoneLoose'] })])
  await got(w.admin.post('/pack/upgrade', { digest: offered.digest }))
  const tree = await categories()
  expect(tree.find((one) => one.code === 'clasp').label).toEqual(zh('搭扣'))
  expect(tree.some((one) => one.code === 'stoneLoose')).toBe(true)
  expect(tree.some((one) => one.label['zh-CN'] === '丝绒盒破损')).toBe(true)
  expect((await got<any>(w.admin.get('/pack/upgrade'))).to).toBeNull()
})
