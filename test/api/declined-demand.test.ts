import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { World } from '#test/app.ts'
import { type Person, openCounter } from '#test/counter.ts'
import { declinedDemand, got, investigated, noticed, offered, propose, refused } from '#test/steps.ts'
import { type Registered, register } from '#test/story.ts'

let w: World
let clerk: Person
let manager: Person
let other: Person
let finance: Person
let general: Person
let customers = 0
beforeAll(async () => {
  ({ w, clerk, manager } = await openCounter())
  other = await w.person('小赵', 'S02', 'clerk')
  finance = await w.person('老周', 'FIN', 'financeOfficer')
  general = await w.person('总经理', 'GMO', 'generalManager')
}, 120_000)
afterAll(() => w.close())

const GROUNDS = '检测报告显示成色与标签一致，所以不能按假货退赔。'
const fresh = () => investigated(w, clerk, { customer: { name: '王女士', phone: `1362444${String(1_000 + customers++)}`, email: 'wang@example.com' } })
const shown = (c: { id: string }) => got<any>(clerk.get(`/complaints/${c.id}`))
const seen = (c: Registered) => got<any>(w.visitor.get(`/portal/complaints/${c.number}`, { 'x-case-code': c.portalCode }))
const tellings = async (c: { id: string }) => (await got(clerk.get(`/complaints/${c.id}/tellings`))).items.map((t: any) => `${t.change} ${t.state}`)
const sayNo = async (who: Person, c: { id: string }, more: Record<string, unknown> = {}) =>
  who.post<any>(`/complaints/${c.id}/decline-demand`, { version: (await shown(c)).version, grounds: GROUNDS, furtherWays: ['consumerAssociation', 'hotline12315'], ...more })

describe('a no to what was asked for first', () => {
  test('needs no proposal: it is read at the portal with the ways that are open, told, kept with the case, and the case goes on to its end', async () => {
    const c = await fresh()
    const no = await got<any>(sayNo(clerk, c), 201)
    expect(no).toMatchObject({ grounds: GROUNDS, furtherWays: ['consumerAssociation', 'hotline12315'], by: { name: '小李' } })
    const after = await shown(c)
    expect(after).toMatchObject({ stage: 'negotiation', remedies: [], declinedDemands: [no], next: { action: 'settlement.sendNotice' } })
    expect(after.clocks.find((k: any) => k.kind === 'proposed')?.state ?? 'met').toBe('met')
    expect(after.timeline).toContainEqual(expect.objectContaining({ name: 'remedy.demandDeclined', reason: GROUNDS }))
    expect(await seen(c)).toMatchObject({ offer: null, declined: { grounds: GROUNDS, furtherWays: ['consumerAssociation', 'hotline12315'] } })
    expect(await tellings(c)).toContain('declined waiting')
    const grounds = async () => (await shown(c)).endings.find((e: any) => e.outcome === 'declined').gates.find((g: any) => g.gate === 'grounds').words
    expect(await grounds()).toBeNull()
    await noticed(clerk, c)
    expect((await shown(c)).next.action).not.toBe('settlement.sendNotice')
    expect((await shown(c)).next.action).not.toBe('remedy.propose')
  })

  test('can be followed by an offer after all: that is what the customer reads then, and the no is not announced any more', async () => {
    const c = await fresh()
    await got(sayNo(clerk, c), 201)
    const made = await got(propose(clerk, c, 10_000), 201)
    await got(clerk.post(`/remedies/${made.id}/offer`, { version: made.version }))
    expect(await seen(c)).toMatchObject({ declined: null, offer: { remedyId: made.id, open: true } })
    expect(await tellings(c)).toEqual(expect.arrayContaining(['declined dropped', 'offer waiting']))
    expect((await shown(c)).declinedDemands).toHaveLength(1)
  })

  test('can be said again after an offer that came to nothing, and stands beside it', async () => {
    const { c, remedy } = await offered(w, clerk)
    await got(clerk.post(`/remedies/${remedy.id}/answer`, { answer: 'decline', proof: { kind: 'call' } }))
    await got(sayNo(clerk, c), 201)
    expect(await seen(c)).toMatchObject({ declined: { grounds: GROUNDS }, offer: { state: 'declined' } })
  })
})

describe('it is refused', () => {
  test('while a proposal is under way or something that was agreed is still to be done', async () => {
    const { c, remedy } = await offered(w, clerk)
    expect(await refused(sayNo(clerk, c))).toBe('409 remedy/proposal-pending')
    await got(clerk.post(`/remedies/${remedy.id}/answer`, { answer: 'accept', proof: { kind: 'call' } }))
    expect(await refused(sayNo(clerk, c))).toBe('409 remedy/already-agreed')
  })

  test('where the law gives something that was never offered; once it was, whatever the customer said to it, the no may be said', async () => {
    const c = await register(w, clerk, { points: [{ text: '宣传足金，检测是镀金', wants: '退一赔三' }], product: { name: '戒指', priceFen: 20_000 } })
    const pointId = c.points[0]?.id
    await got(clerk.post(`/complaints/${c.id}/acknowledge`, { how: 'phone' }))
    await got(clerk.post(`/complaints/${c.id}/classify`, { version: (await shown(c)).version, pointId, categoryCode: 'falseAdvertising', severity: 'major' }))
    await got(clerk.post(`/complaints/${c.id}/findings`, { pointId, text: '属实', liability: 'ours', rootCause: null, evidence: [] }))
    await got(clerk.put(`/complaints/${c.id}/points/${pointId}/statute-facts`, { facts: { fraud: true } }))
    const stopped = await sayNo(clerk, c)
    expect(stopped).toMatchObject({ status: 409, body: { type: '/problems/remedy/law-owes' } })
    expect(stopped.body.title).toContain('第 1 条')
    expect((await shown(c)).declinedDemands).toEqual([])
    const made = await got(general.post<any>(`/complaints/${c.id}/remedies`, { items: [{ kind: 'refund', amountFen: 20_000, pointId }, { kind: 'damages', amountFen: 60_000, pointId }], reason: '依法', deviationReason: '依法' }), 201)
    const put = await got(general.post<any>(`/remedies/${made.id}/offer`, { version: made.version }))
    await got(clerk.post(`/remedies/${put.id}/answer`, { answer: 'decline', proof: { kind: 'call' } }))
    await got(sayNo(clerk, c), 201)
  })

  test('in words that must not be said, and goes out with a reason where they may; a promise above one’s limit is stopped; ways are named', async () => {
    const c = await fresh()
    expect(await refused(sayNo(clerk, c, { grounds: '这是公司规定，没办法。' }))).toBe('422 communication/forbidden-words')
    expect(await refused(sayNo(clerk, c, { grounds: '不能退，但可以赔您五万元。' }))).toBe('409 commitment/needs-approval')
    expect(await refused(sayNo(clerk, c, { furtherWays: [] }))).toBe('422 kernel/invalid-input')
    await got(sayNo(clerk, c, { grounds: '这是公司规定，没办法。', despite: '照顾客的话引用的' }), 201)
  })

  test('twice at once: one of two colleagues who say it together hears that it was said', async () => {
    const c = await fresh()
    const { version } = await shown(c)
    const answers = await Promise.all([clerk, manager].map((who) => who.post<any>(`/complaints/${c.id}/decline-demand`, { version, grounds: GROUNDS, furtherWays: ['manager'] })))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409])
    expect((await shown(c)).declinedDemands).toHaveLength(1)
  })

  test('to who has nothing to do with the case, or with what is decided', async () => {
    const c = await fresh()
    expect(await refused(sayNo(other, c))).toBe('404 kernel/not-found')
    expect((await sayNo(finance, c)).status).toBeGreaterThanOrEqual(403)
    expect((await shown(c)).declinedDemands).toEqual([])
  })
})

test('after the case came back it is said anew: the earlier no is not read at the portal', async () => {
  const c = await fresh()
  await got(sayNo(clerk, c), 201)
  await noticed(clerk, c)
  const { version } = await shown(c)
  const closed = await clerk.post<any>(`/complaints/${c.id}/close`, { version, outcome: 'withdrawn', reason: '顾客撤回', summary: { cause: '误会', effect: '无', improvement: '无' } })
  if (closed.status !== 200) throw new Error(JSON.stringify(closed.body))
  await got(manager.post(`/complaints/${c.id}/reopen`, { reason: '顾客又来了' }))
  expect((await seen(c)).declined).toBeNull()
  expect((await shown(c)).next.action).toBe('remedy.propose')
})

test('the no to a counter-demand is told to the customer as well', async () => {
  expect(await tellings(await declinedDemand(w, clerk))).toContain('declined waiting')
})
