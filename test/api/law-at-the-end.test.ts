import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, type World, openWorld } from '#test/app.ts'
import { merge } from '#test/merging.ts'
import { got, refused } from '#test/steps.ts'
import { type Registered, register } from '#test/story.ts'

type Person = Client & { id: string }
let w: World
let clerk: Person
let manager: Person
let general: Person
let customers = 0
beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  general = await w.person('总经理', 'GMO', 'generalManager')
}, 120_000)
afterAll(() => w.close())

const SUMMARY = { cause: '一', effect: '二', improvement: '三' }
const show = (c: { id: string }) => got<any>(clerk.get(`/complaints/${c.id}`))
/** False advertising of a ring at ¥5,000 that was ours. */
const told = async (customer = { name: '王女士', phone: `1380017${1_000 + customers++}` }): Promise<Registered> => {
  const c = await register(w, clerk, { customer, product: { name: '戒指', priceFen: 500_000 } })
  await got(clerk.post(`/complaints/${c.id}/acknowledge`, { how: 'phone' }))
  await got(clerk.post(`/complaints/${c.id}/classify`, { version: (await show(c)).version, pointId: c.points[0]?.id, categoryCode: 'falseAdvertising', severity: 'major' }))
  await got(clerk.post(`/complaints/${c.id}/findings`, { pointId: c.points[0]?.id, text: '查过了', explanation: '说明过', alternativeHelp: '其他办法', liability: 'ours', rootCause: 'false-promise', evidence: [] }))
  return c
}
const finds = (c: Registered, fraud: boolean) => got(manager.put(`/complaints/${c.id}/points/${c.points[0]?.id}/statute-facts`, { facts: { fraud } }))
const notice = (c: Registered) => got(clerk.post(`/complaints/${c.id}/completion-notice`, { answers: c.points.map(({ id }) => ({ pointId: id, answer: '经核实，无法支持。' })), contact: '一店', furtherWays: '可以请消费者协会调解。' }), 201)
const close = async (c: Registered, outcome: string) => clerk.post<any>(`/complaints/${c.id}/close`, { version: (await show(c)).version, outcome, reason: '谈不拢', summary: SUMMARY })
const stands = async (c: Registered) => Object.fromEntries((await show(c)).endings.map(({ outcome, gates }: any) => [outcome, gates.some(({ gate, words }: any) => gate === 'law' && words)]))

test('while the law gives something that was never offered, the firm’s word alone ends no case: nor by a notice, nor on a no of before', async () => {
  const c = await told()
  await finds(c, true)
  await notice(c)
  expect(await stands(c)).toMatchObject({ declined: true, explained: true, withdrawn: false, transferred: false })
  for (const outcome of ['declined', 'explained']) expect(await refused(close(c, outcome))).toBe('409 remedy/law-owes')
  const earlier = await told()
  await finds(earlier, false)
  await got(clerk.post(`/complaints/${earlier.id}/decline-demand`, { version: (await show(earlier)).version, grounds: '查明没有虚假宣传', furtherWays: ['mediation'] }), 201)
  await finds(earlier, true)
  await notice(earlier)
  expect(await refused(close(earlier, 'declined'))).toBe('409 remedy/law-owes')
})

test('what is below it was no offer; what is not was, whatever the customer said to it', async () => {
  const c = await told()
  const offer = async (amountFen: number) => {
    const made = await got(general.post<any>(`/complaints/${c.id}/remedies`, { items: [{ kind: 'refund', amountFen: 500_000, pointId: c.points[0]?.id }, { kind: 'damages', amountFen, pointId: c.points[0]?.id }], reason: '依法', deviationReason: '依法' }), 201)
    const put = await got(general.post<any>(`/remedies/${made.id}/offer`, { version: made.version }))
    await got(clerk.post(`/remedies/${put.id}/answer`, { answer: 'decline', proof: { kind: 'call' } }))
  }
  await offer(100_000)
  await finds(c, true)
  expect((await stands(c)).declined).toBe(true)
  await offer(1_500_000)
  expect((await stands(c)).declined).toBe(false)
  await notice(c)
  await got(close(c, 'declined'))
})

test('who is above may hold that a rule does not apply: then it gives nothing', async () => {
  const c = await told()
  await finds(c, true)
  const { points: [point] } = await got<any>(clerk.get(`/complaints/${c.id}/statute`))
  for (const { rule } of point.rules.filter((one: any) => one.binds)) {
    await got(clerk.post(`/complaints/${c.id}/statute-exemptions`, { pointId: point.pointId, rule, reason: '顾客当场看过实物' }), 201)
  }
  for (const { id, version } of (await got<any>(general.get('/statute-exemptions'))).items) await got(general.post(`/statute-exemptions/${id}/approve`, { version }))
  await notice(c)
  await got(close(c, 'explained'))
})

/** An explanation is agreed and given on a matter of little weight; a word besides in the same case, or in one that is merged into it, was of more. */
const agreed = async (customer: { name: string; phone: string }) => {
  const c = await register(w, clerk, { customer, product: { name: '首饰盒', priceFen: 10_000 } })
  await got(clerk.post(`/complaints/${c.id}/acknowledge`, { how: 'phone' }))
  await got(clerk.post(`/complaints/${c.id}/findings`, { pointId: c.points[0]?.id, text: '查过了', explanation: '说明过', alternativeHelp: '其他办法', liability: 'none', rootCause: null, evidence: [] }))
  const made = await got(clerk.post<any>(`/complaints/${c.id}/remedies`, { items: [{ kind: 'explanation', amountFen: 0, pointId: c.points[0]?.id }], reason: '说明清楚', deviationReason: '只是不清楚' }), 201)
  const put = await got(clerk.post<any>(`/remedies/${made.id}/offer`, { version: made.version }))
  await got(clerk.post(`/remedies/${put.id}/answer`, { answer: 'accept', proof: { kind: 'call' } }))
  for (const { id } of (await got<any>(clerk.get(`/tasks?complaintId=${c.id}`))).items) await got(clerk.post(`/tasks/${id}/complete`, { result: '说明过了', reference: '电话' }))
  return c
}
const lawful = (points: readonly { id: string }[]) => points.flatMap(({ id: pointId }) => [{ kind: 'refund', amountFen: 500_000, pointId }, { kind: 'damages', amountFen: 1_500_000, pointId }])
const gateOf = async (c: Registered, outcome: string) => (await stands(c))[outcome]

test('what came to an agreed case later was not held to the law with it: it is offered beside what is carried out, and the case goes on to its end', async () => {
  const whose = { name: '王女士', phone: `1380017${1_000 + customers++}` }
  const kept = await agreed(whose)
  expect(await gateOf(kept, 'agreed')).toBe(false)
  const ring = await told(whose)
  await finds(ring, true)
  await got(merge(manager, kept, ring))
  expect(await gateOf(kept, 'agreed')).toBe(true)
  const { points } = await show(kept)
  const answers = points.map(({ id }: { id: string }) => ({ pointId: id, answer: '经核实办妥。' }))
  await got(clerk.post(`/complaints/${kept.id}/completion-notice`, { answers, contact: '一店', furtherWays: '可以请消费者协会调解。' }), 201)
  expect(await refused(close(kept, 'agreed'))).toBe('409 remedy/law-owes')
  const made = await got(general.post<any>(`/complaints/${kept.id}/remedies`, { items: lawful(ring.points), reason: '依法', deviationReason: '依法' }), 201)
  const put = await got(general.post<any>(`/remedies/${made.id}/offer`, { version: made.version }))
  // Held to the law by then, whatever becomes of it.
  await got(clerk.post(`/remedies/${put.id}/answer`, { answer: 'decline', proof: { kind: 'call' } }))
  expect(await gateOf(kept, 'agreed')).toBe(false)
  expect((await show(kept)).outcome).toBe('agreed')
})

test('what was offered before a merge was offered', async () => {
  const whose = { name: '王女士', phone: `1380017${1_000 + customers++}` }
  const ring = await told(whose)
  await finds(ring, true)
  const made = await got(general.post<any>(`/complaints/${ring.id}/remedies`, { items: lawful(ring.points), reason: '依法', deviationReason: '依法' }), 201)
  const put = await got(general.post<any>(`/remedies/${made.id}/offer`, { version: made.version }))
  await got(clerk.post(`/remedies/${put.id}/answer`, { answer: 'decline', proof: { kind: 'call' } }))
  const kept = await register(w, clerk, { customer: whose, product: { name: '首饰盒', priceFen: 10_000 } })
  await got(merge(manager, kept, ring))
  expect(await stands(kept)).toMatchObject({ declined: false, explained: false })
})
