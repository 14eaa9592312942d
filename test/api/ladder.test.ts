import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, connect } from '#kernel/db.ts'
import { findDrift } from '#modules/clock/drift/find.ts'
import { sweepClocks } from '#modules/clock/sweep.ts'
import { ADMIN, type Client, type World, openWorld } from '#test/app.ts'
import { jobsDone } from '#test/jobs.ts'
import { faulty, got, refused } from '#test/steps.ts'
import { register } from '#test/story.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

let w: World
let admin: Client
let clerk: Client & { id: string }
let manager: Client & { id: string }
let quality: Client & { id: string }
let database: Database

beforeAll(async () => {
  w = await openWorld()
  admin = w.admin
  clerk = await w.person('小李', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  await w.person('周经理', 'HQ', 'serviceManager')
  for (const code of ['generalManager', 'qualityEngineer']) await w.admin.post('/positions', { unitId: await w.unitId('HQ'), code })
  await w.person('王总', 'HQ', 'generalManager')
  quality = await w.person('质检老赵', 'HQ', 'qualityEngineer')
  database = connect(w.url, 4, () => undefined)
})
afterAll(async () => {
  await database.end()
  await w.close()
})

const sweep = () => sweepClocks(database.db, w.composed.doors.perform, w.now)
const KIND = 'firstActionGeneral'
const SPAN = 24 * HOUR
const LEVELS = [
  { at: { share: 50 }, to: [{ who: 'handler' }] },
  { at: { share: 80 }, to: [{ who: 'manager' }], loud: true, answer: { amount: 1, unit: 'hours' } },
  { at: { share: 125 }, to: [{ who: 'above' }], again: { every: 6, unit: 'hours', most: 2 } },
  { at: { after: 24, unit: 'hours' }, to: [{ who: 'position', code: 'generalManager' }] },
] as const
const standing = async (kind = KIND) => (await got(admin.get('/ladders'))).items.find((one: any) => one.kind === kind)
const set = async (levels: unknown, kind = KIND) => {
  const answer = await got(admin.put(`/ladders/${kind}`, { levels, revision: (await standing(kind)).revision }))
  await jobsDone(w, 'clock.l')
  return answer
}
const clockOf = async (c: { id: string }, kind = KIND) => (await got(clerk.get(`/complaints/${c.id}`))).clocks.find((k: any) => k.kind === kind)
const rungs = async (c: { id: string }, kind = KIND) => (await got(admin.get(`/clocks/${(await clockOf(c, kind)).id}`))).ladder as any[]
const fired = async (c: { id: string }, kind = KIND) => (await rungs(c, kind)).flatMap((one) => one.fired.map((f: any) => ({ no: one.no, time: f.time, why: f.why, people: f.people.map((p: any) => p.name) })))
/** Weeks go by here, and a session ends by itself. */
const again = async <C extends Client & { id: string }>(who: C): Promise<C> => Object.assign(await w.signIn((await got(who.get('/session'))).person.email, ADMIN.password), { id: who.id }) as C
const climbed = async (who: Client, c: { number: string }) => (await got(who.get('/notifications'))).items.filter((n: any) => n.name.startsWith('clockClimbed') && n.words.includes(c.number))

test('a clock climbs its levels by their time, each once, and tells whom the level is for', async () => {
  await set(LEVELS)
  const c = await register(w, clerk)
  await sweep()
  expect(await fired(c)).toEqual([])
  w.travel(SPAN * 0.55)
  await sweep()
  await sweep()
  expect(await fired(c)).toEqual([{ no: 1, time: 1, why: 'time', people: ['小李'] }])
  expect(await climbed(clerk, c)).toHaveLength(1)
  w.travel(SPAN * 0.3)
  await sweep()
  expect((await climbed(manager, c)).filter((n: any) => n.name === 'clockClimbedLoud')).toHaveLength(1)
  const told = (await got(clerk.get(`/complaints/${c.id}`))).timeline.filter((e: any) => e.name === 'clock.climbed' && e.words.includes('首次行动'))
  expect(told.map((e: any) => e.reason)).toEqual(['小李', '陈店长'])
  expect(told[1].words).toContain('第 2 级')
})

test('whoever was told opens the case: no level is climbed for want of an answer; nobody does: the next is climbed at once', async () => {
  const [seen, unseen] = [await register(w, clerk), await register(w, clerk)]
  w.travel(SPAN * 0.81)
  await sweep()
  await got(manager.get(`/complaints/${seen.id}`))
  w.travel(65 * MINUTE)
  await sweep()
  expect((await fired(seen)).map(({ no }) => no)).toEqual([1, 2])
  expect((await fired(unseen)).at(-1)).toMatchObject({ no: 3, why: 'noAnswer', people: expect.arrayContaining(['周经理', '王总']) })
  expect((await rungs(seen))[1].fired[0].acted).toMatchObject({ by: { name: '陈店长' } })
})

test('it is told again so often and no more, and a met clock climbs no further', async () => {
  const [met, open] = [await register(w, clerk), await register(w, clerk)]
  for (const hours of [25, 6, 6, 6, 6, 30]) {
    w.travel(hours * HOUR)
    await sweep()
    if (hours === 25) await got(clerk.post(`/complaints/${met.id}/acknowledge`, { how: 'phone' }))
  }
  expect((await fired(met)).map(({ no }) => no)).toEqual([1, 2])
  const all = await fired(open)
  expect(all.filter(({ no }) => no === 3).map(({ time }) => time)).toEqual([1, 2, 3])
  expect(all.filter(({ no }) => no === 4)).toHaveLength(1)
})

test('several workers at once: every level is reached exactly once', async () => {
  const cases = []
  for (let i = 0; i < 6; i++) cases.push(await register(w, clerk))
  w.travel(SPAN * 0.9)
  await Promise.all(Array.from({ length: 4 }, sweep))
  for (const c of cases) expect((await fired(c)).map(({ no }) => no)).toEqual([1, 2])
})

test('a newer ladder holds for what runs from then on, and reaches no level again', async () => {
  const c = await register(w, clerk)
  w.travel(SPAN * 0.55)
  await sweep()
  await set([{ at: { share: 20 }, to: [{ who: 'manager' }] }, { at: { share: 50 }, to: [{ who: 'manager' }] }, { at: { share: 60 }, to: [{ who: 'position', code: 'generalManager' }] }])
  await sweep()
  expect((await fired(c)).map(({ people }) => people)).toEqual([['小李']])
  w.travel(SPAN * 0.1)
  await sweep()
  expect((await fired(c)).at(-1)).toMatchObject({ no: 3, people: ['王总'] })
  const shown = await rungs(c)
  expect(shown[0]).toMatchObject({ passed: true, fired: [] })
  await set(null)
  expect(await standing()).toMatchObject({ own: false, changedBy: { name: expect.any(String) } })
  const { drift } = await findDrift(database.db)
  expect(drift).toEqual([])
})

test('a named person sees what they were told of; somebody it is about hears nothing of it', async () => {
  await set([{ at: { share: 30 }, to: [{ who: 'person', id: quality.id }, { who: 'manager' }] }], 'firstActionUrgent')
  const c = await register(w, clerk, { urgency: 'urgent' })
  const about = await register(w, clerk, { urgency: 'urgent' })
  await got(admin.post(`/complaints/${about.id}/accused`, { personIds: [manager.id], reason: '顾客点名' }))
  w.travel(30 * MINUTE)
  await sweep()
  await jobsDone(w, 'clock.l')
  await got(quality.get(`/complaints/${c.id}`))
  expect(await climbed(manager, c)).toHaveLength(1)
  expect(await climbed(manager, about)).toHaveLength(0)
})

test('what is set is refused where it cannot be: twice one moment, whom nobody knows, a clock of others, two at once, without permission', async () => {
  const { revision } = await standing()
  const put = (levels: unknown, who: Client = admin, kind = KIND) => who.put(`/ladders/${kind}`, { levels, revision })
  expect(await faulty(put([{ at: { share: 50 }, to: [{ who: 'handler' }] }, { at: { share: 50 }, to: [{ who: 'manager' }] }]))).toBe('422 #/levels/1/at')
  expect(await faulty(put([{ at: { share: 50 }, to: [{ who: 'position', code: 'king' }] }]))).toBe('422 #/levels/0/to/0')
  expect(await faulty(put([{ at: { share: 50 }, to: [{ who: 'handler' }, { who: 'person', id: '0192aaaa-0000-7000-8000-000000000000' }] }]))).toBe('422 #/levels/0/to/1')
  expect(await refused(put([], admin, 'nothing'))).toBe('404 kernel/not-found')
  expect(await refused(put([], manager))).toBe('403 identity/not-allowed')
  expect(await refused(put(null))).toBe('409 clock/ladder-unchanged')
  const both = await Promise.all([put([{ at: { share: 40 }, to: [{ who: 'handler' }] }]), put([{ at: { share: 41 }, to: [{ who: 'handler' }] }])])
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  const stranger = await w.otherOrganization()
  expect((await got(stranger.get('/ladders'))).items.every((one: any) => !one.own)).toBe(true)
})

test('"this clock, begun then": who hears what when, tried before it is saved', async () => {
  const unitId = await w.unitId('S01')
  const begun = '2026-11-23T02:00:00.000Z'
  const seen = await got(manager.post(`/ladders/${KIND}/preview`, { levels: LEVELS, unitId, begun }))
  expect(seen).toMatchObject({ due: '2026-11-24T02:00:00.000Z', rule: 'act-general' })
  expect(seen.levels.map((one: any) => one.at)).toEqual(['2026-11-23T14:00:00.000Z', '2026-11-23T21:12:00.000Z', '2026-11-24T08:00:00.000Z', '2026-11-25T02:00:00.000Z'])
  expect(seen.levels[2]).toMatchObject({ early: '2026-11-23T22:12:00.000Z', again: ['2026-11-24T14:00:00.000Z', '2026-11-24T20:00:00.000Z'] })
  expect(seen.levels[1].to).toEqual([{ audience: { who: 'manager' }, people: [{ id: manager.id, name: '陈店长' }] }])
})

test('a clock that comes along with a merged case brings the levels it has reached', async () => {
  const KEPT = 'fireOnPremises'
  await set([{ at: { share: 50 }, to: [{ who: 'manager' }] }, { at: { share: 90 }, to: [{ who: 'handler' }] }], KEPT)
  const customer = { name: '卫女士', phone: '13600139009' }
  const [kept, gone] = [await register(w, clerk, { customer }), await register(w, clerk, { customer, channel: 'walkIn', presence: 'onPremises' })]
  const { id } = await clockOf(gone, KEPT)
  w.travel(16 * MINUTE)
  await sweep()
  await got(manager.post(`/complaints/${kept.id}/merge`, { duplicateId: gone.id, reason: '同一件事' }))
  expect((await clockOf(kept, KEPT)).id).toBe(id)
  expect((await fired(kept, KEPT)).map(({ no }) => no)).toEqual([1])
  w.travel(12 * MINUTE)
  await sweep()
  expect((await fired(kept, KEPT)).map(({ no }) => no)).toEqual([1, 2])
})

test('a pause holds the levels back, time that was granted begins them anew, a hand-over keeps them', async () => {
  ;[clerk, manager, admin] = [await again(clerk), await again(manager), await w.signIn(ADMIN.email, ADMIN.password)]
  await set([{ at: { share: 50 }, to: [{ who: 'manager' }] }, { at: { share: 90 }, to: [{ who: 'handler' }] }], 'writtenReply')
  const c = await register(w, clerk)
  await got(clerk.post(`/complaints/${c.id}/clocks/pause`, { reason: '等顾客寄回' }))
  w.travel(5 * 24 * HOUR)
  await sweep()
  expect(await fired(c, 'writtenReply')).toEqual([])
  await got(clerk.post(`/complaints/${c.id}/clocks/resume`, {}))
  await sweep()
  expect(await fired(c, 'writtenReply')).toEqual([])
  w.travel(4 * 24 * HOUR)
  await sweep()
  expect((await fired(c, 'writtenReply')).map(({ no }) => no)).toEqual([1])
  const reply = await clockOf(c, 'writtenReply')
  const until = new Date(Date.parse(reply.dueAt) + 2 * 24 * HOUR).toISOString()
  const asked = await got(clerk.post(`/complaints/${c.id}/extensions`, { clockId: reply.id, until, reason: '送检' }))
  await got(manager.post(`/complaints/${c.id}/extensions/${asked.extensions[0].id}/decision`, { approve: true }))
  await sweep()
  expect(await fired(c, 'writtenReply')).toEqual([])
  w.travel((Date.parse(until) - w.now().getTime()) * 0.55)
  await sweep()
  expect((await fired(c, 'writtenReply')).map(({ no }) => no)).toEqual([1])
  await got(manager.post(`/complaints/${c.id}/take-over`, { reason: '接手', tell: 'none' }))
  w.travel((Date.parse(until) - w.now().getTime()) * 0.85)
  await sweep()
  expect((await fired(c, 'writtenReply')).map(({ people }) => people)).toEqual([['陈店长'], ['陈店长']])
})
