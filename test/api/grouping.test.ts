import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client, World } from '#test/app.ts'
import { openWorld } from '#test/app.ts'
import { got, refused } from '#test/steps.ts'
import { register } from '#test/story.ts'

type Person = Client & { id: string }
let w: World
let clerk: Person
let there: Person
let manager: Person
let officer: Person

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  there = await w.person('小王', 'S02', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  officer = await w.person('专员赵', 'HQ', 'complaintOfficer')
})
afterAll(() => w.close())

const show = (who: Client, id: string) => got<any>(who.get(`/complaints/${id}`))
let phone = 13_920_000_000
const ofLot = async (lot: string, name: string, change: Record<string, unknown> = {}) => register(w, clerk, { customer: { name, phone: String(phone++) }, product: { name: '手链', lot }, ...change })
const create = (who: Client, change: Record<string, unknown> = {}) => who.post<any>('/groups', { name: '十一月批次手链断裂', cause: 'lot', causeWords: '搭扣焊点开裂', ...change })

test('cases of one lot are put together, further ones suggested, and each hears the one answer in its own name', async () => {
  const [a, b, c] = [await ofLot('L-77', '安女士'), await ofLot('L-77', '白先生'), await ofLot('L-77', '柴女士')]
  const made = await got<any>(create(manager, { lot: 'L-77', complaintIds: [a.id, b.id], leadId: officer.id }), 201)
  expect(made).toMatchObject({ cause: 'lot', lead: { id: officer.id }, members: [{ id: a.id }, { id: b.id }] })
  expect((await got<any>(manager.get(`/groups/${made.id}/suggestions`))).items.map((i: any) => i.id)).toEqual([c.id])
  const whole = await got<any>(manager.post(`/groups/${made.id}/members`, { lot: 'L-77' }))
  expect(whole.members).toHaveLength(3)
  const text = '{name}，您好：{number}一事，{unit}已查清是搭扣焊点开裂，这一批全部免费更换。{handler}会联系您。{其他}'
  const answered = await got<any>(manager.post(`/groups/${made.id}/answers`, { version: whole.version, text, answersInFull: true, exceptions: [{ complaintId: b.id, text: '{name}，您已经换过一次，这次另行答复。' }, { complaintId: c.id, reason: '另有赔偿在谈' }] }))
  expect(answered.answers).toMatchObject([{ sent: 2, excepted: 1, refused: 0, by: { name: '陈店长' } }])
  expect(answered.members.map((m: any) => [m.answered.outcome, m.answered.ownWords, m.answered.reason])).toEqual([['sent', false, null], ['sent', true, null], ['excepted', false, '另有赔偿在谈']])
  const one = await show(clerk, a.id)
  const unit = one.unitName
  expect(one.messages.map((m: any) => [m.kind, m.text])).toEqual([['reply', `安女士，您好：${a.number}一事，${unit}已查清是搭扣焊点开裂，这一批全部免费更换。小李会联系您。{其他}`]])
  expect(one.groups).toEqual([{ id: made.id, name: '十一月批次手链断裂' }])
  expect(one.timeline.map((e: any) => e.name)).toEqual(expect.arrayContaining(['grouping.added', 'communication.written']))
  expect((await show(clerk, b.id)).messages[0].text).toBe('白先生，您已经换过一次，这次另行答复。')
  expect((await show(clerk, c.id)).messages).toEqual([])
  const [item] = (await got<any>(clerk.get('/groups'))).items
  expect(item).toMatchObject({ id: made.id, members: 3, open: 3, answered: 2 })
})

test('is for who answers for cases; who handles them sees it', async () => {
  const c = await ofLot('L-78', '戴女士')
  expect(await refused(create(clerk))).toBe('403 identity/not-allowed')
  const made = await got<any>(create(manager, { complaintIds: [c.id] }), 201)
  const seen = await got<any>(clerk.get(`/groups/${made.id}`))
  expect(seen.may['grouping.answer']).toContain('职位')
  expect(await refused(clerk.post(`/groups/${made.id}/answers`, { version: seen.version, text: '好' }))).toBe('403 identity/not-allowed')
  expect(await refused(manager.post(`/groups/${made.id}/answers`, { version: seen.version + 1, text: '好' }))).toBe('409 kernel/stale-version')
  expect(await refused(create(manager, { leadId: c.id }))).toBe('422 grouping/lead-unknown')
})

test('cases out of sight are neither shown nor counted, nor is a group of none in sight; another firm sees nothing', async () => {
  const mine = await ofLot('L-79', '方女士')
  const far = await register(w, there, { unitId: await w.unitId('S02'), customer: { name: '高女士', phone: '13920099001' }, product: { lot: 'L-79' } })
  const secret = await ofLot('L-79', '洪先生', { confidential: true })
  const made = await got<any>(create(officer, { name: '某店员服务', complaintIds: [mine.id, far.id, secret.id] }), 201)
  expect(made.members).toHaveLength(3)
  const seen = await got<any>(manager.get(`/groups/${made.id}`))
  expect(seen.members.map((m: any) => m.id)).toEqual([mine.id])
  expect((await got<any>(manager.get('/groups'))).items.find((g: any) => g.id === made.id)).toMatchObject({ members: 1, open: 1 })
  expect(await refused(manager.post(`/groups/${made.id}/members`, { complaintIds: [far.id] }))).toBe('422 grouping/not-a-member')
  await got(officer.post(`/groups/${made.id}/members/${mine.id}/remove`, { reason: '不是同一个原因' }))
  expect(await refused(manager.get(`/groups/${made.id}`))).toBe('404 kernel/not-found')
  expect(JSON.stringify(await got(manager.get('/groups')))).not.toContain('某店员服务')
  const other = await w.otherOrganization()
  expect(await refused(other.get(`/groups/${made.id}`))).toBe('404 kernel/not-found')
  expect((await got<any>(other.get('/groups'))).items).toEqual([])
  // Answered by who sees one of two: the other hears nothing.
  const two = await got<any>(create(officer, { complaintIds: [far.id, (await ofLot('L-80', '江女士')).id] }), 201)
  const partly = await got<any>(manager.get(`/groups/${two.id}`))
  await got(manager.post(`/groups/${two.id}/answers`, { version: partly.version, text: '已查清' }))
  expect((await show(there, far.id)).messages).toEqual([])
})

test('forbidden words are stopped, closed cases are told and not written to, an ended group stays as it is', async () => {
  const [a, b] = [await ofLot('L-81', '康女士'), await ofLot('L-81', '李先生')]
  const made = await got<any>(create(manager, { complaintIds: [a.id, b.id] }), 201)
  await got(clerk.post(`/complaints/${b.id}/acknowledge`, { how: 'phone' }))
  const merged = await register(w, clerk, { customer: { id: (await show(clerk, b.id)).customer.id, name: '李先生' } })
  await got(manager.post(`/complaints/${merged.id}/merge`, { duplicateId: b.id, reason: '重复' }))
  const answered = await got<any>(manager.post(`/groups/${made.id}/answers`, { version: made.version, text: '已经查清，统一更换' }))
  expect(answered.answers[0]).toMatchObject({ sent: 1, refused: 1 })
  expect(answered.members.find((m: any) => m.id === b.id).answered).toMatchObject({ outcome: 'refused', reason: 'merged' })
  const twice = await Promise.all([1, 2].map(() => manager.post<any>(`/groups/${made.id}/answers`, { version: answered.version, text: '再说一遍' })))
  expect(twice.map((r) => r.status).sort()).toEqual([200, 409])
  const now = await got<any>(manager.get(`/groups/${made.id}`))
  await got(manager.post(`/groups/${made.id}/end`, { version: now.version }))
  expect(await refused(manager.post(`/groups/${made.id}/members`, { lot: 'L-81' }))).toBe('409 grouping/ended')
  expect((await got<any>(manager.get('/groups?ended=1'))).items.map((g: any) => g.id)).toContain(made.id)
})
