import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client, World } from '#test/app.ts'
import { openCounter, type Person } from '#test/counter.ts'
import { agreedOn, askFor, payOut } from '#test/payout.ts'
import { cancelAgreed, got, investigated, propose, refused } from '#test/steps.ts'
import { type Registered, register } from '#test/story.ts'

const PROMISE = '王女士，您好，我们退您三千元。'
const SUMMARY = { cause: '一', effect: '二', improvement: '三' }
let w: World
let clerk: Person
let mate: Person
let manager: Person
let finance: Person
let director: Person
let officer: Person
let customers = 0

beforeAll(async () => {
  ({ w, clerk, mate, manager } = await openCounter())
  finance = await w.person('财务周', 'FIN', 'financeOfficer')
  director = await w.person('林经理', 'HQ', 'serviceManager')
  officer = await w.person('专员赵', 'HQ', 'complaintOfficer')
})
afterAll(() => w.close())

/** Of a customer of their own, so that what others were given does not count. */
const theirs = (change: Record<string, unknown> = {}) => ({ customer: { name: '新顾客', phone: `1381111${1_000 + customers++}` }, ...change })
const pointOf = (c: Registered) => c.points[0]?.id ?? ''
const show = (c: { id: string }, who: Client = clerk) => got<any>(who.get(`/complaints/${c.id}`))
const close = async (c: { id: string }, change: Record<string, unknown> = {}, who: Client = clerk) => got<any>(who.post(`/complaints/${c.id}/close`, { version: (await show(c)).version, summary: SUMMARY, ...change }))
const give = (who: Client, c: Registered, ...items: readonly (readonly [kind: string, amountFen: number])[]) =>
  who.post<any>(`/complaints/${c.id}/remedies`, { items: items.map(([kind, amountFen]) => ({ kind, amountFen, pointId: pointOf(c) })), reason: '合理' })
const accept = async (made: { id: string; version: number }) => {
  await got(clerk.post(`/remedies/${made.id}/offer`, { version: made.version }))
  await got(clerk.post(`/remedies/${made.id}/answer`, { answer: 'accept', proof: { kind: 'call' } }))
}
const classify = async (c: Registered, categoryCode: string) => got(clerk.post(`/complaints/${c.id}/classify`, { version: (await show(c)).version, pointId: pointOf(c), categoryCode, severity: 'major' }))
/** Our fault, and found to be fraud: three times ¥200 are owed on top, and nothing less goes. */
const fraudulent = async (category = 'falseAdvertising'): Promise<Registered> => {
  const c = await register(w, clerk, theirs({ product: { name: '戒指', priceFen: 20_000 } }))
  await got(clerk.post(`/complaints/${c.id}/acknowledge`, { how: 'phone' }))
  await classify(c, category)
  await got(clerk.post(`/complaints/${c.id}/findings`, { pointId: pointOf(c), text: '属实', liability: 'ours', rootCause: '宣传失实', evidence: [] }))
  await got(clerk.put(`/complaints/${c.id}/points/${pointOf(c)}/statute-facts`, { facts: { fraud: true } }))
  return c
}

describe('the law', () => {
  test('counts what a case was given before it was opened again, once', async () => {
    const c = await fraudulent('productSafety')
    await accept(await got(give(manager, c, ['damages', 60_000]), 201))
    await payOut((await show(c)).tasks[0], { asks: clerk, approves: finance })
    await got(clerk.post(`/complaints/${c.id}/completion-notice`, { answers: [{ pointId: pointOf(c), answer: '已赔偿' }], contact: '一店' }), 201)
    await got(officer.post(`/follow-ups/${(await show(c)).followUps[0].id}/record`, { satisfied: true, score: 5, via: 'phone', early: true }))
    await close(c)
    await got(clerk.post(`/complaints/${c.id}/reopen`, { reason: '又发现一处' }))
    expect((await got(clerk.post(`/complaints/${c.id}/remedies/preview`, { items: [{ kind: 'apology', amountFen: 0, pointId: pointOf(c) }] }))).belowLaw).toEqual([])
    // A loss that was found since is owed beside it: only what is still missing.
    await got(clerk.put(`/complaints/${c.id}/points/${pointOf(c)}/statute-facts`, { facts: { knownDefect: true, lossFen: 30_000 } }))
    expect(await refused(give(manager, c, ['damages', 29_999]))).toBe('422 statute/below-minimum')
    const made = await got(give(manager, c, ['damages', 30_000]), 201)
    expect(await got(clerk.post<any>(`/remedies/${made.id}/offer`, { version: made.version }))).toMatchObject({ state: 'offered' })
  })

  test('binds again where the case says something else than what an exemption was given for; it is asked anew', async () => {
    const c = await fraudulent()
    const fraud = async () => (await got<any>(clerk.get(`/complaints/${c.id}/statute`))).points[0].rules.find((one: any) => one.rule === 'fraud')
    const ask = () => clerk.post<any>(`/complaints/${c.id}/statute-exemptions`, { pointId: pointOf(c), rule: 'fraud', reason: '前手发布的广告' })
    await got(ask(), 201)
    const { exemption } = await fraud()
    await got(manager.post(`/statute-exemptions/${exemption.id}/approve`, { version: exemption.version }))
    expect(await fraud()).toMatchObject({ binds: false })
    await classify(c, 'brokenPromise')
    expect(await fraud()).toMatchObject({ standing: 'applies', binds: true })
    expect(await refused(give(clerk, c, ['refund', 20_000]))).toBe('422 statute/below-minimum')
    await got(ask(), 201)
    expect((await fraud()).exemption).toMatchObject({ state: 'asked' })
    expect(await refused(ask())).toBe('409 statute/exemption-there')
  })
})

describe('money', () => {
  test('paid in parts is asked of nobody less than the whole', async () => {
    const c = await investigated(w, clerk, theirs())
    const made = await got(propose(clerk, c, 300_000), 201)
    await accept(await got(director.post<any>(`/remedies/${made.id}/approve`, { version: made.version, comment: '' })))
    const { version } = await got<any>(w.admin.get('/payout-rule'))
    await got(w.admin.put('/payout-rule', { limitFen: 200_000, version }))
    const part = await got(askFor(clerk, (await show(c)).tasks[0], { amountFen: 100_000 }), 201)
    for (const who of [finance, manager]) expect(await refused(who.post(`/payouts/${part.id}/approve`, { version: part.version }))).toBe('403 authority/above-limit')
    expect((await got<any>(director.get('/notifications'))).items.some((one: any) => one.name === 'payoutAsked' && one.complaintId === c.id)).toBe(true)
    expect(await got(director.post<any>(`/payouts/${part.id}/approve`, { version: part.version }))).toMatchObject({ state: 'approved' })
    await got(w.admin.put('/payout-rule', { limitFen: 1_000_000, version: version + 1 }))
  })

  test('paid under an agreement that was cancelled stays in the books, and what is agreed anew is paid beside it', async () => {
    const { c, tasks: [task] } = await agreedOn(w, clerk, [{ kind: 'refund', amountFen: 10_000 }])
    await payOut(task, { asks: clerk, approves: finance, amountFen: 3_000 })
    await got(cancelAgreed(clerk, c.id, '顾客改要换货'))
    const of = async () => (await got<any>(director.get(`/ledger/entries?from=2026-01&to=2027-12&limit=100`))).items.filter((line: any) => line.complaintId === c.id).map((line: any) => [line.kind, line.amountFen])
    expect(await of()).toEqual([['paid', 3_000]])
    await accept(await got(give(clerk, c, ['refund', 4_000]), 201))
    const again = (await show(c)).tasks.find((one: any) => one.state === 'open')
    expect(await payOut(again, { asks: clerk, approves: finance })).toMatchObject({ paidFen: 4_000, agreedFen: 4_000 })
    expect((await of()).sort()).toEqual([['paid', 3_000], ['paid', 4_000]])
    expect((await got<any>(clerk.get(`/complaints/${c.id}/liability`))).costFen).toBe(7_000)
  })

  test('of a case that is kept from somebody is not in their books either', async () => {
    const books = (who: Client) => got<any>(who.get('/ledger?from=2026-01&to=2027-12&by=unit'))
    const before = (await books(manager)).total
    const about = await register(w, clerk, theirs({ accusedIds: [manager.id] }))
    await got(director.post(`/complaints/${about.id}/acknowledge`, { how: 'phone' }))
    await got(director.post(`/complaints/${about.id}/findings`, { pointId: pointOf(about), text: '属实', liability: 'ours', rootCause: null, evidence: [] }))
    const made = await got(give(director, about, ['refund', 5_000]), 201)
    await got(director.post(`/remedies/${made.id}/offer`, { version: made.version }))
    await got(director.post(`/remedies/${made.id}/answer`, { answer: 'accept', proof: { kind: 'call' } }))
    await payOut((await show(about, director)).tasks[0], { asks: director, approves: finance })
    expect((await books(manager)).total).toEqual(before)
    const lines = (who: Client) => got<any>(who.get('/ledger/entries?from=2026-01&to=2027-12&limit=100'))
    expect(JSON.stringify(await lines(manager))).not.toContain(about.number)
    expect((await lines(director)).items.filter((line: any) => line.complaintId === about.id)).toMatchObject([{ kind: 'paid', amountFen: 5_000 }])
  })
})

describe('words', () => {
  test('of an item and of a no are weighed as those of a reply', async () => {
    const c = await investigated(w, clerk, theirs())
    const noted = await got(clerk.post<any>(`/complaints/${c.id}/remedies`, { items: [{ kind: 'refund', amountFen: 10_000, pointId: pointOf(c), note: '另外我们再退您三千元' }], reason: '合理' }), 201)
    expect(await refused(clerk.post(`/remedies/${noted.id}/offer`, { version: noted.version }))).toBe('409 commitment/needs-approval')
    await got(clerk.post(`/remedies/${noted.id}/withdraw`, { version: noted.version, reason: '说明写错了' }))
    const plain = await got(propose(clerk, c, 10_000), 201)
    const offered = await got(clerk.post<any>(`/remedies/${plain.id}/offer`, { version: plain.version }))
    const countered = await got(clerk.post<any>(`/remedies/${plain.id}/answer`, { answer: 'counter', counterFen: 500_000, text: '要五千', proof: { kind: 'call' } }))
    expect([offered.state, countered.state]).toEqual(['offered', 'countered'])
    const no = (grounds: string) => clerk.post<any>(`/remedies/${plain.id}/decline-counter`, { version: countered.version, grounds, furtherWays: ['manager'] })
    expect(await refused(no('五千不行，不过我们退您三千元。'))).toBe('409 commitment/needs-approval')
    expect(await refused(no('收款后请删除差评。'))).toBe('422 knowledge/stopped-words')
    expect(await got(no('检测报告显示没有质量问题。'))).toMatchObject({ state: 'counterDeclined' })
  })

  test('that wait go back to who wrote them when the case is over, and keep it from being merged away', async () => {
    const c = await register(w, clerk, theirs())
    const held = await got(clerk.post<any>(`/complaints/${c.id}/held-messages`, { text: PROMISE }), 201)
    const { customer } = await show(c)
    const first = await register(w, mate, { customer: { id: customer.id, name: customer.name } })
    expect(await refused(manager.post(`/complaints/${first.id}/merge`, { duplicateId: c.id, reason: '同一件' }))).toBe('409 commitment/reply-waits')
    await got(clerk.post(`/complaints/${c.id}/acknowledge`, { how: 'phone' }))
    await close(c, { outcome: 'withdrawn', reason: '顾客说算了' }, manager)
    expect((await got<any>(clerk.get(`/held-messages?complaintId=${c.id}`))).items).toMatchObject([{ id: held.id, state: 'returned', comment: expect.stringContaining('结案') }])
    expect((await got<any>(clerk.get('/notifications'))).items.some((one: any) => one.name === 'wordsReturned' && one.complaintId === c.id)).toBe(true)
    expect((await director.post(`/held-messages/${held.id}/approve`, { version: held.version })).status).toBe(409)
    expect((await got<any>(w.visitor.get(`/portal/complaints/${c.number}`, { 'x-case-code': c.portalCode }))).messages.filter((m: any) => m.text === PROMISE)).toEqual([])
  })
})
