import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OwnItem } from '#contract/own.ts'
import { type Client, type World, openWorld } from '#test/app.ts'
import { checked, bring, machineryOf, taken } from '#test/importing.ts'
import { faulty, got, onDatabase, refused } from '#test/steps.ts'
import { aComplaint, register } from '#test/story.ts'

let w: World
let clerk: Client & { id: string }
beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
})
afterAll(() => w.close())

const said = (zh: string, hant = '', en = '') => ({ 'zh-CN': zh, 'zh-Hant': hant, en })
const field = (label: string, change: Record<string, unknown> = {}) =>
  ({ list: 'fields', content: { label: said(label), hint: said(''), type: 'text', required: false, unit: '', choices: [], categories: [], channels: [], ...change } })
const add = (entry: { list: string }, who: Client = w.admin) => got<{ code: string; revision: number }>(who.post(`/pack/own/${entry.list}`, { entry }), 201)
const put = (list: string, code: string, revision: number, entry: unknown, retired = false) => w.admin.put<any>(`/pack/own/${list}/${code}`, { revision, entry, retired })
const items = async (list: string): Promise<OwnItem[]> => (await got(w.admin.get(`/pack/own/${list}`))).items
const item = async (list: string, code: string) => (await items(list)).find((one) => one.code === code) as OwnItem
const choice = (code: string, label: string, retired = false) => ({ code, label: said(label), retired })
const pack = (who: Client = clerk) => got<any>(who.get('/pack'))
const tried = async (change: Record<string, unknown>) => clerk.post<any>('/complaints', await aComplaint(w, change))
const shown = (id: string) => got<any>(clerk.get(`/complaints/${id}`))

describe('fields of the firm', () => {
  test('of every kind are asked at once, answered, refused when wrong, shown and printed', async () => {
    const kinds = { text: '外包装编号', longText: '现场情况', number: '偏差', money: '运费', day: '开箱日期', yesNo: '是否开封' }
    const codes: Record<string, string> = {}
    for (const [type, label] of Object.entries(kinds)) codes[type] = (await add(field(label, { type, unit: type === 'number' ? 'mm' : '' }))).code
    codes.choice = (await add(field('破损程度', { type: 'choice', choices: [choice('light', '轻'), choice('heavy', '重')] }))).code
    codes.several = (await add(field('缺少的配件', { type: 'several', choices: [choice('box', '盒子'), choice('card', '证书')] }))).code
    expect((await pack()).fields.slice(-8).map((f: { code: string }) => f.code)).toEqual(Object.values(codes))
    const answers = { text: 'P-77', longText: '外箱受潮\n内盒完好', number: 1.5, money: 1_200, day: '2026-11-20', yesNo: 'yes', choice: 'heavy', several: ['box', 'card'] }
    const c = await register(w, clerk, { fields: Object.fromEntries(Object.entries(answers).map(([type, value]) => [codes[type], value])) })
    expect((await shown(c.id)).fields).toEqual(Object.fromEntries(Object.entries(answers).map(([type, value]) => [codes[type], value])))
    expect((await clerk.get(`/complaints/${c.id}/papers/file`)).status).toBe(200)
    const wrong = { yesNo: 'maybe', choice: 'box', several: ['box', 'box'], text: 'x'.repeat(201), number: '1' }
    for (const [type, value] of Object.entries(wrong)) expect(`${type} ${await refused(tried({ fields: { [codes[type] as string]: value } }))}`).toBe(`${type} 422 complaint/wrong-field`)
    expect(await refused(tried({ fields: { nothingSuch: '1' } }))).toBe('422 complaint/unknown-field')
    expect((await got(clerk.get(`/complaints?q=${encodeURIComponent('外箱受潮')}`))).items.map((i: { id: string }) => i.id)).toEqual([c.id])
  }, 60_000)

  test('are changed only by who may, named once, and of one kind', async () => {
    expect(await refused(clerk.post('/pack/own/fields', { entry: field('我的') }))).toBe('403 identity/not-allowed')
    expect(await refused(clerk.get('/pack/own/fields'))).toBe('403 identity/not-allowed')
    const naughty = '<b>\u202e😀 “栏”'
    const both = await Promise.all([0, 1].map(() => w.admin.post<any>('/pack/own/fields', { entry: field(naughty) })))
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
    const { code } = both.find(({ status }) => status === 201)?.body ?? {}
    expect((await pack()).fields.at(-1)).toMatchObject({ code, label: { 'zh-CN': naughty, 'zh-Hant': naughty, en: naughty } })
    expect(await refused(put('fields', code, 1, field(naughty, { type: 'number' })))).toBe('409 own/kind-fixed')
    expect(await faulty(w.admin.post('/pack/own/fields', { entry: field('   ') }))).toBe('422 #/entry/content/label/zh-CN')
    expect(await refused(w.admin.post('/pack/own/fields', { entry: field('只有一类', { categories: ['nowhere'] }) }))).toBe('422 own/category-unknown')
    expect(await refused(w.admin.post('/pack/own/fields', { entry: field('没有选项', { type: 'choice' }) }))).toBe('422 own/choices-missing')
    expect(await refused(w.admin.post('/pack/own/fields', { entry: field('重复', { type: 'choice', choices: [choice('a', '一样'), choice('b', '一样')] }) }))).toBe('422 own/choice-twice')
    expect(await refused(w.admin.post('/pack/own/phrases', { entry: field('别处') }))).toBe('422 kernel/invalid-input')
    expect(await refused(put('fields', 'nothingSuch', 0, field('无')))).toBe('404 kernel/not-found')
    expect(await refused(put('fields', code, 1, null))).toBe('409 own/nothing-of-pack')
    expect(await refused(w.admin.post('/pack/own/classes', { entry: { list: 'classes', content: { label: said('丙类'), traits: said('x'), typical: said('x'), guidance: said('x') } } }))).toBe('422 own/not-added')
  })

  test('two at once: the later one is refused and sees what the other wrote', async () => {
    const { code } = await add(field('快递单号'))
    const answers = await Promise.all(['运单号', '物流单号'].map((label) => put('fields', code, 1, field(label))))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect((await item('fields', code)).revision).toBe(2)
    expect((await got(w.admin.get(`/pack/own/fields/${code}/history`))).items.map((one: { revision: number }) => one.revision)).toEqual([2, 1])
  })

  test('are asked for categories and channels, and required of who registers, not of who writes in', async () => {
    const { code } = await add(field('裂纹位置', { required: true, categories: ['stoneLoose'], channels: ['letter'] }))
    const about = (change: Record<string, unknown>) => tried({ points: [{ text: '掉钻', wants: '换', categoryCode: 'stoneLoose' }], ...change })
    expect(await refused(about({ channel: 'letter', fields: {} }))).toBe('422 complaint/wrong-field')
    // A call, a meeting, an opinion: nobody was asked.
    expect((await about({ channel: 'letter' })).status).toBe(201)
    expect((await about({ channel: 'phone' })).status).toBe(201)
    expect((await tried({ channel: 'letter', points: [{ text: '包装破了', wants: '换', categoryCode: null }] })).status).toBe(201)
    expect((await about({ channel: 'letter', fields: { [code]: '爪部' } })).status).toBe(201)
    await got(put('fields', code, 1, field('裂纹位置'), true))
  })

  test('with answers are retired: asked no more, read as before; so are choices', async () => {
    const { code } = await add(field('颜色偏差', { type: 'choice', choices: [choice('warm', '偏暖'), choice('cold', '偏冷')] }))
    const c = await register(w, clerk, { fields: { [code]: 'cold' } })
    await got(put('fields', code, 1, field('色差', { type: 'choice', choices: [choice('warm', '偏暖')] })))
    expect((await pack()).fields.find((f: { code: string }) => f.code === code).choices).toMatchObject([{ code: 'warm' }, { code: 'cold', retired: true, label: { 'zh-CN': '偏冷' } }])
    expect(await refused(tried({ fields: { [code]: 'cold' } }))).toBe('422 complaint/wrong-field')
    await got(put('fields', code, 2, field('色差', { type: 'choice', choices: [choice('warm', '偏暖')] }), true))
    expect((await pack()).fields.map((f: { code: string }) => f.code)).not.toContain(code)
    expect((await pack()).pastFields.map((f: { code: string }) => f.code)).toContain(code)
    expect(await refused(tried({ fields: { [code]: 'warm' } }))).toBe('422 complaint/unknown-field')
    expect((await shown(c.id)).fields[code]).toBe('cold')
    expect((await clerk.get(`/complaints/${c.id}/papers/file`)).status).toBe(200)
    await got(put('fields', code, 3, field('色差', { type: 'choice', choices: [choice('warm', '偏暖')] })))
    expect((await tried({ fields: { [code]: 'warm' } })).status).toBe(201)
  }, 60_000)

  test('are filled in and put right later, found and told; of two the later sees what the first wrote', async () => {
    const [{ code: size }, { code: parts }] = [await add(field('圈口改动', { required: true })), await add(field('随货附件', { type: 'several', choices: [choice('bag', '绒布袋'), choice('card', '保养卡')] }))]
    const c = await register(w, clerk, { fields: { [size]: '14号' } })
    const change = (changes: unknown, who: Client = clerk) => who.put<any>(`/complaints/${c.id}/fields`, { changes })
    const later = await got(change([{ field: size, was: '14号', now: '改成十六号' }, { field: parts, was: null, now: ['card'] }]))
    expect(later.fields).toEqual({ [size]: '改成十六号', [parts]: ['card'] })
    expect(later.timeline.find((one: { name: string }) => one.name === 'complaint.fieldsChanged')).toMatchObject({ words: '改了 2 个登记栏目', reason: '圈口改动: 14号 → 改成十六号\n随货附件: – → 保养卡' })
    expect((await got(clerk.get(`/complaints?q=${encodeURIComponent('改成十六号')}`))).items.map((i: { id: string }) => i.id)).toEqual([c.id])
    const both = await Promise.all(['甲', '乙'].map((now) => change([{ field: size, was: '改成十六号', now }])))
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(await refused(change([{ field: size, was: (await shown(c.id)).fields[size], now: null }]))).toBe('422 complaint/wrong-field')
    expect(await refused(change([{ field: parts, was: ['card'], now: ['box'] }]))).toBe('422 complaint/wrong-field')
    expect(await refused(change([{ field: 'nothingSuch', was: null, now: null }]))).toBe('422 complaint/unknown-field')
    expect((await got(change([{ field: parts, was: ['card'], now: [] }]))).fields).not.toHaveProperty(parts)
    const away = await w.person('小马', 'S02', 'clerk')
    expect((await change([{ field: size, was: null, now: 'x' }], away)).status).toBe(404)
    await got(put('fields', size, 1, field('圈口改动'), true))
  }, 60_000)

  test('of the pack are renamed, made required, put in order, left out and given back', async () => {
    const before = await items('fields')
    const one = before.find(({ pack: brought }) => brought?.type === 'text') as OwnItem
    const renamed = { ...field('我们的叫法'), content: { ...field('我们的叫法').content, label: said('我们的叫法', '', 'Our name') } }
    await got(put('fields', one.code, 0, renamed))
    expect((await pack()).fields.find((f: { code: string }) => f.code === one.code).label).toEqual({ 'zh-CN': '我们的叫法', 'zh-Hant': '我们的叫法', en: 'Our name' })
    expect(await item('fields', one.code)).toMatchObject({ own: { label: said('我们的叫法', '', 'Our name') }, pack: { label: one.pack?.label }, packSince: null })
    await got(put('fields', one.code, 1, null, true))
    expect((await pack()).fields.map((f: { code: string }) => f.code)).not.toContain(one.code)
    await got(put('fields', one.code, 2, null))
    expect((await item('fields', one.code)).now).toEqual(one.now)
    const codes = (await pack()).fields.map((f: { code: string }) => f.code)
    const turned = [...codes].reverse()
    expect(await refused(w.admin.put('/pack/own/fields/order', { codes: codes.slice(1) }))).toBe('409 own/order-stale')
    await got(w.admin.put('/pack/own/fields/order', { codes: turned }))
    expect((await pack()).fields.map((f: { code: string }) => f.code)).toEqual(turned)
    const late = await add(field('后来加的'))
    expect((await pack()).fields.at(-1).code).toBe(late.code)
    await got(w.admin.post('/pack/own/fields/pack-order'))
    expect((await pack()).fields.map((f: { code: string }) => f.code).slice(0, -1)).toEqual(codes)
  })

  test('are found by name in a table that is brought, several values in one cell', async () => {
    const { code } = await add(field('赠品', { type: 'several', choices: [choice('bag', '布袋'), choice('cloth', '擦银布')] }))
    const yes = await add(field('已拍照', { type: 'yesNo' }))
    const machinery = machineryOf(w)
    try {
      const id = await bring(w.admin, 'old.csv', Buffer.from('收到时间,内容,部门,赠品,已拍照\n2026-01-05 10:00,戒指掉钻一事,一店,布袋；擦银布,有\n'))
      const seen = await got(w.admin.get(`/imports/${id}/preview`))
      expect(seen.fields.map((f: { part: string }) => f.part)).toEqual(expect.arrayContaining([`field:${code}`]))
      const dry = await checked(w.admin, machinery, id, { columns: { receivedAt: [0], text: [1], unit: [2], [`field:${code}`]: [3], [`field:${yes.code}`]: [4] }, dates: { receivedAt: 'ymd' } })
      expect(dry).toMatchObject({ state: 'checked' })
      await taken(w.admin, machinery, id)
      const [found] = (await got(w.admin.get(`/complaints?q=${encodeURIComponent('戒指掉钻一事')}`))).items
      expect((await got<any>(w.admin.get(`/complaints/${found.id}`))).fields).toEqual({ [code]: ['bag', 'cloth'], [yes.code]: 'yes' })
    } finally { await machinery.close() }
  }, 60_000)
})

describe('words of the firm', () => {
  test('stand in the place of the pack’s phrases, beside them, or leave them out', async () => {
    const [first, second] = (await items('phrases'))
    const text = (zh: string) => ({ list: 'phrases', content: { situation: 'calming', temperament: null, step: null, text: said(zh) } })
    const spoken = async () => (await got(clerk.get('/phrases'))).items as { id: string; text: { en: string } }[]
    await got(put('phrases', first?.code ?? '', 0, text('我们店的开场白')))
    await got(put('phrases', second?.code ?? '', 0, null, true))
    const { code } = await add(text('我们自己的话'))
    const all = await spoken()
    expect(all.find(({ id }) => id === first?.code)?.text).toMatchObject({ en: '我们店的开场白' })
    expect(all.map(({ id }) => id)).toContain(code)
    expect(all.map(({ id }) => id)).not.toContain(second?.code)
    const blank = await w.admin.post<any>('/pack/own/phrases', { entry: text('您好，{顾客姓名}！') })
    expect(blank).toMatchObject({ status: 422, body: { type: '/problems/own/blank-unknown', title: expect.stringContaining('{顾客姓名}'), errors: [{ pointer: '#/entry/content/text/zh-CN' }] } })
    await got(put('phrases', first?.code ?? '', 1, null))
    expect((await spoken()).find(({ id }) => id === first?.code)?.text).toEqual(first?.now.text)
  })

  test('are heard in guidance, classes, warnings and the names of values; codes stay', async () => {
    const [step] = await items('guidance')
    const content = step?.pack as Record<string, unknown>
    const entry = { list: 'guidance', content: { label: content.label, goal: said('先请坐'), does: content.does, donts: content.donts, phrases: content.phrases, evidence: content.evidence } }
    await got(put('guidance', step?.code ?? '', 0, entry))
    expect((await pack()).guidance[0]).toMatchObject({ goal: { en: '先请坐' }, stages: content.stages })
    expect(await refused(put('guidance', step?.code ?? '', 1, entry, true))).toBe('422 own/not-hidden')
    await add({ list: 'forbidden', content: { find: ['自认倒霉'], why: said('伤人'), instead: said('我来想办法') } } as never)
    expect((await got(clerk.post('/phrases/check', { text: '您就自认倒霉吧' }))).flags).toMatchObject([{ found: '自认倒霉', instead: { en: '我来想办法' } }])
    await got(put('words', 'channel.walkIn', 0, { list: 'words', content: { label: said('到店') } }))
    expect((await got<any>(clerk.get('/session'))).organization.terms.values.channel.walkIn).toEqual({ 'zh-CN': '到店', 'zh-Hant': '到店', en: '到店' })
    expect(await refused(put('words', 'channel.teleport', 0, { list: 'words', content: { label: said('瞬移') } }))).toBe('404 kernel/not-found')
    await got(put('words', 'channel.walkIn', 1, null))
    expect((await got<any>(clerk.get('/session'))).organization.terms?.values?.channel?.walkIn).toBeUndefined()
  })

  test('are carried to another firm as one file: looked at first, what cannot stand there named', async () => {
    await add(field('只问掉钻', { categories: ['stoneLoose'] }))
    const file = Buffer.from((await w.admin.get<any>('/pack/own-file')).body).toString('utf8')
    expect(file).toContain('wenguo: own-pack')
    const other = await w.otherOrganization()
    const check = (text: string, who: Client = other) => who.post<any>('/pack/own-file/check', { text })
    const take = (text: string, stamp: string, who: Client = other) => who.post<any>('/pack/own-file/take', { text, stamp })
    expect(await refused(check('{{', other))).toBe('422 own/file-unreadable')
    expect(await refused(check(file.replace(/^pack: .*$/m, 'pack: cement')))).toBe('409 own/other-pack')
    expect(await refused(check(file, clerk))).toBe('403 identity/not-allowed')
    const stray = file.replace('- stoneLoose', '- nowhereHere')
    const seen = await got<any>(check(stray))
    expect(seen.items.filter(({ what }: { what: string }) => what === 'refused')).toMatchObject([{ list: 'fields', why: expect.stringContaining('nowhereHere') }])
    expect((await got(other.get('/pack/own/phrases'))).items.every((one: OwnItem) => one.own === null)).toBe(true)
    expect(await refused(take(file, seen.stamp))).toBe('409 kernel/stale-version')
    const both = await Promise.all([0, 1].map(() => take(stray, seen.stamp)))
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    const again = await got<any>(check(file))
    expect(again.items.filter(({ what }: { what: string }) => what !== 'same')).toMatchObject([{ list: 'fields', what: 'added', name: '只问掉钻' }])
    await got(take(file, again.stamp))
    const [ours, theirs] = [await pack(), await got<any>(other.get('/pack'))]
    expect([theirs.fields, theirs.pastFields, theirs.guidance]).toEqual([ours.fields, ours.pastFields, ours.guidance])
    expect(await refused(take(file, (await got<any>(check(file))).stamp))).toBe('409 own/nothing-to-take')
  }, 60_000)

  test('are told in the log', async () => {
    const told = (await got(w.admin.get('/audit?name=packs.ownRetired'))).items as { words: string }[]
    expect(told.map(({ words }) => words)).toContain('停用了“话术”里的一条')
  })
})

describe('a newer pack', () => {
  /** As if the installed pack had been an older one. */
  const asOfOld = (change: (body: any) => void) => onDatabase(w, async (db) => {
    await db.query('set role wenguo_system')
    const { rows: [current] } = await db.query('select c.* from packs.current c join identity.organization o using (organization_id) order by o.organization_id limit 1')
    const { rows: [version] } = await db.query('select * from packs.version where id = $1', [current.base_id])
    const id = randomUUID()
    version.body.pack.version = '0.9.0'
    change(version.body)
    await db.query('insert into packs.version (organization_id, id, pack, version, body, installed_at) values ($1, $2, $3, $4, $5, now())', [version.organization_id, id, version.pack, '0.9.0', JSON.stringify(version.body)])
    await db.query('update packs.current set version_id = $1, base_id = $1, own_id = gen_random_uuid() where organization_id = $2', [id, version.organization_id])
  })

  test('leaves what the firm said, shows where both changed the same, and keeps what it drops readable', async () => {
    const phrase = (await items('phrases')).find(({ revision }) => revision === 0) as OwnItem
    const kept = (await items('fields')).find(({ pack: brought, revision }) => brought?.type === 'choice' && revision === 0) as OwnItem
    await asOfOld((body) => {
      body.phrases.find((one: { code: string }) => one.code === phrase.code).text = said('旧话', '舊話', 'Old words')
      body.fields.push({ code: 'oldField', label: said('老栏目', '舊欄目', 'Old field'), type: 'text', required: false, filter: false, personal: false })
      body.fields.find((one: { code: string }) => one.code === kept.code).choices.push({ code: 'gone', label: said('不再有', '不再有', 'Gone') })
    })
    await got(put('phrases', phrase.code, 0, { list: 'phrases', content: { situation: 'calming', temperament: null, step: null, text: said('我们的话') } }))
    const c = await register(w, clerk, { fields: { oldField: '旧答案', [kept.code]: 'gone' } })
    const offered = await got<any>(w.admin.get('/pack/upgrade'))
    expect(offered.clashes).toMatchObject([{ list: 'phrases', code: phrase.code, own: { text: said('我们的话') }, pack: { text: phrase.pack?.text } }])
    await got(w.admin.post('/pack/upgrade', { digest: offered.digest }))
    expect(await item('phrases', phrase.code)).toMatchObject({ now: { text: { 'zh-CN': '我们的话' } }, packSince: { text: { 'zh-CN': '旧话' } } })
    const now = await pack()
    expect(now.pastFields).toEqual(expect.arrayContaining([expect.objectContaining({ code: 'oldField', label: said('老栏目', '舊欄目', 'Old field') })]))
    expect(now.fields.find((f: { code: string }) => f.code === kept.code).choices.at(-1)).toMatchObject({ code: 'gone', retired: true })
    expect((await shown(c.id)).fields).toEqual({ oldField: '旧答案', [kept.code]: 'gone' })
    expect(await refused(tried({ fields: { [kept.code]: 'gone' } }))).toBe('422 complaint/wrong-field')
    await got(put('phrases', phrase.code, 1, { list: 'phrases', content: { situation: 'calming', temperament: null, step: null, text: said('我们的话') } }))
    expect(await item('phrases', phrase.code)).toMatchObject({ packSince: null, revision: 2 })
  })

  test('own categories published afterwards leave the firm’s words where they are', async () => {
    const { stamp } = await got<any>(w.admin.get('/categories/draft'))
    expect(stamp).toBeTruthy()
    const name = { label: { 'zh-CN': '包装', 'zh-Hant': '', en: '' }, matter: 'product', keywords: [], wording: [] }
    await got(w.admin.post('/categories/draft/items', { parent: null, ...name }), 201)
    const before = (await pack()).fields.length
    await got(w.admin.post('/categories/draft/publish', { stamp: (await got<any>(w.admin.get('/categories/draft'))).stamp }), 201)
    expect((await pack()).fields).toHaveLength(before)
    expect((await items('fields')).filter(({ pack: brought }) => !brought).length).toBeGreaterThan(5)
  })
})

test('a class of customers said in the firm’s own words is spoken of at the steps its pack names', async () => {
  const { code, steps } = (await pack()).classes.find((one: { steps?: string[] }) => one.steps)
  expect(steps.length).toBeGreaterThan(0)
  const { revision } = await item('classes', code)
  await got(put('classes', code, revision, { list: 'classes', content: { label: said('婚庆'), traits: said('忙'), typical: said('赶不及'), guidance: said('先恭喜，再问哪天办') } }))
  expect((await pack()).classes.find((one: { code: string }) => one.code === code)).toMatchObject({ guidance: { 'zh-CN': '先恭喜，再问哪天办' }, steps })
})
