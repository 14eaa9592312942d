import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { World } from '#test/app.ts'
import { openCounter, type Person } from '#test/counter.ts'
import { merge, unmerge } from '#test/merging.ts'
import { agreedOn, askFor, payOut } from '#test/payout.ts'
import { cancelAgreed, got, investigated, onDatabase, refused, signAgreed } from '#test/steps.ts'
import { PNG, type Registered, register, upload } from '#test/story.ts'

let w: World
let clerk: Person
let mate: Person
let manager: Person
let finance: Person
let service: Person
let n = 0
beforeAll(async () => {
  ({ w, clerk, mate, manager } = await openCounter())
  finance = await w.person('财务周', 'FIN', 'financeOfficer')
  service = await w.person('林经理', 'HQ', 'serviceManager')
}, 120_000)
afterAll(() => w.close())

const day = () => new Date(w.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
/** As the last command of a case leaves it. */
const closed = (c: { id: string }) => onDatabase(w, async (db) => { await db.query('set role wenguo_system'); await db.query("update complaint.complaint set state = 'closed', stage = 'closed', last_closed_at = $2 where id = $1", [c.id, w.now()]) })
const reopened = async (c: { id: string }) => { await closed(c); await got(clerk.post(`/complaints/${c.id}/reopen`, { reason: '顾客说没收到' })) }
const shown = (c: { id: string }) => got<any>(clerk.get(`/complaints/${c.id}`))
const taskOf = async (c: { id: string }, kind: string) => (await shown(c)).tasks.find((t: any) => t.kind === kind)
const agreeOn = async (c: Registered, items: readonly { readonly kind: string; readonly amountFen: number }[], who: Person = clerk) => {
  const made = await got(who.post<any>(`/complaints/${c.id}/remedies`, { items: items.map((item) => ({ ...item, pointId: c.points[0]?.id })), reason: '合理', deviationReason: '另外的损失' }), 201)
  await got(clerk.post(`/remedies/${made.id}/offer`, { version: made.version }))
  await got(clerk.post(`/remedies/${made.id}/answer`, { answer: 'accept', proof: { kind: 'call' } }))
}
const pay = (task: any) => payOut(task, { asks: clerk, approves: finance })
const bounce = (paid: any) => got(finance.post(`/payouts/${paid.id}/bounce`, { version: paid.version, on: day(), words: '账号错', reference: `B-${++n}` }))
const refunded = async () => { const { c, tasks: [task] } = await agreedOn(w, clerk, [{ kind: 'refund', amountFen: 10_000 }]); return { c, task, paid: await pay(task) } }
/** A refund that came back from the bank after the case was closed. */
const bounced = async () => { const { c, task, paid } = await refunded(); await closed(c); await bounce(paid); return { c, task } }
const someone = () => ({ customer: { name: '己女士', phone: `1371235${1_000 + n++}` } })
const aFile = async () => ((await upload(clerk, 'hand.png', PNG)).json<{ id: string }>()).id
const noticed = (c: Registered) => got(clerk.post(`/complaints/${c.id}/completion-notice`, { answers: c.points.map(({ id }) => ({ pointId: id, answer: '已说明' })), contact: '一店' }), 201)

describe('what holds stays the outcome', () => {
  test('the older is paid again, then the newer falls away', async () => {
    const { c, task } = await bounced()
    await agreeOn(c, [{ kind: 'extra', amountFen: 5_000 }])
    await pay(task)
    await got(cancelAgreed(clerk, c.id, '顾客不要额外补偿了'))
    expect(await shown(c)).toMatchObject({ stage: 'closing', outcome: 'agreed', endings: [{ outcome: 'agreed' }] })
  })

  test('one that was carried out while another fell away holds when a third falls away, too', async () => {
    const { c, paid } = await refunded()
    await reopened(c)
    await agreeOn(c, [{ kind: 'extra', amountFen: 5_000 }])
    await pay(await taskOf(c, 'extra'))
    await bounce(paid)
    await got(cancelAgreed(clerk, c.id, '顾客没有账户'))
    await agreeOn(c, [{ kind: 'visit', amountFen: 10_000 }])
    await got(cancelAgreed(clerk, c.id, '顾客不要上门'))
    expect(await shown(c)).toMatchObject({ stage: 'closing', outcome: 'agreed', next: { action: 'settlement.sendNotice' } })
  })

  test('of before the case came back it holds no more: what falls away after that leaves nothing agreed', async () => {
    const { c } = await refunded()
    await reopened(c)
    await agreeOn(c, [{ kind: 'visit', amountFen: 10_000 }])
    await got(cancelAgreed(clerk, c.id, '顾客不要上门'))
    expect(await shown(c)).toMatchObject({ stage: 'remedy', outcome: null, agreements: [{ totalFen: 10_000, holds: false }], next: { action: 'remedy.propose' } })
  })

  test('a case that somebody opened again before the payment came back ends as agreed once it is paid again', async () => {
    const { c, task, paid } = await refunded()
    await reopened(c)
    expect((await shown(c)).outcome).toBeNull()
    await bounce(paid)
    expect(await shown(c)).toMatchObject({ stage: 'execution', outcome: 'agreed', next: { action: 'settlement.complete' } })
    await pay(task)
    expect(await shown(c)).toMatchObject({ stage: 'closing', outcome: 'agreed', endings: [{ outcome: 'agreed' }], next: { action: 'settlement.sendNotice' } })
    await noticed(c)
    expect((await shown(c)).next.action).not.toBe('settlement.sendNotice')
  })

  test('what comes next is the notice, also where one was sent before the case came back', async () => {
    const { c, task, paid } = await refunded()
    await noticed(c)
    await closed(c)
    await bounce(paid)
    await pay(task)
    expect(await shown(c)).toMatchObject({ stage: 'closing', next: { action: 'settlement.sendNotice' } })
  })

  test('what is owed still when the case comes back is owed in the next round, and stays the outcome', async () => {
    const { c, task, paid } = await refunded()
    await bounce(paid)
    const officer = await w.person('专员赵', 'HQ', 'complaintOfficer')
    await got(officer.post(`/follow-ups/${(await shown(c)).followUps.at(-1).id}/record`, { satisfied: false, score: 1, via: 'phone', comment: '钱没到', early: true }))
    expect(await shown(c)).toMatchObject({ reopened: 1, outcome: 'agreed', agreements: [{ totalFen: 10_000, holds: true, open: true }] })
    await pay(task)
    expect(await shown(c)).toMatchObject({ stage: 'closing', outcome: 'agreed' })
  })

  test('a no to what is asked for besides leaves the case with what is owed', async () => {
    const { c } = await bounced()
    await got(clerk.post(`/complaints/${c.id}/decline-demand`, { version: (await shown(c)).version, grounds: '要求远超过实际损失', furtherWays: ['mediation'] }), 201)
    expect(await shown(c)).toMatchObject({ stage: 'execution', outcome: 'agreed' })
  })

  test('so does a no to a counter-demand', async () => {
    const { c } = await bounced()
    const made = await got(clerk.post<any>(`/complaints/${c.id}/remedies`, { items: [{ kind: 'extra', amountFen: 5_000, pointId: c.points[0]?.id }], reason: '合理', deviationReason: '另外的损失' }), 201)
    await got(clerk.post(`/remedies/${made.id}/offer`, { version: made.version }))
    const countered = await got(clerk.post<any>(`/remedies/${made.id}/answer`, { answer: 'counter', counterFen: 900_000, text: '要赔九千', proof: { kind: 'call' } }))
    await got(clerk.post(`/remedies/${made.id}/decline-counter`, { version: countered.version, grounds: '要求远超过实际损失', furtherWays: ['mediation'] }))
    expect(await shown(c)).toMatchObject({ stage: 'execution', outcome: 'agreed' })
  })
})

describe('who signs for what', () => {
  const unsigned = async (c: { id: string }) => (await shown(c)).endings.find((e: any) => e.outcome === 'agreed').gates.filter((g: any) => g.gate === 'signature').map((g: any) => g.words !== null)

  test('the agreement that is named is signed', async () => {
    const { c } = await bounced()
    await agreeOn(c, [{ kind: 'extra', amountFen: 5_000 }])
    await pay(await taskOf(c, 'extra'))
    const { agreement, agreements } = await shown(c)
    expect([agreement.totalFen, agreements.map((one: any) => [one.totalFen, one.open])]).toEqual([10_000, [[10_000, true], [5_000, false]]])
    await got(signAgreed(clerk, c.id, await aFile(), agreement.id))
    expect((await shown(c)).agreements.map((one: any) => [one.totalFen, one.proof, one.signed])).toEqual([[10_000, 'signature', true], [5_000, 'call', false]])
    expect(await refused(signAgreed(clerk, c.id, await aFile(), c.id))).toBe('409 settlement/agreement-over')
  })

  test('each is signed for, by the sum of all: a small one that comes after hides no large one', async () => {
    const { c, paid } = await refunded()
    await reopened(c)
    await agreeOn(c, [{ kind: 'extra', amountFen: 600_000 }], service)
    await pay(await taskOf(c, 'extra'))
    await bounce(paid)
    await got(cancelAgreed(clerk, c.id, '顾客没有账户'))
    expect(await unsigned(c)).toEqual([true])
    await agreeOn(c, [{ kind: 'visit', amountFen: 100 }], service)
    expect(await unsigned(c)).toEqual([true])
    const [visit, extra] = (await shown(c)).agreements
    await got(signAgreed(clerk, c.id, await aFile(), visit.id))
    expect(await unsigned(c)).toEqual([true])
    await got(signAgreed(clerk, c.id, await aFile(), extra.id))
    expect(await unsigned(c)).toEqual([false])
  })

  test('a paper tells the agreement that is named', async () => {
    const { c } = await bounced()
    await agreeOn(c, [{ kind: 'extra', amountFen: 5_000 }])
    const { agreements: [, older] } = await shown(c)
    const paper = (id: string) => clerk.get(`/complaints/${c.id}/papers/agreement?agreementId=${id}`)
    expect((await paper(older.id)).status).toBe(200)
    expect(await refused(paper(c.id))).toBe('404 kernel/not-found')
  })

  test('a signature under the offer that was taken stands under no cash, and the other way round under no agreement', async () => {
    const c = await investigated(w, clerk, someone())
    const file = await aFile()
    const made = await got(clerk.post<any>(`/complaints/${c.id}/remedies`, { items: [{ kind: 'refund', amountFen: 5_000, pointId: c.points[0]?.id }, { kind: 'visit', amountFen: 0, pointId: c.points[0]?.id }], reason: '合理' }), 201)
    await got(clerk.post(`/remedies/${made.id}/offer`, { version: made.version }))
    await got(clerk.post(`/remedies/${made.id}/answer`, { answer: 'accept', proof: { kind: 'signature', fileId: file } }))
    const asked = await got(askFor(clerk, await taskOf(c, 'refund'), { way: 'cash' }), 201)
    const { version } = await got(finance.post<any>(`/payouts/${asked.id}/approve`, { version: asked.version }))
    const handOver = (receiptId: string) => clerk.post<any>(`/payouts/${asked.id}/hand-over`, { version, receiptId })
    expect(await refused(handOver(file))).toBe('422 files/signature-used')
    const receipt = await aFile()
    await got(handOver(receipt))
    expect(await refused(signAgreed(clerk, c.id, receipt))).toBe('422 files/signature-used')
  })
})

describe('what comes back while its case is part of another', () => {
  /** Fraud, paid back threefold by law, then opened again and merged. */
  const paidByLaw = async () => {
    const whose = someone()
    const ring = await register(w, clerk, { ...whose, product: { name: '戒指', priceFen: 10_000 }, points: [{ text: '宣传足金，检测是镀金', wants: '', categoryCode: 'falseAdvertising', severity: 'major' }] })
    await got(clerk.post(`/complaints/${ring.id}/acknowledge`, { how: 'phone' }))
    await got(clerk.post(`/complaints/${ring.id}/findings`, { pointId: ring.points[0]?.id, text: '属实', explanation: '说明过', alternativeHelp: '其他办法', liability: 'ours', rootCause: 'false-promise', evidence: [] }))
    await got(clerk.put(`/complaints/${ring.id}/points/${ring.points[0]?.id}/statute-facts`, { facts: { fraud: true } }))
    await agreeOn(ring, [{ kind: 'refund', amountFen: 10_000 }, { kind: 'damages', amountFen: 50_000 }], manager)
    const paid = []
    for (const task of (await shown(ring)).tasks) paid.push(await pay(task))
    await reopened(ring)
    const kept = await investigated(w, clerk, whose)
    await got(merge(manager, kept, ring))
    return { ring, kept, paid }
  }
  const decline = async (c: { id: string }) => clerk.post<any>(`/complaints/${c.id}/decline-demand`, { version: (await shown(c)).version, grounds: '已经处理过，不能再给。', furtherWays: ['mediation'] })
  const givenIn = async (c: { id: string }) => { const { customer } = await shown(c); return [(await got<any>(clerk.get(`/complaints/${c.id}/remedy-advice`))).givenFen, (await got<any>(clerk.get(`/customers/${customer.id}`))).givenFen] }

  test('money that came back was not given: not for the law, not for limits, not in the customer’s record', async () => {
    const { kept, paid } = await paidByLaw()
    expect(await givenIn(kept)).toEqual([60_000, 60_000])
    for (const one of paid) await bounce(one)
    expect(await givenIn(kept)).toEqual([0, 0])
    expect(await refused(decline(kept))).toBe('409 remedy/law-owes')
  })

  test('what did not come back counts, and the law is not done twice', async () => {
    const { kept } = await paidByLaw()
    await got(decline(kept), 201)
  })

  const givenAway = async () => {
    const whose = someone()
    const kind = await got(manager.post<any>('/stock/kinds', { name: `抵用券${++n}`, form: 'coupon', worthFen: 5_000 }), 201)
    const lot = await got(manager.post<any>('/stock/receipts', { kindId: kind.id, unitId: await w.unitId('S01'), quantity: 5 }), 201)
    const c = await investigated(w, clerk, whose)
    await agreeOn(c, [{ kind: 'gift', amountFen: 5_000 }])
    const made = await got(clerk.post<any>(`/tasks/${(await taskOf(c, 'gift')).id}/issues`, { lotId: lot.id, recipient: '己女士', unsignedWhy: '寄给顾客' }), 201)
    await reopened(c)
    const kept = await investigated(w, clerk, whose)
    await got(merge(manager, kept, c))
    return { c, kept, back: (change: Record<string, unknown>) => mate.post<any>(`/stock/issues/${made.id}/return`, { version: made.version, quantity: 1, note: '快递退回', ...change }) }
  }

  test('of a gift it is asked whether it is owed; owed, it is to be handed over once the cases are parted', async () => {
    const { c, kept, back } = await givenAway()
    expect((await givenIn(kept))[0]).toBe(5_000)
    expect(await refused(back({}))).toBe('422 stock/owed-unsaid')
    await got(back({ owed: true }))
    expect((await givenIn(kept))[0]).toBe(0)
    expect((await got<any>(clerk.get('/notifications'))).items.map((one: any) => [one.name, one.complaintId])).toContainEqual(['giftBack', kept.id])
    await got(unmerge(manager, kept, c))
    expect(await shown(c)).toMatchObject({ state: 'open', stage: 'execution', outcome: 'agreed', tasks: [{ kind: 'gift', state: 'begun', givenFen: 0 }] })
  })

  test('owed no more, it stays done, and why stands with it', async () => {
    const { c, kept, back } = await givenAway()
    await got(back({ owed: false, notOwedWhy: '顾客说心意领了' }))
    await got(unmerge(manager, kept, c))
    const { outcome, tasks: [gift] } = await shown(c)
    expect([outcome, gift.state, gift.result.includes('顾客说心意领了')]).toEqual([null, 'done', true])
  })
})
