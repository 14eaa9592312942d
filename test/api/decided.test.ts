import { afterAll, beforeAll, expect, test } from 'vitest'
import { type World, openWorld } from '#test/app.ts'
import type { Person } from '#test/counter.ts'
import { got, onDatabase, refused } from '#test/steps.ts'
import { register } from '#test/story.ts'

let w: World
let director: Person
let clerk: Person
let away: Person
beforeAll(async () => {
  w = await openWorld()
  director = await w.person('客服经理', 'HQ', 'serviceManager')
  await w.person('赵总', 'GMO', 'generalManager')
  clerk = await w.person('小李', 'S01', 'clerk')
  away = await w.person('小马', 'S02', 'clerk')
})
afterAll(() => w.close())

let phones = 1000
const someone = () => ({ name: '王女士', phone: `1380013${phones++}` })
const decisions = async (id: string, who: Person = clerk) => (await got<any>(who.get(`/complaints/${id}/decisions`))).items
const of = (items: any[], table: string) => items.filter((one) => one.table === table)
const why = { 'zh-CN': '改过的说法', 'zh-Hant': '改過的說法', en: 'Said otherwise' }

/** A draft: the rules in force, changed. */
const drafted = async (table: string, change: (rules: any[]) => any[]): Promise<number> => {
  const { published, draft } = await got<any>(w.admin.get(`/tables/${table}`))
  return (await got<any>(w.admin.put(`/tables/${table}/draft`, { version: draft?.version ?? 0, rules: change(published.rules), examples: [] }))).version
}
const published = async (table: string, change: (rules: any[]) => any[]) => {
  const version = await drafted(table, change)
  await got(w.admin.post(`/tables/${table}/draft/send`, { version, note: '' }))
  await got(director.post(`/tables/${table}/draft/approve`, { version: version + 1 }), 201)
}

test('a case says which rule of which version sent it there, what was asked, and what today would say', async () => {
  const c = await register(w, clerk, { customer: someone(), claimFen: 80_000, points: [{ text: '买回来就发黑', wants: '退货', categoryCode: 'fineness' }] })
  const before = await decisions(c.id)
  const [routing] = of(before, 'routing')
  expect(routing).toMatchObject({ version: '1.0.0', otherwise: null, facts: { channel: 'phone', amountFen: 80_000, urgency: 'general', category: ['fineness', 'material', 'product'] }, rules: [{ rule: 'authenticity', no: 2, said: { gives: { place: { kind: 'quality' } } } }], today: { same: true } })
  const [urgency] = of(before, 'urgency')
  expect(urgency).toMatchObject({ rules: [{ rule: 'general' }], facts: { text: '买回来就发黑\n', wants: '退货' }, today: { same: true } })
  expect(of(before, 'clocks').length).toBeGreaterThan(1)
  for (const one of of(before, 'clocks')) expect(one).toMatchObject({ facts: { event: 'received', urgency: 'general' }, today: { same: true } })
  // Said in other words it is the same; otherwise decided it is not.
  await published('routing', (rules) => rules.map((r) => (r.id === 'authenticity' ? { ...r, gives: { ...r.gives, why } } : r)))
  expect(of(await decisions(c.id), 'routing')[0]).toMatchObject({ version: '1.0.0', today: { same: true, version: '1.0.0+1' }, rules: [{ no: 2 }] })
  await published('routing', (rules) => rules.filter((r) => r.id !== 'authenticity'))
  expect(of(await decisions(c.id), 'routing')[0]).toMatchObject({ rules: [{ rule: 'authenticity', no: 2 }], today: { same: false, rules: [{ rule: 'usual' }] } })
  expect(await refused(away.get(`/complaints/${c.id}/decisions`))).toBe('404 kernel/not-found')
})

test('what a person decided, what came later, and what nothing is known of any more', async () => {
  const c = await register(w, clerk, { customer: someone() })
  await got(clerk.post(`/complaints/${c.id}/urgency`, { urgency: 'urgent', reason: '顾客很急' }))
  await got(clerk.post(`/complaints/${c.id}/acknowledge`, { how: 'phone' }))
  await got(clerk.post(`/complaints/${c.id}/classify`, { version: (await got<any>(clerk.get(`/complaints/${c.id}`))).version, pointId: c.points[0]?.id, categoryCode: 'stoneLoose', severity: 'serious' }))
  await got(clerk.post(`/complaints/${c.id}/findings`, { pointId: c.points[0]?.id, text: '属实', liability: 'ours', rootCause: null, evidence: [] }))
  await got(clerk.post(`/complaints/${c.id}/remedies`, { items: [{ kind: 'refund', amountFen: 10_000, pointId: c.points[0]?.id }], reason: '合理' }), 201)
  const items = await decisions(c.id)
  expect(of(items, 'urgency')[0]).toMatchObject({ otherwise: '顾客很急', rules: [{ rule: 'general' }] })
  expect(of(items, 'authority')[0]).toMatchObject({ of: '1', facts: { totalFen: 10_000 }, today: { same: true } })
  expect(of(items, 'review')[0]).toMatchObject({ rules: [{ rule: 'serious' }], facts: { severity: 'serious', category: ['stoneLoose', 'stone', 'product'] }, today: { same: true } })
  expect(of(items, 'clocks').some((one) => one.facts.urgency === 'urgent')).toBe(true)
  // As a case that is older than what is kept.
  await onDatabase(w, async (client) => {
    await client.query('set role wenguo_system')
    await client.query('update complaint.complaint set decided = null where id = $1', [c.id])
  })
  const left = await decisions(c.id)
  expect([...of(left, 'urgency'), ...of(left, 'routing')]).toEqual([])
  expect(of(left, 'clocks').filter((one) => one.facts === null).every((one) => one.today === null)).toBe(true)
})

test('the standard of each proposal is kept point by point, beside what today’s table would name', async () => {
  const c = await register(w, clerk, { customer: someone(), product: { name: '足金手镯', priceFen: 20_000 }, points: [{ text: '石头松了', wants: '', categoryCode: 'stoneLoose', severity: 'minor' }] })
  await got(clerk.post(`/complaints/${c.id}/acknowledge`, { how: 'phone' }))
  await got(clerk.post(`/complaints/${c.id}/findings`, { pointId: c.points[0]?.id, text: '属实', liability: 'ours', rootCause: null, evidence: [] }))
  await got(clerk.post(`/complaints/${c.id}/remedies`, { items: [{ kind: 'refund', amountFen: 10_000, pointId: c.points[0]?.id }], reason: '合理' }), 201)
  const [before] = of(await decisions(c.id), 'compensation')
  expect(before).toMatchObject({ of: '1', version: expect.any(String), facts: { category: ['stoneLoose', 'stone', 'product'], liability: 'ours', priceFen: 20_000 }, today: { same: true } })
  expect(before.rules.length).toBeGreaterThan(0)
  await published('compensation', (rules) => rules.filter((r) => !before.rules.some((fired: any) => fired.rule === r.id)))
  expect(of(await decisions(c.id), 'compensation')[0]).toMatchObject({ version: before.version, rules: before.rules, today: { same: false, rules: [] } })
})

test('a rule that no longer held then is not asked again: neither of the law nor of clocks', async () => {
  const old = (id: string, more: object) => (rules: any[]) => [...rules.map((r) => (r.id === id ? { ...r, gives: { ...r.gives, validFrom: '2014-03-15' } } : r)), { ...rules.find((r) => r.id === id), id: `${id}-old`, gives: { ...rules.find((r) => r.id === id).gives, ...more, validFrom: '1994-01-01', validThrough: '2014-03-14' } }]
  await published('statute', old('fraud', { times: 1, leastFen: 0 }))
  const clocks = (await got<any>(w.admin.get('/tables/clocks'))).published.rules
  const received = clocks.find((r: any) => r.when.event === 'received' && Object.keys(r.when).length === 1)
  await published('clocks', old(received.id, { amount: 99 }))
  const c = await register(w, clerk, { customer: someone(), product: { name: '戒指', priceFen: 20_000 }, points: [{ text: '宣传足金，检测是镀金', wants: '', categoryCode: 'falseAdvertising', severity: 'major' }] })
  await got(clerk.post(`/complaints/${c.id}/acknowledge`, { how: 'phone' }))
  await got(clerk.post(`/complaints/${c.id}/findings`, { pointId: c.points[0]?.id, text: '属实', liability: 'ours', rootCause: null, evidence: [] }))
  await got(clerk.put(`/complaints/${c.id}/points/${c.points[0]?.id}/statute-facts`, { facts: { fraud: true } }))
  await got(clerk.post(`/complaints/${c.id}/remedies`, { items: [{ kind: 'refund', amountFen: 20_000, pointId: c.points[0]?.id }, { kind: 'damages', amountFen: 60_000, pointId: c.points[0]?.id }], reason: '合理' }), 201)
  const items = await decisions(c.id)
  expect(of(items, 'statute')).toHaveLength(1)
  // The loss beside what comes on top is a rule of its own.
  const law = [{ rule: 'fraud' }, { rule: 'fraud-loss' }]
  expect(of(items, 'statute')[0]).toMatchObject({ rules: law, today: { same: true, rules: law } })
  expect(of(items, 'clocks').filter((one) => one.rules[0].rule === received.id)).toMatchObject([{ today: { same: true } }])
  expect(of(items, 'clocks').every((one) => one.today.same)).toBe(true)
})

test('what had to be done before closing is kept each time, with when it was closed', async () => {
  const c = await register(w, clerk, { customer: someone() })
  await got(clerk.post(`/complaints/${c.id}/acknowledge`, { how: 'phone' }))
  expect(of(await decisions(c.id), 'closing')).toEqual([])
  const { version, endings } = await got<any>(clerk.get(`/complaints/${c.id}`))
  const open = endings.find((one: any) => one.gates.every(({ words }: any) => words === null))
  await got(clerk.post(`/complaints/${c.id}/close`, { version, outcome: open.outcome, reason: '顾客不再追究', summary: { cause: '一', effect: '二', improvement: '三' } }))
  const [first] = of(await decisions(c.id), 'closing')
  expect(first).toMatchObject({ of: null, at: expect.any(String), facts: { outcome: open.outcome, urgency: 'general', channel: 'phone' }, today: { same: true } })
  expect(first.rules.map((r: any) => r.said.gives.gate)).toEqual(expect.arrayContaining(['reason']))
  await published('closing', (rules) => rules.filter((r) => !first.rules.some((fired: any) => fired.rule === r.id)))
  expect(of(await decisions(c.id), 'closing')[0]).toMatchObject({ rules: first.rules, today: { same: false } })
})

test('a case is tried on a table by its number', async () => {
  const c = await register(w, clerk, { customer: someone(), claimFen: 1_200_000, product: { name: '足金手镯' }, points: [{ text: '克重不对', wants: '', categoryCode: 'weight' }] })
  const { facts } = await got<any>(director.get(`/tables/routing/facts?number=${c.number}`))
  expect(facts).toMatchObject({ product: '足金手镯', amountFen: 1_200_000, unit: ['S01', 'HQ'], matter: ['product'] })
  expect(facts).not.toHaveProperty('text')
  const trial = await got<any>(director.post('/tables/routing/try', { facts, by: 'published' }))
  expect(trial.rules.filter((r: any) => r.fires).map((r: any) => r.rule)).toEqual(['large'])
  expect(trial.rules.find((r: any) => r.rule === 'collector').conditions).toContainEqual({ name: 'customerClass', asks: ['investor', 'collector'], holds: false })
  for (const table of ['urgency', 'compensation', 'authority', 'clocks', 'closing', 'review', 'liaison', 'evidence']) expect((await got<any>(director.get(`/tables/${table}/facts?number=${c.number}`))).number).toBe(c.number)
  expect(await refused(director.get('/tables/routing/facts?number=X-1'))).toBe('404 kernel/not-found')
  expect(await refused(clerk.get(`/tables/routing/facts?number=${c.number}`))).toBe('403 identity/not-allowed')
})

test('a draft is tried on the cases of the past before it is in force', async () => {
  const claims = [900_000, 700_000, 600_000].map((claimFen) => register(w, clerk, { customer: someone(), claimFen }))
  const numbers = (await Promise.all(claims)).map((c) => c.number)
  const version = await drafted('routing', (rules) => rules.map((r) => (r.id === 'large' ? { ...r, when: { amountFen: { gt: 650_000 } } } : r)))
  const asked = `/tables/routing/draft/cases?version=${version}&months=3`
  const found = await got<any>(director.get(asked))
  expect(found.items.map((i: any) => i.number).toSorted()).toEqual(numbers.slice(0, 2).toSorted())
  expect(found.items[0]).toMatchObject({ unit: '一店', before: ['usual'], after: ['large'] })
  expect(found).toMatchObject({ looked: found.total, next: null })
  const { body, headers } = await director.get<string>(`/tables/routing/draft/cases/sheet?version=${version}&months=3`)
  expect(headers['content-type']).toContain('text/csv')
  const lines = String(body).split('\r\n')
  expect(lines[0]).toContain('投诉编号')
  expect(lines.find((line) => line.includes(numbers[0] ?? ''))).toContain('客户服务经理')
  expect(await refused(director.get(asked.replace(`version=${version}`, `version=${version + 1}`)))).toBe('409 kernel/stale-version')
  expect(await refused(clerk.get(asked))).toBe('403 identity/not-allowed')
  const lone = await w.otherOrganization()
  expect(await refused(lone.get(asked))).toBe('409 tables/no-draft')
  // What is about somebody is not among what they see of it.
  await got(w.admin.post(`/complaints/${found.items[0].complaintId}/accused`, { personIds: [director.id], reason: '投诉的是他' }))
  expect((await got<any>(director.get(asked))).items).toHaveLength(1)
  await got(w.admin.post('/tables/routing/draft/discard', { version }))
  expect(await refused(director.get(asked))).toBe('409 tables/no-draft')
})

test('what bound before the finding is not decided otherwise by the same table, nor where its rules are merely marked as checked', async () => {
  const c = await register(w, clerk, { customer: someone(), product: { name: '戒指', priceFen: 20_000 }, points: [{ text: '宣传足金，检测是镀金', wants: '', categoryCode: 'falseAdvertising', severity: 'major' }] })
  await got(clerk.post(`/complaints/${c.id}/acknowledge`, { how: 'phone' }))
  await got(clerk.put(`/complaints/${c.id}/points/${c.points[0]?.id}/statute-facts`, { facts: { fraud: true } }))
  await got(clerk.post(`/complaints/${c.id}/remedies`, { items: [{ kind: 'damages', amountFen: 60_000, pointId: c.points[0]?.id }], reason: '合理' }), 201)
  const law = [{ rule: 'fraud' }, { rule: 'fraud-loss' }]
  expect(of(await decisions(c.id), 'statute')).toMatchObject([{ rules: law, today: { same: true, rules: law } }])
  await published('statute', (rules) => rules.map((r) => ({ ...r, gives: { ...r.gives, verified: true } })))
  expect(of(await decisions(c.id), 'statute')).toMatchObject([{ rules: law, today: { same: true, rules: law } }])
  await published('statute', (rules) => rules.map((r) => (r.id === 'fraud' ? { ...r, gives: { ...r.gives, times: 4 } } : r)))
  expect(of(await decisions(c.id), 'statute')).toMatchObject([{ today: { same: false, rules: law } }])
})
