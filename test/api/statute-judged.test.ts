import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type World, openWorld } from '#test/app.ts'
import { got, refused } from '#test/steps.ts'
import { type Registered, register } from '#test/story.ts'

let w: World
let clerk: Client
let manager: Client
let customers = 0
beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
})
afterAll(() => w.close())

const pointOf = (c: Registered) => c.points[0]?.id ?? ''
const registered = async (more: Record<string, unknown> = {}): Promise<Registered> => {
  const c = await register(w, clerk, { customer: { name: '王女士', phone: `1380014${1_000 + customers++}` }, product: { name: '戒指', priceFen: 500_000 }, ...more })
  await got(clerk.post(`/complaints/${c.id}/acknowledge`, { how: 'phone' }))
  return c
}
const classify = async (who: Client, c: Registered, categoryCode: string) => {
  const { version } = await got<any>(clerk.get(`/complaints/${c.id}`))
  return who.post<any>(`/complaints/${c.id}/classify`, { version, pointId: pointOf(c), categoryCode, severity: 'major' })
}
const finding = (who: Client, c: Registered, liability: string) => who.post<any>(`/complaints/${c.id}/findings`, { pointId: pointOf(c), text: '查过了', liability, rootCause: null, evidence: [] })
const found = (who: Client, c: Registered, facts: Record<string, unknown>) => who.put<any>(`/complaints/${c.id}/points/${pointOf(c)}/statute-facts`, { facts })
const law = async (c: Registered) => (await got<any>(clerk.get(`/complaints/${c.id}/statute`))).points[0]
const give = (c: Registered, kind: string, amountFen: number) => clerk.post<any>(`/complaints/${c.id}/remedies`, { items: [{ kind, amountFen, pointId: pointOf(c) }], reason: '合理' })
const told = async (more: Record<string, unknown> = {}, category = 'falseAdvertising') => {
  const c = await registered(more)
  await got(classify(clerk, c, category))
  await got(finding(clerk, c, 'ours'))
  return c
}

describe('a point that is filed under nothing', () => {
  test('says so, asks nothing, and a small coupon may be given', async () => {
    const c = await registered()
    expect(await law(c)).toMatchObject({ classified: false, rules: [] })
    expect(await got(give(c, 'gift', 5_000), 201)).toMatchObject({ state: 'approved' })
  })

  test('is bound by what was answered of it all the same', async () => {
    const c = await registered()
    await got(finding(clerk, c, 'ours'))
    await got(found(manager, c, { fraud: true }))
    expect((await law(c)).rules.find(({ rule }: any) => rule === 'fraud')).toMatchObject({ standing: 'applies', binds: true, minFen: 1_500_000, asks: ['category'] })
    expect(await refused(give(c, 'refund', 10_000))).toBe('422 statute/below-minimum')
    await got(classify(manager, c, 'falseAdvertising'))
    expect((await law(c)).rules.find(({ rule }: any) => rule === 'fraud')).toMatchObject({ binds: true, asks: [] })
  })
})

describe('who is stopped by what somebody above found', () => {
  test('does not file the point elsewhere; who found it may', async () => {
    const c = await told()
    await got(found(manager, c, { fraud: true }))
    expect(await refused(classify(clerk, c, 'attitude'))).toBe('409 statute/judgement-binds')
    expect(await refused(give(c, 'refund', 10_000))).toBe('422 statute/below-minimum')
    // Where the rule binds as before, it is free to be filed.
    await got(classify(clerk, c, 'falseMaterial'))
    await got(classify(manager, c, 'attitude'))
    await got(give(c, 'refund', 10_000), 201)
  })

  test('does not find that it was the customer’s; one’s own answer goes with one’s own finding', async () => {
    const c = await told()
    await got(found(manager, c, { fraud: true }))
    for (const liability of ['customer', 'none']) expect(await refused(finding(clerk, c, liability))).toBe('409 statute/judgement-binds')
    await got(finding(clerk, c, 'shared'))
    await got(finding(manager, c, 'customer'))
    const mine = await told()
    await got(found(clerk, mine, { fraud: true }))
    await got(finding(clerk, mine, 'customer'))
  })

  test('nor after an exemption was refused, whoever had found it', async () => {
    const c = await told()
    await got(found(clerk, c, { fraud: true }))
    const shown = await got(clerk.post<any>(`/complaints/${c.id}/statute-exemptions`, { pointId: pointOf(c), rule: 'fraud', reason: '广告是前手发布的' }), 201)
    const { exemption } = shown.points[0].rules.find(({ rule }: any) => rule === 'fraud')
    await got(manager.post(`/statute-exemptions/${exemption.id}/return`, { version: exemption.version, comment: '就是欺诈' }))
    expect(await refused(finding(clerk, c, 'none'))).toBe('409 statute/judgement-binds')
    expect(await refused(classify(clerk, c, 'attitude'))).toBe('409 statute/judgement-binds')
    await got(finding(manager, c, 'none'))
  })
})

test('what happens after the purchase is judged by the law of the day on which it happened', async () => {
  for (const boughtOn of ['2012-05-01', '2019-05-01']) {
    const occurredAt = new Date(w.now().getTime() - 2 * 86_400_000).toISOString()
    const kept = await told({ order: { number: 'A1', boughtOn }, occurredAt }, 'belongings')
    await got(found(clerk, kept, { lossFen: 500_000 }))
    expect((await law(kept)).rules.map(({ rule }: any) => rule)).toContain('belongings')
    expect(await refused(give(kept, 'explanation', 0))).toBe('422 statute/below-minimum')
    const repaired = await told({ order: { number: 'A2', boughtOn }, occurredAt }, 'repairPoor')
    expect(await refused(give(repaired, 'explanation', 0))).toBe('422 statute/way-owed')
  }
  // The sale itself stays under the law of its day.
  const sold = await told({ order: { number: 'A3', boughtOn: '2012-05-01' } })
  expect((await law(sold)).rules.map(({ rule }: any) => rule)).not.toContain('fraud')
})

test('a demand is not refused with an offer that is below the law by now', async () => {
  const c = await told()
  const made = await got(give(c, 'refund', 500_000), 201)
  const approved = made.state === 'approved' ? made : await got((await w.person('客服经理', 'HQ', 'serviceManager')).post<any>(`/remedies/${made.id}/approve`, { version: made.version }))
  await got(clerk.post(`/remedies/${made.id}/offer`, { version: approved.version }))
  await got(clerk.post(`/remedies/${made.id}/answer`, { answer: 'counter', counterFen: 1_500_000, text: '退一赔三', proof: { kind: 'call' } }))
  await got(found(manager, c, { fraud: true }))
  const { version } = (await got<any>(clerk.get(`/complaints/${c.id}`))).remedies[0]
  expect(await refused(clerk.post(`/remedies/${made.id}/decline-counter`, { version, grounds: '没有依据', furtherWays: ['mediation'] }))).toBe('422 statute/below-minimum')
})
