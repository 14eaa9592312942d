import { afterAll, beforeAll, expect, test } from 'vitest'
import { type World, openWorld } from '#test/app.ts'
import type { Person } from '#test/counter.ts'
import { type Machinery, bring, checked, machineryOf } from '#test/importing.ts'
import { answering, openReceiver } from '#test/receiver.ts'
import { got, refused } from '#test/steps.ts'
import { register } from '#test/story.ts'

let w: World
let m: Machinery
let officer: Person
let manager: Person
let away: Person
let clerk: Person
let system: Awaited<ReturnType<typeof openReceiver>>
let [S01, S02] = ['', '']

beforeAll(async () => {
  w = await openWorld({ WEBHOOK_PRIVATE: 'allow' })
  m = machineryOf(w)
  officer = await w.person('周专员', 'HQ', 'complaintOfficer')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  away = await w.person('马店长', 'S02', 'shopManager')
  clerk = await w.person('林店员', 'S01', 'clerk')
  S01 = await w.unitId('S01')
  S02 = await w.unitId('S02')
  system = await openReceiver()
})
afterAll(async () => { await m.close(); await system.close(); await w.close() })

const HEAD = '订单号,商品,商品编号,批号,下单日期,数量,售出单位,顾客,手机,会员号'
const COLUMNS = { orderNumber: [0], productName: [1], productCode: [2], lot: [3], boughtOn: [4], quantity: [5], soldAt: [6], customerName: [7], phone: [8], memberNumber: [9] }
const brought = (...lines: string[]) => broughtAs(false, lines)
const broughtAs = async (replaces: boolean, lines: readonly string[]) => {
  const id = await bring(officer, '订单.csv', Buffer.from([HEAD, ...lines].join('\r\n')), 'orders')
  await checked(officer, m, id, { columns: COLUMNS, dates: { boughtOn: 'ymd' } })
  await got(officer.post(`/imports/${id}/run`, { replaces }))
  await m.settle()
  return id
}
const later = () => new Date(w.now().getTime() + 4 * 3_600_000).toISOString()
const held = (change: Record<string, unknown>) => got<any>(officer.post('/hold-orders', { kind: 'lot', reason: '爪位砂眼', unitIds: [S01, S02], confirmBy: later(), ...change }), 201)
const sold = (id: string, who: Person = officer) => got<any>(who.get(`/hold-orders/${id}/orders`))
const take = (id: string, who: Person = officer) => who.post<any>(`/hold-orders/${id}/recipients/orders`, {})
const people = async (id: string, who: Person = officer) => (await got<any>(who.get(`/hold-orders/${id}/recipients?limit=200`))).items
const named = (list: any[]) => list.map((p) => p.name).sort()

test('everybody who bought the lot is found in the tables, once with all their orders, and told by the shop that sold it', async () => {
  await brought('A-1,六爪钻戒,ZJ-6,L-88,2026-03-02,1,S01,林女士,139 1111 2222,M1', 'A-2,六爪鑽戒,ZJ-6,l-88 ,2026-03-05,1,S01,林女士,13911112222,M1', 'A-3,六爪钻戒,ZJ-6,Ｌ-88,2026-03-06,1,S02,何先生,13911113333,', 'A-4,六爪钻戒,ZJ-6,L-88,2026-03-06,1,S02,,,', 'A-5,六爪钻戒,ZJ-6,L-88,2026-03-06,1,别处,,13911114444,', 'A-6,六爪钻戒,ZJ-6,L-89,2026-03-06,1,S01,周女士,13911115555,', 'A-7,耳钉,ED-1,L-88,2026-03-06,1,S01,吴女士,13911116666,')
  const hold = await held({ lot: 'L-88', product: '六爪 钻戒' })
  const seen = await sold(hold.id)
  expect([seen.orders, seen.unnamed, seen.others, seen.system, seen.items.map((o: any) => o.number).sort()]).toEqual([5, 1, 1, null, ['A-1', 'A-2', 'A-3', 'A-4', 'A-5']])
  // Who bought it is not in the list that every reader of the order sees.
  expect(JSON.stringify(seen)).not.toMatch(/林女士|1391111|M1/)
  expect((await take(hold.id)).body).toEqual({ added: 3, known: 0, unnamed: 1, asked: [] })
  const list = await people(hold.id)
  expect(list.map((p: any) => [p.name, p.phone, p.order, p.quantity, p.source, p.unitName]).sort()).toEqual([
    ['13911114444', '13911114444', 'A-5', '1', 'order', expect.any(String)],
    ['何先生', '13911113333', 'A-3', '1', 'order', (await got<any>(officer.get('/units'))).items.find((u: any) => u.id === S02).name],
    ['林女士', '139 1111 2222', 'A-1, A-2', '1, 1', 'order', (await got<any>(officer.get('/units'))).items.find((u: any) => u.id === S01).name],
  ].sort())
  // Each shop has those to whom it sold before it, and nobody is added twice.
  expect([named(await people(hold.id, manager)), named(await people(hold.id, away))]).toEqual([['林女士'], ['何先生']])
  expect((await take(hold.id)).body).toMatchObject({ added: 0, known: 3 })
  await brought('B-1,六爪钻戒,ZJ-6,L-88,2026-04-01,1,S01,新来的,13911117777,')
  const both = await Promise.all([take(hold.id), take(hold.id), take(hold.id)])
  expect(both.map((a) => [a.status, a.body.added]).sort()).toEqual([[201, 0], [201, 0], [201, 1]])
})

test('a buyer is one, however their number is written and with another order later; a mask is no number; several sources tell of one sale', async () => {
  await brought('G-1,手镯,SZ,L-55,2026-03-02,1,S01,林女士,+86 139 6666 0001,', 'G-2,手镯,SZ,L-55,2026-03-03,1,S01,林女士,13966660001,', 'G-3,手镯,SZ,L-55,2026-03-03,1,S01,会员甲,,M-9', 'G-4,手镯,SZ,L-55,2026-03-04,1,S01,会员甲,,M-9', 'G-5,手镯,SZ,L-55,2026-03-04,1,S01,何先生,139****2222,', 'G-6,手镯,SZ,L-55,2026-03-05,1,S01,方女士,139****2222,')
  await brought('G-3,手镯,SZ,L-55,2026-03-03,1,S01,,,', 'G-5,手镯,SZ,L-55,2026-03-04,1,S01,何先生,,')
  const hold = await held({ lot: 'L-55' })
  expect(await sold(hold.id)).toMatchObject({ orders: 6, unnamed: 0 })
  expect((await take(hold.id)).body).toMatchObject({ added: 4, unnamed: 0 })
  const shown = async () => (await people(hold.id)).map((p: any) => [p.name, p.order, p.state]).sort()
  expect(await shown()).toEqual([['会员甲', 'G-3, G-4', 'open'], ['何先生', 'G-5', 'open'], ['方女士', 'G-6', 'open'], ['林女士', 'G-1, G-2', 'open']].sort())
  const lin = (await people(hold.id)).find((p: any) => p.name === '林女士')
  await got(officer.post(`/hold-recipients/${lin.id}/contact`, { version: lin.version, outcome: 'notAffected', how: 'phone', result: '都退过了' }))
  await brought('G-7,手镯,SZ,L-55,2026-05-05,1,S01,林女士,13966660001,', ...Array.from({ length: 60 }, (_, n) => `GM-2026-0${100 + n},手镯,SZ,L-55,2026-05-05,1,S01,会员甲,,M-9`))
  expect((await take(hold.id)).body).toMatchObject({ added: 0, known: 4 })
  const now = await people(hold.id)
  // Who was done with it has it again; what does not fit is counted.
  expect(now.find((p: any) => p.name === '林女士')).toMatchObject({ order: expect.stringContaining('G-7'), state: 'open' })
  const many = now.find((p: any) => p.name === '会员甲').order as string
  expect(many.length).toBeLessThanOrEqual(200)
  expect(many.split(', ').length - 1 + Number(/ \+(\d+)$/.exec(many)?.[1]) + 1).toBe(62)
})

test('by an order nobody is recognised who is to be known to few', async () => {
  await brought('K-1,吊坠,DZ,L-66,2026-03-02,1,S01,林女士,13977770001,', 'K-2,吊坠,DZ,L-66,2026-03-03,1,S01,何先生,13977770002,')
  const c = await register(w, clerk, { unitId: S01, customer: { name: '林女士', phone: '13977770001' }, product: { name: '吊坠', lot: 'L-66' }, order: { number: 'K-1' } })
  await got(w.admin.post(`/complaints/${c.id}/identity`, { identity: 'protected', reason: '怕被报复' }))
  const hold = await held({ lot: 'L-66' })
  await got(officer.post(`/hold-orders/${hold.id}/recipients`, { complaintIds: [c.id] }), 201)
  await got(take(hold.id), 201)
  const list = await people(hold.id)
  expect(list.map((p: any) => [p.source, p.order]).sort()).toEqual([['case', null], ['order', 'K-2'], ['order', null]].sort())
})

test('nor by one that stood there before they asked for it, until it is taken back', async () => {
  await brought('N-1,吊坠,DZ,L-67,2026-03-02,2,S01,周女士,13977770011,', 'N-2,吊坠,DZ,L-67,2026-03-03,1,S01,周女士,13977770011,')
  const hold = await held({ lot: 'L-67' })
  await got(take(hold.id), 201)
  const found = async (q: string) => (await got(officer.get(`/hold-orders/${hold.id}/recipients?q=${encodeURIComponent(q)}`))).items.map((p: any) => p.order)
  expect(await found('n-1')).toEqual(['N-1, N-2'])
  const c = await register(w, clerk, { unitId: S01, customer: { name: '周女士', phone: '13977770099' }, order: { number: 'ｎ-1' } })
  const identity = (to: string) => got(w.admin.post(`/complaints/${c.id}/identity`, { identity: to, reason: '怕被报复' }))
  await identity('protected')
  expect([await found('n-1'), await found('n-2'), await found('周')]).toEqual([[], ['—, N-2'], ['—, N-2']])
  await identity('open')
  expect(await found('n-1')).toEqual(['N-1, N-2'])
})

test('the sale of goods reaches every lot, by name or by code, a lot alone every product, and a table that was replaced or taken back nobody', async () => {
  const id = await brought('C-1,手链,SL-1,L-1,2026-03-02,1,S01,甲,13922220001,', 'C-2,SL-1,,L-2,2026-03-02,1,S01,乙,13922220002,', 'C-3,,,L-1,2026-03-02,1,S01,丙,13922220003,', 'C-4,别的,BD,L-1,2026-03-02,1,S01,丁,13922220004,')
  const [byCode, byLot, both] = [await held({ kind: 'sale', product: 'sl-1' }), await held({ lot: 'L-1' }), await held({ lot: 'L-1', product: '手链' })]
  const numbers = async (hold: any) => (await sold(hold.id)).items.map((o: any) => o.number).sort()
  // A row that does not say what it was may be it.
  expect([await numbers(byCode), await numbers(byLot), await numbers(both)]).toEqual([['C-1', 'C-2'], ['C-1', 'C-3', 'C-4'], ['C-1', 'C-3']])
  const replaced = await broughtAs(true, ['C-9,手链,SL-1,L-1,2026-03-02,1,S01,戊,13922220009,'])
  expect([await numbers(byCode), await numbers(byLot)]).toEqual([['C-9'], ['C-9']])
  await got(officer.post(`/imports/${replaced}/undo`))
  await m.settle()
  expect(await numbers(byCode)).toEqual(['C-1', 'C-2'])
  await got(officer.post(`/imports/${id}/undo`))
  await m.settle()
  expect([await numbers(byCode), await numbers(byLot)]).toEqual([[], []])
})

test('the firm\'s own system is asked by lot; where it does not answer, the tables count and it is said so', async () => {
  await got(w.admin.put('/order-sources/http', { url: `${system.url}?q={value}`, method: 'GET', by: ['lot'], header: null }))
  const complaint = await register(w, clerk, { unitId: S01, customer: { name: '李女士', phone: '13933330001' }, product: { name: '项链', lot: 'X-7' } })
  const hold = await held({ lot: 'X-7', product: '项链', complaintId: complaint.id })
  expect(await sold(hold.id)).toMatchObject({ orders: 0, system: new URL(system.url).host })
  system.next(answering(500, '坏了'))
  expect((await take(hold.id)).body).toMatchObject({ added: 0, asked: [{ outcome: 'down', trouble: 'status', status: 500 }] })
  await brought('H-7,项链,XL,X-7,2026-03-02,1,S01,客7,13944441007,')
  const many = Array.from({ length: 300 }, (_, n) => ({ number: `H-${n}`, lot: 'x-7', product: '项链', customerName: `客${n}`, phone: `1394444${String(1000 + n)}` }))
  system.next(answering(200, JSON.stringify({ orders: [...many, { number: 'H-900', lot: 'X-8', product: '项链', customerName: '别批的', phone: '13955550000' }, { number: 'H-901', lot: 'X-7', product: '耳环', customerName: '别的货', phone: '13955550001' }] })))
  expect((await take(hold.id)).body).toMatchObject({ added: 300, known: 0, unnamed: 0, asked: [{ outcome: 'found', more: false }] })
  expect(JSON.stringify(await got(officer.get(`/hold-orders/${hold.id}/recipients?limit=200&q=${encodeURIComponent('别')}`)))).not.toMatch(/别批的|别的货/)
})

test('nobody adds who may not, to an order that is over, out of sight, or in another house', async () => {
  const hold = await held({ lot: 'Z-1', unitIds: [S01] })
  const own = await got<any>(manager.post('/hold-orders', { kind: 'sale', product: '钻戒', reason: '本店先停', unitIds: [S01], confirmBy: later() }), 201)
  system.clear()
  // A shop that orders it for itself may not know the customers of all the others.
  expect(await refused(take(own.id, manager))).toBe('403 containment/not-yours-to-search')
  // Units that were told see the order; they do not look for the customers of all the others.
  for (const who of [clerk, manager]) expect(await refused(take(hold.id, who))).toBe('403 containment/not-yours-to-search')
  expect(system.received).toEqual([])
  expect((await got<any>(manager.get(`/hold-orders/${hold.id}`))).may).toMatchObject({ addRecipients: null, addSold: expect.stringContaining('下令') })
  expect(await refused(take(hold.id, away))).toBe('404 kernel/not-found')
  const other = await w.otherOrganization()
  expect([await refused(other.post(`/hold-orders/${hold.id}/recipients/orders`, {})), await refused(other.get(`/hold-orders/${hold.id}/orders`))]).toEqual(['404 kernel/not-found', '404 kernel/not-found'])
  const asked = await got<any>(officer.post(`/hold-orders/${hold.id}/lift`, { version: hold.version, reason: '查过了' }))
  await got(w.admin.post(`/hold-orders/${hold.id}/lift/decision`, { version: asked.version, approve: true, comment: '同意' }))
  expect(await refused(take(hold.id))).toBe('409 containment/over')
})
