import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type World, openWorld } from '#test/app.ts'
import { got, refused } from '#test/steps.ts'
import { type Registered, register } from '#test/story.ts'

type Person = Client & { id: string }
let w: World
let clerk: Person
let colleague: Person
let manager: Person
let general: Person
let customers = 0

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  colleague = await w.person('小张', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  general = await w.person('总经理', 'GMO', 'generalManager')
})
afterAll(() => w.close())

interface Told { readonly category?: string; readonly liability?: string | null; readonly priceFen?: number | null; readonly more?: Record<string, unknown> }
/** A case of a customer of their own; `liability` null: nobody has found whose fault it was. */
const told = async ({ category = 'falseAdvertising', liability = 'ours', priceFen = 500_000, more = {} }: Told = {}): Promise<Registered> => {
  const c = await register(w, clerk, { customer: { name: '王女士', phone: `1380013${1_000 + customers++}` }, ...(priceFen !== null && { product: { name: '戒指', priceFen } }), ...more })
  await got(clerk.post(`/complaints/${c.id}/acknowledge`, { how: 'phone' }))
  const { version } = await got(clerk.get(`/complaints/${c.id}`))
  await got(clerk.post(`/complaints/${c.id}/classify`, { version, pointId: pointOf(c), categoryCode: category, severity: 'major' }))
  if (liability) await finding(c, liability)
  return c
}
const pointOf = (c: Registered) => c.points[0]?.id ?? ''
const finding = (c: Registered, liability: string) => got(clerk.post(`/complaints/${c.id}/findings`, { pointId: pointOf(c), text: '查过了', liability, rootCause: null, evidence: [] }))
const law = (who: Client, c: Registered) => got(who.get(`/complaints/${c.id}/statute`))
const found = (who: Client, c: Registered, facts: Record<string, unknown>) => who.put<any>(`/complaints/${c.id}/points/${pointOf(c)}/statute-facts`, { facts })
const give = (who: Client, c: Registered, ...items: readonly (readonly [kind: string, amountFen: number])[]) =>
  who.post<any>(`/complaints/${c.id}/remedies`, { items: items.map(([kind, amountFen]) => ({ kind, amountFen, pointId: pointOf(c) })), reason: '合理' })
/** What is missing to these, without proposing them. */
const lacking = async (c: Registered, ...items: readonly (readonly [kind: string, amountFen: number])[]): Promise<string[]> =>
  (await got(clerk.post(`/complaints/${c.id}/remedies/preview`, { items: items.map(([kind, amountFen]) => ({ kind, amountFen, pointId: pointOf(c) })) }))).belowLaw.map((one: any) => `${one.rule} ${one.minFen}`)
const ruleIn = (shown: any, rule: string) => shown.points[0].rules.find((one: any) => one.rule === rule)
const exempt = async (c: Registered, rule = 'fraud') => ruleIn(await got(clerk.post<any>(`/complaints/${c.id}/statute-exemptions`, { pointId: pointOf(c), rule, reason: '广告是前手发布的' }), 201), rule).exemption

describe('before anybody has found whose fault it was', () => {
  test('a rule asks for the finding, and a small coupon is given on the spot', async () => {
    const c = await told({ category: 'weight', liability: null })
    expect(ruleIn(await law(clerk, c), 'short-weight')).toMatchObject({ standing: 'asks', asks: ['liability'], binds: false })
    expect(ruleIn(await law(clerk, c), 'fraud')).toMatchObject({ standing: 'asks', asks: ['fraud', 'liability'] })
    expect(await got(give(clerk, c, ['gift', 5_000]), 201)).toMatchObject({ state: 'approved' })
  })

  test('it binds where its facts were answered, until the finding says that it was the customer’s', async () => {
    const c = await told({ liability: null, priceFen: 20_000 })
    expect(ruleIn(await got(found(clerk, c, { fraud: true })), 'fraud')).toMatchObject({ standing: 'applies', asks: ['liability'], binds: true, minFen: 60_000 })
    expect(await refused(give(clerk, c, ['refund', 100]))).toBe('422 statute/below-minimum')
    await finding(c, 'customer')
    expect(ruleIn(await law(clerk, c), 'fraud')).toBeUndefined()
    await got(give(clerk, c, ['refund', 100]), 201)
  })
})

describe('an answer by which a rule binds', () => {
  test('is not turned round by who did not give it; somebody above may', async () => {
    const c = await told()
    await got(found(colleague, c, { fraud: true }))
    expect((await law(clerk, c)).points[0].held).toEqual(['fraud'])
    expect((await law(colleague, c)).points[0].held).toEqual([])
    for (const fraud of [false, null]) {
      const answer = await found(clerk, c, { fraud })
      expect(answer).toMatchObject({ status: 409, body: { type: '/problems/statute/answer-binds' } })
      expect(answer.body.errors[0].pointer).toBe('#/facts/fraud')
      expect(answer.body.title).toContain('认为不适用')
    }
    await got(found(clerk, c, { lossFen: 10_000 }))
    expect(await refused(found(colleague, c, { lossFen: 1 }))).toBe('409 statute/answer-binds')
    await got(found(colleague, c, { lossFen: 20_000 }))
    await got(found(manager, c, { fraud: false }))
    await got(give(clerk, c, ['refund', 10_000]), 201)
  })

  test('of the manager stays what it is for the clerk', async () => {
    const c = await told()
    await got(found(manager, c, { fraud: true }))
    expect(await refused(found(clerk, c, { fraud: false }))).toBe('409 statute/answer-binds')
    // Nor is the price that stands in the case made smaller.
    expect(await refused(found(clerk, c, { priceFen: 100 }))).toBe('409 statute/answer-binds')
    expect(await refused(give(clerk, c, ['refund', 10_000]))).toBe('422 statute/below-minimum')
  })

  test('is corrected by who gave it, until somebody refused an exemption on it', async () => {
    const c = await told()
    await got(found(clerk, c, { fraud: true }))
    await got(found(clerk, c, { fraud: false }))
    await got(found(clerk, c, { fraud: true }))
    const exemption = await exempt(c)
    await got(manager.post(`/statute-exemptions/${exemption.id}/return`, { version: exemption.version, comment: '就是欺诈' }))
    expect(await refused(found(clerk, c, { fraud: null }))).toBe('409 statute/answer-binds')
    expect(await refused(give(clerk, c, ['refund', 10_000]))).toBe('422 statute/below-minimum')
    await got(found(manager, c, { fraud: false }))
  })
})

describe('a way of putting it right', () => {
  test('is a refund from the price upwards, goods taken back with the money for them, or an exchange or repair as such', async () => {
    const c = await told({ category: 'productDefect' })
    await got(found(clerk, c, { heldDays: 3 }))
    const short = await give(clerk, c, ['refund', 100])
    expect(short).toMatchObject({ status: 422, body: { type: '/problems/statute/way-short' } })
    expect(short.body.title).toMatch(/¥5,000.*¥1.*第二十四条/)
    expect(await refused(give(clerk, c, ['return', 0], ['refund', 100]))).toBe('422 statute/way-short')
    expect(await refused(give(clerk, c, ['explanation', 0]))).toBe('422 statute/way-owed')
    for (const items of [[['refund', 500_000]], [['return', 0], ['refund', 500_000]], [['repair', 0]], [['replacement', 0], ['refund', 100]]] as const) expect(await lacking(c, ...items)).toEqual([])
  })

  test('is return alone where the customer gives the goods back', async () => {
    const c = await told({ category: 'productDefect' })
    await got(found(clerk, c, { heldDays: 3, givesBack: true }))
    expect(await lacking(c, ['repair', 0])).toEqual(['nonconforming-return null'])
    expect(await lacking(c, ['return', 0], ['refund', 500_000])).toEqual([])
  })

  test('is still owed after the seventh day: exchange or repair, return where the contract may be ended', async () => {
    const c = await told({ category: 'productDefect' })
    await got(found(clerk, c, { heldDays: 8 }))
    expect(await refused(give(clerk, c, ['explanation', 0]))).toBe('422 statute/way-owed')
    expect(await lacking(c, ['repair', 0])).toEqual([])
    await got(found(clerk, c, { givesBack: true, endable: true }))
    expect(await lacking(c, ['repair', 0])).toEqual(['nonconforming-ended null'])
  })

  test('of poor work is also a part of the price, as much as the loss where that is known', async () => {
    const c = await told({ category: 'repairPoor' })
    expect(await lacking(c, ['refund', 20_000])).toEqual([])
    expect(await lacking(c, ['return', 0], ['refund', 20_000])).toEqual(['work-poor 500000'])
    await got(found(clerk, c, { lossFen: 30_000 }))
    expect(await lacking(c, ['refund', 20_000])).toEqual(['work-poor 30000'])
    expect(await lacking(c, ['refund', 20_000], ['damages', 10_000])).toEqual([])
  })

  test('may keep what the law lets depreciate, where a rule says so', async () => {
    const c = await told({ category: 'repairPoor' })
    await got(found(clerk, c, { warranted: true, failedRepairs: 2 }))
    expect(await lacking(c, ['refund', 450_000])).toEqual(['warranted-repairs 500000'])
    await got(found(clerk, c, { depreciationFen: 50_000 }))
    expect(await lacking(c, ['refund', 449_999])).toEqual(['warranted-repairs 450000'])
    expect(await lacking(c, ['refund', 450_000])).toEqual([])
  })
})

describe('whose fault', () => {
  test('a maker’s or a shared one does not free the seller of goods; the customer’s own does', async () => {
    for (const liability of ['ours', 'shared', 'thirdParty', 'customer', 'none']) {
      const c = await told({ category: 'fineness', liability })
      await got(found(clerk, c, { heldDays: 3, fraud: true }))
      const holds = liability !== 'customer' && liability !== 'none'
      expect((await law(clerk, c)).points[0].rules.filter((one: any) => one.binds).map((one: any) => one.rule), liability).toEqual(holds ? ['fraud', 'fraud-loss', 'nonconforming'] : [])
    }
  })
})

describe('what comes on top', () => {
  test('stands on the loss, and on the price where the goods come back', async () => {
    const c = await told({ priceFen: 20_000 })
    await got(found(clerk, c, { fraud: true, lossFen: 30_000 }))
    expect(await lacking(c, ['damages', 89_999])).toEqual(['fraud 90000'])
    expect(await lacking(c, ['damages', 90_000])).toEqual([])
    await got(found(clerk, c, { givesBack: true }))
    expect(await lacking(c, ['damages', 90_000])).toEqual(['fraud-price 20000'])
    expect(await lacking(c, ['damages', 90_000], ['refund', 20_000])).toEqual([])
  })

  test('of unsafe food stands on the loss', async () => {
    const c = await told({ category: 'productSafety', priceFen: 8_000 })
    await got(found(clerk, c, { unsafeFood: true, lossFen: 500_000 }))
    expect(await lacking(c, ['damages', 1_500_000])).toEqual(['unsafe-food-loss 2000000'])
    expect(await lacking(c, ['damages', 2_000_000])).toEqual([])
  })
})

describe('what is reckoned', () => {
  test('a deposit is doubled up to a fifth of the contract, and what is beyond given back once; damages count for the second half', async () => {
    const c = await told({ category: 'depositMoney', priceFen: 1_000_000 })
    expect(ruleIn(await got(found(clerk, c, { depositBroken: true, depositFen: 500_000 })), 'deposit')).toMatchObject({ minFen: 700_000, onceFen: 300_000 })
    expect(await lacking(c, ['refund', 699_999])).toEqual(['deposit 700000'])
    const small = await told({ category: 'depositMoney', priceFen: 1_000_000 })
    await got(found(clerk, small, { depositBroken: true, depositFen: 100_000 }))
    expect(await lacking(small, ['refund', 100_000], ['damages', 100_000])).toEqual([])
    expect(await lacking(small, ['refund', 100_000], ['damages', 99_999])).toEqual(['deposit 200000'])
  })

  test('what was paid ahead is performed or given back', async () => {
    const c = await told({ category: 'prepaid' })
    await got(found(clerk, c, { unprovided: true, prepaidFen: 300_000 }))
    expect(await lacking(c, ['rework', 0])).toEqual([])
    expect(await lacking(c, ['refund', 299_999])).toEqual(['prepaid 300000'])
  })

  test('a sum that nobody knows yet is asked, and something of it is owed', async () => {
    const c = await told({ category: 'weight' })
    expect(ruleIn(await law(clerk, c), 'short-weight')).toMatchObject({ standing: 'applies', asks: ['lossFen'], binds: true, minFen: 0, floorFen: 1 })
    expect(await refused(give(clerk, c, ['explanation', 0]))).toBe('422 statute/sum-owed')
    expect(await lacking(c, ['refund', 100])).toEqual([])
    await got(found(clerk, c, { lossFen: 30_000 }))
    expect(await lacking(c, ['refund', 100])).toEqual(['short-weight 30000'])
    expect(await lacking(c, ['replacement', 0])).toEqual([])
  })
})

describe('which law', () => {
  /** The table as it is, with one rule changed, approved by somebody else. */
  const publish = async (change: (rule: any) => any, more: readonly any[] = []) => {
    const { published } = await got(w.admin.get('/tables/statute'))
    const draft = await got(w.admin.put('/tables/statute/draft', { version: 0, rules: [...published.rules.map((rule: any) => (rule.id === 'fraud' ? change(rule) : rule)), ...more], examples: published.examples }))
    await got(w.admin.post('/tables/statute/draft/send', { version: draft.draft?.version ?? 1 }))
    await got(general.post('/tables/statute/draft/approve', { version: 2 }), 201)
  }

  test('is that of the purchase, else of what happened, else of receipt, and says so', async () => {
    const bought = await told({ more: { order: { number: 'A1', boughtOn: '2013-12-31' } } })
    const shown = await got(found(clerk, bought, { fraud: true }))
    expect(shown).toMatchObject({ day: '2013-12-31', dayOf: 'bought', jurisdiction: 'mainland', lawKnown: true })
    expect(ruleIn(shown, 'fraud')).toBeUndefined()
    const occurred = await told({ more: { occurredAt: new Date(w.now().getTime() - 40 * 86_400_000).toISOString() } })
    expect(await law(clerk, occurred)).toMatchObject({ dayOf: 'occurred' })
    expect(await law(clerk, await told())).toMatchObject({ dayOf: 'received' })
  })

  test('is that of the place: elsewhere the page says that none is known', async () => {
    await got(w.admin.post('/official-calendars', { code: 'hk', name: '香港', weekend: ['sun'] }), 201)
    const shop = await w.unitId('S02')
    const { revision } = await got(w.admin.get(`/units/${shop}/working-times`))
    await got(w.admin.put(`/units/${shop}/working-times`, { weekly: null, observesHolidays: null, region: 'hk', closures: [], special: [], revision }))
    const there = await w.person('二店店员', 'S02', 'clerk')
    const c = await register(w, there, { unitId: shop, customer: { name: '陳女士', phone: '13900139000' }, product: { name: '戒指', priceFen: 20_000 } })
    const { version } = await got(there.get(`/complaints/${c.id}`))
    await got(there.post(`/complaints/${c.id}/classify`, { version, pointId: pointOf(c), categoryCode: 'falseAdvertising', severity: 'major' }))
    expect(await got(found(there, c, { fraud: true }))).toMatchObject({ jurisdiction: 'hongKong', lawKnown: false, points: [{ rules: [] }] })
  })

  test('an exemption ends where the rule says something else than it did; marking it as checked changes nothing', async () => {
    const [rewritten, marked] = [await told(), await told()]
    for (const c of [rewritten, marked]) await got(found(clerk, c, { fraud: true }))
    const yes = async (c: Registered) => { const one = await exempt(c); await got(manager.post(`/statute-exemptions/${one.id}/approve`, { version: one.version })) }
    await yes(marked)
    await publish((rule) => ({ ...rule, gives: { ...rule.gives, verified: true } }))
    expect(ruleIn(await law(clerk, marked), 'fraud')).toMatchObject({ binds: false, verified: true })
    await yes(rewritten)
    const asked = await told()
    await got(found(clerk, asked, { fraud: true }))
    const waiting = await exempt(asked)
    await publish((rule) => ({ ...rule, gives: { ...rule.gives, times: 5 } }))
    for (const c of [rewritten, marked]) expect(ruleIn(await law(clerk, c), 'fraud')).toMatchObject({ binds: true, times: 5, exemption: null })
    expect(await refused(manager.post(`/statute-exemptions/${waiting.id}/approve`, { version: waiting.version }))).toBe('409 statute/exemption-decided')
    expect(await exempt(asked)).toMatchObject({ state: 'asked' })
  })

  test('a rule that ends before it begins is not put in force', async () => {
    const { published } = await got(w.admin.get('/tables/statute'))
    await got(w.admin.put('/tables/statute/draft', { version: 0, rules: published.rules.map((rule: any) => (rule.id === 'fraud' ? { ...rule, gives: { ...rule.gives, validFrom: '2026-01-01', validThrough: '2025-01-01' } } : rule)), examples: published.examples }))
    expect((await got(w.admin.get('/tables/statute/faults'))).items).toContainEqual(expect.objectContaining({ what: 'reversed', must: true, rule: 'fraud' }))
    expect(await refused(w.admin.post('/tables/statute/draft/send', { version: 1 }))).toBe('409 tables/faulty')
  })
})
