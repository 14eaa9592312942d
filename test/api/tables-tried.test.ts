import { afterAll, beforeAll, expect, test } from 'vitest'
import type { World } from '#test/app.ts'
import { openCounter, type Person } from '#test/counter.ts'
import { got, propose } from '#test/steps.ts'
import { type Registered, register } from '#test/story.ts'

let w: World
let clerk: Person
beforeAll(async () => { ({ w, clerk } = await openCounter()) })
afterAll(() => w.close())

const why = { 'zh-CN': '因', 'zh-Hant': '因', en: 'why' }
/** A draft of a table as it is changed, begun from what is in force. */
const drafted = async (table: string, change: (rules: any[]) => any[]): Promise<number> => {
  const { draft, published } = await got<any>(w.admin.get(`/tables/${table}`))
  return (await got<any>(w.admin.put(`/tables/${table}/draft`, { version: draft?.version ?? 0, rules: change(published.rules), examples: published.examples }))).version
}
const otherwise = async (table: string, version: number): Promise<any[]> => (await got<any>(w.admin.get(`/tables/${table}/draft/cases?version=${version}&months=6`))).items
let phone = 13_700_137_000
const found = async (points: readonly { readonly text: string; readonly categoryCode: string; readonly liability: string }[]): Promise<Registered> => {
  phone += 1
  const c = await register(w, clerk, { customer: { name: '赵女士', phone: String(phone) }, points: points.map(({ text, categoryCode }) => ({ text, wants: '', categoryCode })) })
  await got(clerk.post(`/complaints/${c.id}/acknowledge`, { how: 'phone' }))
  for (const [i, { liability }] of points.entries()) await got(clerk.post(`/complaints/${c.id}/findings`, { pointId: c.points[i]?.id, text: '已查明', liability, rootCause: null, evidence: [] }))
  return c
}

test('a standard is tried on each point of a case by itself, as it is proposed: a severity that nobody said is the least', async () => {
  const two = await found([{ text: '镶口松了', categoryCode: 'stoneLoose', liability: 'ours' }, { text: '店员态度差', categoryCode: 'attitude', liability: 'customer' }])
  const rude = await drafted('compensation', (rules) => [...rules, { id: 'rude-ours', when: { category: ['attitude'], liability: ['ours'] }, gives: { items: [{ kind: 'gift', fen: 66_600 }], text: why, basis: why } }])
  // What one point is and what was found of the other is no case of it.
  expect(await otherwise('compensation', rude)).toEqual([])
  const reset = await drafted('compensation', (rules) => rules.map((r) => (r.id === 'stone-reset' ? { ...r, gives: { ...r.gives, items: [{ kind: 'refund', ofPrice: 1 }] } } : r)))
  const advice = (await got<any>(clerk.get(`/complaints/${two.id}/remedy-advice`))).standards.map((s: any) => s.rule)
  expect(await otherwise('compensation', reset)).toMatchObject([{ number: two.number, before: advice, after: advice }])
  const facts = async (point = '') => (await got<any>(w.admin.get(`/tables/compensation/facts?number=${two.number}${point}`)))
  expect(await facts()).toMatchObject({ point: 1, points: [1, 2], facts: { category: ['stoneLoose', 'stone', 'product'], liability: 'ours', severity: 'minor' } })
  expect(await facts('&point=2')).toMatchObject({ point: 2, points: [1, 2], facts: { category: ['attitude', 'service'], liability: 'customer' } })
})

test('what was answered for the law is heard by the tables that ask it', async () => {
  const c = await found([{ text: '宣传足金，检测是镀金', categoryCode: 'falseMaterial', liability: 'ours' }])
  const strict = await drafted('compensation', (rules) => [...rules, { id: 'fraud-gift', when: { category: ['falseMaterial'], fraud: true }, gives: { items: [{ kind: 'gift', fen: 66_600 }], text: why, basis: why } }])
  expect(await otherwise('compensation', strict)).toEqual([])
  await got(clerk.put(`/complaints/${c.id}/points/${c.points[0]?.id}/statute-facts`, { facts: { fraud: true } }))
  expect((await otherwise('compensation', strict)).map(({ number }) => number)).toEqual([c.number])
})

test('limits are tried on what was proposed, with the sums it was weighed by; where nothing was, they are not asked', async () => {
  const c = await found([{ text: '镶口松了', categoryCode: 'stoneLoose', liability: 'ours' }])
  const version = await drafted('authority', (rules) => [{ id: 'per-case', when: { caseFen: { gt: 10_000 } }, gives: { rank: 4, position: 'generalManager', why } }, ...rules])
  expect(await otherwise('authority', version)).toEqual([])
  await got(propose(clerk, c as never, 15_000), 201)
  expect(await otherwise('authority', version)).toMatchObject([{ number: c.number, after: ['per-case'] }])
  expect((await got<any>(w.admin.get(`/tables/authority/facts?number=${c.number}`)))).toMatchObject({ point: null, points: [], facts: { caseFen: 15_000, totalFen: 15_000 } })
})

test('the law is tried as it binds: a rule of another place, of another day, or merely marked as checked decides no case otherwise', async () => {
  const c = await found([{ text: '宣传足金，检测是镀金', categoryCode: 'falseMaterial', liability: 'ours' }])
  await got(clerk.put(`/complaints/${c.id}/points/${c.points[0]?.id}/statute-facts`, { facts: { fraud: true } }))
  const fraudAs = (id: string, gives: object) => (rules: any[]) => { const fraud = rules.find((r) => r.id === 'fraud'); return [...rules, { ...fraud, id, gives: { ...fraud.gives, ...gives } }] }
  expect(await otherwise('statute', await drafted('statute', fraudAs('fraud-hk', { jurisdiction: 'hongKong', times: 1 })))).toEqual([])
  expect(await otherwise('statute', await drafted('statute', fraudAs('fraud-old', { times: 1, leastFen: 0, validFrom: '1994-01-01', validThrough: '2014-03-14' })))).toEqual([])
  expect(await otherwise('statute', await drafted('statute', (rules) => rules.map((r) => ({ ...r, gives: { ...r.gives, verified: true, validThrough: '2099-12-31' } }))))).toEqual([])
  const more = await otherwise('statute', await drafted('statute', (rules) => rules.map((r) => (r.id === 'fraud' ? { ...r, gives: { ...r.gives, times: 4 } } : r))))
  expect(more.map(({ number }) => number)).toContain(c.number)
})

test('the law is tried before the finding, too, where somebody answered what it asks', async () => {
  const c = await register(w, clerk, { customer: { name: '赵女士', phone: '13700138000' }, points: [{ text: '宣传足金，检测是镀金', wants: '', categoryCode: 'falseMaterial' }] })
  await got(clerk.put(`/complaints/${c.id}/points/${c.points[0]?.id}/statute-facts`, { facts: { fraud: true } }))
  const without = await otherwise('statute', await drafted('statute', (rules) => rules.filter((r) => r.id !== 'fraud')))
  expect(without.find(({ number }) => number === c.number)).toMatchObject({ before: expect.arrayContaining(['fraud']) })
})

test('clocks are tried by the rules of the day on which a case was received', async () => {
  await found([{ text: '镶口松了', categoryCode: 'stoneLoose', liability: 'ours' }])
  const past = await drafted('clocks', (rules) => [...rules, { id: 'long-ago', when: { event: 'received' }, gives: { ...rules.find((r: any) => r.when.event === 'received').gives, amount: 99, validFrom: '1994-01-01', validThrough: '2014-03-14' } }])
  expect(await otherwise('clocks', past)).toEqual([])
})
