import { afterAll, beforeAll, expect, test } from 'vitest'
import type { World } from '#test/app.ts'
import { openCounter, type Person } from '#test/counter.ts'
import { agreedOn, askFor, payOut } from '#test/payout.ts'
import { cancelAgreed, got, investigated, onDatabase, refused } from '#test/steps.ts'
import type { Registered } from '#test/story.ts'

let w: World
let clerk: Person
let mate: Person
let manager: Person
let finance: Person
beforeAll(async () => {
  ({ w, clerk, mate, manager } = await openCounter())
  finance = await w.person('财务周', 'FIN', 'financeOfficer')
})
afterAll(() => w.close())

const day = (days = 0) => new Date(w.now().getTime() + days * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10)
const rows = (sql: string, given: unknown[] = []): Promise<any[]> => onDatabase(w, async (client) => { await client.query('set role wenguo_system'); return (await client.query(sql, given)).rows })
const closed = (c: { id: string }) => rows("update complaint.complaint set state = 'closed', stage = 'closed', last_closed_at = $2 where id = $1", [c.id, w.now()])
const shown = (c: { id: string }) => got<any>(clerk.get(`/complaints/${c.id}`))
const tasksOf = async (c: { id: string }) => (await shown(c)).tasks.map((t: any) => [t.kind, t.state]).sort()
const agreeOn = async (c: Registered, items: readonly { readonly kind: string; readonly amountFen: number }[], who: Person = clerk) => {
  const made = await got(who.post<any>(`/complaints/${c.id}/remedies`, { items: items.map((item) => ({ ...item, pointId: c.points[0]?.id })), reason: '合理', deviationReason: '另外的损失' }), 201)
  await got(clerk.post(`/remedies/${made.id}/offer`, { version: made.version }))
  await got(clerk.post(`/remedies/${made.id}/answer`, { answer: 'accept', proof: { kind: 'call' } }))
  return made
}
/** A refund that came back from the bank after the case was closed, and something more that was agreed since. */
const bouncedAndMore = async () => {
  const { c, tasks: [task] } = await agreedOn(w, clerk, [{ kind: 'refund', amountFen: 10_000 }])
  const paid = await payOut(task, { asks: clerk, approves: finance })
  await closed(c)
  await got(finance.post(`/payouts/${paid.id}/bounce`, { version: paid.version, on: day(), words: '账号错', reference: 'T1' }))
  await agreeOn(c, [{ kind: 'extra', amountFen: 5_000 }])
  return c
}

test('of two agreements that are to be carried out one falls away at a time, the newest first; what is owed by the other stays owed', async () => {
  const c = await bouncedAndMore()
  expect((await shown(c)).agreement).toMatchObject({ totalFen: 5_000 })
  await got(cancelAgreed(clerk, c.id, '顾客不要额外补偿了'))
  expect(await tasksOf(c)).toEqual([['extra', 'cancelled'], ['refund', 'begun']])
  expect(await shown(c)).toMatchObject({ stage: 'execution', agreement: { totalFen: 10_000 } })
  await got(cancelAgreed(clerk, c.id, '改为换货'))
  expect(await shown(c)).toMatchObject({ stage: 'remedy', agreement: null })
  expect(await refused(cancelAgreed(clerk, c.id, '再来一次'))).toBe('409 settlement/nothing-agreed')
  await agreeOn(c, [{ kind: 'extra', amountFen: 6_000 }])
})

test('two people who cancel what they both see take back that one agreement, once; what is owed by the other stays owed', async () => {
  const c = await bouncedAndMore()
  const { agreement } = await shown(c)
  const done = await Promise.all([clerk, mate, clerk].map((who) => refused(cancelAgreed(who, c.id, '顾客改主意', agreement.id))))
  expect(done.sort()).toEqual(['200 undefined', '409 settlement/agreement-over', '409 settlement/agreement-over'])
  expect(await rows('select total_fen::int from settlement.agreement where complaint_id = $1 and cancelled_at is null', [c.id])).toEqual([{ total_fen: 10_000 }])
  expect(await tasksOf(c)).toEqual([['extra', 'cancelled'], ['refund', 'begun']])
})

test('either may fall away; money on its way for one keeps that one alone', async () => {
  const c = await bouncedAndMore()
  const { agreements: [extra, refund], tasks } = await shown(c)
  expect([extra.totalFen, refund.totalFen]).toEqual([5_000, 10_000])
  const asked = await got(askFor(clerk, tasks.find((t: any) => t.kind === 'refund')), 201)
  expect(await refused(cancelAgreed(clerk, c.id, '不要了', refund.id))).toBe('409 settlement/payout-under-way')
  await got(cancelAgreed(clerk, c.id, '不要了', extra.id))
  await got(clerk.post(`/payouts/${asked.id}/withdrawal`, { version: asked.version, reason: '顾客改了主意' }))
  await got(cancelAgreed(clerk, c.id, '不要了', refund.id))
  expect(await shown(c)).toMatchObject({ stage: 'remedy', outcome: null, agreements: [] })
})

test('the older of two falls away first: the newer is still carried out', async () => {
  const c = await bouncedAndMore()
  const { agreements: [, refund] } = await shown(c)
  await got(cancelAgreed(clerk, c.id, '顾客没有账户', refund.id))
  expect(await tasksOf(c)).toEqual([['extra', 'open'], ['refund', 'cancelled']])
  expect(await shown(c)).toMatchObject({ stage: 'execution', outcome: 'agreed', agreements: [{ totalFen: 5_000 }] })
})

test('everything is done once both are: the case goes on to its end, and the customer is asked, no sooner', async () => {
  const c = await bouncedAndMore()
  const before = (await shown(c)).followUps.length
  const { tasks } = await shown(c)
  await payOut(tasks.find((t: any) => t.kind === 'extra'), { asks: clerk, approves: finance })
  expect(await shown(c)).toMatchObject({ stage: 'execution', agreement: { totalFen: 10_000 } })
  expect((await shown(c)).followUps.length).toBe(before)
  await payOut(tasks.find((t: any) => t.kind === 'refund'), { asks: clerk, approves: finance })
  expect(await shown(c)).toMatchObject({ stage: 'closing' })
})

test('what was given under an agreement that fell away is remembered with the case, and stands in the customer’s record', async () => {
  const officer = await w.person('专员赵', 'HQ', 'complaintOfficer')
  const c = await investigated(w, clerk, { customer: { name: '孙女士', phone: '13900139999' }, points: [{ text: '镶口松了', wants: '退', categoryCode: 'stoneLoose' }] })
  const kind = await got(manager.post<any>('/stock/kinds', { name: '抵用券', form: 'coupon', worthFen: 30_000 }), 201)
  const lot = await got(manager.post<any>('/stock/receipts', { kindId: kind.id, unitId: await w.unitId('S01'), quantity: 5 }), 201)
  await agreeOn(c, [{ kind: 'gift', amountFen: 30_000 }, { kind: 'visit', amountFen: 0 }], manager)
  const gift = (await shown(c)).tasks.find((t: any) => t.kind === 'gift')
  await got(clerk.post(`/tasks/${gift.id}/issues`, { lotId: lot.id, recipient: '孙女士', unsignedWhy: '寄出' }), 201)
  await got(cancelAgreed(clerk, c.id, '改为修理'))
  await agreeOn(c, [{ kind: 'repair', amountFen: 10_000 }])
  for (const task of (await shown(c)).tasks.filter((t: any) => t.state === 'open')) await got(w.admin.post(`/tasks/${task.id}/complete`, { result: '办好了', reference: 'R-1', evidence: [] }))
  await got(clerk.post(`/complaints/${c.id}/completion-notice`, { answers: c.points.map(({ id }) => ({ pointId: id, answer: '已说明' })), contact: '一店' }), 201)
  await got(officer.post(`/follow-ups/${(await shown(c)).followUps.at(-1).id}/record`, { satisfied: true, score: 5, via: 'phone', early: true }))
  const { version } = await shown(c)
  await got(clerk.post(`/complaints/${c.id}/close`, { version, outcome: 'withdrawn', reason: '不追究了', summary: { cause: '一', effect: '二', improvement: '三' } }))
  const [remembered] = await rows('select given_fen::int, kinds from precedent.precedent where complaint_id = $1', [c.id])
  expect({ ...remembered, kinds: [...remembered.kinds].sort() }).toEqual({ given_fen: 40_000, kinds: ['gift', 'repair'] })
  const [{ customer_id: customer }] = await rows('select customer_id from complaint.complaint where id = $1', [c.id])
  expect(await got(clerk.get(`/customers/${customer}`))).toMatchObject({ givenFen: 40_000, givenThisYearFen: 40_000 })
})

test('a payment of a merged case that comes back is entered, and whoever looks after the case it went into hears of it', async () => {
  const { c, tasks: [task] } = await agreedOn(w, clerk, [{ kind: 'refund', amountFen: 10_000 }])
  const paid = await payOut(task, { asks: clerk, approves: finance })
  await closed(c)
  await got(clerk.post(`/complaints/${c.id}/reopen`, { reason: '又来了' }))
  const { phone } = (await shown(c)).customer
  const other = await investigated(w, mate, { customer: { name: '王女士', phone } })
  await got(manager.post(`/complaints/${other.id}/merge`, { duplicateId: c.id, reason: '同一件事' }))
  expect((await got<any>(finance.get(`/payouts/${paid.id}`))).may.bounce).toBeNull()
  expect(await got(finance.post(`/payouts/${paid.id}/bounce`, { version: paid.version, on: day(), words: '退回', reference: 'T9' }))).toMatchObject({ state: 'bounced' })
  const { number, owner } = await shown(other)
  const heard = owner.id === mate.id ? mate : clerk
  expect((await got<any>(heard.get('/notifications'))).items.map((n: any) => [n.name, n.complaintId, n.words.includes(number)])).toContainEqual(['payoutBounced', other.id, true])
})

test('strokes prove no payment', async () => {
  const { tasks: [task] } = await agreedOn(w, clerk, [{ kind: 'refund', amountFen: 10_000 }])
  const asked = await got(askFor(clerk, task), 201)
  const yes = await got(finance.post<any>(`/payouts/${asked.id}/approve`, { version: asked.version }))
  expect(await refused(finance.post(`/payouts/${asked.id}/payment`, { version: yes.version, reference: ' - _ ', on: yes.firstOn }))).toBe('422 payout/reference-odd')
  expect((await got<any>(finance.get(`/payouts/${asked.id}`))).state).toBe('approved')
})

const close = async (c: Registered, outcome: string) => {
  await got(clerk.post(`/complaints/${c.id}/completion-notice`, { answers: c.points.map(({ id }) => ({ pointId: id, answer: '已说明' })), contact: '一店' }), 201)
  const officer = await w.person(`专员${c.number}`, 'HQ', 'complaintOfficer')
  await got(officer.post(`/follow-ups/${(await shown(c)).followUps.at(-1).id}/record`, { satisfied: true, score: 5, via: 'phone', early: true }))
  return clerk.post(`/complaints/${c.id}/close`, { version: (await shown(c)).version, outcome, summary: { cause: '一', effect: '二', improvement: '三' } })
}

test('of two agreements the older falls away once the newer is carried out: that one stays the outcome, and something else may take the other’s place', async () => {
  const { c, tasks: [task] } = await agreedOn(w, clerk, [{ kind: 'refund', amountFen: 10_000 }])
  const paid = await payOut(task, { asks: clerk, approves: finance })
  await closed(c)
  await got(clerk.post(`/complaints/${c.id}/reopen`, { reason: '还不满意' }))
  await agreeOn(c, [{ kind: 'extra', amountFen: 5_000 }])
  await payOut((await shown(c)).tasks.find((t: any) => t.kind === 'extra'), { asks: clerk, approves: finance })
  await got(finance.post(`/payouts/${paid.id}/bounce`, { version: paid.version, on: day(), words: '账号错', reference: 'T2' }))
  await got(cancelAgreed(clerk, c.id, '顾客没有账户'))
  expect(await shown(c)).toMatchObject({ stage: 'closing', outcome: 'agreed', agreement: { totalFen: 5_000 } })
  await agreeOn(c, [{ kind: 'visit', amountFen: 10_000 }])
  const visit = (await shown(c)).tasks.find((t: any) => t.kind === 'visit')
  await got(clerk.post(`/tasks/${visit.id}/complete`, { result: '上门办好', reference: 'V-1', evidence: [] }))
  expect(await got(close(c, 'agreed'))).toBeDefined()
})

interface Offered { readonly id: string; readonly version: number }

test.each([
  ['declined', ({ id }: Offered) => clerk.post<any>(`/remedies/${id}/answer`, { answer: 'decline', proof: { kind: 'call' } })],
  ['taken back', ({ id, version }: Offered) => clerk.post<any>(`/remedies/${id}/withdraw`, { version, reason: '不合适' })],
])('something more that is %s leaves what is agreed: it is carried out, and is the outcome', async (_, end) => {
  const { c, tasks: [task] } = await agreedOn(w, clerk, [{ kind: 'refund', amountFen: 10_000 }])
  const paid = await payOut(task, { asks: clerk, approves: finance })
  await closed(c)
  await got(finance.post(`/payouts/${paid.id}/bounce`, { version: paid.version, on: day(), words: '账号错', reference: `T-${c.number}` }))
  const more = await got(clerk.post<any>(`/complaints/${c.id}/remedies`, { items: [{ kind: 'extra', amountFen: 5_000, pointId: c.points[0]?.id }], reason: '合理', deviationReason: '另外的损失' }), 201)
  await got(end(await got(clerk.post<Offered>(`/remedies/${more.id}/offer`, { version: more.version }))))
  expect(await shown(c)).toMatchObject({ stage: 'execution', outcome: 'agreed' })
  await payOut(task, { asks: clerk, approves: finance })
  expect(await shown(c)).toMatchObject({ stage: 'closing', outcome: 'agreed' })
  expect(await got(close(c, 'agreed'))).toBeDefined()
})

/** A refund that was paid on a case that came back, and went into another. */
const paidAndMerged = async (amountFen: number, who: Person) => {
  const c = await investigated(w, clerk, { customer: { name: '丁女士', phone: `1391111${String(amountFen).padStart(4, '0').slice(-4)}` } })
  await agreeOn(c, [{ kind: 'refund', amountFen }], who)
  const paid = await payOut((await shown(c)).tasks[0], { asks: clerk, approves: finance })
  await closed(c)
  await got(clerk.post(`/complaints/${c.id}/reopen`, { reason: '又来了' }))
  const { phone } = (await shown(c)).customer
  const other = await investigated(w, clerk, { customer: { name: '丁女士', phone } })
  await got(manager.post(`/complaints/${other.id}/merge`, { duplicateId: c.id, reason: '同一件事' }))
  return { c, other, paid }
}

test('what came back while a case was part of another is owed again once they are parted', async () => {
  const { c, other, paid } = await paidAndMerged(10_001, manager)
  await got(finance.post(`/payouts/${paid.id}/bounce`, { version: paid.version, on: day(), words: '账号错', reference: 'T5' }))
  await got(manager.post(`/complaints/${other.id}/unmerge`, { duplicateId: c.id, reason: '不是一件事' }))
  expect(await shown(c)).toMatchObject({ state: 'open', stage: 'execution', tasks: [{ kind: 'refund', state: 'begun' }] })
  await payOut((await shown(c)).tasks[0], { asks: clerk, approves: finance })
  expect((await shown(c)).tasks).toMatchObject([{ state: 'done' }])
})

test('what a case was given that went into another counts there', async () => {
  const { other } = await paidAndMerged(150_002, manager)
  const made = await got(manager.post<any>(`/complaints/${other.id}/remedies`, { items: [{ kind: 'refund', amountFen: 190_000, pointId: other.points[0]?.id }], reason: '合理', deviationReason: '另外的损失' }), 201)
  expect(await rows("select (facts->>'caseFen')::int as case, (facts->>'cumulativeFen')::int as year from remedy.proposal where id = $1", [made.id])).toEqual([{ case: 340_002, year: 340_002 }])
})

const overdue = (c: { id: string }) => rows("update remedy.proposal set expires_at = $2::timestamptz - interval '1 day' where complaint_id = $1", [c.id, w.now()])

test.each([
  ['its time is over', overdue, 'approved'],
  ['its case is closed, and so is its time', async (c: { id: string }) => { await overdue(c); await closed(c) }, 'approved'],
  ['its case is closed, and may come back', closed, 'awaitingApproval'],
])('an offer counts as long as it can be taken: %s', async (why, end, state) => {
  const service = await w.person(`林经理 ${why}`, 'HQ', 'serviceManager')
  const customer = { name: '戊女士', phone: `13911113${String(why.length).padStart(3, '0')}` }
  const propose = async (c: Registered, amountFen: number, who: Person) => got(who.post<any>(`/complaints/${c.id}/remedies`, { items: [{ kind: 'refund', amountFen, pointId: c.points[0]?.id }], reason: '合理', deviationReason: '另外的损失' }), 201)
  const c = await investigated(w, clerk, { customer })
  const made = await propose(c, 400_000, service)
  await got(clerk.post(`/remedies/${made.id}/offer`, { version: made.version }))
  const countered = await got(clerk.post<any>(`/remedies/${made.id}/answer`, { answer: 'counter', counterFen: 900_000, text: '要赔九千', proof: { kind: 'call' } }))
  await got(clerk.post(`/remedies/${made.id}/decline-counter`, { version: countered.version, grounds: '要求远超过实际损失', furtherWays: ['mediation'] }))
  const next = await investigated(w, clerk, { customer })
  const held = await propose(next, 150_000, manager)
  expect(held).toMatchObject({ state: 'awaitingApproval' })
  await got(manager.post(`/remedies/${held.id}/withdraw`, { version: held.version, reason: '再算一次' }))
  await end(c)
  expect(await propose(next, 150_000, manager)).toMatchObject({ state })
})
