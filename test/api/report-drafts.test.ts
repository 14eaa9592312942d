import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, type World, openWorld } from '#test/app.ts'
import { got, investigated } from '#test/steps.ts'
import type { Registered } from '#test/story.ts'

let w: World
let clerk: Client
let cases = 0

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
})
afterAll(() => w.close())

/** A case to which a no was said, and which a body hears. `outcome`: with what the answer to it begins. */
const heard = async () => {
  const n = ++cases
  const c = await investigated(w, clerk, { customer: { name: '申女士', phone: `1390099${1_000 + n}` } })
  const { version } = await got<any>(clerk.get(`/complaints/${c.id}`))
  await got(clerk.post(`/complaints/${c.id}/decline-demand`, { version, grounds: '检测合格，不能退赔', furtherWays: ['consumerAssociation'] }), 201)
  const one = await got<any>(clerk.post(`/complaints/${c.id}/proceedings`, { body: 'consumerAssociation', reference: `D-${n}` }), 201)
  return { c, outcome: async (): Promise<string> => (await got<any>(clerk.get(`/proceedings/${one.id}/report-draft`))).outcome }
}
const proposed = (c: Registered) => got<any>(clerk.post(`/complaints/${c.id}/remedies`, { items: [{ kind: 'refund', amountFen: 10_000, pointId: c.points[0]?.id }], reason: '复检后同意' }), 201)

test('an answer begins with what stands: a no until something is offered, the offer, and what became of it', async () => {
  const { c, outcome } = await heard()
  expect(await outcome()).toContain('检测合格')
  const p = await proposed(c)
  expect(await outcome()).toContain('检测合格')
  await got(clerk.post(`/remedies/${p.id}/offer`, { version: p.version }))
  expect(await outcome()).toMatch(/^我方已于.*向投诉人提出处理方案：.*¥100.*正在等投诉人答复。$/)
  const countered = await got(clerk.post<any>(`/remedies/${p.id}/answer`, { answer: 'counter', counterFen: 90_000, text: '要九百', proof: { kind: 'call' } }))
  expect(await outcome()).toContain('正在等投诉人答复')
  await got(clerk.post(`/remedies/${p.id}/decline-counter`, { version: countered.version, grounds: '超过实际损失', furtherWays: ['mediation'] }))
  expect(await outcome()).toContain('超过实际损失')
})

test('an offer that was not accepted does not bring an older no back', async () => {
  const { c, outcome } = await heard()
  const p = await proposed(c)
  await got(clerk.post(`/remedies/${p.id}/offer`, { version: p.version }))
  await got(clerk.post(`/remedies/${p.id}/answer`, { answer: 'decline', proof: { kind: 'call' } }))
  expect(await outcome()).toMatch(/提出过处理方案：.*¥100.*没有接受/)
})
