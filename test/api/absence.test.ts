import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sweepAbsences } from '#modules/identity/sweep.ts'
import type { Client } from '#test/app.ts'
import { type Counter, openCounter, type Person } from '#test/counter.ts'
import { got, investigated, refused } from '#test/steps.ts'
import { register } from '#test/story.ts'

const DAY = 86_400_000
let c: Counter
let officer: Person
let phones = 0

beforeAll(async () => {
  c = await openCounter()
  officer = await c.w.person('林专员', 'HQ', 'complaintOfficer')
})
afterAll(() => c.w.close())

const day = (n: number) => new Date(c.w.now().getTime() + n * DAY + 8 * 3_600_000).toISOString().slice(0, 10)
const newCase = (who: Client) => register(c.w, who, { customer: { name: '何女士', phone: `1381114${String(1000 + phones++)}` } })
const shown = (id: string, who: Client = officer) => got(who.get(`/complaints/${id}`))
const names = async (id: string) => ((await shown(id)).timeline as { name: string }[]).map((e) => e.name)
const told = async (who: Client, name: string) => ((await got(who.get('/notifications'))).items as { name: string; complaintId: string }[]).filter((n) => n.name === name)
const sweep = () => sweepAbsences(c.w.db, c.w.composed.doors.perform, c.w.now)
const goAway = (who: Person, more: Record<string, unknown>, by: Client = c.w.admin) => got(by.post(`/people/${who.id}/absence`, { from: day(0), until: day(30), ...more }))
const comeBack = async (who: Person) => {
  const { absence } = await got(c.w.admin.get(`/people`)).then(({ items }) => items.find((one: { id: string }) => one.id === who.id))
  if (absence) await got(c.w.admin.post(`/people/${who.id}/absence/cancel`, { absenceId: absence.id }))
}
const rule = async (way: string) => got(c.w.admin.put('/away-rule', { way, version: (await got(c.w.admin.get('/away-rule'))).version }))
const queued = async (id: string) => ((await got(officer.get('/triage'))).items as { complaintId: string; ownerAway: boolean; owner: { id: string } | null; proposal: { person: { id: string } | null } | null; version: number }[]).find((item) => item.complaintId === id)

describe('what becomes of work while people are away', () => {
  test('is the firm to say, and for who administers it', async () => {
    expect(await got(c.clerk.get('/away-rule'))).toEqual({ way: 'tell', version: 0 })
    expect(await refused(c.manager.put('/away-rule', { way: 'queue', version: 0 }))).toBe('403 identity/not-allowed')
    const at = await Promise.all([1, 2].map(() => c.w.admin.put('/away-rule', { way: 'tell', version: 0 })))
    expect(at.map((a) => a.status)).toContain(200)
    expect(await refused(c.w.admin.put('/away-rule', { way: 'queue', version: 0 }))).toBe('409 kernel/stale-version')
    expect(await got((await c.w.otherOrganization()).get('/away-rule'))).toEqual({ way: 'tell', version: 0 })
  })

  test('who leads is told, and gives each case away from the queue with one press', async () => {
    const one = await newCase(c.clerk)
    await goAway(c.clerk, {})
    await Promise.all([sweep(), sweep()])
    expect((await shown(one.id)).owner.id).toBe(c.clerk.id)
    expect((await told(c.manager, 'ownerAway')).filter((n) => n.complaintId === one.id)).toHaveLength(1)
    const item = await queued(one.id)
    expect(item).toMatchObject({ ownerAway: true, owner: { id: c.clerk.id }, proposal: { person: { id: c.mate.id } } })
    await got(officer.post(`/complaints/${one.id}/assign`, { version: item?.version, toPersonId: c.mate.id, tell: 'message', asProposed: true }))
    expect(await shown(one.id)).toMatchObject({ owner: { id: c.mate.id }, messages: [{ via: 'handler' }] })
    expect(await queued(one.id)).toBeUndefined()
    expect(await names(one.id)).toEqual(expect.arrayContaining(['routing.ownerAway', 'routing.assigned', 'routing.chosen']))
    await comeBack(c.clerk)
    expect((await shown(one.id)).owner.id).toBe(c.mate.id)
  })

  test('with somebody who stands in, only what falls due meanwhile goes to them; it comes back when that was chosen', async () => {
    await rule('deputy')
    const due = await newCase(c.clerk)
    await got(c.clerk.post(`/complaints/${due.id}/promises`, { text: '明天回电', dueAt: new Date(c.w.now().getTime() + DAY).toISOString() }), 201)
    await got(c.clerk.post(`/complaints/${due.id}/promises`, { text: '三个月后回访', dueAt: new Date(c.w.now().getTime() + 90 * DAY).toISOString() }), 201)
    await goAway(c.clerk, { until: day(2), deputyId: c.away.id, comesBack: true })
    await Promise.all([sweep(), sweep()])
    const moved = await shown(due.id, c.away)
    expect(moved.owner.id).toBe(c.away.id)
    expect(moved.promises.map((p: { owner: { id: string } }) => p.owner.id)).toEqual([c.away.id, c.clerk.id])
    expect(moved.messages).toMatchObject([{ kind: 'reply', via: 'handler', text: expect.stringContaining('小马') }])
    expect((await names(due.id)).filter((name) => name === 'routing.passedOn')).toHaveLength(1)
    c.w.travel(3 * DAY)
    await Promise.all([sweep(), sweep()])
    expect((await shown(due.id)).owner.id).toBe(c.clerk.id)
    expect((await names(due.id)).filter((name) => name === 'routing.passedBack')).toHaveLength(1)
  })

  test('an absence too short for any deadline moves nothing, and one that was taken over stays', async () => {
    const one = await newCase(c.clerk)
    const clocks = (await shown(one.id)).clocks as { id: string; dueAt: string }[]
    expect(clocks.length).toBeGreaterThan(0)
    await goAway(c.clerk, { from: day(200), until: day(201), deputyId: c.mate.id })
    await sweep()
    expect((await shown(one.id)).owner.id).toBe(c.clerk.id)
    await comeBack(c.clerk)
    await goAway(c.clerk, { deputyId: c.mate.id, comesBack: true })
    await sweep()
    expect((await shown(one.id)).owner.id).toBe(c.mate.id)
    await got(c.manager.post(`/complaints/${one.id}/take-over`, { reason: '我来', tell: 'none' }))
    await comeBack(c.clerk)
    expect((await shown(one.id)).owner.id).toBe(c.manager.id)
  })

  test('an absence that is made longer gives nothing back before the last of it ends', async () => {
    const one = await newCase(c.clerk)
    await goAway(c.clerk, { until: day(1), deputyId: c.mate.id, comesBack: true })
    await sweep()
    expect((await shown(one.id)).owner.id).toBe(c.mate.id)
    await goAway(c.clerk, { until: day(2), deputyId: c.mate.id, comesBack: true })
    await sweep()
    c.w.travel(2 * DAY)
    await sweep()
    expect((await shown(one.id)).owner.id).toBe(c.mate.id)
    c.w.travel(DAY)
    await sweep()
    expect((await shown(one.id)).owner.id).toBe(c.clerk.id)
  })

  test('without anybody who stands in it lies with nobody, and comes back from the queue', async () => {
    const one = await newCase(c.clerk)
    await goAway(c.clerk, { comesBack: true })
    await sweep()
    expect(await queued(one.id)).toMatchObject({ owner: null, ownerAway: false })
    expect((await told(c.manager, 'caseLaidDown')).some((n) => n.complaintId === one.id)).toBe(true)
    await comeBack(c.clerk)
    expect(await queued(one.id)).toBeUndefined()
    expect((await shown(one.id)).owner.id).toBe(c.clerk.id)
  })

  test('never goes to whom the case is about', async () => {
    const one = await newCase(c.clerk)
    await got(c.manager.post(`/complaints/${one.id}/accused`, { personIds: [c.mate.id], reason: '顾客说的就是他' }))
    await goAway(c.clerk, { deputyId: c.mate.id })
    await sweep()
    const item = await queued(one.id)
    expect(item?.owner).toBeNull()
    expect((await c.mate.get(`/complaints/${one.id}`)).status).toBe(404)
    await comeBack(c.clerk)
  })
})

describe('a case that is opened again', () => {
  const closed = async (who: Person) => {
    const made = await investigated(c.w, who, { customer: { name: '何女士', phone: `1381114${String(1000 + phones++)}` } })
    const { version } = await shown(made.id)
    await got(who.post(`/complaints/${made.id}/close`, { version, outcome: 'withdrawn', reason: '顾客说算了', summary: { cause: '一', effect: '二', improvement: '三' } }))
    return made
  }
  const reopened = (made: { id: string }) => got(c.manager.post(`/complaints/${made.id}/reopen`, { reason: '顾客又来了' }))

  test('while who looked after it is away goes the way absence says', async () => {
    const who = await c.w.person('小齐', 'S01', 'clerk')
    const [one, two, three] = [await closed(who), await closed(who), await closed(who)]
    await rule('tell')
    await goAway(who, {})
    await sweep()
    await reopened(one)
    expect(await queued(one.id)).toMatchObject({ ownerAway: true, owner: { id: who.id } })
    expect(await names(one.id)).toContain('routing.ownerAway')
    await rule('queue')
    await reopened(two)
    expect(await queued(two.id)).toMatchObject({ owner: null })
    expect(await names(two.id)).toContain('routing.passedOn')
    await comeBack(who)
    await goAway(who, { deputyId: c.mate.id, until: day(60) })
    await rule('deputy')
    await sweep()
    await reopened(three)
    expect((await shown(three.id)).owner.id).toBe(c.mate.id)
    await comeBack(who)
  })

  test('after who looked after it has left lies with the unit, and who leads hears of it', async () => {
    const who = await c.w.person('小鲁', 'S01', 'clerk')
    const made = await closed(who)
    await got(c.w.admin.post(`/people/${who.id}/retire`))
    await got(officer.post(`/complaints/${made.id}/reopen`, { reason: '顾客又来了' }))
    expect(await queued(made.id)).toMatchObject({ owner: null })
    expect((await told(c.manager, 'caseLaidDown')).some((n) => n.complaintId === made.id)).toBe(true)
  })

  test('stays with who is there', async () => {
    const made = await closed(c.mate)
    await reopened(made)
    expect((await shown(made.id)).owner.id).toBe(c.mate.id)
    expect(await queued(made.id)).toBeUndefined()
  })
})

describe('whoever leaves', () => {
  test('leaves nothing behind: all that lies with them goes to a colleague, then the account is closed', async () => {
    const leaver = await c.w.person('小赵', 'S01', 'clerk')
    const one = await newCase(leaver)
    await got(leaver.post(`/complaints/${one.id}/promises`, { text: '周五回电', dueAt: new Date(c.w.now().getTime() + 3 * DAY).toISOString() }), 201)
    const task = await got(c.manager.post(`/complaints/${one.id}/inquiries`, { what: '问店里', ownerId: leaver.id, dueAt: new Date(c.w.now().getTime() + 2 * DAY).toISOString(), details: { kind: 'interview', fields: {} } }), 201)
    expect(await got(c.w.admin.get(`/people/${leaver.id}/work`))).toMatchObject({ items: [{ kind: 'complaints', count: 1 }, { kind: 'promises', count: 1 }, { kind: 'inquiries', count: 1 }] })
    expect(await refused(c.w.admin.post(`/people/${leaver.id}/retire`))).toBe('409 identity/open-cases')
    expect(await refused(c.clerk.post(`/people/${leaver.id}/pass-on`, { toId: c.clerk.id }))).toBe('403 identity/not-allowed')
    expect(await refused(c.w.admin.post(`/people/${leaver.id}/pass-on`, { toId: leaver.id }))).toBe('422 identity/pass-on-to-self')
    const at = await Promise.all([1, 2, 3].map(() => c.w.admin.post(`/people/${leaver.id}/pass-on`, { toId: c.mate.id })))
    expect(at.map((a) => a.status)).toEqual([200, 200, 200])
    expect(await shown(one.id)).toMatchObject({ owner: { id: c.mate.id }, promises: [{ owner: { id: c.mate.id } }] })
    expect((await names(one.id)).filter((name) => ['routing.passedOn', 'promise.passed', 'inquiry.passed'].includes(name)).sort()).toEqual(['inquiry.passed', 'promise.passed', 'routing.passedOn'])
    expect((await got(c.mate.get(`/inquiries?complaintId=${one.id}`))).items).toMatchObject([{ id: task.id, owner: { id: c.mate.id } }])
    expect((await got(c.w.admin.get(`/people/${leaver.id}/work`))).items).toEqual([])
    await got(c.w.admin.post(`/people/${leaver.id}/retire`))
  })
})
