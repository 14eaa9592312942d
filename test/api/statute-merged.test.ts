import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client, World } from '#test/app.ts'
import { openCounter, type Person } from '#test/counter.ts'
import { merge, unmerge } from '#test/merging.ts'
import { got, refused } from '#test/steps.ts'
import { type Registered, register } from '#test/story.ts'

let w: World
let clerk: Person
let manager: Person
let officer: Person
beforeAll(async () => {
  ({ w, clerk, manager } = await openCounter())
  officer = await w.person('专员赵', 'HQ', 'complaintOfficer')
})
afterAll(() => w.close())

const DAY = 86_400_000
const RING = 500_000
const BOX = 10_000
let phones = 1_000
const customer = () => ({ name: '王女士', phone: `1380018${phones++}` })
const daysAgo = (days: number) => new Date(w.now().getTime() - days * DAY).toISOString()

/** A case of a ring that was sold under false pretences, as somebody found. */
const falsely = async (who: Client, more: Record<string, unknown> = {}): Promise<Registered> => {
  const c = await register(w, who, { product: { name: '戒指', priceFen: RING }, points: [{ text: '宣传足金，检测是镀金', wants: '', categoryCode: 'falseAdvertising', severity: 'major' }], ...more })
  await got(who.post(`/complaints/${c.id}/acknowledge`, { how: 'phone' }))
  await got(who.put(`/complaints/${c.id}/points/${c.points[0]?.id}/statute-facts`, { facts: { fraud: true } }))
  return c
}
const box = (who: Client, more: Record<string, unknown> = {}) => register(w, who, { product: { name: '首饰盒', priceFen: BOX }, ...more })
const pointOf = (c: Registered) => c.points[0]?.id
const law = async (c: { id: string }, point: Registered, who: Client = clerk) => (await got<any>(who.get(`/complaints/${c.id}/statute`))).points.find((p: any) => p.pointId === pointOf(point))
const fraudOf = (point: any) => point.rules.find((one: any) => one.rule === 'fraud')
/** What does not depend on the number that a point has here. */
const withoutNo = ({ no: _, ...rest }: any) => rest

test('a point that came along is bound by the price of what it is about, and so is its standard', async () => {
  const whose = customer()
  const [ring, kept] = [await falsely(clerk, { customer: whose }), await box(clerk, { customer: whose })]
  const before = await law(ring, ring)
  expect(fraudOf(before)).toMatchObject({ minFen: 3 * RING, binds: true })
  await got(merge(manager, kept, ring))
  expect(withoutNo(await law(kept, ring))).toEqual(withoutNo(before))
  expect((await law(kept, kept)).facts.priceFen).toBe(BOX)
  const propose = (amountFen: number) => clerk.post(`/complaints/${kept.id}/remedies`, { items: [{ kind: 'damages', amountFen, pointId: pointOf(ring) }], reason: '合理' })
  expect(await refused(propose(50_000))).toBe('422 statute/below-minimum')
  await got(propose(3 * RING), 201)
  const decided = (await got<any>(clerk.get(`/complaints/${kept.id}/decisions`))).items
  expect(decided.find((one: any) => one.table === 'statute')).toMatchObject({ facts: { priceFen: RING }, today: { same: true } })
  expect(decided.filter((one: any) => one.table === 'compensation').map((one: any) => one.facts.priceFen).toSorted()).toEqual([BOX, RING])
})

test('what parts again is judged as before, and so is where it was', async () => {
  const whose = customer()
  const [ring, kept] = [await falsely(clerk, { customer: whose, receivedAt: daysAgo(2) }), await falsely(clerk, { customer: whose, product: { name: '首饰盒', priceFen: BOX } })]
  const both = async () => [await law(ring, ring), await law(kept, kept)]
  const before = await both()
  await got(merge(manager, kept, ring))
  // Its receipt is that of the earlier one now; the law of its own points is not.
  expect(withoutNo(await law(kept, kept))).toEqual(withoutNo(before[1]))
  expect(withoutNo(await law(kept, ring))).toEqual(withoutNo(before[0]))
  await got(unmerge(manager, kept, ring))
  expect(await both()).toEqual(before)
})

test('the law of the day of purchase, or of what happened, stays that of the point', async () => {
  const whose = customer()
  const old = await falsely(clerk, { customer: whose, order: { number: 'A1', boughtOn: '2013-12-31' } })
  const happened = await falsely(clerk, { customer: whose, occurredAt: daysAgo(40) })
  const kept = await box(clerk, { customer: whose, order: { number: 'A2', boughtOn: '2026-01-02' } })
  const before = [await law(old, old), await law(happened, happened)]
  await got(merge(manager, kept, old))
  await got(merge(manager, kept, happened))
  expect([await law(kept, old), await law(kept, happened)].map(withoutNo)).toEqual(before.map(withoutNo))
  expect(before.map(({ day, dayOf }) => [day === '2013-12-31', dayOf])).toEqual([[true, 'bought'], [false, 'occurred']])
  // In 2013 the law gave less than it does since 2014.
  expect(before.map((point) => fraudOf(point)?.binds ?? false)).toEqual([false, true])
  expect(await law(kept, kept)).toMatchObject({ day: '2026-01-02', dayOf: 'bought' })
})

test('what was merged on comes from where it was first told, whether or not the reader sees that case', async () => {
  const whose = customer()
  const there = await w.person('小王', 'S02', 'clerk')
  const ring = await falsely(there, { customer: whose, unitId: await w.unitId('S02') })
  const [middle, kept] = [await box(clerk, { customer: whose, product: { name: '手链', priceFen: 30_000 } }), await box(clerk, { customer: whose })]
  const before = await law(ring, ring, there)
  expect(await refused(clerk.get(`/complaints/${ring.id}/statute`))).toBe('404 kernel/not-found')
  await got(merge(officer, middle, ring))
  await got(merge(officer, kept, middle))
  for (const who of [clerk, officer]) expect(fraudOf(await law(kept, ring, who))).toEqual(fraudOf(before))
  expect((await law(kept, middle)).facts.priceFen).toBe(30_000)
  await got(unmerge(officer, kept, middle))
  expect(fraudOf(await law(middle, ring))).toEqual(fraudOf(before))
})

test('the law is that of the place where the point was told', async () => {
  const whose = customer()
  await got(w.admin.post('/official-calendars', { code: 'hk', name: '香港', weekend: ['sun'] }), 201)
  const shop = await w.unitId('S02')
  const { revision } = await got<any>(w.admin.get(`/units/${shop}/working-times`))
  await got(w.admin.put(`/units/${shop}/working-times`, { weekly: null, observesHolidays: null, region: 'hk', closures: [], special: [], revision }))
  const [ring, kept] = [await falsely(clerk, { customer: whose }), await box(officer, { customer: whose, unitId: shop })]
  await got(merge(officer, kept, ring))
  expect(await got(officer.get(`/complaints/${kept.id}/statute`))).toMatchObject({ jurisdiction: 'hongKong', lawKnown: false })
  expect(await law(kept, ring, officer)).toMatchObject({ jurisdiction: 'mainland', lawKnown: true, rules: expect.arrayContaining([expect.objectContaining({ rule: 'fraud', binds: true, minFen: 3 * RING })]) })
  expect(await law(kept, kept, officer)).toMatchObject({ jurisdiction: 'hongKong', lawKnown: false, rules: [] })
})
