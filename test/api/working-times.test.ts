import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, type World, openWorld } from '#test/app.ts'
import { jobsDone } from '#test/jobs.ts'
import { got, refused } from '#test/steps.ts'
import { register } from '#test/story.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

let w: World
let clerk: Client & { id: string }
let manager: Client & { id: string }
let shop: string
let other: string
let top: string

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  ;[shop, other, top] = await Promise.all(['S01', 'S02', 'HQ'].map((code) => w.unitId(code))) as [string, string, string]
})
afterAll(() => w.close())

const NOTHING = { weekly: null, observesHolidays: null, region: null, closures: [], special: [] }
const everyDay = (from: string, to: string) => Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [[from, to]]]))
const day = (ms: number) => new Date(w.now().getTime() + 8 * HOUR + ms).toISOString().slice(0, 10)
const times = (unit: string, who: Client = w.admin) => got<any>(who.get(`/units/${unit}/working-times`))
const set = async (unit: string, own: Record<string, unknown>, who: Client = w.admin) => {
  const { revision } = await times(unit)
  return who.put(`/units/${unit}/working-times`, { ...NOTHING, ...own, revision })
}
const sameDay = async (c: { id: string }) => (await got<any>(clerk.get(`/complaints/${c.id}`))).clocks.find((k: { kind: string }) => k.kind === 'sameDay')
const explained = async (c: { id: string }) => (await got<any>(clerk.get(`/clocks/${(await sameDay(c)).id}`)))

test('hours of the pack hold until somebody sets others; those of the unit above hold for what is below', async () => {
  const before = await times(shop)
  expect(before).toMatchObject({ revision: 0, changedBy: null, inForce: { weeklyFrom: null, observesHolidays: false, observesFrom: null, closures: [] }, holidaysUntil: null })
  expect(before.inForce.weekly.mon).toEqual([['10:00', '21:30']])
  await got(set(top, { weekly: everyDay('08:00', '20:00'), observesHolidays: true }))
  const inherited = await times(shop)
  expect(inherited).toMatchObject({ revision: 0, own: NOTHING, inForce: { weeklyFrom: { unitId: top }, observesHolidays: true, observesFrom: { unitId: top } } })
  expect(inherited.holidaysUntil).toMatch(/^20\d\d-12-28$/)
  await got(set(shop, { weekly: everyDay('09:00', '17:00') }))
  expect((await times(shop)).inForce).toMatchObject({ weeklyFrom: { unitId: shop }, observesFrom: { unitId: top } })
  expect((await times(other)).inForce.weekly.sun).toEqual([['08:00', '20:00']])
  await got(set(top, NOTHING))
  await got(set(shop, NOTHING))
  expect((await times(shop)).inForce.weekly).toEqual(before.inForce.weekly)
})

test('a closure puts running deadlines off, says why, tells who looks after the case; taken back, they are as they were', async () => {
  const c = await register(w, clerk)
  const before = await sameDay(c)
  const shut = { from: day(0), to: day(2 * DAY), reason: '年终盘点' }
  await got(set(top, { closures: [shut] }))
  await jobsDone(w, 'clock.recount')
  expect(Date.parse((await sameDay(c)).dueAt)).toBeGreaterThan(Date.parse(before.dueAt) + DAY)
  const why = await explained(c)
  expect(why.periods.some((p: { counted: boolean; why: string; from: string; to: string }) => !p.counted && p.why === 'closed' && Date.parse(p.to) - Date.parse(p.from) >= 12 * HOUR)).toBe(true)
  expect(why.periods.filter((p: { counted: boolean }) => p.counted).reduce((sum: number, p: { from: string; to: string }) => sum + Date.parse(p.to) - Date.parse(p.from), 0)).toBe(8 * HOUR)
  const told = await got<any>(clerk.get(`/complaints/${c.id}`))
  expect(told.timeline.filter((e: { name: string }) => e.name === 'clock.recounted')).toHaveLength(1)
  expect((await times(shop)).inForce.closures).toMatchObject([{ ...shut, hours: null, of: { unitId: top } }])
  await got(set(top, NOTHING))
  await jobsDone(w, 'clock.recount')
  expect((await sameDay(c)).dueAt).toBe(before.dueAt)
})

test('a deadline that was met explains itself by the hours that held then', async () => {
  const c = await register(w, clerk, { customer: { name: '何女士', phone: '13700000201' } })
  const before = await explained(c)
  await got(clerk.post(`/complaints/${c.id}/messages`, { kind: 'reply', text: '已经查清，原因写在下面', answersInFull: true }), 201)
  expect(await sameDay(c)).toMatchObject({ state: 'met' })
  await got(set(shop, { weekly: everyDay('00:00', '00:00') }))
  expect((await explained(c)).periods).toEqual(before.periods)
  const next = await register(w, clerk, { customer: { name: '何先生', phone: '13700000202' } })
  const { startedAt, dueAt } = await sameDay(next)
  expect(Date.parse(dueAt) - Date.parse(startedAt)).toBe(8 * HOUR)
  await got(set(shop, NOTHING))
})

test('what cannot be is refused by its field, and nothing of it is kept', async () => {
  const bad = async (own: Record<string, unknown>) => {
    const { status, body } = await set(shop, own) as { status: number; body: { type: string; errors?: { pointer: string }[] } }
    return `${status} ${body.type.replace('/problems/', '')} ${body.errors?.[0]?.pointer ?? ''}`.trim()
  }
  expect(await bad({ closures: [{ from: '2026-12-05', to: '2026-12-01', reason: 'x' }] })).toBe('422 clock/closure-backwards #/closures/0/to')
  expect(await bad({ closures: [{ from: '2026-12-05', to: '2028-12-01', reason: 'x' }] })).toBe('422 clock/closure-too-long #/closures/0/to')
  expect(await bad({ weekly: { ...everyDay('09:00', '18:00'), tue: [['09:00', '13:00'], ['12:00', '18:00']] } })).toBe('422 clock/hours-overlap #/weekly/tue')
  expect(await bad({ weekly: Object.fromEntries(Object.keys(everyDay('', '')).map((name) => [name, []])) })).toMatch(/^422 clock\/never-open/)
  expect(await bad({ special: [{ day: '2026-12-25', hours: [['09:00', '10:00']] }, { day: '2026-12-25', hours: [['11:00', '12:00']] }] })).toBe('422 clock/day-twice #/special/1/day')
  const years = Array.from({ length: 5 }, (_, i) => ({ from: `${2027 + i}-01-01`, to: `${2027 + i}-12-31`, reason: 'x' }))
  expect(await bad({ closures: years })).toMatch(/^422 clock\/never-open/)
  expect((await times(shop)).own).toEqual(NOTHING)
})

test('a manager sets the hours of their own shop only, a clerk none; of two at once one has to look again', async () => {
  expect(await refused(set(shop, { closures: [{ from: '2027-03-01', to: '2027-03-01', reason: '装修' }] }, manager))).toMatch(/^200/)
  expect(await refused(set(other, {}, manager))).toMatch(/^40[34]/)
  expect(await refused(set(shop, {}, clerk))).toBe('403 identity/not-allowed')
  const { revision } = await times(shop)
  const answers = await Promise.all(['a', 'b', 'c', 'd'].map((reason) => refused(w.admin.put(`/units/${shop}/working-times`, { ...NOTHING, closures: [{ from: '2027-05-01', to: '2027-05-02', reason }], revision }))))
  expect(answers.filter((a) => a.startsWith('200'))).toHaveLength(1)
  expect(answers.filter((a) => a === '409 kernel/stale-version')).toHaveLength(3)
})

test('a unit begun below, or moved below, is shut with the rest', async () => {
  await got(set(top, { closures: [{ from: '2027-02-01', to: '2027-02-03', reason: '年会' }] }))
  const made = await got<any>(w.admin.post('/units', { code: 'S77', name: '新店', kind: 'shop', parentId: top }), 201)
  const c = await register(w, w.admin, { unitId: made.id, customer: { name: '新客', phone: '13700000203' }, receivedAt: w.now().toISOString() })
  expect((await times(made.id)).inForce.closures).toMatchObject([{ reason: '年会', of: { unitId: top } }])
  expect(c.id).toBeTruthy()
  await got(w.admin.put(`/units/${made.id}`, { code: 'S77', name: '新店', kind: 'shop', parentId: null }))
  expect((await times(made.id)).inForce.closures).toEqual([])
})
