import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client, World } from '#test/app.ts'
import { openCounter, type Person } from '#test/counter.ts'
import { agreedOn } from '#test/payout.ts'
import { cancelAgreed, got, investigated, onDatabase, propose, refused } from '#test/steps.ts'
import { verdictOn } from '../../tools/ops/verdict.ts'

let w: World
let clerk: Person
let mate: Person
let manager: Person
let awayManager: Person
let shop: string
let other: string
let names = 0

beforeAll(async () => {
  ({ w, clerk, mate, manager } = await openCounter())
  awayManager = await w.person('马店长', 'S02', 'shopManager')
  ;[shop, other] = [await w.unitId('S01'), await w.unitId('S02')]
})
afterAll(() => w.close())

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

describe('a gift that comes back after what was agreed was done', () => {
  const handed = async (quantity = 1) => {
    const { lot } = await lotOf(5)
    const { c, task } = await gift(5_000 * quantity)
    return { c, task, lot, made: await got(issue(clerk, task, lot, { quantity }), 201) }
  }
  const back = (one: any, change: Record<string, unknown> = {}, who: Client = clerk) => who.post<any>(`/stock/issues/${one.id}/return`, { version: one.version, quantity: 1, note: '快递退回', ...change })
  const caseOf = (c: { id: string }) => got<any>(clerk.get(`/complaints/${c.id}`))
  const tasksGate = (shown: any) => shown.endings.find(({ outcome }: any) => outcome === 'agreed').gates.find((one: any) => one.gate === 'tasks').words

  test('is still owed or not: that is said, and why not', async () => {
    const { c, task, lot, made } = await handed()
    expect(made.asksOwed).toBe(true)
    expect(await refused(back(made))).toBe('422 stock/owed-unsaid')
    expect(await refused(back(made, { owed: false, notOwedWhy: ' ' }))).toBe('422 stock/not-owed-why-missing')
    expect((await again(lot)).quantity).toBe(4)
    await got(back(made, { owed: false, notOwedWhy: '顾客说心意领了' }))
    const shown = await caseOf(c)
    expect([shown.stage, shown.tasks[0].state, tasksGate(shown)]).toEqual(['closing', 'done', null])
    expect(shown.tasks[0].result).toContain('顾客说心意领了')
    expect(await refused(issue(clerk, task, lot))).toBe('409 settlement/task-done')
  })

  test('owed still: the item is open again, the case does not end as agreed, and it is handed over anew', async () => {
    const { c, task, lot, made } = await handed()
    await got(back(made, { owed: true }, mate))
    const open = await caseOf(c)
    expect([open.stage, open.tasks[0].state, open.tasks[0].reference]).toEqual(['execution', 'begun', null])
    expect(tasksGate(open)).not.toBeNull()
    expect((await got<any>(clerk.get('/notifications'))).items.map((n: any) => n.name)).toContain('giftBack')
    expect((await got<any>(clerk.get(`/stock/issues/${made.id}`))).asksOwed).toBe(false)
    const second = await got(issue(clerk, task, lot), 201)
    expect((await caseOf(c)).tasks[0]).toMatchObject({ state: 'done', reference: second.number })
    expect((await verdictOn(w)).rows.altered).toEqual([])
  })

  test('a part of it: as much as came back is handed over again, and no more', async () => {
    const { c, task, lot, made } = await handed(2)
    await got(back(made, { owed: true }))
    expect(await refused(issue(clerk, task, lot, { quantity: 2 }))).toBe('409 stock/worth-above')
    const second = await got(issue(clerk, task, lot), 201)
    expect((await caseOf(c)).tasks[0]).toMatchObject({ state: 'done', reference: `${made.number} / ${second.number}` })
  })

  test('what was given from elsewhere beside it counts: no more is handed over again than came back', async () => {
    const { lot } = await lotOf(9)
    const { c, task } = await gift(15_000)
    const made = await got(issue(clerk, task, lot, { quantity: 2, last: false }), 201)
    await got(clerk.post(`/tasks/${task.id}/complete`, { result: '其余外购礼盒', reference: '小票 8899' }))
    const [one] = (await got<any>(clerk.get(`/stock/issues?complaintId=${c.id}`))).items
    await got(back(one, { quantity: 2, owed: true, version: one.version ?? made.version }))
    expect((await caseOf(c)).tasks).toMatchObject([{ state: 'begun', givenFen: 5_000 }])
    expect(await refused(issue(clerk, task, lot, { quantity: 3 }))).toBe('409 stock/worth-above')
    await got(issue(clerk, task, lot, { quantity: 2 }), 201)
    expect((await caseOf(c)).tasks).toMatchObject([{ state: 'done', givenFen: 15_000 }])
  })

  test('is not asked while the item is open, nor of an agreement that fell away', async () => {
    const { lot } = await lotOf(5)
    const { tasks: [task] } = await agreedOn(w, clerk, [{ kind: 'gift', amountFen: 9_000 }])
    const part = await got(issue(clerk, task, lot, { last: false }), 201)
    expect(part.asksOwed).toBe(false)
    expect(await refused(back(part, { owed: true }))).toBe('409 stock/not-owed')
    await got(back(part))
    const both = await agreedOn(w, clerk, [{ kind: 'gift', amountFen: 5_000 }, { kind: 'visit', amountFen: 0 }])
    const made = await got(issue(clerk, both.tasks.find((one: any) => one.kind === 'gift'), lot), 201)
    await got(cancelAgreed(clerk, both.c.id, '顾客改主意'))
    expect(await refused(back(made, { owed: true }))).toBe('409 stock/not-owed')
    await got(back(made))
  })

  test('owed on a closed case it opens the case again', async () => {
    const { c, made } = await handed()
    await onDatabase(w, async (client) => { await client.query('set role wenguo_system'); await client.query("update complaint.complaint set state = 'closed', stage = 'closed', last_closed_at = $2 where id = $1", [c.id, w.now()]) })
    await got(back(made, { owed: true }))
    const shown = await caseOf(c)
    expect([shown.state, shown.stage, shown.tasks[0].state]).toEqual(['open', 'execution', 'begun'])
  })

  test('by two at once: it is opened once', async () => {
    const { made } = await handed()
    expect(await together([back(made, { owed: true }), back(made, { owed: true }), back(made, { owed: false, notOwedWhy: '不要了' })])).toEqual(['200', '409 kernel/stale-version', '409 kernel/stale-version'])
  })
})

test('a gift is promised with its worth where gifts are kept, and as before where none are', async () => {
  const given = (who: World, clerkOf: Client, amountFen: number) => investigated(who, clerkOf, { customer: { name: '王女士', phone: `1362244${1_000 + names++}` } }).then((c) => propose(clerkOf, c, amountFen, 'gift'))
  await kindOf()
  const none = await given(w, clerk, 0)
  expect([none.status, (none.body as any).type, (none.body as any).errors]).toEqual([422, '/problems/remedy/gift-worth-missing', [expect.objectContaining({ pointer: '#/items/0/amountFen' })]])
  expect(await got(given(w, clerk, 100), 201)).toMatchObject({ state: 'approved' })
  for (const { id, version, name, worthFen } of (await got<any>(manager.get('/stock/kinds'))).items) await got(manager.put(`/stock/kinds/${id}`, { version, name, worthFen, retired: true }))
  expect(await got(given(w, clerk, 0), 201)).toMatchObject({ state: 'approved' })
})

describe('a numbered coupon that was missing', () => {
  const missed = async (codes: readonly string[], missing: readonly string[]) => {
    const { kind, lot } = await lotOf(codes.length, { numbered: true }, { codes })
    return { kind, lot: await got(manager.post<any>(`/stock/lots/${lot.id}/count`, { version: lot.version, counted: codes.length - missing.length, missing, note: '少了' })) }
  }
  const count = (lot: any, counted: number, change: Record<string, unknown>) => manager.post<any>(`/stock/lots/${lot.id}/count`, { version: lot.version, counted, note: '抽屉里找到了', ...change })

  test('lies here again when it is counted', async () => {
    const { lot } = await missed(['M-1', 'M-2', 'M-3'], ['M-1', 'M-2'])
    expect(await refused(count(lot, 2, {}))).toBe('422 stock/missing-differ')
    expect(await refused(count(lot, 2, { found: ['M-9'] }))).toBe('422 stock/found-odd')
    expect(await refused(count(lot, 3, { found: ['M-1', 'm 1'] }))).toBe('422 stock/found-odd')
    expect(await refused(count(lot, 2, { found: ['M-1'], note: null }))).toBe('422 stock/count-unexplained')
    const found = await got(count(lot, 2, { found: ['m 1'] }))
    expect(found).toMatchObject({ quantity: 2, codes: ['M-1', 'M-3'] })
    expect(await got(count(found, 2, { found: ['M-2'], missing: ['M-3'] }))).toMatchObject({ quantity: 2, codes: ['M-1', 'M-2'] })
    expect((await got<any>(manager.get(`/stock/lots/${lot.id}/entries`))).items.map((e: any) => e.change)).toEqual([0, 1, -2, 3])
  })

  test('comes in again under its code, also elsewhere and with others that are new; what is there comes in once', async () => {
    const { kind, lot } = await missed(['K-1', 'K-2'], ['K-1'])
    const there = await got(awayManager.post<any>('/stock/receipts', { kindId: kind.id, unitId: other, quantity: 2, codes: ['K-1', 'K-3'] }), 201)
    expect(there).toMatchObject({ quantity: 2, codes: ['K-1', 'K-3'] })
    expect(await again(lot)).toMatchObject({ quantity: 1, codes: ['K-2'] })
    expect(await refused(receive(kind.id, 1, { codes: ['K-1'] }))).toBe('409 stock/code-known')
    expect((await verdictOn(w)).rows.altered).toEqual([])
  })
})
