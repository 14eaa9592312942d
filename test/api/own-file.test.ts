import { afterAll, beforeAll, expect, test } from 'vitest'
import { Client, type World, openWorld } from '#test/app.ts'
import { got, refused } from '#test/steps.ts'

/** What goes to another firm of the trade beside words: each part is looked at first. */
let w: World
let clerk: Client & { id: string }
beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
})
afterAll(() => w.close())

const said = (zh: string, hant = '', en = '') => ({ 'zh-CN': zh, 'zh-Hant': hant, en })

test('causes the firm added: each below its own, by the checks of adding them by hand', async () => {
  const words = (name: string) => ({ 'zh-CN': name, 'zh-Hant': '', en: '' })
  const [root] = (await got<any>(w.admin.get('/pack'))).rootCauses
  const above = await got<any>(w.admin.post('/causes', { parent: root.code, label: words('镶口过浅') }), 201)
  const below = await got<any>(w.admin.post('/causes', { parent: above.code, label: words('师傅未复检') }), 201)
  await got(w.admin.put(`/causes/${above.code}`, { version: above.version, label: words('镶口过浅'), retired: true }))
  const file = Buffer.from((await w.admin.get<any>('/pack/own-file')).body).toString('utf8')
  const other = await w.otherOrganization()
  const check = (text: string) => got<any>(other.post('/pack/own-file/check', { text }))
  const take = (text: string, stamp: string) => other.post<any>('/pack/own-file/take', { text, stamp })
  const ofCauses = (seen: any) => seen.items.filter(({ list }: { list: string }) => list === 'causes').map(({ code, what, name, retired, why }: any) => ({ code, what, name, retired, why }))
  const broken = await check(file.replace(`parent: ${root.code}`, 'parent: nowhereHere'))
  expect(ofCauses(broken)).toMatchObject([{ code: above.code, what: 'refused', why: expect.any(String) }, { code: below.code, what: 'refused' }])
  expect(ofCauses(await check(file.replace('zh-CN: 师傅未复检', 'zh-CN: ""')))).toMatchObject([{ what: 'added' }, { what: 'refused', why: expect.any(String) }])
  const seen = await check(file)
  expect(ofCauses(seen)).toEqual([{ code: above.code, what: 'added', name: '镶口过浅', retired: true, why: null }, { code: below.code, what: 'added', name: '师傅未复检', retired: false, why: null }])
  await got(take(file, seen.stamp))
  expect((await got<any>(other.get('/causes'))).items).toMatchObject([{ code: above.code, parent: root.code, retired: true }, { code: below.code, parent: above.code, label: words('师傅未复检'), retired: false }])
  expect((await got<any>(other.get('/audit?name=packs.causeAdded'))).items).toHaveLength(2)
  expect(ofCauses(await check(file)).map(({ what }: any) => what)).toEqual(['same', 'same'])
  const renamed = file.replace('师傅未复检', '师傅没有复检')
  const stale = await check(renamed)
  await got(other.put(`/causes/${below.code}`, { version: 1, label: words('没有复检'), retired: false }))
  expect(await refused(take(renamed, stale.stamp))).toBe('409 kernel/stale-version')
  await got(take(renamed, (await check(renamed)).stamp))
  expect((await got<any>(other.get('/causes'))).items[1]).toMatchObject({ label: words('师傅没有复检'), version: 3 })
  expect(ofCauses(await check(file.replace(`parent: ${above.code}`, 'parent: null')))[1]).toMatchObject({ what: 'refused', why: expect.stringContaining('别处') })
}, 60_000)

test('tables the firm made its own: as drafts that are sent and approved here, never over a draft, with every unknown name told', async () => {
  const [director, other] = [await w.person('王总', 'GMO', 'generalManager'), await w.otherOrganization()]
  const view = (table: string, who: Client = other) => got<any>(who.get(`/tables/${table}`))
  const put = async (table: string, change: (rules: any[]) => any[], who: Client = w.admin) => {
    const { draft, published: { rules, examples } } = await view(table, who)
    return (await got<any>(who.put(`/tables/${table}/draft`, { version: draft?.version ?? 0, rules: change(rules), examples }))).version as number
  }
  const enforce = async (table: string, version: number) => {
    await got(w.admin.post(`/tables/${table}/draft/send`, { version, note: '' }))
    await got(director.post(`/tables/${table}/draft/approve`, { version: version + 1 }), 201)
  }
  const why = said('另有规定', '另有規定', 'Ruled otherwise')
  await enforce('authority', await put('authority', (rules) => rules.map((rule, i) => (i === 0 ? { ...rule, gives: { ...rule.gives, why } } : rule))))
  await enforce('routing', await put('routing', (rules) => [{ id: 'byLetter', when: { channel: ['letter'], unit: ['S01'] }, gives: { place: { unit: 'S01', kind: 'own' }, owner: null, tell: ['serviceManager'], why } }, ...rules]))
  const file = Buffer.from((await w.admin.get<any>('/pack/own-file')).body).toString('utf8')
  expect(file).not.toContain('table: urgency')
  const check = (text: string, who: Client = other) => got<any>(who.post('/pack/own-file/check', { text }))
  const ofTables = (seen: any) => seen.items.filter(({ list }: { list: string }) => list === 'tables')
  expect(ofTables(await check(file, w.admin)).map(({ what }: any) => what)).toEqual(['same', 'same'])
  const strange = file.replaceAll('S01', 'NOUNIT').replace('- serviceManager', '- nobodyHere')
  const seen = await check(strange)
  const named = ofTables(seen)
  expect(named).toMatchObject([{ code: 'authority', what: 'changed', draft: true, changes: { added: 0, changed: 1, removed: 0, faults: 0 } }, { code: 'routing', what: 'refused', draft: false }])
  expect(named[1].why).toContain('第 1 条规则：这里没有部门“NOUNIT”。')
  expect(named[1].why).toContain('第 1 条规则：这里没有岗位“nobodyHere”。')
  const before = await view('authority')
  expect(await got<any>(other.post('/pack/own-file/take', { text: strange, stamp: seen.stamp }))).toMatchObject({ changed: expect.any(Number) })
  const after = await view('authority')
  expect(after.published).toEqual(before.published)
  expect(after.draft).toMatchObject({ state: 'open', version: 1, rules: expect.arrayContaining([expect.objectContaining({ gives: expect.objectContaining({ why }) })]) })
  expect((await view('routing')).draft).toBeNull()
  expect(ofTables(await check(strange)).map(({ what }: any) => what)).toEqual(['same', 'refused'])
  // Somebody works on it: what the file says otherwise waits.
  const mine = await put('authority', (rules) => rules.map((rule) => ({ ...rule, gives: { ...rule.gives, why: said('我们的理由') } })), other)
  expect(ofTables(await check(file))[0]).toMatchObject({ what: 'refused', why: expect.stringContaining('草稿') })
  await got(other.post('/tables/authority/draft/discard', { version: mine }))
  const again = await check(file)
  expect(ofTables(again)[0]).toMatchObject({ what: 'changed' })
  const late = await put('authority', (rules) => rules, other)
  expect(await refused(other.post('/pack/own-file/take', { text: file, stamp: again.stamp }))).toBe('409 kernel/stale-version')
  expect((await view('authority')).draft.version).toBe(late)
}, 60_000)

test('ladders of its own: looked at level by level, set by the checks of setting them by hand', async () => {
  const other = await w.otherOrganization()
  const [first, second] = (await got<any>(w.admin.get('/ladders'))).items.map(({ kind }: { kind: string }) => kind) as [string, string]
  const levels = [{ at: { share: 50 }, to: [{ who: 'handler' }] }, { at: { share: 90 }, to: [{ who: 'position', code: 'generalManager' }], loud: true }]
  const standing = async (kind: string, who: Client = other) => (await got<any>(who.get('/ladders'))).items.find((one: any) => one.kind === kind)
  const set = async (kind: string, to: unknown, who: Client = w.admin) => got<any>(who.put(`/ladders/${kind}`, { levels: to, revision: (await standing(kind, who)).revision }))
  await set(first, levels)
  await set(second, [{ at: { share: 70 }, to: [{ who: 'manager' }] }, { at: { share: 80 }, to: [{ who: 'person', id: clerk.id }] }])
  const file = Buffer.from((await w.admin.get<any>('/pack/own-file')).body).toString('utf8')
  const check = (text: string, who: Client = other) => got<any>(who.post('/pack/own-file/check', { text }))
  const take = (text: string, stamp: string) => other.post<any>('/pack/own-file/take', { text, stamp })
  const ofLadders = (seen: any) => seen.items.filter(({ list }: { list: string }) => list === 'ladders')
  expect(ofLadders(await check(file, w.admin)).map(({ what }: any) => what)).toEqual(['same', 'same'])
  const before = (await standing(first)).levels
  const seen = await check(file)
  const [theirs, personal] = ofLadders(seen)
  expect(theirs).toMatchObject({ code: first, what: 'changed', draft: false, why: null })
  expect(theirs.name).not.toBe('')
  expect(before.length + theirs.changes.added - theirs.changes.removed).toBe(2)
  expect(personal).toMatchObject({ code: second, what: 'refused', changes: null, why: expect.stringContaining('第 2 级：这个人不在了') })
  expect(ofLadders(await check(file.replace('code: generalManager', 'code: nobodyHere')))[0]).toMatchObject({ what: 'refused', why: expect.stringContaining('第 2 级：没有这个岗位') })
  expect(ofLadders(await check(file.replace('share: 90', 'share: 50')))[0]).toMatchObject({ what: 'refused', why: expect.stringContaining('第 2 级：有两级') })
  expect(ofLadders(await check(file.replace(`kind: ${first}`, 'kind: nowhereHere')))[0]).toMatchObject({ what: 'refused' })
  await set(first, [{ at: { share: 60 }, to: [{ who: 'handler' }] }], other)
  expect(await refused(take(file, seen.stamp))).toBe('409 kernel/stale-version')
  await got(take(file, (await check(file)).stamp))
  expect(await standing(first)).toMatchObject({ own: true, revision: 2, levels })
  expect(await standing(second)).toMatchObject({ own: false, revision: 0 })
  expect((await got<any>(other.get('/audit?name=clock.ladderSet'))).items).toHaveLength(2)
  expect(ofLadders(await check(file)).map(({ what }: any) => what)).toEqual(['same', 'refused'])
}, 60_000)

test('categories of its own: as a draft that is published there, never over one', async () => {
  const other = await w.otherOrganization()
  const tree = (who: Client) => got<any>(who.get('/categories/draft'))
  const publish = async (who: Client) => got(who.post('/categories/draft/publish', { stamp: (await tree(who)).stamp }), 201)
  const named = (zh: string) => ({ label: { 'zh-CN': zh, 'zh-Hant': '', en: '' }, matter: 'product', keywords: [], wording: [] })
  const stem = await got<any>(w.admin.post('/categories/draft/items', { parent: null, ...named('礼盒') }), 201)
  const leaf = await got<any>(w.admin.post('/categories/draft/items', { parent: stem.code, ...named('礼盒破损'), keywords: ['压扁'], wording: ['盒子扁了'] }), 201)
  const ofPack = (await tree(w.admin)).items.find(({ ofPack: brought, uses, parent }: any) => brought && !uses.length && parent !== null)
  await got(w.admin.put(`/categories/draft/items/${ofPack.code}`, { version: ofPack.version, ...named('我们的叫法'), matter: ofPack.matter, keywords: ofPack.keywords, wording: ofPack.wording }))
  await publish(w.admin)
  const file = Buffer.from((await w.admin.get<any>('/pack/own-file')).body).toString('utf8')
  const check = (text: string, who: Client = other) => got<any>(who.post('/pack/own-file/check', { text }))
  const take = (text: string, stamp: string) => other.post<any>('/pack/own-file/take', { text, stamp })
  const fate = (seen: any, code: string) => seen.items.find((one: any) => one.list === 'categories' && one.code === code)
  expect((await check(file, w.admin)).items.filter(({ list }: any) => list === 'categories').every(({ what }: any) => what === 'same')).toBe(true)
  const seen = await check(file)
  expect(fate(seen, stem.code)).toMatchObject({ what: 'added', name: '礼盒', draft: true })
  expect(fate(seen, leaf.code)).toMatchObject({ what: 'added', draft: true })
  expect(fate(seen, ofPack.code)).toMatchObject({ what: 'changed', name: '我们的叫法', draft: true })
  const astray = await check(file.replace(`parent: ${stem.code}`, 'parent: nowhereHere'))
  expect(fate(astray, leaf.code)).toMatchObject({ what: 'refused', why: expect.any(String), draft: false })
  const twins = await check(file.replace('zh-CN: 礼盒\n', 'zh-CN: ""\n'))
  expect([fate(twins, stem.code).what, fate(twins, leaf.code).what]).toEqual(['refused', 'refused'])
  // What rules name, or what has others in use below it, does not go out of use with a file.
  const busy = (await tree(other)).items.find(({ uses, parent }: any) => uses.length && parent !== null)
  const retired = (one: any) => file.replace(/^categories:\n/m, `categories:\n  - ${JSON.stringify({ code: one.code, parent: one.parent, label: one.label, matter: one.matter, keywords: one.keywords, wording: one.wording, retired: true })}\n`)
  expect(fate(await check(retired(busy)), busy.code)).toMatchObject({ what: 'refused', retired: true, why: expect.any(String) })
  const crown = (await tree(other)).items.find(({ code }: any) => code === busy.parent)
  expect(fate(await check(retired(crown)), crown.code)).toMatchObject({ what: 'refused', why: expect.stringContaining('下面') })
  const before = (await got<any>(other.get('/pack'))).categories
  await got(take(file, seen.stamp))
  expect((await got<any>(other.get('/pack'))).categories).toEqual(before)
  const draft = await tree(other)
  expect(draft.begun).toBe(true)
  expect(draft.changes.map(({ code, what }: any) => `${what} ${code}`)).toEqual(expect.arrayContaining([`added ${stem.code}`, `added ${leaf.code}`, `renamed ${ofPack.code}`]))
  expect(fate(await check(file), leaf.code).what).toBe('same')
  const otherwise = file.replace('zh-CN: 礼盒破损', 'zh-CN: 礼盒压坏')
  expect(fate(await check(otherwise), leaf.code)).toMatchObject({ what: 'refused', why: expect.stringContaining('草稿') })
  await publish(other)
  expect((await got<any>(other.get('/pack'))).categories).toEqual(expect.arrayContaining([expect.objectContaining({ code: leaf.code, parent: stem.code, keywords: ['压扁'], wording: ['盒子扁了'] })]))
  const later = await check(otherwise)
  expect(fate(later, leaf.code)).toMatchObject({ what: 'changed', name: '礼盒压坏' })
  // A name is free as soon as what bore it goes out of use, whichever of the two the file names first.
  const twin = { code: 'boxagain', parent: null, label: named('礼盒破损').label, matter: 'product', keywords: [], wording: [], retired: false }
  const heir = (text: string, first: boolean) => (first ? text.replace(/^categories:\n/m, `categories:\n  - ${JSON.stringify({ ...twin, parent: stem.code })}\n`) : text)
  const gone = file.replace(new RegExp(`(- code: ${leaf.code}\\n(?:(?!- code:)[^])*?retired: )false`), '$1true')
  expect(fate(await check(heir(gone, true)), twin.code)).toMatchObject({ what: 'added', why: null })
  // What stood below it moves away in the same file, whichever of the two the file names first.
  const marked = (code: string) => new RegExp(`(- code: ${code}\\n(?:(?!- code:)[^])*?retired: )false`)
  const emptied = file.replace(`parent: ${stem.code}`, 'parent: null').replace(marked(stem.code), '$1true')
  expect([fate(await check(emptied), stem.code), fate(await check(emptied), leaf.code)]).toMatchObject([{ what: 'changed', retired: true, why: null }, { what: 'changed', why: null }])
  await got(other.post('/categories/draft/items', { parent: null, ...named('另一件事') }), 201)
  expect(await refused(take(otherwise, later.stamp))).toBe('409 kernel/stale-version')
}, 60_000)

test('a part that somebody may not do by hand is refused, the rest is taken', async () => {
  const { code: pack, version: packVersion } = await got<any>(w.admin.get('/pack'))
  const other = await w.otherOrganization()
  const { token } = await got<any>(other.post('/tokens', { name: '总部', scopes: ['packs.readOwn', 'packs.takeOwnFile', 'ladder.set'] }), 201)
  const limited = new Client(w.app, { authorization: `Bearer ${token}` })
  const [{ kind }] = (await got<any>(other.get('/ladders'))).items
  const { published: { rules, examples } } = await got<any>(other.get('/tables/authority'))
  const text = JSON.stringify({
    wenguo: 'own-pack', version: 1, pack, packVersion, entries: [], tables: [{ table: 'authority', rules: rules.map((rule: any) => ({ ...rule, gives: { ...rule.gives, why: said('总部定的') } })), examples }],
    ladders: [{ kind, levels: [{ at: { share: 40 }, to: [{ who: 'handler' }] }] }], categories: [{ code: 'cfromhead', parent: null, label: said('总部的类别'), matter: 'product', keywords: [], wording: [], retired: false }],
  })
  const seen = await got<any>(limited.post('/pack/own-file/check', { text }))
  expect(seen.items.map(({ list, what }: any) => `${list} ${what}`)).toEqual(['tables refused', 'ladders changed', 'categories refused'])
  expect(await got<any>(limited.post('/pack/own-file/take', { text, stamp: seen.stamp }))).toEqual({ added: 0, changed: 1 })
  expect((await got<any>(other.get('/tables/authority'))).draft).toBeNull()
  expect((await got<any>(other.get('/categories/draft'))).begun).toBe(false)
  const twice = JSON.parse(text)
  expect(await refused(other.post('/pack/own-file/check', { text: JSON.stringify({ ...twice, tables: [...twice.tables, ...twice.tables] }) }))).toBe('422 own/file-unreadable')
}, 60_000)
