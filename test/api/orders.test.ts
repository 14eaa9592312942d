import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { Client, type World, openWorld } from '#test/app.ts'
import { type Machinery, bring, checked, machineryOf, preview, rowsOf } from '#test/importing.ts'
import { answering, openReceiver } from '#test/receiver.ts'
import { got, refused } from '#test/steps.ts'
import { aComplaint } from '#test/story.ts'
import { forgetOrders } from '#modules/order-book/sweep.ts'
import { DAY } from '#kernel/time.ts'

let w: World
let m: Machinery
let officer: Client & { id: string }
let clerk: Client & { id: string }
let system: Awaited<ReturnType<typeof openReceiver>>

beforeAll(async () => {
  w = await openWorld({ WEBHOOK_PRIVATE: 'allow' })
  m = machineryOf(w)
  officer = await w.person('周专员', 'HQ', 'complaintOfficer')
  clerk = await w.person('林店员', 'S01', 'clerk')
  system = await openReceiver()
})
afterAll(async () => { await m.close(); await system.close(); await w.close() })
afterEach(async () => {
  system.clear()
  await w.admin.post('/order-sources/http/remove', {})
})

const HEAD = '订单号,商品,序列号,批号,下单日期,金额,顾客,手机,会员号,运单号'
const COLUMNS = { orderNumber: [0], productName: [1], serial: [2], lot: [3], boughtOn: [4], amount: [5], customerName: [6], phone: [7], memberNumber: [8], shipment: [9] }
const table = (lines: readonly string[]) => Buffer.from([HEAD, ...lines].join('\r\n'))
const bytes = (...lines: string[]) => table(lines)
const told = { columns: COLUMNS, dates: { boughtOn: 'ymd' } }

const broughtAll = async (replaces: boolean, lines: readonly string[]) => {
  const id = await bring(officer, '订单.csv', table(lines), 'orders')
  await checked(officer, m, id, told)
  await got(officer.post(`/imports/${id}/run`, { replaces }))
  await m.settle()
  return { id, import: await got(officer.get(`/imports/${id}`)) }
}
const brought = (replaces: boolean, ...lines: string[]) => broughtAll(replaces, lines)
const look = (by: string, value: string, who: Client = clerk, complaintId?: string) => got(who.post('/order-lookups', { by, value, ...(complaintId && { complaintId }) }), 201)
const numbers = (answer: { found: { order: { number: string } }[] }) => answer.found.map(({ order }) => order.number)

const settings = (more: Record<string, unknown> = {}) => ({ url: `${system.url}?by={by}&q={value}`, method: 'GET', by: ['order', 'phone'], header: { name: 'Authorization', secret: 'Bearer geheim-7' }, ...more })
const set = (more: Record<string, unknown> = {}) => got(w.admin.put('/order-sources/http', settings(more)))
const says = (...orders: object[]) => system.next(answering(200, JSON.stringify({ orders })))
const registered = async (more: Record<string, unknown> = {}) => (await got(clerk.post('/complaints', await aComplaint(w, more)), 201)).id as string

describe('a table of orders', () => {
  test('is tried first, then looked into by number, phone, member, serial number and lot', async () => {
    const id = await bring(officer, '订单.csv', bytes('JS-0115,足金手链,SN 88,L7,2026/3/2,"1,280.50",林女士,139 1111 2222,M001,SF100', ',没有单号,,,2026/3/2,1,,,,', 'JS-0116,耳钉,,,不是日期,20,,,,'), 'orders')
    expect((await preview(officer, id)).mapping.columns).toMatchObject({ orderNumber: [0], productName: [1], serial: [2], lot: [3], boughtOn: [4], amount: [5], shipment: [9] })
    expect(await refused(officer.post(`/imports/${id}/check`, { reading: (await preview(officer, id)).reading, mapping: { columns: COLUMNS, dates: {}, values: {}, channel: 'automatic', unitId: null } }))).toBe('422 importing/date-format-missing')
    expect(await checked(officer, m, id, told)).toMatchObject({ state: 'checked', counts: { rows: 3, good: 1, bad: 2 } })
    expect((await look('order', 'JS-0115')).found).toEqual([])
    await got(officer.post(`/imports/${id}/run`, { replaces: true }))
    await m.settle()
    expect(await got(officer.get(`/imports/${id}`))).toMatchObject({ state: 'imported', counts: { done: 1, bad: 2 } })
    expect((await rowsOf(officer, id)).map((row) => row.faults[0].code)).toEqual(['required', 'notADate'])
    const found = await look('order', 'js-0115 ')
    expect(found.asked).toEqual([{ source: 'table', outcome: 'found', trouble: null, status: null, more: false }])
    expect(found.found).toEqual([{ source: 'table', order: {
      number: 'JS-0115', product: '足金手链', productCode: null, lot: 'L7', serial: 'SN 88', quantity: null, boughtOn: '2026-03-02', amountFen: 128_050, unit: null, customerName: null, phone: null, memberNumber: null, shipment: 'SF100', shippedOn: null,
    }, named: true }])
    expect((await look('phone', '13911112222')).found).toMatchObject([{ order: { customerName: '林女士', phone: '139 1111 2222', memberNumber: 'M001' }, named: true }])
    for (const [by, value] of [['phone', '+86 139-1111-2222'], ['member', 'm001'], ['serial', 'sn88'], ['lot', 'L7']] as const) expect(numbers(await look(by, value))).toEqual(['JS-0115'])
    expect((await look('order', 'JS-0115x')).asked).toMatchObject([{ source: 'table', outcome: 'notFound' }])
    expect(numbers(await look('phone', 'JS-0115'))).toEqual([])
  })

  test('adds to those before it or takes their place, and undone gives the place back', async () => {
    await brought(true, 'A-1,手链,,,2026-03-02,10,,,,')
    await brought(false, 'A-2,手链,,,2026-03-02,10,,,,', 'A-1,手链,,,2026-03-02,12,,,,')
    // Of what both tell, the newer.
    expect((await look('order', 'A-1')).found.map((one: { order: { amountFen: number } }) => one.order.amountFen)).toEqual([1_200])
    expect(numbers(await look('order', 'A-2'))).toEqual(['A-2'])
    const { id } = await brought(true, 'A-3,手链,,,2026-03-02,10,,,,')
    expect(numbers(await look('order', 'A-1'))).toEqual([])
    expect((await got(officer.get('/order-sources'))).table).toMatchObject({ orders: 1 })
    await got(officer.post(`/imports/${id}/undo`))
    await m.settle()
    expect(await got(officer.get(`/imports/${id}`))).toMatchObject({ state: 'undone' })
    expect(numbers(await look('order', 'A-1'))).toEqual(['A-1'])
    expect(numbers(await look('order', 'A-3'))).toEqual([])
  })

  test('is read in the encodings of the region and of a hundred thousand rows', async () => {
    const gb = Buffer.from('b6a9b5a5bac52cc9ccc6b70d0a47422d312cbdf0c1b4', 'hex')
    expect(new TextDecoder('gb18030').decode(gb)).toBe('订单号,商品\r\nGB-1,金链')
    const id = await bring(officer, 'gb.csv', gb, 'orders')
    await checked(officer, m, id, { columns: { orderNumber: [0], productName: [1] } })
    await got(officer.post(`/imports/${id}/run`, { replaces: true }))
    await m.settle()
    expect((await look('order', 'GB-1')).found[0].order.product).toBe('金链')
    const many = await broughtAll(true, Array.from({ length: 100_000 }, (_, i) => `N-${i},手链,,,2026-03-02,10,,138${String(i).padStart(8, '0')},,`))
    expect(many.import.counts).toMatchObject({ rows: 100_000, done: 100_000, bad: 0 })
    const began = performance.now()
    expect(numbers(await look('order', 'N-77777'))).toEqual(['N-77777'])
    expect(numbers(await look('phone', '13800077777'))).toEqual(['N-77777'])
    expect(performance.now() - began).toBeLessThan(2_000)
    await brought(true, 'A-1,手链,,,2026-03-02,10,,,,')
  }, 120_000)
})

describe('the system of the firm', () => {
  test('is asked with its secret, and what it tells stands beside what the table tells', async () => {
    await brought(true, 'B-1,手链,,,2026-03-02,10,,,,')
    await set()
    says({ number: 'B-1', product: '戒指', boughtOn: '2026-03-02T10:00:00+08:00', amount: 12.3, phone: 13911112222, unit: '王府井店' })
    const found = await look('order', 'B-1&by=x/ß')
    expect(system.received[0]).toMatchObject({ method: 'GET', path: '/hook?by=order&q=B-1%26by%3Dx%2F%C3%9F', headers: { authorization: 'Bearer geheim-7', accept: 'application/json' } })
    expect(found.asked).toMatchObject([{ source: 'table', outcome: 'notFound' }, { source: 'http', outcome: 'found' }])
    expect(found.found).toMatchObject([{ source: 'http', order: { number: 'B-1', product: '戒指', boughtOn: '2026-03-02', amountFen: 1_230, phone: null, unit: '王府井店' }, named: true }])
    expect((await look('serial', 'x')).asked).toMatchObject([{ source: 'table' }])
    expect(system.received).toHaveLength(1)
  })

  test('answers in its own shape, by POST, too', async () => {
    await set({ url: system.url, method: 'POST', listPath: 'data.rows', paths: { number: 'head.no', product: 'goods.0.title', amount: 'cents' }, amountIn: 'fen' })
    system.next(answering(200, JSON.stringify({ data: { rows: [{ head: { no: 7 }, goods: [{ title: '手链' }], cents: '12850' }] } })))
    expect((await look('order', '7')).found).toMatchObject([{ order: { number: '7', product: '手链', amountFen: 12_850 } }])
    expect(JSON.parse(system.received[0]?.body ?? '')).toEqual({ by: 'order', value: '7' })
  })

  test('that is down, slow, elsewhere or talks nonsense is told from one that knows no such order', async () => {
    await set({ timeoutMs: 500 })
    const http = async () => (await look('order', 'B-9')).asked.find((one: { source: string }) => one.source === 'http')
    says()
    expect(await http()).toMatchObject({ outcome: 'notFound', trouble: null })
    system.next(answering(404, 'no'))
    expect(await http()).toMatchObject({ outcome: 'notFound', status: 404 })
    system.next(answering(503, '<html>'))
    expect(await http()).toMatchObject({ outcome: 'down', trouble: 'status', status: 503 })
    system.next(answering(302, '', { location: system.url }))
    expect(await http()).toMatchObject({ outcome: 'down', trouble: 'redirect' })
    for (const nonsense of ['', 'null', '<p>hello</p>', '{"orders":"none"}', '{"orders":[{"product":"no number"}]}', '{"orders":[1]}', '{"ord']) {
      system.next(answering(200, nonsense))
      expect(await http()).toMatchObject({ outcome: 'down', trouble: 'unreadable' })
    }
    system.next((response) => { response.writeHead(200); response.write('{"orders":['); response.write(' '.repeat(3_000_000)); response.end(']}') })
    expect(await http()).toMatchObject({ outcome: 'down', trouble: 'tooLarge' })
    system.next(() => undefined)
    const began = performance.now()
    expect(await http()).toMatchObject({ outcome: 'down', trouble: 'timeout', status: null })
    system.next((response) => { response.writeHead(200); response.write('{"orders":[') })
    expect(await http()).toMatchObject({ outcome: 'down', trouble: 'timeout' })
    expect(performance.now() - began).toBeLessThan(5_000)
    says(...Array.from({ length: 30 }, (_, i) => ({ number: `M-${i}` })))
    expect(await look('order', 'M')).toMatchObject({ found: { length: 20 }, asked: [{}, { more: true }] })
    await set({ url: 'http://127.0.0.1:9/{value}' })
    expect(await http()).toMatchObject({ outcome: 'down', trouble: 'connection' })
  })

  test('keeps its secret to itself and to its host', async () => {
    await set()
    const shown = JSON.stringify([await got(w.admin.get('/order-sources')), await got(w.admin.get('/audit'))])
    expect(shown).not.toContain('geheim')
    expect((await got(clerk.get('/order-sources'))).http).toEqual({ host: `127.0.0.1:${system.port}`, by: ['order', 'phone'], settings: null })
    // Left empty it stays, at the same host.
    await set({ url: `${system.url}/other?q={value}`, header: { name: 'Authorization', secret: '' } })
    says({ number: 'B-1' })
    await look('order', 'B-1')
    expect(system.received[0]?.headers.authorization).toBe('Bearer geheim-7')
    const refusals = (more: Record<string, unknown>) => refused(w.admin.put('/order-sources/http', settings(more)))
    const kept = { name: 'Authorization', secret: '' }
    expect(await refusals({ url: 'https://elsewhere.example.com/?q={value}', header: kept })).toBe('422 order-book/secret-again')
    expect(await refused(w.admin.post('/order-sources/http/test', { settings: settings({ url: 'https://elsewhere.example.com/?q={value}', header: kept }), ask: 'order', value: 'B-1' }))).toBe('422 order-book/secret-again')
    expect(await refusals({ header: { name: 'X-Other', secret: '' } })).toBe('422 order-book/secret-again')
    expect(await refusals({ url: system.url })).toBe('422 order-book/no-value')
    expect(await refusals({ url: 'https://{value}.example.com/' })).toBe('422 order-book/host-varies')
    expect(await refusals({ url: 'https://example.com:8{by}/{value}' })).toBe('422 integration/address-unusable')
    expect(await refusals({ url: 'ftp://example.com/{value}' })).toBe('422 integration/address-unusable')
    expect(await refusals({ header: { name: 'Host', secret: 'x' } })).toBe('422 order-book/header-odd')
    expect(await refused(w.admin.put('/order-sources/http', settings({ header: { name: 'X-Key', secret: 'a\r\nEvil: 1' } })))).toMatch(/^422 /)
    expect(await refused(officer.put('/order-sources/http', settings()))).toBe('403 identity/not-allowed')
  })

  test('is tried before it is kept', async () => {
    says({ number: 'B-1' })
    const test = (more: Record<string, unknown> = {}) => got(w.admin.post('/order-sources/http/test', { settings: settings(more), ask: 'order', value: 'B-1' }))
    expect(await test()).toMatchObject({ asked: { outcome: 'found' }, found: [{ number: 'B-1' }], answer: null })
    system.next(answering(200, '{"items":[]}'))
    expect(await test()).toMatchObject({ asked: { outcome: 'down', trouble: 'unreadable' }, answer: '{"items":[]}' })
    expect((await got(w.admin.get('/order-sources'))).http).toBeNull()
  })
})

describe('what was found', () => {
  test('goes into the case: what is empty is filled, what says something else stays, and the file prints it', async () => {
    await brought(true, 'C-1,足金手链,S1,L9,2026-03-02,1280,林女士,13911112222,,SF9')
    const id = await registered({ order: null, product: { name: '银手链' } })
    const found = await look('order', 'C-1', clerk, id)
    expect(await got(clerk.post(`/complaints/${id}/orders`, { lookupId: found.id, at: 0 }), 201)).toMatchObject({ filled: ['orderNumber', 'boughtOn', 'amountFen', 'lot'] })
    const it = await got(clerk.get(`/complaints/${id}`))
    expect(it).toMatchObject({ order: { number: 'C-1', boughtOn: '2026-03-02', amountFen: 128_000 }, product: { name: '银手链', lot: 'L9' }, orders: [{ source: 'table', by: 'order', value: 'C-1', order: { number: 'C-1', product: '足金手链', shipment: 'SF9' }, takenBy: { name: '林店员' } }] })
    // Once more comes to the same.
    await got(clerk.post(`/complaints/${id}/orders`, { lookupId: found.id, at: 0 }), 201)
    // What the source says later changes nothing of what was taken over.
    await brought(true, 'C-1,别的,,,2026-04-02,1,,,,')
    expect((await got(clerk.get(`/complaints/${id}`))).orders).toEqual(it.orders)
    expect((await got(clerk.get('/complaints?q=C-1'))).items.map((item: { id: string }) => item.id)).toContain(id)
    const names = it.timeline.map((entry: { name: string }) => entry.name)
    expect(JSON.stringify(names)).not.toContain('undefined')
    expect((await clerk.get(`/complaints/${id}/papers/file`)).status).toBe(200)
  })

  test('found while registering is kept as it was said and fills nothing: the form has filled', async () => {
    await brought(true, 'C-6,足金手链,S1,L9,2026-03-02,1280,,,,')
    const id = await registered({ order: null, product: { name: '银手链' } })
    const found = await look('order', 'C-6')
    expect(await got(clerk.post(`/complaints/${id}/orders`, { lookupId: found.id, at: 0, fill: false }), 201)).toMatchObject({ filled: [] })
    expect(await got(clerk.get(`/complaints/${id}`))).toMatchObject({ order: null, product: { name: '银手链' }, orders: [{ filled: [], order: { number: 'C-6', lot: 'L9' } }] })
  })

  test('by a number alone names nobody, whatever case it is asked for; who may see whoever complains sees it', async () => {
    await brought(true, 'C-7,手链,S7,L7,2026-03-02,10,林女士,13911112222,M9,', 'C-8,手链,,,2026-03-02,10,,,,')
    const id = await registered()
    for (const [by, value] of [['order', 'C-7'], ['serial', 'S7'], ['lot', 'L7']] as const) for (const about of [undefined, id]) {
      const { found } = await look(by, value, clerk, about)
      expect(found).toMatchObject([{ order: { number: 'C-7', product: '手链', boughtOn: '2026-03-02', amountFen: 1_000, customerName: null, phone: null, memberNumber: null }, named: true }])
    }
    expect((await look('order', 'C-8')).found).toMatchObject([{ named: false }])
    const director = await w.person('高经理', 'HQ', 'serviceManager')
    for (const [by, value, who] of [['phone', '13911112222', clerk], ['member', 'M9', clerk], ['order', 'C-7', director]] as const) expect((await look(by, value, who)).found).toMatchObject([{ order: { customerName: '林女士', phone: '13911112222', memberNumber: 'M9' } }])
  })

  test('is taken over only by who looked it up, into the case it was looked up for, for a day', async () => {
    await brought(true, 'C-2,手链,,,2026-03-02,10,,,,')
    const [one, other] = [await registered(), await registered()]
    const found = await look('order', 'C-2', clerk, one)
    const take = (who: Client, complaintId: string, lookupId = found.id, at = 0) => who.post(`/complaints/${complaintId}/orders`, { lookupId, at })
    expect(await refused(take(clerk, other))).toBe('409 order-book/lookup-gone')
    expect(await refused(take(officer, one))).toBe('409 order-book/lookup-gone')
    expect(await refused(take(clerk, one, found.id, 1))).toBe('409 order-book/lookup-gone')
    const stranger = await w.person('外店员', 'S02', 'clerk')
    expect(await refused(stranger.post('/order-lookups', { by: 'order', value: 'C-2', complaintId: one }))).toBe('404 kernel/not-found')
    expect(await refused(take(stranger, one))).toBe('404 kernel/not-found')
    w.travel(2 * DAY)
    await forgetOrders(m.database.db, w.now)
    expect(await refused(take(clerk, one))).toBe('409 order-book/lookup-gone')
    // Looked up while registering, it belongs to no case yet.
    const loose = await look('order', 'C-2')
    await got(take(clerk, other, loose.id), 201)
  })

  test('of somebody anonymous names nobody', async () => {
    await brought(true, 'C-3,手链,,,2026-03-02,10,林女士,13911112222,M9,')
    const id = await registered({ customer: null, identity: 'anonymous' })
    expect(JSON.stringify((await look('order', 'C-3', clerk, id)).found)).not.toMatch(/林女士|13911112222|M9/)
    const loose = await look('phone', '13911112222')
    await got(clerk.post(`/complaints/${id}/orders`, { lookupId: loose.id, at: 0 }), 201)
    expect(JSON.stringify((await got(clerk.get(`/complaints/${id}`))).orders)).not.toMatch(/林女士|13911112222|M9/)
  })

  test('of somebody protected later names nobody from then on, also where it was asked by telephone', async () => {
    await brought(true, 'C-5,手链,,,2026-03-02,10,林女士,13911112222,M9,')
    const id = await registered()
    const found = await look('phone', '13911112222', clerk, id)
    await got(clerk.post(`/complaints/${id}/orders`, { lookupId: found.id, at: 0 }), 201)
    expect((await got(clerk.get(`/complaints/${id}`))).orders).toMatchObject([{ value: '13911112222', order: { customerName: '林女士' } }])
    await got(clerk.post(`/complaints/${id}/identity`, { identity: 'protected', reason: '怕被认出' }))
    const it = JSON.stringify(await got(clerk.get(`/complaints/${id}`)))
    expect(it).not.toMatch(/林女士|13911112222|M9/)
    expect(it).toContain('C-5')
    expect(JSON.stringify((await look('order', 'C-5', clerk, id)).found)).not.toMatch(/林女士|13911112222|M9/)
  })

  test('is nobody else’s, and every look-up is written down', async () => {
    await brought(true, 'C-4,手链,,,2026-03-02,10,,,,')
    await look('order', 'C-4')
    const noted = JSON.stringify(await got(w.admin.get('/audit?name=order-book.lookedUp')))
    expect(noted).toContain('林店员')
    const other = await w.otherOrganization()
    expect((await look('order', 'C-4', other)).found).toEqual([])
    expect(await got(other.get('/order-sources'))).toMatchObject({ table: { orders: 0 }, http: null })
    expect(await refused(new Client(w.app).post('/order-lookups', { by: 'order', value: 'C-4' }))).toMatch(/^401 /)
  })
})
