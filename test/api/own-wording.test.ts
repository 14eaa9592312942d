import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OwnWording } from '#contract/own.ts'
import { type Client, type World, openWorld } from '#test/app.ts'
import { got, onDatabase, refused } from '#test/steps.ts'
import { register } from '#test/story.ts'

type Person = Client & { id: string }
let w: World
let clerk: Person
beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
})
afterAll(() => w.close())

const said = (zh: string, en = '') => ({ 'zh-CN': zh, 'zh-Hant': '', en })
const rule = (change: Partial<OwnWording> = {}): OwnWording => ({ level: 'warn', find: ['亲亲'], near: [], unless: [], why: said('不够庄重'), basis: said('门店用语规定'), instead: said('您', 'you'), ...change })
const entry = (content: OwnWording) => ({ list: 'wording', content })
const add = (content: OwnWording, who: Client = w.admin) => who.post<any>('/pack/own/wording', { entry: entry(content) })
const items = async (): Promise<any[]> => (await got(w.admin.get('/pack/own/wording'))).items
const itemOf = async (code: string) => (await items()).find((one) => one.code === code)
const put = (code: string, revision: number, content: OwnWording | null, retired = false, who: Client = w.admin) => who.put<any>(`/pack/own/wording/${code}`, { revision, entry: content && entry(content), retired })
/** What the pack says in a place, as somebody begins to change it. */
const ofPack = async (code: string): Promise<OwnWording> => { const { level, find, near, unless, why, basis, instead } = (await itemOf(code)).pack; return { level, find, near, unless, why, basis, instead } }
const flags = async (text: string) => (await got(clerk.post('/phrases/check', { text }))).flags.map((flag: any) => [flag.code, flag.level])
const reply = async (text: string, more: Record<string, unknown> = {}) => { const c = await register(w, clerk); return clerk.post<any>(`/complaints/${c.id}/messages`, { kind: 'reply', text, ...more }) }

describe('a rule about words of the firm’s own', () => {
  test('holds from the moment it is kept: marked while written, asked a reason, stopped, cleared, out of use', async () => {
    expect(await flags('亲亲，稍等')).toEqual([])
    const { code } = await got(add(rule()), 201)
    expect(await flags('亲 亲，稍等')).toEqual([[code, 'warn']])
    expect(await refused(reply('亲亲，稍等'))).toBe('422 communication/forbidden-words')
    await got(reply('亲亲，稍等', { despite: '顾客自己这样叫' }), 201)
    await got(put(code, 1, rule({ level: 'stop', find: [], near: [{ chain: [['全店', '全城'], ['最低', '第一']], within: 6 }], unless: ['不是'] })))
    expect(await flags('亲亲，我们全店都是最低价')).toEqual([[code, 'stop']])
    expect(await refused(reply('我们全城第一', { despite: '店长说可以' }))).toBe('422 knowledge/stopped-words')
    expect(await flags('我们不是全城第一')).toEqual([])
    await got(put(code, 2, rule({ level: 'stop' }), true))
    expect(await flags('亲亲')).toEqual([])
    expect((await got(w.admin.get(`/pack/own/wording/${code}/history`))).items.map((one: any) => [one.revision, one.retired])).toEqual([[3, true], [2, false], [1, false]])
  })

  test('says its advice in three languages; what is left empty is said in simplified Chinese', async () => {
    const { code } = await got(add(rule({ find: ['死缠烂打'], why: said('伤人', 'It hurts'), instead: said('多次联系') })), 201)
    const { flags: [flag] } = await got(clerk.post('/phrases/check', { text: '您别死缠烂打' }))
    expect(flag).toMatchObject({ code, why: { 'zh-CN': '伤人', 'zh-Hant': '伤人', en: 'It hurts' }, basis: { en: '门店用语规定' }, instead: { 'zh-Hant': '多次联系' } })
  })

  test('looks for something, and proposes nothing that nobody may send', async () => {
    expect(await refused(add(rule({ find: [] })))).toBe('422 own/nothing-to-find')
    const loop = await add(rule({ level: 'stop', find: ['全额包赔'], instead: said('我们全额包赔') }))
    expect(loop).toMatchObject({ status: 422, body: { type: '/problems/own/instead-stopped', title: expect.stringContaining('全额包赔'), errors: [{ pointer: '#/entry/content/instead/zh-CN' }] } })
    expect(await refused(add(rule({ instead: said('请删除差评') })))).toBe('422 own/instead-stopped')
    expect(await refused(add(rule({ near: [{ chain: [['甲'], []], within: 3 }] })))).toBe('422 kernel/invalid-input')
  })

  test('is tried on a text before it is kept, beside all others', async () => {
    const text = '本店概不赊账，并请删除差评。'
    const tried = await got(w.admin.post('/phrases/try', { text, code: null, content: rule({ find: ['概不赊账'] }) }))
    expect(tried.flags.map((flag: any) => [flag.code, text.slice(flag.from, flag.to)]).sort()).toEqual([['typed', '概不赊账'], ['review-bought', '删除差评']].sort())
    expect(await flags('本店概不赊账')).toEqual([])
    const other = await ofPack('bank-card')
    expect((await got(w.admin.post('/phrases/try', { text: '卡号 4111 1111 1111 1111', code: 'bank-card', content: { ...other, level: 'stop' } }))).flags).toMatchObject([{ code: 'bank-card', level: 'stop' }])
    expect(await refused(clerk.post('/phrases/try', { text, code: null, content: rule() }))).toBe('403 identity/not-allowed')
  })

  test('is for who keeps the firm’s own words, and stays in its firm', async () => {
    expect(await refused(add(rule(), clerk))).toBe('403 identity/not-allowed')
    const other = await w.otherOrganization()
    const { code } = await got(add(rule({ find: ['独此一家'] })), 201)
    expect(await refused(put(code, 1, rule(), false, other))).toBe('404 kernel/not-found')
    expect((await got(other.post('/phrases/check', { text: '独此一家' }))).flags).toEqual([])
  })

  test('two who change it at once: one does', async () => {
    const { code } = await got(add(rule({ find: ['随便您'] })), 201)
    const both = await Promise.all([rule({ find: ['随便你'] }), rule({ find: ['爱怎样怎样'] })].map((content) => put(code, 1, content)))
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  })
})

describe('what the law forbids to say', () => {
  test('is neither put out of use nor weakened, and says what is missing', async () => {
    const waiver = await ofPack('waiver')
    expect(await refused(put('waiver', 0, null, true))).toBe('409 own/law-stays')
    expect(await refused(put('waiver', 0, { ...waiver, level: 'warn' }))).toBe('409 own/law-stays')
    expect(await refused(put('waiver', 0, { ...waiver, unless: [...waiver.unless, '店长同意'] }))).toBe('409 own/law-stays')
    const lost = await put('waiver', 0, { ...waiver, find: waiver.find.slice(1) })
    expect(lost).toMatchObject({ status: 409, body: { type: '/problems/own/law-lost', title: expect.stringContaining(waiver.find[0] ?? ''), errors: [{ pointer: '#/entry/content/find' }] } })
    expect(await refused(put('waiver', 0, { ...waiver, near: waiver.near.slice(1) }))).toBe('409 own/law-lost')
    expect(await flags('您自愿放弃追究')).toEqual([['waiver', 'stop']])
    expect(await refused(put('amount-in-words', 0, { ...await ofPack('amount-in-words'), find: ['元'] }))).toBe('422 own/found-by-program')
  })

  test('is added to, in words of one’s own, and given back', async () => {
    const waiver = await ofPack('waiver')
    const text = '一切由本店说了算'
    expect(await flags(text)).toEqual([])
    await got(put('waiver', 0, { ...waiver, find: [...waiver.find, '本店说了算'], unless: waiver.unless.slice(1), instead: said('按约定办理') }))
    expect(await flags(text)).toEqual([['waiver', 'stop']])
    expect(await itemOf('waiver')).toMatchObject({ own: { instead: { 'zh-CN': '按约定办理' } }, now: { level: 'stop', kind: 'expressions' } })
    await got(put('waiver', 1, null))
    expect(await flags(text)).toEqual([])
  })

  test('is stopped on although a row says less: what the pack stops is never less than it says', async () => {
    await onDatabase(w, async (client) => {
      await client.query('set role wenguo_system')
      await client.query(`insert into packs.own (organization_id, list, code, revision, content, was, retired, changed_at) select distinct organization_id, 'wording', 'silence', 1, $1::jsonb, null::jsonb, true, now() from packs.own where code = 'waiver'`, [JSON.stringify({ code: 'silence', kind: 'expressions', ...rule({ find: ['天知地知'], unless: ['封口费'] }) })])
      await client.query('update packs.current set own_id = gen_random_uuid()')
    })
    expect(await flags('这是封口费，天知地知')).toEqual([['silence', 'stop'], ['silence', 'stop']])
    expect(await itemOf('silence')).toMatchObject({ retired: false })
  })

  test('what only warns may be put out of use, or be stopped', async () => {
    const phone = '请联系 13912345678'
    expect(await flags(phone)).toEqual([['other-phone', 'warn']])
    await got(put('other-phone', 0, { ...await ofPack('other-phone'), level: 'stop' }))
    expect(await flags(phone)).toEqual([['other-phone', 'stop']])
    await got(put('other-phone', 1, null, true))
    expect(await flags(phone)).toEqual([])
  })
})

test('goes to another firm with the file of the firm’s own way; less than the law wants is filled up there', async () => {
  const { code } = await got(add(rule({ find: ['货出不理'], near: [{ chain: [['出门'], ['不认']], within: 4 }] })), 201)
  const waiver = await ofPack('waiver')
  await got(put('waiver', 2, { ...waiver, find: [...waiver.find, '本店说了算'] }))
  const { body: file } = await w.admin.get<Buffer>('/pack/own-file')
  const text = file.toString('utf8').replace(new RegExp(`^ *- ${waiver.find[0]}\\n`, 'm'), '')
  const other = await w.otherOrganization()
  const looked = await got(other.post('/pack/own-file/check', { text }))
  expect(looked.items.filter((one: any) => one.list === 'wording').map((one: any) => [one.code, one.what])).toEqual(expect.arrayContaining([[code, 'added'], ['waiver', 'changed']]))
  await got(other.post('/pack/own-file/take', { text, stamp: looked.stamp }))
  const found = async (words: string) => (await got(other.post('/phrases/check', { text: words }))).flags.map((flag: any) => flag.code)
  expect(await found('出门概不认账')).toEqual([code])
  expect(await found(`本店说了算，${waiver.find[0]}`)).toEqual(['waiver', 'waiver'])
  const none = text.replace(/(code: waiver\n\s+retired: )false/, '$1true')
  expect((await got(other.post('/pack/own-file/check', { text: none }))).items.find((one: any) => one.code === 'waiver')).toMatchObject({ what: 'refused', why: expect.stringContaining('法律') })
})

test('what the law forbids to say is added to, whatever the pack says of it already', async () => {
  const rules = (await items()).filter(({ pack }) => pack?.level === 'stop' && pack.kind === 'expressions').map(({ pack }) => pack.code)
  expect(rules).toContain('review-bought')
  for (const code of rules) {
    const brought = await ofPack(code)
    const { revision } = await itemOf(code)
    await got(put(code, revision, { ...brought, find: [...brought.find, '本店的土话'] }))
    expect(await flags('本店的土话')).toEqual([[code, 'stop']])
    const always = brought.near.findIndex((one) => one.always)
    const { always: _, ...cleared } = brought.near[always] ?? { chain: [], within: 0 }
    if (always >= 0) expect(await refused(put(code, revision + 1, { ...brought, near: brought.near.with(always, cleared) }))).toBe('409 own/law-lost')
    await got(put(code, revision + 1, null))
  }
})
