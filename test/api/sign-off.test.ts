import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Industry, openIndustry } from '#test/industry.ts'
import { got, refused } from '#test/steps.ts'

let h: Industry
beforeAll(async () => { h = await openIndustry('manufacturing') }, 60_000)
afterAll(() => h.w.close())

const handler = () => h.people.find((p) => p.unit === h.front.code && p.role === 'handler')?.client ?? h.admin
const managerOf = () => h.people.find((p) => p.role === 'manager' && p.unit === h.front.code)?.client ?? h.people.find((p) => p.role === 'director')?.client ?? h.admin
const codeOf = (matter: string) => h.body.categories.find((c) => c.matter === matter)?.code ?? ''

const aCase = (categoryCode: string) => got<any>(handler().post('/complaints', {
  channel: 'phone', unitId: h.front.id, receivedAt: h.w.now().toISOString(), customer: { name: '某厂' , phone: null }, points: [{ text: '价格条款与合同不符', wants: '按合同结算', categoryCode }],
  receiver: { name: '小李', position: '业务' }, signedOff: true, fields: Object.fromEntries(h.body.fields.filter((f) => f.required && !f.categories).map((f) => [f.code, f.type === 'number' || f.type === 'money' ? 1 : f.type === 'day' ? '2026-11-01' : f.type === 'choice' ? f.choices?.[0]?.code ?? '' : 'x'])),
}), 201)

const shown = (id: string, who = handler()) => got<any>(who.get(`/complaints/${id}`))
const propose = (made: any) => handler().post(`/complaints/${made.id}/remedies`, { items: [{ kind: 'explanation', amountFen: 0, pointId: made.points[0].id }], reason: '说明' })

test('a matter of contract goes further only when a manager has signed; a handler cannot, nor twice', async () => {
  const made = await aCase(codeOf('contract'))
  const before = await shown(made.id)
  expect(before.points[0].signOff).toEqual({ given: null })
  expect(before.may['remedy.propose']).toContain('主管先签字')
  expect(await refused(propose(made))).toBe('409 complaint/contract-unsigned')
  const sign = (who = managerOf()) => who.post(`/complaints/${made.id}/sign-off`, { pointId: made.points[0].id, comment: '同意' })
  expect(await refused(sign(handler()))).toBe('403 complaint/sign-off-not-yours')
  const twice = await Promise.all([sign(), sign()])
  expect(twice.map(({ status }) => status).sort()).toEqual([200, 409])
  const after = await shown(made.id)
  expect(after.points[0].signOff.given).toMatchObject({ comment: '同意' })
  expect(after.may['remedy.propose']).toBeNull()
  expect(after.timeline.some((e: any) => e.name === 'complaint.contractSignedOff')).toBe(true)
  expect((await propose(made)).status).toBe(201)
})

test('what is no matter of contract needs no signature; another category asks for it, and changed once more for a new one', async () => {
  const made = await aCase(codeOf('product'))
  expect((await shown(made.id)).points[0].signOff).toBeNull()
  expect(await refused(managerOf().post(`/complaints/${made.id}/sign-off`, { pointId: made.points[0].id }))).toBe('409 complaint/sign-off-not-needed')
  const [one, two] = h.body.categories.filter((c) => c.matter === 'contract').map((c) => c.code)
  const classify = async (categoryCode: string | undefined) => got<any>(handler().post(`/complaints/${made.id}/classify`, { version: (await shown(made.id)).version, pointId: made.points[0].id, categoryCode }))
  await classify(one)
  await got(managerOf().post(`/complaints/${made.id}/sign-off`, { pointId: made.points[0].id }))
  expect((await classify(two)).points[0].signOff).toEqual({ given: null })
  expect(await refused(propose(made))).toBe('409 complaint/contract-unsigned')
})
