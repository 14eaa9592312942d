import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client, World } from '#test/app.ts'
import { openWorld } from '#test/app.ts'
import { faulty, got, investigated, propose, refused } from '#test/steps.ts'
import { PNG, aComplaint, register, upload } from '#test/story.ts'

type Person = Client & { id: string }
const DAY = 86_400_000
let w: World
let clerk: Person
let there: Person
let manager: Person

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  there = await w.person('小王', 'S02', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
})
afterAll(() => w.close())

const show = (who: Client, id: string) => got<any>(who.get(`/complaints/${id}`))
const paper = async (who: Client = clerk) => (await upload(who, 'authority.png', PNG)).json<{ id: string }>().id
const SON = { name: '郑先生', phone: '13700001111', relation: '儿子' }

test('who complains for another is named with the paper, which stands with the case', async () => {
  const fileId = await paper()
  const c = await register(w, clerk, { representative: { ...SON, authority: { fileId, scope: '代为投诉、协商和领取赔偿', untilOn: '2099-12-31' } } })
  expect((await show(clerk, c.id)).representative).toMatchObject({ name: '郑先生', relation: '儿子', standing: 'shown', scope: '代为投诉、协商和领取赔偿', untilOn: '2099-12-31', file: { id: fileId }, namedBy: { name: '小李' } })
  expect((await clerk.get(`/files/${fileId}`)).status).toBe(200)
  expect(await refused(there.get(`/files/${fileId}`))).toBe('404 kernel/not-found')
  expect((await got<any>(w.visitor.get(`/portal/complaints/${c.number}`, { 'x-case-code': c.portalCode }))).representative).toBe('郑先生')
  expect(await faulty(clerk.post('/complaints', await aComplaint(w, { representative: { ...SON, phone: 'abc' } })))).toBe('422 #/representative/phone')
  expect(await faulty(clerk.post('/complaints', await aComplaint(w, { representative: { ...SON, authority: { fileId: c.id, scope: '全部' } } })))).toBe('422 #/representative/authority/fileId')
})

test('nothing is put before them or agreed with them until the paper is there', async () => {
  const c = await investigated(w, clerk, { representative: SON })
  const made = await got(propose(clerk, c, 0, 'explanation'), 201)
  expect((await show(clerk, c.id)).remedies[0].may.offer).toContain('授权')
  expect(await refused(clerk.post(`/remedies/${made.id}/offer`, { version: made.version }))).toBe('409 complaint/authority-missing')
  await got(clerk.post(`/complaints/${c.id}/representative/authority`, { fileId: await paper(), scope: '协商', untilOn: new Date(w.now().getTime() + 2 * DAY).toISOString().slice(0, 10) }))
  const offered = await got<any>(clerk.post(`/remedies/${made.id}/offer`, { version: made.version }))
  w.travel(4 * DAY)
  expect((await show(clerk, c.id)).representative.standing).toBe('expired')
  expect(await refused(clerk.post(`/remedies/${offered.id}/answer`, { answer: 'accept', proof: { kind: 'call' } }))).toBe('409 complaint/authority-missing')
  expect(await refused(w.visitor.post(`/portal/complaints/${c.number}/answer`, { remedyId: offered.id, answer: 'accept' }, { 'x-case-code': c.portalCode }))).toBe('409 complaint/authority-missing')
  // A no needs no authority: nothing is given away by it.
  expect((await clerk.post(`/remedies/${offered.id}/answer`, { answer: 'decline', proof: { kind: 'call' } })).status).toBe(200)
})

test('doing without it is for a manager, with the reason; named anew it begins anew, and it can end', async () => {
  const c = await investigated(w, clerk, { representative: SON })
  const made = await got(propose(clerk, c, 0, 'explanation'), 201)
  expect(await refused(clerk.post(`/complaints/${c.id}/representative/waiver`, { reason: '母子一起来的' }))).toBe('403 identity/not-allowed')
  expect((await got<any>(manager.post(`/complaints/${c.id}/representative/waiver`, { reason: '母子一起来的' }))).representative).toMatchObject({ standing: 'waived', waived: { reason: '母子一起来的', by: { name: '陈店长' } } })
  await got(clerk.post(`/remedies/${made.id}/offer`, { version: made.version }))
  expect((await got<any>(clerk.post(`/complaints/${c.id}/representative`, { name: '王律师', relation: '律师' }))).representative).toMatchObject({ name: '王律师', standing: 'missing', phone: null })
  expect((await got<any>(clerk.post(`/complaints/${c.id}/representative/end`, { reason: '本人自己来谈' }))).representative).toBeNull()
  expect(await refused(clerk.post(`/complaints/${c.id}/representative/end`, { reason: '再来一次' }))).toBe('409 complaint/no-representative')
  expect(await refused(there.post(`/complaints/${c.id}/representative`, { name: 'x', relation: 'y' }))).toBe('404 kernel/not-found')
  expect((await show(clerk, c.id)).timeline.map((e: any) => e.name)).toEqual(expect.arrayContaining(['complaint.representativeNamed', 'complaint.authorityWaived', 'complaint.representationEnded']))
})

test('goes along when the case is merged, and back', async () => {
  const customer = { name: '郑老太', phone: '13700002222' }
  const kept = await register(w, clerk, { customer })
  const fileId = await paper()
  const gone = await register(w, clerk, { customer, representative: { ...SON, authority: { fileId, scope: '全部' } } })
  expect((await got<any>(manager.post(`/complaints/${kept.id}/merge`, { duplicateId: gone.id, reason: '母子各说一遍' }))).representative).toMatchObject({ name: '郑先生', file: { id: fileId } })
  await got(manager.post(`/complaints/${kept.id}/unmerge`, { duplicateId: gone.id, reason: '两件事' }))
  expect([(await show(clerk, kept.id)).representative, (await show(clerk, gone.id)).representative.name]).toEqual([null, '郑先生'])
})
