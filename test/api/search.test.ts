import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type World, openWorld } from '#test/app.ts'
import { got, onDatabase, refused } from '#test/steps.ts'
import { type Registered, register } from '#test/story.ts'

let w: World
let clerk: Client & { id: string }
let other: Client & { id: string }
const cases: Record<string, Registered> = {}

const CASES: Record<string, Record<string, unknown>> = {
  simplified: { customer: { name: '张三丰', phone: '138-1234-5678', email: 'Zhang.Feng@example.com', memberNumber: 'VIP-90017' }, points: [{ text: '戒指要退货，说了三次没有人理，屏幕上的里程也不对', wants: '全额退款' }], order: 'JD20261122A7K', product: '翡翠手镯' },
  traditional: { customer: { name: '歐陽麗娜', phone: '+852 6123 4567' }, points: [{ text: '我想退貨，但店員說裡面的發票不見了', wants: '退款' }] },
  mixed: { customer: { name: '單曉燕', phone: '13900000007' }, points: [{ text: '退貨後又要求退货，戴了3天iPhone屏幕ＡＢＣ１２３', wants: '道歉' }] },
  polyphone: { customer: { name: '仇长乐', phone: '02087654321' }, points: [{ text: '证书查不到 50%_off', wants: null }], place: '上海南京西路二楼' },
}

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('林小月', 'S01', 'clerk')
  other = await w.person('曾志伟', 'S02', 'clerk')
  for (const [name, change] of Object.entries(CASES)) cases[name] = await register(w, clerk, change)
})
afterAll(() => w.close())

const found = async (q: string, who: Client = clerk): Promise<string[]> => {
  const { items } = await got(who.get(`/complaints?q=${encodeURIComponent(q)}&limit=200`))
  return Object.entries(cases).filter(([, c]) => items.some((i: { id: string }) => i.id === c.id)).map(([name]) => name)
}
const customers = async (q: string, who: Client = clerk): Promise<string[]> => (await got(who.get(`/customers?q=${encodeURIComponent(q)}`))).items.map((i: { name: string }) => i.name)
const everything = async (q: string, who: Client = clerk) => got(who.get(`/search?q=${encodeURIComponent(q)}`))
/** The text with its hits in brackets. */
const shown = ({ text, hits }: { text: string; hits: [number, number][] }) => hits.toReversed().reduce((all, [from, to]) => `${all.slice(0, from)}[${all.slice(from, to)}]${all.slice(to)}`, text)

describe('complaints are found', () => {
  test.each<[string, string[]]>([
    ['退货', ['simplified', 'traditional', 'mixed']], ['退貨', ['simplified', 'traditional', 'mixed']], ['裏面', ['traditional']], ['里面', ['traditional']], ['裡程', ['simplified']],
    ['abc123', ['mixed']], ['ＩＰＨＯＮＥ屏', ['mixed']], ['phone', ['mixed']], ['3天', ['mixed']], ['理', ['simplified']], ['匹', []],
  ])('by %s in either script, width and case', async (q, names) => { expect(await found(q)).toEqual(names) })

  test.each<[string, string[]]>([
    ['zhangsan', ['simplified']], ['zhang san', ['simplified']], ['zs', ['simplified']], ['zhangs', ['simplified']], ['zsf', ['simplified']], ['ZHANGSF', ['simplified']], ['sanfeng', ['simplified']],
    ['ouyang', ['traditional']], ['oyln', ['traditional']], ['shan', ['mixed']], ['sxy', ['mixed']], ['danxiaoyan', ['mixed']], ['qiu', ['polyphone']], ['chou', ['polyphone']], ['qiuchangle', ['polyphone']], ['qiuzhangyue', ['polyphone']],
    ['feicui', ['simplified']], ['fcsz', ['simplified']], ["zhang'san", ['simplified']],
    // The whole text is not read aloud: 退货 is no name.
    ['tuihuo', []], ['heshang', []],
  ])('by the sound of a name or a title: %s', async (q, names) => { expect(await found(q)).toEqual(names) })

  test.each<[string, string[]]>([
    ['1234', ['simplified']], ['38123', ['simplified']], ['138-1234', ['simplified']], ['13812345678', ['simplified']], ['138 1234', ['simplified']], ['345', ['simplified', 'traditional']],
    ['61234', ['traditional']], ['85261234567', ['traditional']], ['JD2026', ['simplified']], ['22a7', ['simplified']], ['90017', ['simplified']], ['zhang.feng', ['simplified']], ['feng@example', ['simplified']],
    ['50%', ['polyphone']], ['%_', ['polyphone']], ['0%_o', ['polyphone']],
  ])('by a piece of a number or an address: %s', async (q, names) => {
    const hits = await found(q)
    for (const name of names) expect(hits).toContain(name)
    if (q.length > 4 || /\D/.test(q)) expect(hits).toEqual(names)
  })

  test('by pieces of the case number', async () => {
    const { number = '' } = cases['polyphone'] ?? {}
    expect(await found(number)).toEqual(['polyphone'])
    expect(await found(number.slice(-4))).toContain('polyphone')
    expect(await found(number.slice(0, 8).toLowerCase())).toEqual(Object.keys(CASES))
  })

  test('only when every word is there', async () => {
    expect(await found('退货 发票')).toEqual(['traditional'])
    expect(await found('发票 zs')).toEqual([])
    expect(await found('退貨 zs 5678')).toEqual(['simplified'])
  })

  test('with the filters of the list', async () => {
    expect((await got(clerk.get(`/complaints?q=${encodeURIComponent('退货')}&state=closed`))).items).toEqual([])
    expect((await got(clerk.get(`/complaints?q=${encodeURIComponent('退货')}&state=open&unitId=${await w.unitId('S01')}`))).items).toHaveLength(3)
    expect(await got(clerk.get(`/complaints/count?q=${encodeURIComponent('退货')}&state=open`))).toEqual({ count: 3, more: false })
  })
})

describe('what was found is marked', () => {
  const hit = async (q: string, name: string) => (await got(clerk.get(`/complaints?q=${encodeURIComponent(q)}`))).items.find((i: { id: string }) => i.id === cases[name]?.id)

  test('in the other script, in names by their sound, in numbers, and in a snippet of what is not shown', async () => {
    const first = await hit('退货', 'traditional')
    expect(shown({ text: first.firstWords, hits: first.found.firstWords })).toBe('我想[退貨]，但店員說裡面的發票不見了')
    expect(first.found.snippet).toBeNull()
    const named = await hit('zs', 'simplified')
    expect(shown({ text: named.customerName, hits: named.found.customerName })).toBe('[张三]丰')
    const deep = await hit('西路', 'polyphone')
    expect(shown(deep.found.snippet)).toBe('上海南京[西路]二楼')
    const phone = await hit('138123', 'simplified')
    expect(shown(phone.found.snippet)).toBe('[138-123]4-5678')
    expect((await hit('ABC123', 'mixed')).found.firstWords).toHaveLength(1)
    expect((await got(clerk.get('/complaints'))).items[0].found).toBeUndefined()
  })
})

describe('customers are found', () => {
  test('by name in either script, sound, pieces of phone, mail and member number', async () => {
    for (const q of ['欧阳', '歐陽', 'ouyang', 'oyl', '6123', '61234567', '+852']) expect({ q, names: await customers(q) }).toEqual({ q, names: ['歐陽麗娜'] })
    for (const q of ['三丰', 'zsf', '5678', '1234-5678', 'zhang.feng', 'vip-9', '90017']) expect({ q, names: await customers(q) }).toEqual({ q, names: ['张三丰'] })
    expect(await customers('单晓燕')).toEqual(['單曉燕'])
  })

  test('by their new name after a change, no longer by the old one', async () => {
    const [id] = (await got(clerk.get('/customers?q=qiu'))).items.map((i: { id: string }) => i.id)
    const { customer } = await got(w.admin.get(`/customers/${id}`))
    const { id: _, since: __, mergedInto: ___, ...body } = customer
    await got(w.admin.put(`/customers/${id}`, { ...body, name: '求真' }))
    expect(await customers('chang')).toEqual([])
    expect(await customers('qiuzhen')).toEqual(['求真'])
  })
})

describe('one search of everything', () => {
  test('shows complaints, customers, phrases, colleagues and units, marked', async () => {
    const all = await everything('退货')
    expect(all.complaints.items).toHaveLength(3)
    expect(all.complaints.items.every((c: { snippet: { hits: unknown[] } }) => c.snippet.hits.length > 0)).toBe(true)
    const people = await everything('zzw')
    expect(people.people.items.map((p: { name: never }) => shown(p.name))).toEqual(['[曾志伟]'])
    expect((await everything('lxy')).people.items).toHaveLength(1)
    const [unit] = (await got(clerk.get('/units'))).items.filter((u: { code: string }) => u.code === 'S01')
    expect((await everything(unit.name)).units.items.map((u: { name: never }) => shown(u.name))).toEqual([`[${unit.name}]`])
    const [phrase] = (await got(clerk.get('/phrases'))).items
    const words = phrase.text['zh-CN'].match(/\p{sc=Han}{4}/u)[0]
    expect(JSON.stringify((await everything(words)).phrases.items.map((p: { text: never }) => shown(p.text)))).toContain(`[${words}]`)
  })

  test('of stops and blanks is answered, too', async () => {
    for (const q of ['。', '!!', ' ', "'", "\\", '%', ':*', '&', '|', '😀', '\u200b']) await everything(q)
  })

  test('tells when there are more', async () => {
    const { complaints } = await got(clerk.get(`/search?q=${encodeURIComponent('退货')}&limit=2`))
    expect([complaints.items.length, complaints.more]).toEqual([2, true])
  })
})

describe('never beyond what one may see', () => {
  test('another unit finds nothing, counts nothing, and no snippet', async () => {
    expect(await found('退货', other)).toEqual([])
    expect(await got(other.get(`/complaints/count?q=${encodeURIComponent('退货')}`))).toEqual({ count: 0, more: false })
    expect((await everything('退货', other)).complaints).toEqual({ items: [], more: false })
  })

  test('a confidential case is found by those who may see it alone', async () => {
    const secret = await register(w, w.admin, { customer: { name: '密先生', phone: null }, points: [{ text: '隐秘缘由甲乙丙' }], confidential: true })
    expect((await got(clerk.get(`/complaints?q=${encodeURIComponent('隐秘缘由')}`))).items).toEqual([])
    expect(await got(clerk.get(`/complaints/count?q=${encodeURIComponent('隐秘缘由')}`))).toEqual({ count: 0, more: false })
    expect((await everything('隐秘缘由')).complaints.items).toEqual([])
    expect((await everything('隐秘缘由', w.admin)).complaints.items.map((c: { id: string }) => c.id)).toEqual([secret.id])
  })

  test('a token that may read complaints alone sees no customers, colleagues or phrases', async () => {
    const { token } = await got(w.admin.post('/tokens', { name: '查投诉', scopes: ['complaint.read'] }), 201)
    const all = await got(w.visitor.get(`/search?q=${encodeURIComponent('张三')}`, { authorization: `Bearer ${token}` }))
    expect([all.complaints.items.length, all.customers, all.people.items, all.units.items, all.phrases.items]).toEqual([1, { items: [], more: false }, [], [], []])
    const { token: blind } = await got(w.admin.post('/tokens', { name: '别的', scopes: ['identity.read'] }), 201)
    expect(await refused(w.visitor.get('/search?q=x', { authorization: `Bearer ${blind}` }))).toBe('403 identity/not-allowed')
  })

  test('each search is noted once, with what was asked and how many were shown', async () => {
    await everything('退貨 発', clerk)
    const all = await everything('歐陽', clerk)
    await everything('歐陽', clerk)
    const { rows } = await onDatabase(w, async (db) => {
      await db.query('set role wenguo_system')
      return db.query<{ shown: number; query: string }>(`select (e.payload->>'shown')::int as shown, e.payload->>'query' as query from kernel.event e join kernel.event_text t on t.event_id = e.id where e.name = 'audit.personalDataListed' and t.reason = '?q=歐陽' and e.actor_id = '${clerk.id}'`)
    })
    expect(rows.filter((r) => r.query === 'complaint.read' && r.shown === all.complaints.items.length + all.customers.items.length)).toHaveLength(1)
  })

  test('nor another organisation, and who is not signed in is refused', async () => {
    const stranger = await w.otherOrganization()
    const all = await everything('退货', stranger)
    expect([all.complaints.items, all.customers.items]).toEqual([[], []])
    expect(await customers('zsf', stranger)).toEqual([])
    expect((await everything('zzw', stranger)).people.items).toEqual([])
    expect(await refused(w.visitor.get('/search?q=x'))).toBe('401 identity/not-signed-in')
  })
})
