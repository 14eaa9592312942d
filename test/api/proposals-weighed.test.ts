import { afterAll, beforeAll, expect, test } from 'vitest'
import { MOST_FEN } from '#contract/common.ts'
import { type Client, type World, openWorld } from '#test/app.ts'
import { closedCases } from '#test/precedents.ts'
import { faulty, got, investigated, propose, refused } from '#test/steps.ts'
import { type Registered, register } from '#test/story.ts'

let w: World
let clerk: Client & { id: string }
let manager: Client & { id: string }
let officer: Client & { id: string }
beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  officer = await w.person('专员赵', 'HQ', 'complaintOfficer')
})
afterAll(() => w.close())

const ENGRAVING = { points: [{ text: '刻字刻错了名字', categoryCode: 'engraving' }] }
const items = (c: Registered, ...amounts: number[]) => amounts.map((amountFen) => ({ kind: 'gift', amountFen, pointId: c.points[0]?.id }))
const weighed = (c: Registered, ...amounts: number[]) => manager.post<any>(`/complaints/${c.id}/remedies/preview`, { items: items(c, ...amounts) })
const proposed = (c: Registered, ...amounts: number[]) => manager.post<any>(`/complaints/${c.id}/remedies`, { items: items(c, ...amounts), reason: '合理' })

/** Given, done, told and closed. */
const closedWith = async (c: Registered, fen: number) => {
  const p = await got(propose(clerk, c, fen, 'gift'), 201)
  await got(clerk.post(`/remedies/${p.id}/offer`, { version: p.version }))
  await got(clerk.post(`/remedies/${p.id}/answer`, { answer: 'accept', proof: { kind: 'call' } }))
  for (const task of (await got(clerk.get(`/complaints/${c.id}`))).tasks) await got(w.admin.post(`/tasks/${task.id}/complete`, { result: '办好了', reference: 'R-1', evidence: [] }))
  await got(clerk.post(`/complaints/${c.id}/completion-notice`, { answers: c.points.map(({ id }) => ({ pointId: id, answer: '已说明' })), contact: '一店' }), 201)
  const [{ id }] = (await got(clerk.get(`/complaints/${c.id}`))).followUps
  await got(officer.post(`/follow-ups/${id}/record`, { satisfied: true, score: 5, via: 'phone', early: true }))
  const { version } = await got(clerk.get(`/complaints/${c.id}`))
  await got(clerk.post(`/complaints/${c.id}/close`, { version, outcome: 'withdrawn', reason: '不追究了', summary: { cause: '一', effect: '二', improvement: '三' } }))
}

test('what the case comes to is held against the range: a second proposal counts with what was given before', async () => {
  const model = await register(w, clerk)
  await closedCases(w, model.id, [10_000, 11_000, 12_000, 13_000, 14_000].map((givenFen) => ({ words: '刻字刻错了名字', category: 'engraving', above: ['craft'], givenFen, liability: 'ours' })))
  const c = await investigated(w, clerk, ENGRAVING)
  expect((await got(weighed(c, 12_000))).outsidePrecedent).toBe(false)
  await closedWith(c, 12_000)
  await got(manager.post(`/complaints/${c.id}/reopen`, { reason: '又来了' }))
  expect((await got(manager.get(`/complaints/${c.id}/remedy-advice`))).givenFen).toBe(12_000)
  expect((await got(weighed(c, 12_000))).outsidePrecedent).toBe(true)
  expect((await got(weighed(c, 500))).outsidePrecedent).toBe(false)
  expect(await refused(proposed(c, 12_000))).toBe('422 remedy/deviation-reason-missing')
})

test('items that together come to more than any sum are refused at the one with which they do, while typing and when proposed', async () => {
  const c = await investigated(w, clerk, { customer: { name: '孙女士', phone: '13800138111' } })
  for (const ask of [weighed, proposed]) {
    expect(await faulty(ask(c, 600_000_000_000, 1, 600_000_000_000))).toBe('422 #/items/2/amountFen')
    expect(await refused(ask(c, ...Array.from({ length: 50 }, () => MOST_FEN)))).toBe('422 remedy/total-too-high')
  }
  expect((await got(weighed(c, 600_000_000_000, 400_000_000_000))).totalFen).toBe(MOST_FEN)
})
