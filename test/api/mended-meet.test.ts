import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { networkOf } from '#kernel/crowd.ts'
import { systemActor } from '#kernel/actor.ts'
import { meetingLetter } from '#modules/meeting/queries.ts'
import { renewFigures } from '#modules/pledge/commands.ts'
import { type Client, type World, openWorld } from '#test/app.ts'
import { PNG, type Registered, register, upload } from '#test/story.ts'
import { got, onDatabase, refused } from '#test/steps.ts'

type Person = Client & { id: string }
const DAY = 86_400_000
let w: World
let clerk: Person
let manager: Person
let officer: Person
let unitId: string
beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  officer = await w.person('专员赵', 'HQ', 'complaintOfficer')
  unitId = await w.unitId('S01')
})
afterAll(() => w.close())

const asSystem = <T>(text: string, values: unknown[] = []) => onDatabase(w, async (client) => {
  await client.query('set role wenguo_system')
  return (await client.query(text, values)).rows as T[]
})
const organizationId = async () => (await got(w.admin.get('/session'))).organization.id as string

describe('a meeting', () => {
  interface Slot { openingId: string; unitId: string; startsAt: string; endsAt: string; free: number }
  const today = () => new Date(w.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
  const open = (change: Record<string, unknown> = {}) => got(w.admin.post('/meeting-openings', { unitId, hostId: manager.id, place: '二楼会客室', weekday: 3, from: today(), until: null, begins: '14:00', ends: '16:00', minutes: 60, capacity: 1, ...change }), 201)
  const slots = async (place = 'S01'): Promise<Slot[]> => (await got(w.visitor.get(`/portal/meetings?place=${place}`))).items
  const at = ({ openingId, startsAt }: Slot) => ({ openingId, startsAt })
  let phones = 0
  const who = (change: Record<string, unknown> = {}) => ({ name: '林女士', phone: `1370014${String(1000 + phones++)}`, topic: '戒指修了三次', ...change })
  const book = (one: Slot, change: Record<string, unknown> = {}) => w.visitor.post('/portal/meetings', { ...at(one), ...who(change), place: 'S01', locale: 'zh-CN' })
  const endAll = async () => { for (const one of (await got(w.admin.get('/meeting-openings'))).items) if (!one.ended) await got(w.admin.post(`/meeting-openings/${one.id}/end`)) }
  afterEach(endAll)
  const first = async (): Promise<Slot> => (await slots())[0] ?? Promise.reject(new Error('no slot'))

  test('is not laid over one that was booked of times which ended', async () => {
    await open()
    const [one] = await slots()
    await got(book(one as Slot), 201)
    await endAll()
    await open({ begins: '14:30', ends: '16:30', minutes: 30 })
    const day = String(one?.startsAt).slice(0, 10)
    const free = (await slots()).filter((s) => s.startsAt.startsWith(day))
    expect(free.map((s) => s.startsAt.slice(11, 16))).toEqual(['07:00', '07:30', '08:00'])
    const over = new Date(Date.parse(String(one?.startsAt)) + DAY / 48).toISOString()
    expect(await refused(book({ ...free[0] as Slot, startsAt: over }))).toBe('409 meeting/slot-full')
    // The same times again: a seat that is taken is not shown as free.
    await endAll()
    await open()
    expect((await slots()).map((s) => s.startsAt)).not.toContain(one?.startsAt)
  })

  test('is had once in a day by one telephone, however its number is written, and three times at most', async () => {
    await open({ weekday: 2, capacity: 3, minutes: 30 })
    const all = await slots()
    const days = [...new Set(all.map((s) => s.startsAt.slice(0, 10)))]
    const of = (n: number, i = 0) => all.filter((s) => s.startsAt.startsWith(days[n] ?? ''))[i] as Slot
    await got(book(of(0), { phone: '13700139998' }), 201)
    for (const phone of ['137 0013 9998', '+86 13700139998', '１３７００１３９９９８']) expect(await refused(book(of(0, 1), { phone }))).toBe('409 meeting/booked-already')
    await got(book(of(1), { phone: '137-0013-9998' }), 201)
    await got(book(of(2), { phone: '13700139998' }), 201)
    expect(await refused(book(of(3), { phone: '13700139998' }))).toBe('409 meeting/booked-already')
    await got(clerk.post('/meetings', { ...at(of(0, 2)), ...who({ phone: '13700139998' }) }), 201)
  })

  test('that is soonest comes first, however many were booked since', async () => {
    const host = await w.person('吴店长', 'S01', 'shopManager')
    await open({ hostId: host.id, weekday: 5, minutes: 30 })
    const all = (await slots()).slice(0, 4)
    for (const one of [...all].reverse()) await got(book(one), 201)
    const page = (cursor: string) => got(w.admin.get(`/meetings?coming=1&limit=1${cursor && `&cursor=${encodeURIComponent(cursor)}`}`))
    const seen: string[] = []
    for (let cursor = '', n = 0; n < 40; n++) {
      const { items, next } = await page(cursor)
      seen.push(items[0].startsAt)
      if (!next) break
      cursor = next
    }
    expect(seen).toEqual([...seen].sort())
    expect(seen).toEqual(expect.arrayContaining(all.map((one) => one.startsAt)))
  })

  test('is not with somebody who has left', async () => {
    const leaver = await w.person('周店长', 'S01', 'shopManager')
    await open({ hostId: leaver.id, weekday: 5 })
    const one = await first()
    await asSystem('update identity.person set retired_at = now() where id = $1', [leaver.id])
    expect(await slots()).toEqual([])
    expect(await refused(book(one))).toBe('409 meeting/slot-gone')
  })

  test('about a case is seen with the case: what is confidential, or about the manager, is not told the shop by it', async () => {
    await open({ weekday: 4 })
    await open({ hostId: officer.id, unitId, weekday: 1 })
    const pass = (c: Registered) => ({ 'x-case-code': c.portalCode })
    const mine = (c: Registered, one: Slot | undefined) => w.visitor.post(`/portal/complaints/${c.number}/meetings`, { ...at(one as Slot), ...who({ topic: '店长的事' }) }, pass(c))
    const openings = (await got(w.admin.get('/meeting-openings'))).items.filter((o: { ended: boolean }) => !o.ended)
    const withHost = async (host: Person, n = 0) => (await slots()).filter((s) => s.openingId === openings.find((o: { hostId: string }) => o.hostId === host.id)?.id)[n]
    const secret = await register(w, officer, { unitId, confidential: true })
    const { code } = await got(mine(secret, await withHost(officer)), 201)
    const about = await register(w, officer, { unitId, accusedIds: [manager.id] })
    expect(await refused(mine(about, await withHost(manager)))).toBe('409 meeting/slot-gone')
    await got(mine(about, await withHost(officer, 1)), 201)
    await got(mine(await register(w, clerk), await withHost(manager)), 201)
    const seen = async (one: Client) => (await got(one.get('/meetings?coming=1'))).items.filter((b: { topic: string }) => b.topic === '店长的事').length
    expect([await seen(officer), await seen(clerk), await seen(manager)]).toEqual([3, 1, 1])
    expect(await got(w.visitor.get('/portal/meetings/own', { 'x-meeting-code': code }))).toMatchObject({ state: 'booked' })
    expect(await got(w.visitor.post('/portal/meetings/own/cancel', {}, { 'x-meeting-code': code }))).toMatchObject({ state: 'cancelled' })
  })

  test('is offered first where one stands, to the last of its days', async () => {
    const s02 = await w.unitId('S02')
    for (const weekday of [1, 2, 3, 4, 5, 6, 7]) await open({ unitId: s02, hostId: officer.id, weekday, begins: '08:00', ends: '21:00', minutes: 5 })
    await open({ weekday: 6, begins: '09:00', ends: '10:00' })
    const all = await slots()
    const here = all.filter((s) => s.unitId === unitId)
    expect(here.length).toBeGreaterThanOrEqual(4)
    expect(all.slice(0, here.length)).toEqual(here)
    expect(all.length).toBeGreaterThan(here.length)
  })

  test.each([['林女士', '林女士'], ['Mary-Ann O’Neil', 'Mary-Ann O’Neil'], ['您中奖了 http://evil.example', '顾客'], ['evil.example', '顾客'], ['买彩票加微信13800138000', '顾客']])('of %j begins its letter with %j: what anybody may type goes into nobody’s mail', async (name, greeting) => {
    await open({ weekday: 7 })
    await got(book(await first(), { name, email: 'victim@example.com' }), 201)
    const [row] = await asSystem<{ id: string }>('select id from meeting.booking order by id desc limit 1')
    const letter = await w.composed.doors.ask(meetingLetter, systemActor(await organizationId()), { id: row?.id ?? '', what: 'booked' })
    expect(letter?.text.startsWith(`${greeting}，您好：`)).toBe(true)
  })
})

test('a file of the conversation stays on no phone', async () => {
  const c = await register(w, clerk)
  const key = { 'x-case-code': c.portalCode }
  const { id } = (await upload(w.visitor, 'photo.png', PNG, '/portal/files')).json<{ id: string }>()
  await got(w.visitor.post(`/portal/complaints/${c.number}/messages`, { text: '照片', fileIds: [id] }, key))
  const { status, headers } = await w.visitor.get(`/portal/complaints/${c.number}/files/${id}`, key)
  expect([status, headers['cache-control'], headers['x-content-type-options']]).toEqual([200, 'no-store', 'nosniff'])
})

describe('the public figures', () => {
  const closed = async (n: number, daysAgo: number) => {
    for (let i = 0; i < n; i++) {
      const c = await register(w, clerk, { customer: { name: `顾客${daysAgo}-${i}` } })
      await asSystem(`update complaint.complaint set state = 'closed', received_at = $2, last_closed_at = $2::timestamptz + interval '1 hour' where id = $1`, [c.id, new Date(w.now().getTime() - daysAgo * DAY)])
    }
  }
  const told = async () => {
    await w.composed.doors.perform(renewFigures, { actor: systemActor(await organizationId()), requestId: 'test' }, {})
    return (await got(w.admin.get('/pledge'))).figures
  }

  test('change by five cases at the least, so that the one between two tellings is not seen', async () => {
    const { texts, shows } = await got(w.admin.get('/pledge'))
    await got(w.admin.put('/pledge', { version: 0, name: 'steady', texts, shows }))
    await closed(7, 40)
    const before = await told()
    expect(before).toMatchObject({ closed: 7 })
    for (let day = 0; day < 4; day++) {
      w.travel(DAY)
      await closed(1, 1)
      expect(await told()).toEqual(before)
    }
    w.travel(DAY)
    await closed(1, 1)
    expect(await told()).toMatchObject({ closed: 12 })
    await asSystem(`update complaint.complaint set state = 'open' where id = (select id from complaint.complaint where state = 'closed' limit 1)`)
    w.travel(DAY)
    expect(await told()).toMatchObject({ closed: 12 })
  })
})

test('who is counted as one: an address, of IPv6 the network', () => {
  expect(['203.0.113.7', '::ffff:203.0.113.7', '2001:db8:1:2:3:4:5:6', '2001:0db8:0001:0002::1', '2001:db8::1', 'fe80::1%eth0', '::1', 'nonsense'].map(networkOf))
    .toEqual(['203.0.113.7', '203.0.113.7', '2001:db8:1:2::/64', '2001:db8:1:2::/64', '2001:db8:0:0::/64', 'fe80:0:0:0::/64', '0:0:0:0::/64', 'nonsense'])
})

test('guesses from all over one network are guesses of one', async () => {
  const answers: number[] = []
  for (let i = 0; i < 12; i++) answers.push((await w.visitor.get('/portal/complaints/S01-20260101-0001', { 'x-case-code': 'AAAA-BBBB-CCCC', 'x-forwarded-for': `2001:db8:7:7::${i + 1}` })).status)
  expect(answers.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 404))
  expect(answers.slice(10)).toEqual([429, 429])
})
