import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, type World, openWorld } from '#test/app.ts'
import { payOut } from '#test/payout.ts'
import { cancelAgreed, got, investigated, propose } from '#test/steps.ts'
import { register } from '#test/story.ts'

type Person = Client & { id: string }
let w: World
let clerk: Person
let manager: Person
let officer: Person
let clerk2: Person
let finance: Person
let director: Person

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  officer = await w.person('专员赵', 'HQ', 'complaintOfficer')
  director = await w.person('客服经理', 'HQ', 'serviceManager')
  clerk2 = await w.person('二店小钱', 'S02', 'clerk')
  finance = await w.person('周会计', 'FIN', 'financeOfficer')
})
afterAll(() => w.close())

const show = (who: Client, id: string) => got(who.get<any>(`/complaints/${id}`))
const version = async (id: string) => (await show(w.admin, id)).version
const SUMMARY = { cause: '起因', effect: '影响', improvement: '改进' }
const close = async (who: Client, id: string, more = {}) => who.post<any>(`/complaints/${id}/close`, { version: await version(id), summary: SUMMARY, ...more })
const notice = (who: Client, c: { id: string; points: { id: string }[] }, furtherWays = '') => who.post(`/complaints/${c.id}/completion-notice`, { answers: [{ pointId: c.points[0]?.id, answer: '已说明' }], contact: '一店', furtherWays })

const agreed = async (who: Client, c: any, fen: number, kind: string) => {
  const p = await got<any>(propose(who, c, fen, kind), 201)
  await got(who.post(`/remedies/${p.id}/offer`, { version: p.version }))
  return got<any>(who.post(`/remedies/${p.id}/answer`, { answer: 'accept', proof: { kind: 'call' } }))
}

test('what a customer gets in other units, and what is still on offer, counts against the yearly limit', async () => {
  const change = { customer: { name: '郑先生', phone: '13700000001' } }
  await agreed(director, await investigated(w, director, { ...change, unitId: await w.unitId('S02') }), 900_000, 'refund')
  const here = await got<any>(propose(clerk, await investigated(w, clerk, change), 19_000), 201)
  expect(here).toMatchObject({ state: 'awaitingApproval' })

  const split = { customer: { name: '冯女士', phone: '13700000002' } }
  const states: string[] = []
  for (let i = 0; i < 4; i++) states.push((await got<any>(propose(manager, await investigated(w, manager, split), 200_000), 201)).state)
  expect(states).toEqual(['approved', 'approved', 'awaitingApproval', 'awaitingApproval'])
})

test('a merged customer keeps every case, is known by every phone and takes registrations of the old record', async () => {
  const keep = await register(w, clerk, { customer: { name: '蒋女士', phone: '13700000010' } })
  const other = await register(w, clerk2, { unitId: await w.unitId('S02'), customer: { name: '蒋女士', phone: '13700000011' } })
  const keptId = (await show(w.admin, keep.id)).customer.id
  const goneId = (await show(w.admin, other.id)).customer.id
  await got(clerk.post(`/customers/${keptId}/merge`, { duplicateId: goneId, reason: '同一人' }))
  expect((await show(w.admin, other.id)).customer.id).toBe(keptId)
  expect((await got<any>(w.admin.get(`/customers/${keptId}`))).complaints).toHaveLength(2)
  expect((await got<any>(clerk.get('/customers/recognise?phone=13700000011'))).items.map((i: any) => i.id)).toEqual([keptId])
  const third = await register(w, clerk, { customer: { name: '蒋女士', phone: '13700000011' } })
  const fourth = await register(w, clerk, { customer: { id: goneId, name: '蒋女士' } })
  expect([(await show(clerk, third.id)).customer.id, (await show(clerk, fourth.id)).customer.id]).toEqual([keptId, keptId])
})

test('who complained at another shop complains again, which the registrar learns and nothing more', async () => {
  const customer = { name: '韩女士', phone: '13700000030' }
  const there = await register(w, clerk2, { unitId: await w.unitId('S02'), customer, points: [{ text: '项链颜色不对', wants: '换一条' }] })
  const ask = async () => (await got<any>(clerk.post('/complaints/suggest', { text: '手链扣松了', customerId: (await show(w.admin, there.id)).customer.id }))).urgencyRule
  expect(await ask()).toBe('general')
  const here = await show(clerk, (await register(w, clerk, { customer, points: [{ text: '手链扣松了', wants: '修好' }] })).id)
  expect(here).toMatchObject({ recurring: true, sameMatter: false, urgency: 'general', earlierCases: [], links: [] })
  expect(JSON.stringify(here)).not.toContain(there.number)
  expect((await clerk.get(`/complaints/${there.id}`)).status).toBe(404)
  expect((await show(w.admin, here.id)).earlierCases).toMatchObject([{ id: there.id }])
})

test('a confidential case reaches approver, finance and follow-up, and nobody else', async () => {
  const c = await investigated(w, clerk, { confidential: true, customer: { name: '沈女士', phone: '13700000020' } })
  expect((await manager.get(`/complaints/${c.id}`)).status).toBe(404)
  const p = await got<any>(propose(clerk, c, 50_000), 201)
  expect(p).toMatchObject({ state: 'awaitingApproval' })
  const yes = await got<any>(manager.post(`/remedies/${p.id}/approve`, { version: p.version, comment: '' }))
  await got(clerk.post(`/remedies/${p.id}/offer`, { version: yes.version }))
  await got(clerk.post(`/remedies/${p.id}/answer`, { answer: 'accept', proof: { kind: 'call' } }))
  const task = (await got<any>(finance.get(`/tasks?complaintId=${c.id}`))).items[0]
  await payOut(task, { asks: clerk, approves: finance })
  expect((await got<any>(officer.get(`/follow-ups?complaintId=${c.id}`))).items).toHaveLength(1)
  expect((await clerk2.get(`/complaints/${c.id}`)).status).toBe(404)
})

test('confidential registrations answer with their clocks, also when many come at once', async () => {
  const made = await Promise.all(Array.from({ length: 8 }, (_, i) => register(w, clerk, { confidential: true, customer: { name: '匿名', phone: `1370000003${i}` } })))
  for (const c of made) expect((c as any).clocks.length).toBeGreaterThan(1)
})

test('an agreement that cannot be carried out is dropped, and another remedy follows', async () => {
  const c = await investigated(w, clerk, { customer: { name: '韩先生', phone: '13700000040' } })
  await agreed(clerk, c, 10_000, 'refund')
  expect((await show(clerk, c.id)).may['settlement.cancel']).toBeNull()
  await got(cancelAgreed(clerk, c.id, '顾客没有账户，改换货'))
  const after = await show(clerk, c.id)
  expect(after).toMatchObject({ stage: 'remedy', outcome: null, agreement: null, tasks: [{ state: 'cancelled' }], may: { 'remedy.propose': null } })
  expect((await cancelAgreed(clerk, c.id, 'x')).body).toMatchObject({ type: '/problems/settlement/nothing-agreed' })
  await got(propose(clerk, c, 0, 'apology'), 201)
})

test('who was not satisfied and declines the last offer is told in writing, and the case ends declined', async () => {
  const c = await investigated(w, clerk, { customer: { name: '杨女士', phone: '13700000050' } })
  await agreed(clerk, c, 0, 'explanation')
  const due = (await show(officer, c.id)).followUps[0]
  await got(officer.post(`/follow-ups/${due.id}/record`, { satisfied: false, score: 1, via: 'phone', early: true }))
  const p = await got<any>(propose(clerk, c, 5_000), 201)
  await got(clerk.post(`/remedies/${p.id}/offer`, { version: p.version }))
  await got(clerk.post(`/remedies/${p.id}/answer`, { answer: 'decline', proof: { kind: 'call' } }))
  expect((await close(clerk, c.id)).body).toMatchObject({ type: '/problems/settlement/notice-missing' })
  await got(notice(clerk, c), 201)
  expect((await close(clerk, c.id)).body).toMatchObject({ type: '/problems/settlement/grounds-missing' })
  await got(notice(clerk, c, '可以向消费者协会反映'), 201)
  expect((await close(clerk, c.id)).body).toMatchObject({ state: 'closed', outcome: 'declined' })
})

test('a reopened case does not close on what was said before', async () => {
  const c = await investigated(w, clerk, { customer: { name: '朱先生', phone: '13700000060' } })
  expect((await close(clerk, c.id, { outcome: 'agreed' })).body).toMatchObject({ type: '/problems/complaint/outcome-not-so' })
  expect((await close(clerk, c.id)).body).toMatchObject({ state: 'closed', outcome: 'explained' })
  await got(clerk.post(`/complaints/${c.id}/reopen`, { reason: '又坏了' }))
  expect((await close(clerk, c.id)).body).toMatchObject({ type: '/problems/settlement/notice-missing' })
  await got(notice(clerk, c), 201)
  expect((await close(clerk, c.id)).status).toBe(200)
})

test('no case closes without a word to the customer', async () => {
  const c = await investigated(w, clerk, { customer: { name: '秦女士', phone: '13700000070' } })
  await got(close(clerk, c.id))
  const { body } = await w.visitor.get<any>(`/portal/complaints/${c.number}`, { 'x-case-code': c.portalCode })
  expect(body.messages.at(-1)).toMatchObject({ from: 'us', text: expect.stringContaining(c.number) })
})

test('the acknowledgement stands as it was first given', async () => {
  const c = await investigated(w, clerk, { customer: { name: '许先生', phone: '13700000080' } })
  const before = (await show(clerk, c.id)).acknowledgement
  expect((await clerk.post(`/complaints/${c.id}/acknowledge`, { how: 'letter' })).body).toMatchObject({ type: '/problems/complaint/already-acknowledged' })
  expect((await show(clerk, c.id)).acknowledgement).toEqual(before)
})

test('who declines a hand-over no longer sees the case', async () => {
  const c = await register(w, clerk, { customer: { name: '何女士', phone: '13700000090' } })
  const h = await got<any>(clerk.post(`/complaints/${c.id}/handovers`, { toPersonId: clerk2.id, story: '顾客在二店附近' }), 201)
  expect((await clerk2.get(`/complaints/${c.id}`)).status).toBe(200)
  await got(clerk2.post(`/handovers/${h.id}/decline`, { reason: '人手不够' }))
  expect((await clerk2.get(`/complaints/${c.id}`)).status).toBe(404)
})
