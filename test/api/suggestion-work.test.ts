import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sweepSuggestions } from '#modules/feedback/sweep.ts'
import { type Client, type World, openWorld } from '#test/app.ts'
import { bring, checked, type Machinery, machineryOf, rowsOf, taken } from '#test/importing.ts'
import { got, refused } from '#test/steps.ts'
import { register } from '#test/story.ts'

type Person = Client & { id: string }
let w: World
let clerk: Person
let manager: Person
let other: Person
let smith: Person
let unitId: string
let m: Machinery

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  other = await w.person('王店长', 'S02', 'shopManager')
  smith = await w.person('周会计', 'FIN', 'financeOfficer')
  unitId = await w.unitId('S01')
  m = machineryOf(w)
})
afterAll(async () => {
  await m.close()
  await w.close()
})

const DAY = 86_400_000
interface Item { id: string; version: number; dueAt: string; kind: string; owner: { id: string } | null }
const suggest = (change: Record<string, unknown> = {}, who: Client = clerk): Promise<Item & Record<string, any>> => got(who.post('/feedback', { kind: 'suggestion', unitId, text: '柜台放把椅子', channel: 'walkIn', name: '林女士', phone: '13700137001', ...change }), 201)
const onDesk = async (who: Client, id: string) => (await got(who.get('/desk'))).items.filter((i: { kind: string; id: string }) => i.kind === 'suggestion' && i.id === id)
const told = async (who: Client, name: string) => (await got(who.get('/notifications'))).items.filter((n: { name: string }) => n.name === name)

describe('a suggestion', () => {
  test('is somebody’s to answer by the rule of the pack, told at once, and stands on their desk', async () => {
    const before = (await told(manager, 'suggestionCame')).length
    const one = await suggest()
    expect(one).toMatchObject({ owner: { id: manager.id }, improving: { unitId }, late: false, answer: null, improvement: null })
    expect(new Date(one.dueAt).getTime() - w.now().getTime()).toBeGreaterThan(4 * DAY)
    expect(await told(manager, 'suggestionCame')).toHaveLength(before + 1)
    expect(await onDesk(manager, one.id)).toMatchObject([{ what: '柜台放把椅子', complaintId: null, dueAt: one.dueAt }])
    expect(await onDesk(clerk, one.id)).toEqual([])
    const praise = await got(clerk.post('/feedback', { kind: 'praise', unitId, text: '修得好', channel: 'walkIn' }), 201)
    expect(praise).toMatchObject({ owner: null, dueAt: null })
    expect(await refused(clerk.post(`/feedback/${praise.id}/answer`, { version: 1, way: 'phone', text: 'x' }))).toBe('409 feedback/not-a-suggestion')
  })

  test('goes to the unit that can put it right, which sees and answers it', async () => {
    const one = await suggest()
    expect(await refused(other.get(`/feedback/${one.id}`))).toBe('404 kernel/not-found')
    const passed = await got(clerk.post(`/feedback/${one.id}/pass`, { version: one.version, toId: null, unitId: await w.unitId('S02'), note: '你们管陈列' }))
    expect(passed).toMatchObject({ owner: { id: other.id }, improving: { unitName: expect.any(String) }, dueAt: one.dueAt, state: 'passed' })
    expect(await onDesk(other, one.id)).toHaveLength(1)
    expect(await got(other.post(`/feedback/${one.id}/answer`, { version: passed.version, way: 'phone', text: '下周就放' }))).toMatchObject({ state: 'answered', answer: { way: 'phone', inTime: true, by: { id: other.id } } })
    expect(await onDesk(other, one.id)).toEqual([])
    const given = await suggest()
    const named = await got(clerk.post(`/feedback/${given.id}/pass`, { version: given.version, toId: smith.id, note: '发票的事' }))
    expect(await got(smith.post(`/feedback/${given.id}/answer`, { version: named.version, way: 'none', text: '改了' }))).toMatchObject({ state: 'answered' })
    expect(await refused(clerk.post(`/feedback/${one.id}/pass`, { version: 3, toId: null, unitId: crypto.randomUUID(), note: 'x' }))).toBe('409 feedback/answered-already')
    expect(await refused(clerk.post(`/feedback/${(await suggest()).id}/pass`, { version: 1, toId: null, unitId: crypto.randomUUID(), note: 'x' }))).toBe('422 complaint/unit-unknown')
  })

  test('is answered once, by whoever comes first; what became better is noted once', async () => {
    const one = await suggest({ email: 'lin@example.com' })
    const answers = await Promise.all([clerk, manager, w.admin].map((who) => who.post(`/feedback/${one.id}/answer`, { version: one.version, way: 'inPerson', text: '谢谢您，下周就放' })))
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409, 409])
    const better = await Promise.all([clerk, manager].map((who) => who.post(`/feedback/${one.id}/improvement`, { version: one.version + 1, note: '每个柜台两把椅子' })))
    expect(better.map((a) => a.status).sort()).toEqual([200, 409])
    expect(await refused(clerk.post(`/feedback/${one.id}/improvement`, { version: 3, note: 'x' }))).toBe('409 feedback/improved-already')
    expect(await refused(clerk.post(`/feedback/${(await suggest()).id}/answer`, { version: 1, way: 'mail', text: 'x' }))).toBe('422 feedback/no-address')
    expect(await refused(other.post(`/feedback/${(await suggest()).id}/answer`, { version: 1, way: 'phone', text: 'x' }))).toBe('404 kernel/not-found')
    expect((await got(w.admin.get('/audit?limit=30'))).items.map((e: { words: string }) => e.words)).toEqual(expect.arrayContaining(['答复了一条建议（当面）', '照一条建议作了改进']))
  })

  test('has the organisation’s own time once that is set', async () => {
    expect(await got(clerk.get('/feedback-rule'))).toEqual({ amount: 5, unit: 'workingDays', own: false, version: 0 })
    expect(await got(w.admin.put('/feedback-rule', { amount: 48, unit: 'hours', version: 0 }))).toEqual({ amount: 48, unit: 'hours', own: true, version: 1 })
    expect(await refused(w.admin.put('/feedback-rule', { amount: 48, unit: 'hours', version: 0 }))).toBe('409 kernel/stale-version')
    const one = await suggest()
    expect(new Date(one.dueAt).getTime() - new Date(one['receivedAt']).getTime()).toBe(2 * DAY)
    expect(await refused(smith.put('/feedback-rule', { amount: 1, unit: 'hours', version: 1 }))).toBe('403 identity/not-allowed')
  })

  test('that nobody answers in time is told once to who answers it, and can still be answered, late', async () => {
    const one = await suggest()
    const before = (await told(manager, 'suggestionLate')).length
    w.travel(3 * DAY)
    for (let i = 0; i < 2; i++) await sweepSuggestions(w.db, w.composed.doors.perform, w.now)
    const after = await told(manager, 'suggestionLate')
    expect(after.length).toBeGreaterThan(before)
    await sweepSuggestions(w.db, w.composed.doors.perform, w.now)
    expect(await told(manager, 'suggestionLate')).toHaveLength(after.length)
    expect((await got(manager.get('/feedback?late=1&mine=1'))).items.map((i: { id: string }) => i.id)).toContain(one.id)
    expect(await got(manager.post(`/feedback/${one.id}/answer`, { version: one.version, way: 'phone', text: '对不起，晚了' }))).toMatchObject({ late: true, answer: { inTime: false } })
  })

  test('is counted by the unit that puts it right', async () => {
    const sums = (await got(manager.get('/feedback/sums'))).items.find((s: { unitId: string }) => s.unitId === unitId)
    expect(sums).toMatchObject({ improved: 1 })
    expect(sums.answered).toBeGreaterThan(sums.inTime)
    expect(sums.open).toBeGreaterThan(0)
    expect((await got((await w.otherOrganization()).get('/feedback/sums'))).items).toEqual([])
  })
})

describe('missed calls from a table', () => {
  const COLUMNS = { calledAt: [0], callFrom: [1], callTo: [2], callKind: [3] }
  const stamp = (minutesAgo: number) => new Date(w.now().getTime() - minutesAgo * 60_000 + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
  const tableOf = (lines: readonly string[]) => Buffer.from(['时间,主叫,被叫,状态', ...lines].join('\n'))
  const open = async () => (await got(manager.get('/call-backs?state=open&limit=200'))).items as { id: string; number: string; calls: number; version: number }[]
  const brought = async (lines: readonly string[], who: Client = w.admin) => {
    const id = await bring(who, '来电.csv', tableOf(lines), 'missedCalls', 'telephone')
    return { id, dry: await checked(who, m, id, { columns: COLUMNS, dates: { calledAt: 'ymd' } }) }
  }
  let lineAdded: Promise<unknown> | null = null
  const line = () => (lineAdded ??= got(w.admin.post('/call-back-lines', { number: '010-88880001', unitId }), 201))

  test('become tasks by the rules of the telephone system, once for each number, and a table twice adds nothing', async () => {
    await line()
    const lines = [`${stamp(50)},13900139001,010-88880001,未接`, `${stamp(40)},13900139001,010-88880001,未接`, `${stamp(30)},13900139002,010-88880001,未接`, `${stamp(20)},13900139002,010-88880001,已接`, `${stamp(15)},,010-88880001,未接`, `${stamp(60 * 24 * 40)},13900139003,010-88880001,未接`, `不是时间,13900139004,010-88880001,未接`]
    const { id, dry } = await brought(lines)
    expect(dry).toMatchObject({ state: 'checked', counts: { rows: 7, good: 6, bad: 1, remarked: 2 } })
    expect((await rowsOf(w.admin, id)).flatMap((r) => r.faults.map((f: { code: string }) => f.code)).sort()).toEqual(['notADate', 'oldCall', 'withheld'])
    expect(await open()).toEqual([])
    expect(await taken(w.admin, m, id)).toMatchObject({ state: 'imported', counts: { done: 6, duplicates: 0 } })
    expect(await open()).toMatchObject([{ number: '13900139001', calls: 2 }])
    const again = await brought(lines)
    expect(again.dry.counts).toMatchObject({ duplicates: 6 })
    expect((await taken(w.admin, m, again.id)).counts).toMatchObject({ done: 0, duplicates: 6 })
    expect(await open()).toMatchObject([{ calls: 2 }])
  })

  test('that the telephone system has told of are not told again', async () => {
    await line()
    const at = new Date(Math.floor(w.now().getTime() / 1000) * 1000 - 5 * 60_000).toISOString()
    await got(w.admin.post('/missed-calls', { items: [{ callId: 'pbx-1', kind: 'missed', at, from: '13900139010', to: '010-88880001' }] }), 201)
    const local = new Date(new Date(at).getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
    const { id } = await brought([`${local},13900139010,010-88880001,未接`, `${stamp(3)},13900139011,010-88880001,NO ANSWER`])
    expect((await taken(w.admin, m, id)).counts).toMatchObject({ done: 1, duplicates: 1 })
    expect((await open()).filter((t) => t.number === '13900139010')).toMatchObject([{ calls: 1 }])
  })

  test('go with the table, unless somebody has begun with them', async () => {
    await line()
    const { id } = await brought([`${stamp(9)},13900139020,010-88880001,`, `${stamp(8)},13900139020,010-88880001,`, `${stamp(7)},13900139021,010-88880001,`, `${stamp(6)},,010-88880001,`])
    await taken(w.admin, m, id)
    const task = (await open()).find((t) => t.number === '13900139021')
    await got(clerk.post(`/call-backs/${task?.id}/take`, { version: task?.version }))
    await got(w.admin.post(`/imports/${id}/undo`))
    await m.settle()
    expect(await got(w.admin.get(`/imports/${id}`))).toMatchObject({ state: 'undone', counts: { done: 4, kept: 1 } })
    const left = await open()
    expect(left.some((t) => t.number === '13900139020')).toBe(false)
    expect(left.filter((t) => t.number === '13900139021')).toMatchObject([{ calls: 1 }])
  })

  test('are brought by who may tell of calls, for their own units', async () => {
    await line()
    expect(await refused(clerk.post('/imports', { fileId: crypto.randomUUID(), target: 'missedCalls', source: 'telephone' }))).toBe('403 identity/not-allowed')
    const { dry } = await brought([`${stamp(5)},13900139030,010-88880001,未接`, `${stamp(4)},13900139031,4001234,未接`], manager)
    expect(dry.counts).toMatchObject({ good: 1, bad: 1 })
  })
})

describe('a meeting from the case', () => {
  test('is booked by staff at a free time of the unit, and told on the case', async () => {
    const from = w.now().toISOString().slice(0, 10)
    await got(manager.post('/meeting-openings', { unitId, hostId: manager.id, place: '二楼', weekday: 3, from, until: null, begins: '14:00', ends: '16:00', minutes: 30, capacity: 1 }), 201)
    const c = await register(w, clerk, { customer: { name: '林女士', phone: '13700137009' } })
    const page = await got(clerk.get(`/complaints/${c.id}`))
    expect(page.may['meeting.book']).toBeNull()
    const [slot] = (await got(clerk.get(`/meetings/slots?unitId=${unitId}`))).items
    const booked = await got(clerk.post('/meetings', { openingId: slot.openingId, startsAt: slot.startsAt, name: '林女士', phone: '13700137009', topic: '戒指', complaintId: c.id }), 201)
    expect(booked.code).toMatch(/^[0-9A-Z]{4}-/)
    expect(JSON.stringify((await got(clerk.get(`/complaints/${c.id}`))).timeline)).toContain('顾客约见负责人')
    expect((await told(manager, 'meetingBooked')).length).toBeGreaterThan(0)
  })

  test('is not received by whom the complaint is about', async () => {
    const c = await register(w, w.admin, { customer: { name: '何女士', phone: '13700137019' } })
    await got(w.admin.post(`/complaints/${c.id}/accused`, { personIds: [manager.id], reason: '态度' }))
    const [, slot] = (await got(w.admin.get(`/meetings/slots?unitId=${unitId}`))).items
    expect(await refused(w.admin.post('/meetings', { openingId: slot.openingId, startsAt: slot.startsAt, name: '何女士', phone: '13700137019', topic: '态度', complaintId: c.id }))).toMatch(/^409 .*not-independent|^422 .*not-independent|^403 .*not-independent/)
  })
})
