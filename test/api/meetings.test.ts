import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type World, openWorld } from '#test/app.ts'
import { sweepMeetings } from '#modules/meeting/sweep.ts'
import { aComplaint, register } from '#test/story.ts'
import { got, refused } from '#test/steps.ts'

type Person = Client & { id: string }
let w: World
let clerk: Person
let manager: Person
let away: Person
let unitId: string
const HOUR = 3_600_000

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  away = await w.person('小马', 'S02', 'clerk')
  unitId = await w.unitId('S01')
})
afterAll(() => w.close())

const today = () => w.now().toISOString().slice(0, 10)
const opening = (change: Record<string, unknown> = {}) => ({ unitId, hostId: manager.id, place: '二楼会客室', weekday: 3, from: today(), until: null, begins: '14:00', ends: '16:00', minutes: 30, capacity: 1, ...change })
interface Slot { openingId: string; startsAt: string; free: number; place: string }
const slots = async (): Promise<Slot[]> => (await got(w.visitor.get('/portal/meetings?place=S01'))).items
const slot = async (n = 0): Promise<Slot> => {
  const one = (await slots())[n]
  if (!one) throw new Error('no slot')
  return one
}
let phones = 0
const who = () => ({ name: '林女士', phone: `1370013${String(1000 + phones++)}`, topic: '戒指修了三次' })
const at = ({ openingId, startsAt }: Slot) => ({ openingId, startsAt })
const bookAt = (one: Slot, change: Record<string, unknown> = {}) => w.visitor.post('/portal/meetings', { ...at(one), ...who(), place: 'S01', locale: 'zh-CN', ...change })
const own = (code: string) => ({ 'x-meeting-code': code })

describe('times to meet a manager', () => {
  test('are opened by who leads, for the units they see, and never twice over', async () => {
    expect(await refused(clerk.post('/meeting-openings', opening()))).toBe('403 identity/not-allowed')
    const answers = await Promise.all(Array.from({ length: 4 }, () => manager.post('/meeting-openings', opening())))
    expect(answers.map((a) => a.status).sort()).toEqual([201, 409, 409, 409])
    expect(await refused(manager.post('/meeting-openings', opening({ begins: '15:30', ends: '17:00' })))).toBe('409 meeting/overlaps')
    await got(manager.post('/meeting-openings', opening({ weekday: 4, capacity: 3 })), 201)
    expect(await refused(manager.post('/meeting-openings', opening({ begins: '17:00', ends: '16:00' })))).toBe('422 meeting/backwards')
    expect(await refused(manager.post('/meeting-openings', opening({ unitId: await w.unitId('S02'), weekday: 5 })))).toBe('403 complaint/unit-not-yours')
    expect(await refused(manager.post('/meeting-openings', opening({ hostId: crypto.randomUUID(), weekday: 5 })))).toBe('422 feedback/person-unknown')
  })

  test('are shown to everybody on the wall of the shop, without the manager’s name', async () => {
    const all = await slots()
    expect(all.length).toBeGreaterThan(20)
    expect(JSON.stringify(all)).not.toContain('陈店长')
    const wall = new Intl.DateTimeFormat('en', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit', hour12: false })
    expect([...new Set(all.map((s) => wall.format(new Date(s.startsAt))))]).toEqual(['14:00', '14:30', '15:00', '15:30'])
    expect(all.every((s) => new Date(s.startsAt).getTime() > w.now().getTime() + 2 * HOUR)).toBe(true)
  })
})

describe('a meeting', () => {
  test('is booked by one of many who want the last seat at once', async () => {
    const one = (await slots()).find((s) => s.free === 1) as Slot
    const answers = await Promise.all(Array.from({ length: 10 }, () => bookAt(one)))
    expect(answers.map((a) => a.status).sort()).toEqual([201, ...Array.from({ length: 9 }, () => 409)])
    expect(answers.filter((a) => a.status === 409).map((a) => a.body.type)).toEqual(Array.from({ length: 9 }, () => '/problems/meeting/slot-full'))
    expect((await slots()).map((s) => s.startsAt)).not.toContain(one.startsAt)
    const wide = (await slots()).find((s) => s.free === 3) as Slot
    const three = await Promise.all(Array.from({ length: 5 }, () => bookAt(wide)))
    expect(three.map((a) => a.status).sort()).toEqual([201, 201, 201, 409, 409])
  })

  test('is confirmed with a code that shows, moves, puts into a calendar and cancels it', async () => {
    const [first, second] = [await slot(2), await slot(5)]
    const { code } = await got(bookAt(first), 201)
    expect(code).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){2}$/)
    expect(await got(w.visitor.get('/portal/meetings/own', own(code.toLowerCase())))).toMatchObject({ state: 'booked', startsAt: first.startsAt, place: '二楼会客室', number: null })
    expect(await got(w.visitor.post('/portal/meetings/own/move', at(second), own(code)))).toMatchObject({ startsAt: second.startsAt })
    expect((await slots()).map((s) => s.startsAt)).toContain(first.startsAt)
    const file = await w.visitor.get<Buffer>('/portal/meetings/own/calendar', own(code))
    const text = file.body.toString()
    expect(file.headers['content-type']).toBe('text/calendar; charset=utf-8')
    expect(text).toContain(`DTSTART:${second.startsAt.replace(/\.\d+/, '').replace(/[-:]/g, '')}`)
    expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
    expect(await got(w.visitor.post('/portal/meetings/own/cancel', {}, own(code)))).toMatchObject({ state: 'cancelled' })
    expect(await refused(w.visitor.post('/portal/meetings/own/cancel', {}, own(code)))).toBe('409 meeting/not-booked')
    expect((await w.visitor.get<Buffer>('/portal/meetings/own/calendar', own(code))).body.toString()).toContain('STATUS:CANCELLED')
    expect(await refused(w.visitor.get('/portal/meetings/own', { ...own('AAAA-BBBB-CCCC'), 'x-forwarded-for': '203.0.113.77' }))).toBe('404 meeting/booking-not-found')
  })

  test('cannot be booked where there is none, by a wrong number, twice or by the hundred', async () => {
    const one = await slot()
    expect(await refused(bookAt({ ...one, startsAt: new Date(Date.parse(one.startsAt) + 60_000).toISOString() }))).toBe('409 meeting/slot-gone')
    expect(await refused(bookAt({ ...one, openingId: crypto.randomUUID() }))).toBe('409 meeting/slot-gone')
    expect(await refused(bookAt(one, { phone: 'abc' }))).toBe('422 customer/not-a-phone')
    const wide = (await slots()).find((s) => s.free === 3) as Slot
    await got(bookAt(wide, { phone: '13700139999' }), 201)
    expect(await refused(bookAt(wide, { phone: '13700139999' }))).toBe('409 meeting/booked-already')
    const flood = []
    for (let i = 0; i < 61; i++) flood.push((await w.visitor.post('/portal/meetings', { ...at(one), ...who(), phone: 'abc', place: 'S01', locale: 'zh-CN' }, { 'x-forwarded-for': '203.0.113.41' })).status)
    expect(flood.filter((s) => s === 429)).toHaveLength(1)
  })

  test('is seen by the unit and who receives them, by no other unit and no other organisation', async () => {
    await got(bookAt(await slot()), 201)
    const [one] = (await got(manager.get('/meetings?coming=1'))).items
    expect(await got(clerk.get(`/meetings/${one.id}`))).toMatchObject({ name: '林女士', host: { name: '陈店长' } })
    for (const stranger of [away, await w.otherOrganization()]) {
      expect((await got(stranger.get('/meetings'))).items).toEqual([])
      expect(await refused(stranger.get(`/meetings/${one.id}`))).toBe('404 kernel/not-found')
      expect(await refused(stranger.post(`/meetings/${one.id}/cancel`, { version: 1, note: 'x' }))).toBe('404 kernel/not-found')
    }
    expect((await got(manager.get('/notifications'))).items.map((n: { name: string }) => n.name)).toContain('meetingBooked')
  })

  test('about a case is told on the case, with what came of it, and reminded of the day before', async () => {
    const c = await register(w, clerk)
    const one = await slot(1)
    const { code } = await got(w.visitor.post(`/portal/complaints/${c.number}/meetings`, { ...at(one), ...who() }, { 'x-case-code': c.portalCode }), 201)
    expect(await got(w.visitor.get('/portal/meetings/own', own(code)))).toMatchObject({ number: c.number })
    const [mine] = (await got(clerk.get(`/meetings?complaintId=${c.id}`))).items
    expect(mine).toMatchObject({ complaint: { id: c.id, number: c.number } })
    expect(await refused(manager.post(`/meetings/${mine.id}/note`, { version: 1, came: true, note: '谈过' }))).toBe('409 meeting/not-yet')
    w.travel(Date.parse(one.startsAt) - w.now().getTime() - 20 * HOUR)
    for (let i = 0; i < 2; i++) await sweepMeetings(w.db, w.composed.doors.perform, w.now)
    expect((await got(manager.get('/notifications'))).items.filter((n: { name: string }) => n.name === 'meetingSoon').length).toBeGreaterThan(0)
    expect((await got(manager.get('/desk'))).items.filter((i: { kind: string }) => i.kind === 'meeting')).toEqual(expect.arrayContaining([expect.objectContaining({ id: mine.id, complaintId: c.id })]))
    w.travel(21 * HOUR)
    const answers = await Promise.all([true, false].map((came) => manager.post(`/meetings/${mine.id}/note`, { version: mine.version, came, note: '换新的，顾客同意' })))
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409])
    const { timeline } = await got(clerk.get(`/complaints/${c.id}`))
    expect(timeline.map((e: { name: string }) => e.name)).toEqual(expect.arrayContaining(['meeting.booked', expect.stringMatching(/^meeting\.(held|missed)$/)]))
  })

  test('booked by staff becomes a complaint, once', async () => {
    const made = await got(clerk.post('/meetings', { ...at(await slot()), ...who() }), 201)
    const complaint = await aComplaint(w)
    const answers = await Promise.all(Array.from({ length: 4 }, () => clerk.post(`/meetings/${made.id}/complaint`, { version: 1, complaint })))
    expect(answers.map((a) => a.status).sort()).toEqual([201, 409, 409, 409])
    const registered = answers.find((a) => a.status === 201)?.body
    expect(await got(clerk.get(`/meetings/${made.id}`))).toMatchObject({ complaint: { id: registered.id } })
    expect(JSON.stringify((await got(clerk.get(`/complaints/${registered.id}`))).timeline)).toContain('由约见登记成投诉')
    const moved = await got(clerk.post(`/meetings/${made.id}/move`, { version: 2, ...at(await slot(3)) }))
    expect(await got(clerk.post(`/meetings/${made.id}/cancel`, { version: moved.version, note: '顾客有事' }))).toMatchObject({ state: 'cancelled', note: '顾客有事' })
  })

  test('is not booked any more once the times have ended; what is booked stays', async () => {
    const all = (await got(clerk.get('/meeting-openings'))).items
    const { openingId, startsAt } = await slot()
    const { code } = await got(bookAt({ openingId, startsAt } as Slot), 201)
    for (const one of all) await got(manager.post(`/meeting-openings/${one.id}/end`))
    expect(await slots()).toEqual([])
    expect(await got(w.visitor.get('/portal/meetings/own', own(code)))).toMatchObject({ state: 'booked' })
  })
})
