import { describe, expect, test } from 'vitest'
import { type FoundOrder, MOST_FOUND } from '#contract/order-book.ts'
import { fitOf, withoutCustomer } from '#contract/order-fit.ts'
import { addressFor, at, keyOf, once, readAnswer, whyNotSource } from './rules.ts'

const NOTHING: FoundOrder = { number: 'A-1', product: null, productCode: null, lot: null, serial: null, quantity: null, boughtOn: null, amountFen: null, unit: null, customerName: null, phone: null, memberNumber: null, shipment: null, shippedOn: null }
const SHAPE = { listPath: '', paths: {}, amountIn: 'yuan' } as const
const read = (body: unknown, shape: Parameters<typeof readAnswer>[1] = SHAPE) => readAnswer(JSON.stringify(body), shape)
const whyNot = (url: string, more: object = {}) => whyNotSource({ url, method: 'GET', header: null, ...more })?.refusal.type ?? null

describe('an address', () => {
  test('takes whatever is asked as one part', () => {
    expect(addressFor('https://a.example/{by}?q={value}&n={value}', 'order', 'A&b=c/../?#é')).toBe('https://a.example/order?q=A%26b%3Dc%2F..%2F%3F%23%C3%A9&n=A%26b%3Dc%2F..%2F%3F%23%C3%A9')
  })
  test('leads to one host whatever is asked', () => {
    for (const url of ['https://{value}/', 'https://{value}.example.com/', 'https://a.example:{value}/', '{value}://a.example/', 'https://{by}.example/{value}', 'https://a.example{value}', 'https://u:{value}@a.example/', 'https:///{value}', 'https://\n/{value}', 'https:\\\\{value}/']) expect(whyNot(url)).toBe('order-book/host-varies')
    expect(whyNot('https://a.example/{by}/{value}')).toBeNull()
  })
  test('says where what is asked belongs, unless it travels in the body', () => {
    expect(whyNot('https://a.example/')).toBe('order-book/no-value')
    expect(whyNot('https://a.example/', { method: 'POST' })).toBeNull()
  })
  test('bears no header of the line', () => {
    for (const name of ['Host', 'content-length', 'Transfer-Encoding', 'Proxy-Authorization']) expect(whyNot('https://a.example/{value}', { header: { name, secret: 'x' } })).toBe('order-book/header-odd')
    expect(whyNot('https://a.example/{value}', { header: { name: 'Authorization', secret: 'x' } })).toBeNull()
  })
})

describe('an answer', () => {
  test('is read by its paths; what it does not tell is null', () => {
    expect(read({ orders: [{ number: 7, boughtOn: '2026/3/2 10:00', amount: '1,280.559', product: '  ' }] })?.orders).toEqual([{ ...NOTHING, number: '7', boughtOn: '2026-03-02', amountFen: 128_055 }])
    expect(read({ data: { list: [{ a: { b: [{ c: 'X' }] } }] } }, { ...SHAPE, listPath: 'data.list', paths: { number: 'a.b.0.c' } })?.orders[0]?.number).toBe('X')
    expect(read([{ number: 'A' }])?.orders).toHaveLength(1)
    expect(read({ orders: { number: 'A' } })?.orders).toHaveLength(1)
    expect(read({ orders: null })).toEqual({ orders: [], more: false })
  })
  test('counts money in fen without a fraction on the way', () => {
    for (const [amount, fen] of [[0.29, 29], ['19.99', 1_999], [1_005.1, 100_510], ['-3', null], ['abc', null], [1e21, null]] as const) expect(read({ orders: [{ number: 'A', amount }] })?.orders[0]?.amountFen).toBe(fen)
    expect(read({ orders: [{ number: 'A', amount: 1280 }] }, { ...SHAPE, amountIn: 'fen' })?.orders[0]?.amountFen).toBe(1_280)
  })
  test('keeps no more than there is room for: no half sign, no sum beyond all sums', () => {
    const product = `${'长'.repeat(199)}😀`
    expect(read({ orders: [{ number: 'A', product }] })?.orders[0]?.product).toBe(`${'长'.repeat(199)}\ufffd`)
    for (const [amount, fen] of [['10000000000', 1_000_000_000_000], ['10000000000.01', null], ['999999999999', null]] as const) expect(read({ orders: [{ number: 'A', amount }] })?.orders[0]?.amountFen).toBe(fen)
  })
  test('guesses no day', () => {
    for (const boughtOn of ['03/02/2026', '2026-02-30', 1_772_000_000, null, {}]) expect(read({ orders: [{ number: 'A', boughtOn }] })?.orders[0]?.boughtOn).toBeNull()
  })
  test('that is not as agreed is none', () => {
    for (const body of [{}, { orders: 'x' }, { orders: 3 }, { orders: [null] }, { orders: [{}] }, { orders: [{ number: '' }] }, 'x', 1, null]) expect(read(body)).toBeNull()
    expect(readAnswer('', SHAPE)).toBeNull()
  })
  test('of many shows the first and says that there are more', () => {
    expect(read({ orders: Array.from({ length: MOST_FOUND + 1 }, (_, i) => ({ number: i })) })).toMatchObject({ orders: { length: MOST_FOUND }, more: true })
  })
  test('finds only what is its own', () => {
    expect(at({ a: 1 }, '__proto__.toString')).toBeUndefined()
    expect(at('text', 'length')).toBeUndefined()
  })
})

test('what is asked is compared as people type it', () => {
  expect(keyOf('order', ' ＪＳ-０１ 15')).toBe('js-0115')
  expect(keyOf('phone', '139 1111 2222')).toBe(keyOf('phone', '+86-13911112222'))
  expect(keyOf('serial', '  ')).toBeNull()
})

test('what several tell comes once, as it was told first; what one tells apart stays apart', () => {
  const units = (...told: readonly (readonly [string, Partial<FoundOrder>])[]) => once(told.map(([from, more]) => ({ from, order: { ...NOTHING, ...more } }))).map(({ unit }) => unit)
  expect(units(['new', { unit: '一店' }], ['old', { number: 'a-1', unit: null }], ['old', { number: 'a-1', unit: '二店' }])).toEqual(['一店', '二店'])
  expect(units(['new', { unit: '一店' }], ['new', { number: 'a-1', unit: '一 店' }])).toEqual(['一店'])
  for (const more of [{ boughtOn: '2026-03-02' }, { unit: '二店' }, { phone: '13911112222' }, { product: '戒指' }]) expect(units(['new', {}], ['new', more])).toHaveLength(2)
  // A newer table corrects the day.
  expect(units(['new', { boughtOn: '2026-03-02', phone: '139 1111 2222' }], ['old', { boughtOn: '2026-03-05', phone: '13911112222' }])).toHaveLength(1)
  expect(units(['new', { phone: '13911112222' }], ['old', { phone: '13911113333' }])).toHaveLength(2)
})

test('an order stands beside what is there: empty, the same, or different', () => {
  const order = { ...NOTHING, product: '足金手链', lot: 'L-7', amountFen: 100, phone: '13911112222' }
  expect(fitOf({ orderNumber: 'a 1', productName: '银手链', lot: '', phone: null, amountFen: 100 }, order).map(({ part, fits }) => [part, fits])).toEqual([['orderNumber', 'same'], ['amountFen', 'same'], ['productName', 'differs'], ['lot', 'empty'], ['phone', 'empty']])
  expect(withoutCustomer({ ...order, customerName: '何', memberNumber: 'M' })).toMatchObject({ product: '足金手链', customerName: null, phone: null, memberNumber: null })
})
