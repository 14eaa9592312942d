import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client, World } from '#test/app.ts'
import { openCounter, type Person } from '#test/counter.ts'
import { payOut } from '#test/payout.ts'
import { cancelAgreed, got, investigated, propose, refused } from '#test/steps.ts'
import type { Registered } from '#test/story.ts'

let w: World
let clerk: Person
let manager: Person
let director: Person
let finance: Person
let customers = 0
beforeAll(async () => {
  ({ w, clerk, manager } = await openCounter())
  director = await w.person('林经理', 'HQ', 'serviceManager')
  finance = await w.person('财务周', 'FIN', 'financeOfficer')
})
afterAll(() => w.close())

/** Cases of one customer, who is nobody else's. */
const casesOf = async (count: number): Promise<Registered[]> => {
  const customer = { name: '甲先生', phone: `1390001${String(++customers).padStart(4, '0')}` }
  const cases: Registered[] = []
  for (let i = 0; i < count; i++) cases.push(await investigated(w, clerk, { customer }))
  return cases
}
const waiting = async (cases: readonly Registered[], amountFen: number): Promise<any[]> => Promise.all(cases.map((c) => got(propose(clerk, c, amountFen), 201)))
const yes = (who: Person, p: any) => who.post<any>(`/remedies/${p.id}/approve`, { version: p.version, comment: '' })
const offer = (p: any) => clerk.post<any>(`/remedies/${p.id}/offer`, { version: p.version })
const states = (all: readonly any[]) => all.map(({ state }) => state).sort()

/** ¥1,900 each: two are within the ¥5,000 a year that a shop manager commits to one customer, a third is not. */
const EACH = 190_000

describe('what waits for one customer', () => {
  test('is weighed with what was approved meanwhile: beyond the year’s limit the next above is asked besides', async () => {
    const cases = await casesOf(3)
    const [first, second, third] = await waiting(cases, EACH)
    expect(states([first, second, third])).toEqual(['awaitingApproval', 'awaitingApproval', 'awaitingApproval'])
    for (const p of [first, second]) expect(await got(yes(manager, p))).toMatchObject({ state: 'approved' })
    const asked = await got(yes(manager, third))
    expect(asked).toMatchObject({ state: 'awaitingApproval', version: third.version, decidedBy: { rule: 'cumulative' }, approver: { positionCode: 'serviceManager' }, steps: [{ no: 1, state: 'done', doneBy: { id: manager.id } }, { no: 2, positions: ['serviceManager'], state: 'open' }] })
    expect(await refused(yes(manager, third))).toBe('409 authority/already-decided')
    expect((await got<any>(director.get('/notifications'))).items.map((n: any) => n.name)).toContain('approvalAsked')
    expect(await refused(offer(asked))).toBe('409 remedy/not-approved')
    const done = await got(yes(director, third))
    expect(done).toMatchObject({ state: 'approved' })
    await got(offer(done))
  })

  test('costs nobody a yes for what was sent back or taken back', async () => {
    const cases = await casesOf(4)
    const [first, second, third, fourth] = await waiting(cases, EACH)
    await got(yes(manager, first))
    await got(manager.post(`/remedies/${second.id}/return`, { version: second.version, comment: '再想想' }))
    await got(clerk.post(`/remedies/${third.id}/withdraw`, { version: third.version, reason: '不提了' }))
    expect(await got(yes(manager, fourth))).toMatchObject({ state: 'approved' })
  })

  test('approved all at once: no more than the limit without who may beyond it', async () => {
    for (let round = 0; round < 3; round++) {
      const all = await waiting(await casesOf(4), EACH)
      const said = await Promise.all(all.map((p) => got(yes(manager, p))))
      expect(states(said)).toEqual(['approved', 'approved', 'awaitingApproval', 'awaitingApproval'])
    }
  })

  test('approved while somebody commits as much by themselves in another case: one of the two is asked of the next above', async () => {
    const second = await w.person('副店长', 'S01', 'shopManager')
    for (let round = 0; round < 3; round++) {
      const [done, asked, own] = await casesOf(3) as [Registered, Registered, Registered]
      const [first, p] = await waiting([done, asked], EACH)
      await got(yes(manager, first))
      const both = await Promise.all([got(yes(manager, p)), got<any>(propose(second, own, EACH), 201)])
      expect(states(both)).toEqual(['approved', 'awaitingApproval'])
    }
  })
})

describe('what was given under an agreement that fell away', () => {
  interface Thing { readonly kind: string; readonly amountFen: number }
  /** Beside it something is agreed that is never done, so that the agreement can be called off. */
  const withVisit = (c: Registered, thing: Thing) => [thing, { kind: 'visit', amountFen: 0 }].map((one) => ({ ...one, pointId: c.points[0]?.id }))
  const proposed = (c: Registered, thing: Thing, who: Client = manager) => got<any>(who.post(`/complaints/${c.id}/remedies`, { items: withVisit(c, thing), reason: '合理' }), 201)
  const agreed = async (c: Registered, thing: Thing, who: Client = manager) => {
    const p = await proposed(c, thing, who)
    await got(who.post(`/remedies/${p.id}/offer`, { version: p.version }))
    await got(who.post(`/remedies/${p.id}/answer`, { answer: 'accept', proof: { kind: 'call' } }))
    return (await got<any>(w.admin.get(`/tasks?complaintId=${c.id}&state=open`))).items.find((one: any) => one.kind === thing.kind)
  }
  const cancel = (c: Registered) => got(cancelAgreed(manager, c.id, '顾客改主意'))
  const lotOf = async (worthFen: number) => {
    const kind = await got(manager.post<any>('/stock/kinds', { name: `现金券 ${worthFen}`, form: 'coupon', worthFen }), 201)
    return got(manager.post<any>('/stock/receipts', { kindId: kind.id, unitId: await w.unitId('S01'), quantity: 20 }), 201)
  }
  const issue = (who: Client, task: any, lot: any) => got(who.post<any>(`/tasks/${task.id}/issues`, { lotId: lot.id, recipient: '甲先生', unsignedWhy: '寄出' }), 201)
  const leftFor = async (c: Registered) => (await got<any>(manager.get(`/complaints/${c.id}/remedy-advice`))).limits.refund
  const YEAR = 500_000

  test('gifts: in the case and in the customer’s year, whoever gives them', async () => {
    const [c, other] = await casesOf(2) as [Registered, Registered]
    const lot = await lotOf(EACH)
    for (let round = 0; round < 2; round++) {
      await issue(manager, await agreed(c, { kind: 'gift', amountFen: EACH }), lot)
      await cancel(c)
    }
    for (const one of [c, other]) expect(await leftFor(one)).toBe(YEAR - 2 * EACH)
    expect(await proposed(c, { kind: 'gift', amountFen: EACH })).toMatchObject({ state: 'awaitingApproval', decidedBy: { rule: 'cumulative' } })
  })

  test('gifts that a clerk gives one by one', async () => {
    const [c, other] = await casesOf(2) as [Registered, Registered]
    await agreed(other, { kind: 'refund', amountFen: EACH })
    const lot = await lotOf(20_000)
    for (let round = 1; round <= 6; round++) {
      await issue(clerk, await agreed(c, { kind: 'gift', amountFen: 20_000 }, clerk), lot)
      await cancel(c)
      expect(await leftFor(c)).toBe(Math.min(200_000, YEAR - EACH - round * 20_000))
    }
  })

  test('work that was done, and money that was paid; not what came back', async () => {
    const [repaired, paid, back] = [await casesOf(1), await casesOf(1), await casesOf(1)].flat() as [Registered, Registered, Registered]
    const repair = await agreed(repaired, { kind: 'repair', amountFen: EACH })
    await got(w.admin.post(`/tasks/${repair.id}/complete`, { result: '修好', reference: 'W-1' }))
    await cancel(repaired)
    expect(await leftFor(repaired)).toBe(200_000)
    const money = await agreed(repaired, { kind: 'refund', amountFen: EACH })
    await payOut(money, { asks: clerk, approves: finance })
    await cancel(repaired)
    expect(await leftFor(repaired)).toBe(YEAR - 2 * EACH)
    const half = await agreed(paid, { kind: 'refund', amountFen: EACH })
    await payOut(half, { asks: clerk, approves: finance, amountFen: 150_000 })
    await cancel(paid)
    await agreed(paid, { kind: 'refund', amountFen: 200_000 })
    expect(await leftFor(paid)).toBe(YEAR - 350_000)
    const out = await issue(manager, await agreed(back, { kind: 'gift', amountFen: EACH }), await lotOf(180_000))
    await cancel(back)
    await agreed(back, { kind: 'refund', amountFen: 200_000 })
    expect(await leftFor(back)).toBe(YEAR - 380_000)
    await got(manager.post(`/stock/issues/${out.id}/return`, { version: out.version, quantity: 1, note: '退回' }))
    expect(await leftFor(back)).toBe(200_000)
  })
})
