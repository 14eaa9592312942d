import { afterAll, beforeAll, expect, test } from 'vitest'
import type { World } from '#test/app.ts'
import { openCounter, type Person } from '#test/counter.ts'
import { agreedOn, askFor, payOut } from '#test/payout.ts'
import { cancelAgreed, got, onDatabase, refused } from '#test/steps.ts'
import { verdictOn } from '../../tools/ops/verdict.ts'

const DAY = 24 * 3_600_000
let w: World
let clerk: Person
let finance: Person
let away: Person

beforeAll(async () => {
  ({ w, clerk, away } = await openCounter())
  finance = await w.person('财务周', 'FIN', 'financeOfficer')
})
afterAll(() => w.close())

const day = (days = 0) => new Date(w.now().getTime() + days * DAY + 8 * 3_600_000).toISOString().slice(0, 10)
const paid = async (reference: string, way = 'bank') => {
  const { c, tasks: [task] } = await agreedOn(w, clerk, [{ kind: 'refund', amountFen: 10_000 }])
  const one = await got(askFor(clerk, task, way === 'bank' ? { way, account: '6222 0210 0112 3456 789' } : { way }), 201)
  const yes = await got(finance.post<any>(`/payouts/${one.id}/approve`, { version: one.version }))
  return { c, task, one: await got(finance.post<any>(`/payouts/${one.id}/payment`, { version: yes.version, reference, on: day() })) }
}
const bounce = (who: Person, one: any, change: Record<string, unknown> = {}) => who.post<any>(`/payouts/${one.id}/bounce`, { version: one.version, on: day(), words: '账号户名不符，款项退回', reference: 'TUI-1', ...change })
const tasksOf = async (c: { id: string }) => (await got<any>(finance.get(`/tasks?complaintId=${c.id}`))).items
const altered = async () => (await verdictOn({ url: w.url })).rows.altered
const closed = (c: { id: string }) => onDatabase(w, async (client) => { await client.query('set role wenguo_system'); await client.query("update complaint.complaint set state = 'closed', stage = 'closed', last_closed_at = $2 where id = $1", [c.id, w.now()]) })
const tellings = async (c: { id: string }) => (await got<any>(clerk.get(`/complaints/${c.id}/tellings`))).items.map((t: any) => `${t.change} ${t.state}`)
const booked = async (mark: string) => (await got<any>(finance.get(`/ledger/entries?from=${day().slice(0, 7)}&to=${day().slice(0, 7)}`))).items.filter((line: any) => line.reference?.includes(mark))

test('what comes back opens the item again, has a line of its own in the books, and is asked for again once', async () => {
  const { c, task, one } = await paid('OUT-1')
  expect((await tasksOf(c))[0].state).toBe('done')
  expect((await got<any>(clerk.get(`/complaints/${c.id}`))).stage).toBe('closing')
  const back = await got(bounce(finance, one))
  expect(back).toMatchObject({ state: 'bounced', paidFen: 0, agreedFen: 10_000, paid: { reference: 'OUT-1', on: day() }, bounced: { on: day(), words: '账号户名不符，款项退回', reference: 'TUI-1', by: { id: finance.id } } })
  const shown = await got<any>(clerk.get(`/complaints/${c.id}`))
  expect([shown.stage, shown.followUps.length]).toEqual(['execution', 1])
  expect((await tasksOf(c))[0]).toMatchObject({ state: 'begun', reference: null })
  expect((await got<any>(clerk.get('/notifications'))).items.map((n: any) => n.name)).toContain('payoutBounced')
  expect((await booked(one.number)).map((line: any) => [line.kind, line.amountFen]).sort()).toEqual([['bounced', -10_000], ['paid', 10_000]])
  const sums = await got<any>(finance.get(`/ledger?from=${day().slice(0, 7)}&to=${day().slice(0, 7)}&by=remedyKind`))
  expect(sums.items.find((row: any) => row.key === 'refund')).toMatchObject({ paidFen: 0 })
  const again = await Promise.all([1, 2].map(() => askFor(clerk, task, { way: 'bank', account: '6222 0210 0112 3456 789' })))
  expect(again.map((a) => a.status).sort()).toEqual([201, 409])
  const [alive] = (await got<any>(finance.get(`/payouts?complaintId=${c.id}&state=asked`))).items
  const yes = await got(finance.post<any>(`/payouts/${alive.id}/approve`, { version: alive.version }))
  expect(await refused(finance.post(`/payouts/${alive.id}/payment`, { version: yes.version, reference: 'OUT-1', on: day() }))).toBe('409 payout/reference-taken')
  expect(await got(finance.post<any>(`/payouts/${alive.id}/payment`, { version: yes.version, reference: 'OUT-2', on: day() }))).toMatchObject({ state: 'paid', paidFen: 10_000 })
  const whole = await got<any>(clerk.get(`/complaints/${c.id}`))
  expect([whole.stage, whole.followUps.length, (await tasksOf(c))[0].state]).toEqual(['closing', 1, 'done'])
  expect((await verdictOn({ url: w.url })).rows.altered).toEqual([])
})

test('is refused, in words, where nothing came back', async () => {
  const { one } = await paid('OUT-3')
  expect(await refused(bounce(clerk, one))).toBe('403 identity/not-allowed')
  expect(await refused(bounce(away, one))).toBe('403 identity/not-allowed')
  expect(await refused(bounce(finance, one, { on: day(1) }))).toBe('422 payout/paid-later')
  expect(await refused(bounce(finance, one, { on: day(-2) }))).toBe('422 payout/bounced-earlier')
  expect(await refused(bounce(finance, one, { words: '' }))).toBe('422 kernel/invalid-input')
  const { tasks: [other] } = await agreedOn(w, clerk, [{ kind: 'refund', amountFen: 10_000 }])
  const asked = await got(askFor(clerk, other), 201)
  expect(await refused(bounce(finance, asked))).toBe('409 payout/not-paid')
  expect((await Promise.all([bounce(finance, one), bounce(finance, one)])).map((a) => a.status).sort()).toEqual([200, 409])
})

test('a part that comes back leaves the rest paid', async () => {
  const { tasks: [task] } = await agreedOn(w, clerk, [{ kind: 'refund', amountFen: 10_000 }])
  await payOut(task, { asks: clerk, approves: finance, amountFen: 4_000, reference: 'PART-1' })
  const second = await payOut(task, { asks: clerk, approves: finance, amountFen: 6_000, reference: 'PART-2' })
  expect(await got(bounce(finance, second))).toMatchObject({ paidFen: 4_000 })
  await payOut(task, { asks: clerk, approves: finance, amountFen: 6_000, reference: 'PART-3' })
  expect(await got(finance.get<any>(`/payouts/${second.id}`))).toMatchObject({ state: 'bounced', paidFen: 10_000 })
})

test('the customer hears that it came back instead of that it was paid, until they have given another account', async () => {
  const { c, task, one } = await paid('OUT-4')
  expect(await tellings(c)).toContain('paid waiting')
  await got(bounce(finance, one))
  expect(await tellings(c)).toEqual(expect.arrayContaining(['paid dropped', 'bounced waiting']))
  await got(askFor(clerk, task, { way: 'bank', account: '6222 0210 0112 3456 789' }), 201)
  expect(await tellings(c)).toContain('bounced dropped')
})

test('on a closed case it opens the case again, which ends as what was agreed once it is paid', async () => {
  const { c, task, one } = await paid('OUT-5')
  await closed(c)
  expect((await got<any>(finance.get(`/payouts/${one.id}`))).may).toMatchObject({ bounce: null })
  await got(bounce(finance, one))
  expect(await got<any>(clerk.get(`/complaints/${c.id}`))).toMatchObject({ state: 'open', stage: 'execution', endings: [{ outcome: 'agreed' }] })
  expect((await booked(one.number)).map((line: any) => line.amountFen).sort()).toEqual([-10_000, 10_000])
  await payOut(task, { asks: clerk, approves: finance, reference: 'OUT-6' })
  expect((await tasksOf(c))[0].state).toBe('done')
})

test('under an agreement that was cancelled the item falls away, and nothing is to be carried out', async () => {
  const { c, tasks } = await agreedOn(w, clerk, [{ kind: 'refund', amountFen: 10_000 }, { kind: 'repair', amountFen: 0 }])
  const one = await payOut(tasks.find((task) => task.kind === 'refund'), { asks: clerk, approves: finance, reference: 'OUT-7' })
  await got(cancelAgreed(clerk, c.id, '顾客改主意'))
  await got(bounce(finance, one))
  expect((await tasksOf(c)).map((task: any) => task.state)).toEqual(['cancelled', 'cancelled'])
  expect((await got<any>(clerk.get(`/complaints/${c.id}`))).stage).toBe('remedy')
  expect((await tellings(c)).filter((one_: string) => one_.startsWith('bounced'))).toEqual([])
  expect((await got<any>(clerk.get(`/complaints/${c.id}/liability`))).costFen).toBe(0)
  expect(await altered()).toEqual([])
})
