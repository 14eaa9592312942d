import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sweepStock } from '#modules/stock/sweep.ts'
import type { Client, World } from '#test/app.ts'
import { openCounter, type Person } from '#test/counter.ts'
import { agreedOn } from '#test/payout.ts'
import { got, onDatabase, refused } from '#test/steps.ts'
import { PNG, upload } from '#test/story.ts'
import { verdictOn } from '../../tools/ops/verdict.ts'

const DAY = 24 * 3_600_000
let w: World
let clerk: Person
let mate: Person
let manager: Person
let away: Person
let awayManager: Person
let shop: string
let other: string
let names = 0

beforeAll(async () => {
  ({ w, clerk, mate, manager, away } = await openCounter())
  awayManager = await w.person('马店长', 'S02', 'shopManager')
  ;[shop, other] = [await w.unitId('S01'), await w.unitId('S02')]
})
afterAll(() => w.close())

const day = (days = 0) => new Date(w.now().getTime() + days * DAY + 8 * 3_600_000).toISOString().slice(0, 10)
const together = async (calls: readonly Promise<any>[]) => (await Promise.all(calls.map(async (call) => { const { status, body } = await call; return status < 300 ? String(status) : `${status} ${String(body.type).replace('/problems/', '')}` }))).sort()
const kindOf = (change: Record<string, unknown> = {}) => got(manager.post<any>('/stock/kinds', { name: `保养券 ${++names}`, form: 'coupon', worthFen: 5_000, ...change }), 201)
const receive = (kindId: string, quantity: number, change: Record<string, unknown> = {}, who: Client = manager) => who.post<any>('/stock/receipts', { kindId, unitId: shop, quantity, ...change })
const lotOf = async (quantity: number, change: Record<string, unknown> = {}, more: Record<string, unknown> = {}) => { const kind = await kindOf(change); return { kind, lot: await got(receive(kind.id, quantity, more), 201) } }
/** A gift that was agreed with a customer: its task. */
const gift = async (amountFen = 5_000) => {
  const { c, tasks: [task] } = await agreedOn(w, clerk, [{ kind: 'gift', amountFen }])
  return { c, task }
}
const issue = (who: Client, task: any, lot: any, change: Record<string, unknown> = {}) => who.post<any>(`/tasks/${task.id}/issues`, { lotId: lot.id, recipient: '王女士', unsignedWhy: '寄给顾客', ...change })
const again = (lot: any, who: Client = manager) => got<any>(who.get(`/stock/lots/${lot.id}`))

describe('stock of gifts and coupons', () => {
  test('is received, moved and counted, with every change in its register', async () => {
    const { kind, lot } = await lotOf(10, { lowAt: 2 })
    expect(lot).toMatchObject({ quantity: 10, unitId: shop, standing: 'good', kind: { id: kind.id, worthFen: 5_000 } })
    expect(await got(receive(kind.id, 5), 201)).toMatchObject({ id: lot.id, quantity: 15 })
    const moved = await got(manager.post<any>(`/stock/lots/${lot.id}/move`, { version: (await again(lot)).version, toUnitId: other, quantity: 4, note: '二店缺' }))
    expect(moved.quantity).toBe(11)
    expect((await got<any>(awayManager.get('/stock'))).items).toMatchObject([{ kind: { id: kind.id }, quantity: 4, unitId: other }])
    expect(await refused(manager.post(`/stock/lots/${lot.id}/count`, { version: moved.version, counted: 9 }))).toBe('422 stock/count-unexplained')
    expect(await refused(manager.post(`/stock/lots/${lot.id}/count`, { version: lot.version, counted: 9, note: '少两张' }))).toBe('409 kernel/stale-version')
    expect(await got(manager.post<any>(`/stock/lots/${lot.id}/count`, { version: moved.version, counted: 9, note: '少两张，去向不明' }))).toMatchObject({ quantity: 9 })
    expect((await got<any>(manager.get(`/stock/lots/${lot.id}/entries`))).items.map((e: any) => [e.kind, e.change, e.note])).toEqual([['counted', -2, '少两张，去向不明'], ['movedOut', -4, '二店缺'], ['received', 5, null], ['received', 10, null]])
  })

  test('of numbered coupons comes with codes, each once', async () => {
    const kind = await kindOf({ numbered: true })
    expect(await refused(receive(kind.id, 2, { codes: ['A-1'] }))).toBe('422 stock/codes-odd')
    expect(await refused(receive(kind.id, 2, { codes: ['A-1', 'ａ1'] }))).toBe('422 stock/codes-odd')
    const lot = await got(receive(kind.id, 3, { codes: ['A-1', 'A-2', 'A-3'], expiresOn: day(90) }), 201)
    expect(lot).toMatchObject({ quantity: 3, codes: ['A-1', 'A-2', 'A-3'], expiresOn: day(90) })
    expect(await refused(receive(kind.id, 1, { codes: ['a 2'] }))).toBe('409 stock/code-known')
    expect((await again(lot)).quantity).toBe(3)
    const counted = await got(manager.post<any>(`/stock/lots/${lot.id}/count`, { version: lot.version, counted: 2, missing: ['A-2'], note: '丢失' }))
    expect(counted.codes).toEqual(['A-1', 'A-3'])
    expect(await refused(manager.post(`/stock/lots/${lot.id}/count`, { version: counted.version, counted: 0, missing: ['A-1'], note: '丢失' }))).toBe('422 stock/missing-differ')
    await got(manager.post<any>(`/stock/lots/${lot.id}/move`, { version: counted.version, toUnitId: other, quantity: 1 }))
    expect((await got<any>(awayManager.get(`/stock?kindId=${kind.id}`))).items[0].codes).toEqual(['A-1'])
    const plain = await kindOf()
    expect(await refused(receive(plain.id, 1, { codes: ['B-1'] }))).toBe('422 stock/codes-odd')
  })

  test('kinds have one name each, are put out of use and brought back', async () => {
    const kind = await kindOf({ name: '珍珠发夹' })
    expect(await refused(manager.post('/stock/kinds', { name: ' 珍珠发夹 ', form: 'gift', worthFen: 1 }))).toBe('409 stock/known')
    const gone = await got(manager.put<any>(`/stock/kinds/${kind.id}`, { version: kind.version, name: kind.name, worthFen: 6_000, retired: true }))
    expect(gone).toMatchObject({ retired: true, worthFen: 6_000 })
    expect(await refused(receive(kind.id, 1))).toBe('409 stock/retired')
    expect(await refused(manager.put(`/stock/kinds/${kind.id}`, { version: kind.version, name: kind.name, worthFen: 1 }))).toBe('409 kernel/stale-version')
    expect(await got(manager.put<any>(`/stock/kinds/${kind.id}`, { version: gone.version, name: kind.name, worthFen: 6_000 }))).toMatchObject({ retired: false })
  })

  test('few left and soon to expire are told, once', async () => {
    const { kind, lot } = await lotOf(3, { lowAt: 2 }, { expiresOn: day(20) })
    const told = async (name: string) => (await got<any>(manager.get('/notifications'))).items.filter((n: any) => n.name === name).length
    const [low, expiring] = [await told('stockLow'), await told('stockExpiring')]
    await sweepStock(w.db, w.composed.doors.perform, w.now)
    await sweepStock(w.db, w.composed.doors.perform, w.now)
    expect(await told('stockExpiring')).toBe(expiring + 1)
    const { task } = await gift()
    await got(issue(clerk, task, lot), 201)
    expect((await again(lot)).quantity).toBe(2)
    const second = await gift()
    await got(issue(clerk, second.task, lot), 201)
    expect(await told('stockLow')).toBe(low + 1)
    expect(await got(receive(kind.id, 10, { expiresOn: day(20) }), 201)).toMatchObject({ standing: 'expiring', quantity: 11 })
    expect(await refused(receive(kind.id, 1, { expiresOn: day(-1) }))).toBe('422 stock/expires-past')
  })
})

describe('issuing to a case', () => {
  test('takes it from the stock for a signature, does what was agreed, and stands in the register', async () => {
    const { lot } = await lotOf(2, { numbered: true, name: '清洗券' }, { codes: ['Q-1', 'Q-2'] })
    const { c, task } = await gift()
    const signatureId = (await upload(clerk, 'sign.png', PNG)).json<{ id: string }>().id
    const made = await got(issue(clerk, task, lot, { codes: ['q2'], signatureId, unsignedWhy: null }), 201)
    expect(made).toMatchObject({ number: `${c.number}-L1`, kindName: '清洗券', quantity: 1, worthFen: 5_000, codes: ['Q-2'], recipient: '王女士', signatureId, by: { id: clerk.id } })
    const shown = await got<any>(clerk.get(`/complaints/${c.id}`))
    expect(shown.tasks).toMatchObject([{ state: 'done', reference: `${c.number}-L1`, result: '清洗券 × 1', evidence: [{ id: signatureId }] }])
    expect(shown.stage).toBe('closing')
    expect(shown.timeline.map((e: any) => e.name)).toContain('stock.issued')
    expect(await again(lot)).toMatchObject({ quantity: 1, codes: ['Q-1'] })
    for (const q of ['Q-2', c.number, '清洗券']) expect((await got<any>(manager.get(`/stock/issues?q=${encodeURIComponent(q)}`))).items.map((i: any) => i.id)).toEqual([made.id])
    expect(await refused(issue(clerk, task, lot))).toBe('409 settlement/task-done')
  })

  test('never goes beyond what was agreed, past its day, or without a signature or a reason', async () => {
    const { lot } = await lotOf(9)
    const { task } = await gift(9_999)
    expect(await refused(issue(clerk, task, lot, { quantity: 2 }))).toBe('409 stock/worth-above')
    expect(await refused(issue(clerk, task, lot, { unsignedWhy: ' ' }))).toBe('422 stock/unsigned')
    expect(await refused(issue(clerk, task, lot, { signatureId: crypto.randomUUID(), unsignedWhy: null }))).toBe('422 communication/file-unknown')
    expect(await refused(issue(clerk, task, lot, { codes: ['X'] }))).toBe('422 stock/codes-odd')
    await got(issue(clerk, task, lot, { last: false }), 201)
    expect(await refused(issue(clerk, task, lot))).toBe('409 stock/worth-above')
    const soon = await lotOf(1, { worthFen: 100 }, { expiresOn: day(1) })
    w.travel(3 * DAY)
    expect(await refused(issue(clerk, task, soon.lot))).toBe('409 stock/expired')
    w.travel(-3 * DAY)
    const { tasks: [repair] } = await agreedOn(w, clerk, [{ kind: 'repair', amountFen: 9_000 }])
    expect(await refused(issue(w.admin, repair, lot))).toBe('409 stock/not-gift')
  })

  test('by many at once never goes below nothing, and gives no code to two', async () => {
    const { lot } = await lotOf(3, { numbered: true }, { codes: ['N-1', 'N-2', 'N-3'] })
    const wanted = await Promise.all([...Array(8)].map(() => gift()))
    const outcome = await together(wanted.map(({ task }, at) => issue([clerk, mate, manager][at % 3] as Client, task, lot)))
    expect(outcome).toEqual(['201', '201', '201', ...Array(5).fill('409 stock/too-few')])
    expect(await again(lot)).toMatchObject({ quantity: 0, codes: [] })
    const codes = (await got<any>(manager.get(`/stock/issues?unitId=${shop}&limit=200`))).items.filter((i: any) => i.kindName === lot.kind.name).flatMap((i: any) => i.codes)
    expect(codes.sort()).toEqual(['N-1', 'N-2', 'N-3'])
  })

  test('the same task for the same customer by two at once: once', async () => {
    const { lot } = await lotOf(5)
    const { task } = await gift()
    expect(await together([issue(clerk, task, lot), issue(mate, task, lot), issue(manager, task, lot)])).toEqual(['201', '409 settlement/task-done', '409 settlement/task-done'])
    expect((await again(lot)).quantity).toBe(4)
  })

  test('what crosses between two shops at once meets no deadlock and loses nothing', async () => {
    const { kind, lot } = await lotOf(20)
    const there = (await got(awayManager.post<any>('/stock/receipts', { kindId: kind.id, unitId: other, quantity: 20 }), 201))
    for (let round = 0; round < 4; round++) {
      const [here, far] = [await again(lot), await again(there, awayManager)]
      await Promise.all([manager.post(`/stock/lots/${lot.id}/move`, { version: here.version, toUnitId: other, quantity: 3 }), awayManager.post(`/stock/lots/${there.id}/move`, { version: far.version, toUnitId: shop, quantity: 2 })])
    }
    expect((await again(lot)).quantity + (await again(there, awayManager)).quantity).toBe(40)
  })

  test('a gift that comes back lies in stock again', async () => {
    const { lot } = await lotOf(2, { numbered: true }, { codes: ['R-1', 'R-2'] })
    const { task } = await gift()
    const made = await got(issue(clerk, task, lot), 201)
    const back = (who: Client, version = made.version, quantity = 1) => who.post<any>(`/stock/issues/${made.id}/return`, { version, quantity, note: '顾客不要了', owed: false, notOwedWhy: '顾客改要道歉' })
    expect(await refused(back(away))).toBe('404 kernel/not-found')
    expect(await refused(back(clerk, made.version, 2))).toBe('409 stock/back-already')
    expect(await together([back(clerk), back(mate)])).toEqual(['200', '409 kernel/stale-version'])
    expect(await again(lot)).toMatchObject({ quantity: 2, codes: ['R-1', 'R-2'] })
    expect((await got<any>(clerk.get(`/stock/issues/${made.id}`)))).toMatchObject({ returned: 1, returnedFen: 5_000, codes: [] })
  })
})

test('another unit, another role and another organisation get nowhere', async () => {
  const { kind, lot } = await lotOf(5)
  const { task } = await gift()
  expect(await refused(receive(kind.id, 1, {}, clerk))).toBe('403 identity/not-allowed')
  expect(await refused(receive(kind.id, 1, {}, awayManager))).toBe('403 stock/not-yours')
  expect(await refused(awayManager.post(`/stock/lots/${lot.id}/count`, { version: lot.version, counted: 1, note: 'x' }))).toBe('403 stock/not-yours')
  expect(await refused(awayManager.get(`/stock/lots/${lot.id}`))).toBe('404 kernel/not-found')
  const theirs = await got(awayManager.post<any>('/stock/receipts', { kindId: kind.id, unitId: other, quantity: 2 }), 201)
  expect(await refused(issue(clerk, task, theirs))).toBe('403 stock/not-yours')
  expect(await refused(issue(away, task, theirs))).toBe('404 kernel/not-found')
  const strangers = await w.otherOrganization()
  expect([(await got<any>(strangers.get('/stock'))).items, (await got<any>(strangers.get('/stock/kinds'))).items, (await got<any>(strangers.get('/stock/issues'))).items]).toEqual([[], [], []])
  expect(await refused(strangers.post('/stock/receipts', { kindId: kind.id, unitId: shop, quantity: 1 }))).toBe('404 kernel/not-found')
})

test('what lies there is what all changes come to; a number altered by hand is named', async () => {
  const altered = async () => (await verdictOn(w)).rows.altered
  expect(await altered()).toEqual([])
  const { kind, lot } = await lotOf(7)
  await onDatabase(w, async (client) => {
    await client.query('set role wenguo_system')
    await expect(client.query('update stock.lot set quantity = -1 where id = $1', [lot.id])).rejects.toThrow(/check/)
    await client.query('update stock.lot set quantity = 6 where id = $1', [lot.id])
    await client.query('update stock.kind set worth_fen = 1 where id = $1', [kind.id])
  })
  expect([...await altered()].sort()).toEqual([`kind of gift ${kind.name} was altered (worthFen, content)`, `stock of ${kind.name} was altered (quantity)`])
})
