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
let elsewhere: Person

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  colleague = await w.person('小张', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  general = await w.person('总经理', 'GMO', 'generalManager')
  elsewhere = await w.person('二店店长', 'S02', 'shopManager')
})
afterAll(() => w.close())

/** A ring sold as what it is not, found to be our fault. */
const falselyAdvertised = async (priceFen: number | null = 20_000, category = 'falseAdvertising'): Promise<Registered> => {
  const c = await register(w, clerk, { points: [{ text: '宣传足金，检测是镀金', wants: '退一赔三' }], ...(priceFen !== null && { product: { name: '戒指', priceFen } }) })
  await got(clerk.post(`/complaints/${c.id}/acknowledge`, { how: 'phone' }))
  const { version } = await got(clerk.get(`/complaints/${c.id}`))
  await got(clerk.post(`/complaints/${c.id}/classify`, { version, pointId: c.points[0]?.id, categoryCode: category, severity: 'major' }))
  await got(clerk.post(`/complaints/${c.id}/findings`, { pointId: c.points[0]?.id, text: '属实', liability: 'ours', rootCause: null, evidence: [] }))
  return c
}
const pointOf = (c: Registered) => c.points[0]?.id ?? ''
const law = (who: Client, c: Registered) => got(who.get(`/complaints/${c.id}/statute`))
const found = (who: Client, c: Registered, facts: Record<string, unknown>) => who.put<any>(`/complaints/${c.id}/points/${pointOf(c)}/statute-facts`, { facts })
const give = (who: Client, c: Registered, ...items: readonly (readonly [kind: string, amountFen: number])[]) =>
  who.post<any>(`/complaints/${c.id}/remedies`, { items: items.map(([kind, amountFen]) => ({ kind, amountFen, pointId: pointOf(c) })), reason: '合理' })
const ruleIn = (shown: any, rule: string) => shown.points[0].rules.find((one: any) => one.rule === rule)
const exempt = (who: Client, c: Registered, rule = 'fraud') => who.post<any>(`/complaints/${c.id}/statute-exemptions`, { pointId: pointOf(c), rule, reason: '广告是前手发布的，我们已经撤下' })

describe('what the law gives at least', () => {
  test('is asked for where a rule may apply, and binds nothing until it is answered', async () => {
    const c = await falselyAdvertised()
    const shown = await law(clerk, c)
    expect(ruleIn(shown, 'fraud')).toMatchObject({ standing: 'asks', asks: ['fraud'], binds: false, verified: false, jurisdiction: 'mainland' })
    await got(give(clerk, c, ['refund', 20_000]), 201)
  })

  test('is three times the price and at least five hundred yuan, and what is less is stopped with the reason', async () => {
    const c = await falselyAdvertised()
    const shown = await got(found(clerk, c, { fraud: true }))
    expect(ruleIn(shown, 'fraud')).toMatchObject({ standing: 'applies', minFen: 60_000, baseFen: 20_000, times: 3, binds: true })
    const stopped = await give(clerk, c, ['refund', 20_000], ['damages', 59_900])
    expect(stopped).toMatchObject({ status: 422, body: { type: '/problems/statute/below-minimum' } })
    expect(stopped.body.errors[0].pointer).toBe('#/items/0/amountFen')
    expect(stopped.body.title).toMatch(/¥600.*¥599.*第五十五条/)
    const preview = await got(clerk.post(`/complaints/${c.id}/remedies/preview`, { items: [{ kind: 'damages', amountFen: 59_900, pointId: pointOf(c) }] }))
    expect(preview.belowLaw).toMatchObject([{ rule: 'fraud', minFen: 60_000, givenFen: 59_900 }])
    expect(await got(give(clerk, c, ['refund', 20_000], ['damages', 60_000]), 201)).toMatchObject({ state: 'awaitingApproval' })
  })

  test('is the least sum where the price is small or unknown', async () => {
    for (const priceFen of [5_000, null]) {
      const c = await falselyAdvertised(priceFen)
      expect(ruleIn(await got(found(clerk, c, { fraud: true })), 'fraud')).toMatchObject({ minFen: 50_000, asks: priceFen === null ? ['priceFen'] : [] })
      expect(await refused(give(clerk, c, ['damages', 49_999]))).toBe('422 statute/below-minimum')
      await got(give(clerk, c, ['damages', 50_000]), 201)
    }
  })

  test('is not met by a refund, a coupon, or what is given for another thing', async () => {
    const c = await falselyAdvertised()
    await got(found(clerk, c, { fraud: true }))
    expect(await refused(give(clerk, c, ['refund', 500_000], ['gift', 500_000]))).toBe('422 statute/below-minimum')
  })

  test('for unsafe food is the loss, and on top of it the higher of ten times the price and three times the loss', async () => {
    const c = await falselyAdvertised(8_000, 'productSafety')
    expect(ruleIn(await got(found(clerk, c, { unsafeFood: true })), 'unsafe-food-price')).toMatchObject({ minFen: 100_000 })
    const shown = await got(found(clerk, c, { lossFen: 50_000 }))
    expect(ruleIn(shown, 'unsafe-food-loss')).toMatchObject({ minFen: 150_000, baseFen: 50_000 })
    expect(await refused(give(clerk, c, ['damages', 199_999]))).toBe('422 statute/below-minimum')
    await got(give(clerk, c, ['damages', 200_000]), 201)
  })

  test('makes a loss good beside what is given on top of it', async () => {
    const c = await falselyAdvertised(20_000, 'productSafety')
    await got(found(clerk, c, { fraud: true, knownDefect: true, lossFen: 30_000 }))
    expect(await refused(give(clerk, c, ['damages', 60_000]))).toBe('422 statute/below-minimum')
    await got(give(clerk, c, ['damages', 90_000]), 201)
  })

  test('may be a choice of ways', async () => {
    const c = await falselyAdvertised(20_000, 'repairPoor')
    await got(found(clerk, c, { warranted: true, failedRepairs: 2 }))
    expect(await refused(give(clerk, c, ['repair', 0]))).toBe('422 statute/way-owed')
    await got(give(clerk, c, ['replacement', 0]), 201)
  })

  test('is withdrawn from by days: on the eighth nothing is owed without a reason', async () => {
    const c = await falselyAdvertised(20_000, 'returnRefused')
    await got(found(clerk, c, { remote: true, returnable: true, heldDays: 7 }))
    expect(await refused(give(clerk, c, ['refund', 10_000]))).toBe('422 statute/below-minimum')
    await got(found(clerk, c, { heldDays: 8 }))
    await got(give(clerk, c, ['refund', 10_000]), 201)
  })

  test('stops what was proposed before more was found: not approved, not offered, nor settled on the spot', async () => {
    const big = await falselyAdvertised()
    const waiting = await got(give(clerk, big, ['refund', 50_000]), 201)
    await got(found(clerk, big, { fraud: true }))
    expect(await refused(manager.post(`/remedies/${waiting.id}/approve`, { version: waiting.version }))).toBe('422 statute/below-minimum')
    const small = await falselyAdvertised()
    const approved = await got(give(clerk, small, ['refund', 10_000]), 201)
    expect(approved.state).toBe('approved')
    await got(found(clerk, small, { fraud: true }))
    expect(await refused(clerk.post(`/remedies/${approved.id}/offer`, { version: approved.version }))).toBe('422 statute/below-minimum')
    await got(manager.post(`/remedies/${waiting.id}/return`, { version: waiting.version, comment: '要加够' }))
  })

  test('is kept with the proposal, with version, rule and facts, and can be asked again', async () => {
    const c = await falselyAdvertised()
    await got(found(clerk, c, { fraud: true }))
    await got(give(clerk, c, ['damages', 60_000]), 201)
    const { items } = await got(clerk.get(`/complaints/${c.id}/decisions`))
    expect(items.find((one: any) => one.table === 'statute')).toMatchObject({ version: expect.any(String), rules: [{ rule: 'fraud' }, { rule: 'fraud-loss' }], facts: { fraud: true, liability: 'ours', priceFen: 20_000 }, today: { same: true } })
  })

  test('feeds the standard: found fraud proposes what the law gives', async () => {
    const c = await falselyAdvertised()
    await got(found(clerk, c, { fraud: true }))
    const { standards } = await got(clerk.get(`/complaints/${c.id}/remedy-advice`))
    expect(standards.find((one: any) => one.rule === 'fraud-floor').items).toMatchObject([{ kind: 'damages', amountFen: 60_000 }])
  })
})

describe('who holds that a rule does not apply', () => {
  test('says why; it binds until somebody above agrees, nobody agrees with themselves', async () => {
    const c = await falselyAdvertised()
    await got(found(clerk, c, { fraud: true }))
    expect(ruleIn(await got(exempt(clerk, c), 201), 'fraud')).toMatchObject({ binds: true, exemption: { state: 'asked', positionCode: 'shopManager', reason: '广告是前手发布的，我们已经撤下' } })
    expect(await refused(exempt(colleague, c))).toBe('409 statute/exemption-there')
    expect(await refused(give(clerk, c, ['refund', 20_000]))).toBe('422 statute/below-minimum')
    const asked = (await got(manager.get('/statute-exemptions'))).items.find((one: any) => one.complaintId === c.id)
    expect(asked).toMatchObject({ whyNot: null, customerName: '王女士', basis: { 'zh-CN': expect.stringContaining('第五十五条') } })
    expect(await refused(clerk.post(`/statute-exemptions/${asked.id}/approve`, { version: asked.version }))).toBe('403 authority/own-proposal')
    expect(await refused(colleague.post(`/statute-exemptions/${asked.id}/approve`, { version: asked.version }))).toBe('403 authority/above-limit')
    expect(await refused(elsewhere.post(`/statute-exemptions/${asked.id}/approve`, { version: asked.version }))).toBe('404 kernel/not-found')
    await got(manager.post(`/statute-exemptions/${asked.id}/approve`, { version: asked.version, comment: '同意' }))
    expect(ruleIn(await law(clerk, c), 'fraud')).toMatchObject({ binds: false, exemption: { state: 'approved' } })
    await got(give(clerk, c, ['refund', 20_000]), 201)
  })

  test('hears no with a comment, and may say it again', async () => {
    const c = await falselyAdvertised()
    await got(found(clerk, c, { fraud: true }))
    const { exemption } = ruleIn(await got(exempt(clerk, c), 201), 'fraud')
    await got(manager.post(`/statute-exemptions/${exemption.id}/return`, { version: exemption.version, comment: '广告在我们店里' }))
    expect(ruleIn(await law(clerk, c), 'fraud')).toMatchObject({ binds: true, exemption: { state: 'returned', comment: '广告在我们店里' } })
    await got(exempt(clerk, c), 201)
  })

  test('begins anew where the facts change', async () => {
    const c = await falselyAdvertised()
    await got(found(clerk, c, { fraud: true }))
    const { exemption } = ruleIn(await got(exempt(clerk, c), 201), 'fraud')
    await got(manager.post(`/statute-exemptions/${exemption.id}/approve`, { version: exemption.version }))
    await got(found(clerk, c, { lossFen: 100 }))
    expect(ruleIn(await law(clerk, c), 'fraud')).toMatchObject({ binds: true, exemption: null })
  })

  test('two who decide at once: one does', async () => {
    const c = await falselyAdvertised()
    await got(found(clerk, c, { fraud: true }))
    const { exemption } = ruleIn(await got(exempt(clerk, c), 201), 'fraud')
    const both = await Promise.all([manager.post<any>(`/statute-exemptions/${exemption.id}/approve`, { version: exemption.version }), general.post<any>(`/statute-exemptions/${exemption.id}/return`, { version: exemption.version, comment: '不行' })])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  test('asks of nothing that does not apply, and of no foreign case', async () => {
    const c = await falselyAdvertised()
    expect(await refused(exempt(clerk, c))).toBe('409 statute/rule-not-applying')
    expect(await refused(elsewhere.get(`/complaints/${c.id}/statute`))).toBe('404 kernel/not-found')
    const other = await w.otherOrganization()
    expect(await refused(other.get(`/complaints/${c.id}/statute`))).toBe('404 kernel/not-found')
    expect(await refused(found(other, c, { fraud: true }))).toBe('404 kernel/not-found')
  })
})

describe('a compensation standard', () => {
  test('is not put in force below the law', async () => {
    const view = await got(general.get('/tables/compensation'))
    const rules = view.published.rules.map((rule: any) => (rule.id === 'fraud-floor' ? { ...rule, gives: { ...rule.gives, items: [{ kind: 'damages', ofPrice: 2, leastFen: 50_000 }] } } : rule))
    await got(w.admin.put('/tables/compensation/draft', { version: 0, rules, examples: view.published.examples }))
    const { items } = await got(w.admin.get('/tables/compensation/faults'))
    expect(items.filter((one: any) => one.what === 'belowLaw')[0]).toMatchObject({ must: true, value: 'fraud', facts: { fraud: true } })
    expect(await refused(w.admin.post('/tables/compensation/draft/send', { version: 1 }))).toBe('409 tables/faulty')
  })
})

describe('the table of the law', () => {
  test('forbids a standard only by what holds now where the firm is; of one place among several it is said', async () => {
    const { published } = await got(w.admin.get('/tables/statute'))
    const fraud = published.rules.find((rule: any) => rule.id === 'fraud')
    const five = (id: string, more: Record<string, unknown>) => ({ ...fraud, id, when: { category: ['product', 'advertising'], liability: ['ours'] }, gives: { ...fraud.gives, times: 5, ...more } })
    const rules = [...published.rules, five('of-before', { validFrom: '1994-01-01', validThrough: '2013-12-31' }), five('of-elsewhere', { jurisdiction: 'hongKong' })]
    await got(w.admin.put('/tables/statute/draft', { version: 0, rules, examples: [] }))
    await got(w.admin.post('/tables/statute/draft/send', { version: 1 }))
    await got(general.post('/tables/statute/draft/approve', { version: 2 }), 201)
    const below = async () => (await got<any>(w.admin.get('/tables/compensation/faults'))).items.filter((one: any) => one.what === 'belowLaw' && one.value !== 'fraud').map(({ value, must }: any) => `${value} ${must}`)
    expect(await below()).toEqual([])
    const unitId = await w.unitId('S02')
    const { revision } = await got<any>(w.admin.get(`/units/${unitId}/working-times`))
    await got(w.admin.post('/official-calendars', { code: 'hk', name: '香港', weekend: ['sat', 'sun'] }), 201)
    await got(w.admin.put(`/units/${unitId}/working-times`, { revision, weekly: null, observesHolidays: null, region: 'hk', closures: [], special: [] }))
    expect(new Set(await below())).toEqual(new Set(['of-elsewhere false']))
    expect((await got<any>(w.admin.get('/tables/compensation'))).law.partly).toContain('of-elsewhere')
  })

  test('is edited, approved and in force like every other: what was checked is marked', async () => {
    const { published } = await got(w.admin.get('/tables/statute'))
    const rules = published.rules.map((rule: any) => (rule.id === 'fraud' ? { ...rule, gives: { ...rule.gives, verified: true, leastFen: 60_000 } } : rule))
    await got(w.admin.put('/tables/statute/draft', { version: 0, rules, examples: published.examples }))
    await got(w.admin.post('/tables/statute/draft/send', { version: 1 }))
    await got(general.post('/tables/statute/draft/approve', { version: 2 }), 201)
    const c = await falselyAdvertised(5_000)
    expect(ruleIn(await got(found(clerk, c, { fraud: true })), 'fraud')).toMatchObject({ verified: true, minFen: 60_000 })
  })
})
