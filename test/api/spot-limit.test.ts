import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, type World, openWorld } from '#test/app.ts'
import { got, investigated, propose, refused } from '#test/steps.ts'

let w: World
let clerk: Client
let manager: Client
let general: Client
let unitId: string
let other: string

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  general = await w.person('总经理', 'GMO', 'generalManager')
  unitId = await w.unitId('S01')
  other = await w.unitId('S02')
})
afterAll(() => w.close())

const limit = async (who: Client, more: Record<string, string> = {}) => (await got(who.get<any>(`/spot-limit?${new URLSearchParams({ unitId, urgency: 'general', ...more })}`)))
const words = (text: string) => ({ 'zh-CN': text, 'zh-Hant': text, en: text })
const gives = (rank: number, position: string) => ({ rank, position, why: words('按规定') })

/** In force: what the rules of the table say. */
const enforce = async (rules: readonly unknown[], version: number) => {
  await got(w.admin.put<any>('/tables/authority/draft', { version, rules, examples: [] }))
  const { draft } = await got(w.admin.get<any>('/tables/authority'))
  const sent = await got(w.admin.post<any>('/tables/authority/draft/send', { version: draft.version }))
  await got(general.post('/tables/authority/draft/approve', { version: sent.draft?.version ?? draft.version + 1 }), 201)
}

test('what may be promised before there is a case is what the table gives, by person, unit, urgency and kind', async () => {
  expect(await limit(clerk)).toEqual({ limitFen: 20_000, unlimited: false })
  expect(await limit(manager)).toMatchObject({ limitFen: 200_000 })
  expect(await limit(clerk, { urgency: 'critical' })).toMatchObject({ limitFen: 0 })
  expect(await limit(clerk, { kinds: 'publicApology' })).toMatchObject({ limitFen: 0 })
  expect(await limit(clerk, { unitId: other })).toMatchObject({ limitFen: 0 })
  expect(await limit(general)).toMatchObject({ unlimited: true })
  expect(await refused(clerk.get(`/spot-limit?unitId=${unitId}&urgency=general&kinds=gold`))).toMatch(/^422/)
})

test('what the customer was given in the year before counts', async () => {
  const c = await investigated(w, clerk, { customer: { name: '老顾客', phone: '13800138777' } })
  const p = await got(propose(general, c, 495_000), 201)
  await got(general.post(`/remedies/${p.id}/offer`, { version: p.version }))
  await got(general.post(`/remedies/${p.id}/answer`, { answer: 'accept', proof: { kind: 'call' } }))
  const { customer } = await got(clerk.get<any>(`/complaints/${c.id}`))
  expect(await limit(clerk, { customerId: customer.id })).toMatchObject({ limitFen: 5_000 })
})

test('of a table with other bounds: from ¥100 on, for one unit, for one class, ascending, and nothing at all', async () => {
  const clerks = { id: 'rest', when: {}, gives: gives(1, 'clerk') }
  const above = (id: string, when: unknown) => ({ id, when, gives: gives(2, 'shopManager') })
  await enforce([{ id: 'gm', when: { totalFen: { gt: 200_000 } }, gives: gives(4, 'generalManager') }, above('hundred', { totalFen: { gte: 10_000 } }), clerks], 0)
  expect(await limit(clerk)).toMatchObject({ limitFen: 9_999 })
  await enforce([above('here', { unit: ['S01'], totalFen: { gt: 5_000 } }), above('bridal', { customerClass: ['bridal'], totalFen: { gt: 100 } }), above('all', { totalFen: { gt: 20_000 } }), clerks], 0)
  expect(await limit(clerk)).toMatchObject({ limitFen: 5_000 })
  expect(await limit(clerk, { classCode: 'bridal' })).toMatchObject({ limitFen: 100 })
  await enforce([{ id: 'all', when: {}, gives: gives(4, 'generalManager') }], 0)
  expect(await limit(clerk)).toEqual({ limitFen: 0, unlimited: false })
})
