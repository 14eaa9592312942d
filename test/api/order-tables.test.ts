import { afterAll, beforeAll, expect, test } from 'vitest'
import { type World, openWorld } from '#test/app.ts'
import type { Person } from '#test/counter.ts'
import { type Machinery, bring, checked, machineryOf } from '#test/importing.ts'
import { got, refused } from '#test/steps.ts'

let w: World
let m: Machinery
let officer: Person
let clerk: Person

beforeAll(async () => {
  w = await openWorld()
  m = machineryOf(w)
  officer = await w.person('周专员', 'HQ', 'complaintOfficer')
  clerk = await w.person('林店员', 'S01', 'clerk')
})
afterAll(async () => { await m.close(); await w.close() })

const table = (lines: readonly string[]) => Buffer.from(['订单号,商品,序列号,批号,下单日期,金额,顾客,手机,会员号,运单号', ...lines].join('\r\n'))
const told = { columns: { orderNumber: [0], productName: [1], serial: [2], lot: [3], boughtOn: [4], amount: [5], customerName: [6], phone: [7], memberNumber: [8], shipment: [9] }, dates: { boughtOn: 'ymd' } }
const brought = async (replaces: boolean, ...lines: string[]) => {
  const id = await bring(officer, '订单.csv', table(lines), 'orders')
  await checked(officer, m, id, told)
  await got(officer.post(`/imports/${id}/run`, { replaces }))
  await m.settle()
  return { id }
}
const look = (by: string, value: string) => got(clerk.post('/order-lookups', { by, value }), 201)
const numbers = (answer: { found: { order: { number: string } }[] }) => answer.found.map(({ order }) => order.number)

test('a table taken back in the middle of others brings nothing back that has been replaced since', async () => {
  await brought(true, 'D-1,手链,,,2026-03-02,10,,,,')
  const { id: middle } = await brought(true, 'D-2,手链,,,2026-03-02,10,,,,')
  const { id: last } = await brought(true, 'D-3,手链,,,2026-03-02,10,,,,')
  const undo = async (id: string) => {
    await got(officer.post(`/imports/${id}/undo`))
    await m.settle()
  }
  await undo(middle)
  expect(numbers(await look('order', 'D-1'))).toEqual([])
  expect(numbers(await look('order', 'D-3'))).toEqual(['D-3'])
  // What stands in the place of the one in the middle gives it back in its turn.
  await undo(last)
  expect(numbers(await look('order', 'D-1'))).toEqual(['D-1'])
})

test('a table of the whole firm is not replaced by who sees one shop; they add theirs', async () => {
  await brought(true, 'E-1,手链,,,2026-03-02,10,,,,')
  const manager = await w.person('陈店长', 'S01', 'shopManager')
  const id = await bring(manager, '一店.csv', table(['E-2,手链,,,2026-03-02,10,,,,']), 'orders')
  await checked(manager, m, id, told)
  expect(await refused(manager.post(`/imports/${id}/run`, { replaces: true }))).toBe('403 importing/add-instead')
  await got(manager.post(`/imports/${id}/run`))
  await m.settle()
  expect(numbers(await look('order', 'E-1'))).toEqual(['E-1'])
  expect(numbers(await look('order', 'E-2'))).toEqual(['E-2'])
})

test('a table with one number for several customers tells of each', async () => {
  await brought(true, 'F-1,手链,,,2026-03-02,10,林女士,13911112222,,', 'F-1,手链,,,2026-03-02,10,何先生,13911113333,,', 'F-1,手链,,,2026-03-05,10,林女士,13911112222,,', 'F-1,手链,,,2026-03-02,10,林女士,139 1111 2222,,')
  expect(numbers(await look('order', 'F-1'))).toEqual(['F-1', 'F-1', 'F-1'])
  await brought(false, 'F-1,手链,,,2026-03-02,15,周先生,13911114444,,', 'F-1,手链,,,2026-03-05,12,何先生,13911113333,,')
  expect((await look('phone', '13911114444')).found).toMatchObject([{ order: { amountFen: 1_500 } }])
  // The table that is newer corrects what the older one said of the same customer.
  expect((await look('phone', '13911113333')).found).toMatchObject([{ order: { amountFen: 1_200 } }])
})
