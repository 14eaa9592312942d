import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, openWorld, type World } from '#test/app.ts'
import { got, refused } from '#test/steps.ts'
import { register } from '#test/story.ts'

let w: World
let clerk: Client & { id: string }
let manager: Client & { id: string }
let second: Client & { id: string }
let far: Client & { id: string }

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  second = await w.person('小王', 'S01', 'clerk')
  far = await w.person('小何', 'S02', 'clerk')
}, 60_000)
afterAll(() => w.close())

const DAY = 86_400_000
const day = (ahead: number) => new Date(w.now().getTime() + ahead * DAY).toISOString().slice(0, 10)
const customerOf = async (who: Client, id: string): Promise<string> => (await got<any>(who.get(`/complaints/${id}`))).customer.id
let phones = 0
const someone = async (who: Client = clerk, change: Record<string, unknown> = {}) => {
  phones += 1
  const phone = `1390000${String(phones).padStart(4, '0')}`
  const { id } = await register(w, who, { customer: { name: '周女士', phone }, ...change })
  return { id, customerId: await customerOf(who, id), phone }
}

test('a merge is taken back: cases that came along go back, those registered since stay', async () => {
  const [kept, gone] = [await someone(), await someone()]
  await got(clerk.post(`/customers/${kept.customerId}/merge`, { duplicateId: gone.customerId, reason: '同一个人换了号' }))
  // The old number leads to the living record.
  const { id: since } = await register(w, clerk, { customer: { name: '周女士', phone: gone.phone } })
  expect(await customerOf(clerk, since)).toBe(kept.customerId)
  expect(await customerOf(clerk, gone.id)).toBe(kept.customerId)
  const { merges } = await got<any>(clerk.get(`/customers/${kept.customerId}`))
  expect(merges).toMatchObject([{ duplicate: { id: gone.customerId, phone: gone.phone }, reason: '同一个人换了号', by: { id: clerk.id }, undone: null, whyNot: null }])
  expect((await clerk.post(`/customers/${kept.customerId}/merges/${merges[0].id}/undo`, { reason: '' })).status).toBe(422)
  await got(manager.post(`/customers/${kept.customerId}/merges/${merges[0].id}/undo`, { reason: '原来是两姐妹' }))
  expect(await customerOf(clerk, gone.id)).toBe(gone.customerId)
  expect(await customerOf(clerk, since)).toBe(kept.customerId)
  expect(await refused(clerk.post(`/customers/${kept.customerId}/merges/${merges[0].id}/undo`, { reason: '再来一次' }))).toBe('409 customer/already-undone')
  const after = await got<any>(clerk.get(`/customers/${kept.customerId}`))
  expect(after.merges[0]).toMatchObject({ undone: { by: { id: manager.id }, reason: '原来是两姐妹' }, whyNot: expect.any(String) })
  expect((await got<any>(clerk.get(`/customers/${gone.customerId}`))).customer.mergedInto).toBeNull()
})

test('merges one over the other are taken back from the latest on', async () => {
  const [a, b, c] = [await someone(), await someone(), await someone()]
  await got(clerk.post(`/customers/${b.customerId}/merge`, { duplicateId: c.customerId, reason: '同一人' }))
  await got(clerk.post(`/customers/${a.customerId}/merge`, { duplicateId: b.customerId, reason: '同一人' }))
  const mergeOf = async (id: string) => (await got<any>(clerk.get(`/customers/${id}`))).merges[0].id
  expect(await refused(clerk.post(`/customers/${b.customerId}/merges/${await mergeOf(b.customerId)}/undo`, { reason: '不是' }))).toBe('409 customer/merged-further')
  await got(clerk.post(`/customers/${a.customerId}/merges/${await mergeOf(a.customerId)}/undo`, { reason: '不是' }))
  expect(await customerOf(clerk, c.id)).toBe(b.customerId)
  await got(clerk.post(`/customers/${b.customerId}/merges/${await mergeOf(b.customerId)}/undo`, { reason: '不是' }))
  expect([await customerOf(clerk, b.id), await customerOf(clerk, c.id)]).toEqual([b.customerId, c.customerId])
})

test('a merge undone twice at once is undone once; a phone that another took meanwhile stands in the way', async () => {
  const [kept, gone] = [await someone(), await someone()]
  await got(clerk.post(`/customers/${kept.customerId}/merge`, { duplicateId: gone.customerId, reason: '同一人' }))
  const { merges: [merge], customer: { id: _id, mergedInto: _m, since: _s, ...record } } = await got<any>(clerk.get(`/customers/${kept.customerId}`))
  await got(clerk.put(`/customers/${kept.customerId}`, { ...record, phone: gone.phone }))
  const undo = () => clerk.post(`/customers/${kept.customerId}/merges/${merge.id}/undo`, { reason: '不是' })
  expect(await refused(undo())).toBe('422 customer/same-customer')
  await got(clerk.put(`/customers/${kept.customerId}`, { ...record, version: record.version + 1 }))
  const answers = await Promise.all([undo(), undo(), undo()])
  expect(answers.map((a) => a.status).toSorted()).toEqual([200, 409, 409])
  expect(await refused(far.post(`/customers/${gone.customerId}/merges/${merge.id}/undo`, { reason: '不是' }))).toBe('404 kernel/not-found')
})

test('a note about conduct takes two people, has an end, and never stands before a complaint', async () => {
  const { customerId, id } = await someone()
  const ask = (who: Client, change = {}) => who.post(`/customers/${customerId}/marks`, { kind: 'abusiveConduct', reason: '在柜台推搡店员', until: day(30), ...change })
  expect(await refused(ask(clerk, { until: day(365) }))).toBe('422 customer/until-too-far')
  expect(await refused(ask(clerk, { until: day(-2) }))).toBe('422 customer/until-too-far')
  const mark = await got<any>(ask(clerk), 201)
  expect(mark).toMatchObject({ state: 'asked', askedBy: { id: clerk.id }, whyNotDecide: expect.any(String) })
  expect(await refused(ask(second))).toBe('409 customer/already-marked')
  const decide = (who: Client) => who.post(`/customers/${customerId}/marks/${mark.id}/decision`, { agree: true })
  expect(await refused(decide(second))).toBe('403 identity/not-allowed')
  expect((await got<any>(manager.get(`/complaints/${id}/claims`))).marks).toEqual([])
  const both = await Promise.all([decide(manager), decide(manager)])
  expect(both.map((a) => a.status).toSorted()).toEqual([200, 409])
  expect((await got<any>(second.get(`/complaints/${id}/claims`))).marks).toMatchObject([{ kind: 'abusiveConduct', state: 'standing', decidedBy: { id: manager.id } }])
  // Who is recognised is greeted, not labelled.
  const known = await got<any>(clerk.get(`/customers/recognise?phone=${(await got<any>(clerk.get(`/customers/${customerId}`))).customer.phone}`))
  expect(JSON.stringify(known)).not.toContain('abusive')
  expect((await register(w, clerk, { customer: { id: customerId, name: '周女士' } })).id).toBeTruthy()
})

test('own request, own decision: never; what ran out is asked for anew', async () => {
  const { customerId } = await someone()
  const ask = (until: string) => manager.post(`/customers/${customerId}/marks`, { kind: 'repeatClaims', reason: '同一张小票三次', until })
  const mark = await got<any>(ask(day(1)), 201)
  expect(await refused(manager.post(`/customers/${customerId}/marks/${mark.id}/decision`, { agree: true }))).toBe('403 customer/own-mark')
  expect(await refused(second.post(`/customers/${customerId}/marks/${mark.id}/lift`))).toBe('403 identity/not-allowed')
  expect(await refused(ask(day(1)))).toBe('409 customer/already-marked')
  await got(manager.post(`/customers/${customerId}/marks/${mark.id}/lift`))
  expect(await refused(manager.post(`/customers/${customerId}/marks/${mark.id}/lift`))).toBe('409 customer/mark-decided')
  await got(ask(day(1)), 201)
  w.travel(3 * DAY)
  try {
    expect((await got<any>(w.admin.get(`/customers/${customerId}`))).marks[0].state).toBe('expired')
    await got(w.admin.post(`/customers/${customerId}/marks`, { kind: 'repeatClaims', reason: '又来了', until: day(10) }), 201)
  } finally { w.travel(-3 * DAY) }
})

test('the same phone or order in another shop is told as a fact, without what was said', async () => {
  const [order, unitId] = [{ number: 'DD-77881' }, await w.unitId('S02')]
  const here = await someone(clerk, { order })
  const { id: there } = await register(w, far, { unitId, customer: { name: '周女士', phone: here.phone }, order })
  const elsewhere = await someone(far, { unitId, order })
  const { items } = await got<any>(clerk.get(`/complaints/${here.id}/claims`))
  expect(items.find((i: any) => i.same.includes('phone') && i.same.includes('order'))).toMatchObject({ id: null, unitName: expect.any(String), state: 'open', settledFen: null })
  expect(items.length).toBeGreaterThanOrEqual(2)
  expect(JSON.stringify(items)).not.toContain(there)
  expect((await got<any>(w.admin.get(`/complaints/${here.id}/claims`))).items.map((i: any) => i.id)).toContain(there)
  expect(await refused(far.get(`/complaints/${here.id}/claims`))).toBe('404 kernel/not-found')
  expect(await refused((await w.otherOrganization()).get(`/complaints/${here.id}/claims`))).toBe('404 kernel/not-found')
  await got(far.get(`/complaints/${elsewhere.id}/claims`))
})

test('what is worth knowing for the decision is kept with the customer, and left alone by who does not know of it', async () => {
  const { customerId } = await someone()
  const { customer: { id: _id, mergedInto: _m, since: _s, ...record } } = await got<any>(clerk.get(`/customers/${customerId}`))
  expect(record).toMatchObject({ relationKind: null, repeatChance: null, wordOfMouth: null })
  await got(clerk.put(`/customers/${customerId}`, { ...record, relationKind: 'lasting', repeatChance: 'high', wordOfMouth: 'medium' }))
  const { relationKind: _r, repeatChance: _c, wordOfMouth: _w, ...older } = record
  expect(await got(clerk.put(`/customers/${customerId}`, { ...older, version: record.version + 1, note: '先打电话' }))).toMatchObject({ relationKind: 'lasting', repeatChance: 'high', wordOfMouth: 'medium', note: '先打电话' })
  expect((await got<any>(clerk.get(`/customers/${customerId}`))).asked).toEqual({ satisfied: 0, answered: 0 })
})
