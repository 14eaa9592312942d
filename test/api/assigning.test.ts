import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client } from '#test/app.ts'
import { type Counter, openCounter, type Person } from '#test/counter.ts'
import { got, refused } from '#test/steps.ts'
import { aComplaint, register } from '#test/story.ts'

const DAY = 86_400_000
let c: Counter
let officer: Person
let unit: string
let phones = 0

beforeAll(async () => {
  c = await openCounter()
  officer = await c.w.person('林专员', 'HQ', 'complaintOfficer')
  unit = await c.w.unitId('S01')
})
afterAll(() => c.w.close())

const phone = () => `1391115${String(1000 + phones++)}`
const fromPortal = (more: Record<string, unknown> = {}) => got(c.w.visitor.post('/portal/complaints', { place: 'S01', locale: 'zh-CN', name: '沈女士', phone: phone(), text: '项链断了', wants: '修好', ...more }), 201)
const given = async (number: string, who: Client = officer) => {
  const { items } = await got(who.get(`/complaints?q=${number}`))
  return items[0] as { id: string; ownerId: string | null }
}
const giveOut = (way: string, more: Record<string, unknown> = {}, by: Client = c.manager) => by.put(`/units/${unit}/giving-out`, { way, receiverKeeps: true, mostOpen: null, ...more })
const skill = async (who: Person, more: Record<string, unknown>, by: Client = c.manager) => {
  const before = (await got(officer.get('/skills'))).items.find((one: { personId: string }) => one.personId === who.id)
  return by.put(`/people/${who.id}/skills`, { mostOpen: null, categories: [], languages: [], classes: [], version: before?.version ?? 0, ...more })
}
const queued = async (number: string) => ((await got(officer.get('/triage'))).items as { number: string; complaintId: string; version: number; proposal: { person: { id: string } | null; considered: { person: { id: string }; why: string; skills: string[] }[] } | null }[]).find((item) => item.number === number)
const why = (considered: readonly { person: { id: string }; why: string }[] | undefined, who: Person) => considered?.find((one) => one.person.id === who.id)?.why
const openOf = async (who: Person) => ((await got(officer.get('/triage'))).load as { id: string; open: number }[]).find((one) => one.id === who.id)?.open ?? 0

describe('how a unit gives out what comes in', () => {
  test('is by hand until who leads it says otherwise; nobody else may', async () => {
    const { number } = await fromPortal()
    expect(await queued(number)).toMatchObject({ proposal: null })
    expect((await got(c.clerk.get('/giving-out'))).items).toMatchObject([{ unitId: unit, way: 'hand', receiverKeeps: true, mostOpen: null, may: false }])
    expect(await refused(giveOut('automatic', {}, c.clerk))).toBe('403 identity/not-allowed')
    expect(await refused(giveOut('automatic', {}, c.away))).toBe('403 identity/not-allowed')
    const stranger = await c.w.otherOrganization()
    expect(await refused(giveOut('automatic', {}, stranger))).toBe('404 kernel/not-found')
    expect(await refused(stranger.put(`/people/${c.clerk.id}/skills`, { mostOpen: 1, categories: [], languages: [], classes: [], version: 0 }))).toBe('404 kernel/not-found')
    expect(await refused(giveOut('automatic', { mostOpen: -1 }))).toMatch(/^422/)
    const elsewhere = await c.w.person('别店店长', 'S02', 'shopManager')
    expect(await refused(giveOut('automatic', {}, elsewhere))).toBe('403 complaint/unit-not-yours')
    expect(await refused(skill(c.clerk, { mostOpen: 1 }, elsewhere))).toBe('403 complaint/unit-not-yours')
  })

  test('proposed: the queue says who would have each, and why; one press gives it to them', async () => {
    expect(await got(giveOut('proposed'))).toMatchObject({ way: 'proposed', may: true })
    const [one, two] = [await fromPortal(), await fromPortal()]
    const [first, second] = [await queued(one.number), await queued(two.number)]
    expect(new Set([first?.proposal?.person?.id, second?.proposal?.person?.id])).toEqual(new Set([c.clerk.id, c.mate.id]))
    expect(why(first?.proposal?.considered, c.manager)).toBe('none')
    const to = first?.proposal?.person?.id
    const at = await Promise.all([officer, c.manager].map((who) => who.post(`/complaints/${first?.complaintId}/assign`, { version: first?.version, toPersonId: to, tell: 'message', asProposed: true })))
    expect(at.map((a) => a.status).sort()).toEqual([200, 409])
    const choice = await got(c.manager.get(`/complaints/${first?.complaintId}/choice`))
    expect(choice).toMatchObject({ way: 'accepted', person: { id: to } })
    expect(await refused(c.away.get(`/complaints/${first?.complaintId}/choice`))).toBe('404 kernel/not-found')
    await got(skill((to === c.clerk.id ? c.mate : c.clerk), { mostOpen: 0 }))
    const full = to === c.clerk.id ? c.mate : c.clerk
    expect(await refused(officer.post(`/complaints/${second?.complaintId}/assign`, { version: second?.version, toPersonId: full.id, tell: 'none', asProposed: true }))).toBe('409 routing/proposal-gone')
    await got(skill(full, { mostOpen: null }))
  })

  test('automatic: twenty at once are spread evenly, whoever else writes, and the customers hear from whom', async () => {
    await got(giveOut('automatic'))
    const [third, fourth] = [await c.w.person('小陈', 'S01', 'clerk'), await c.w.person('小吴', 'S01', 'clerk')]
    const people = [c.clerk, c.mate, third, fourth]
    const before = await Promise.all(people.map(openOf))
    const sent = await Promise.all(Array.from({ length: 20 }, () => fromPortal()))
    const after = await Promise.all(people.map(openOf))
    expect(after.reduce((sum, n) => sum + n, 0) - before.reduce((sum, n) => sum + n, 0)).toBe(20)
    expect(Math.max(...after) - Math.min(...after)).toBeLessThanOrEqual(1)
    const one = await given(sent[0].number)
    const shown = await got(officer.get(`/complaints/${one.id}`))
    expect(shown.messages).toMatchObject([{ kind: 'reply', via: 'handler' }])
    expect(shown.timeline.map((e: { name: string }) => e.name)).toEqual(expect.arrayContaining(['complaint.ownerChanged', 'routing.chosen']))
    const chosen = await got(officer.get(`/complaints/${one.id}/choice`))
    expect(chosen.considered[0]).toMatchObject({ why: 'chosen', person: { id: one.ownerId } })
    expect(await queued(sent[0].number)).toBeUndefined()
    expect(((await got(officer.get('/triage/waits'))).items as { unitName: string; count: number }[]).length).toBeGreaterThan(0)
  })

  test('nobody is given more than they may carry, at once or not; what is left waits', async () => {
    const before = await openOf(c.clerk)
    await got(giveOut('automatic', { mostOpen: 0, receiverKeeps: false }))
    await got(skill(c.clerk, { mostOpen: before + 3 }))
    const sent = await Promise.all(Array.from({ length: 8 }, () => register(c.w, c.manager, { customer: { name: '何', phone: phone() } })))
    const owners = await Promise.all(sent.map(async ({ id }) => (await got(officer.get(`/complaints/${id}`))).owner.name as string))
    expect(owners.filter((name) => name === '小李')).toHaveLength(3)
    expect(owners.filter((name) => name === '')).toHaveLength(5)
    expect(await openOf(c.clerk)).toBe(before + 3)
    const left = await queued(sent[owners.indexOf('')]?.number ?? '')
    expect(why(left?.proposal?.considered, c.clerk)).toBe('full')
    await got(skill(c.clerk, { mostOpen: null }))
  })

  test('whoever received it in person keeps it, what a machine brings is given out; or all of it, where the unit wants that', async () => {
    await got(giveOut('automatic'))
    const own = await register(c.w, c.clerk, { customer: { name: '何', phone: phone() } })
    expect((await got(officer.get(`/complaints/${own.id}`))).owner.id).toBe(c.clerk.id)
    const { token } = await got(c.w.admin.post('/tokens', { name: '商城', scopes: ['complaint.register'] }), 201)
    const answer = await c.w.visitor.post('/complaints', await aComplaint(c.w, { customer: { name: '何', phone: phone() } }), { authorization: `Bearer ${token}` })
    expect(answer.status).toBe(201)
    expect((await got(officer.get(`/complaints/${answer.body.id}`))).timeline.map((e: { name: string }) => e.name)).toContain('routing.chosen')
    await got(giveOut('automatic', { receiverKeeps: false }))
    const passed = await Promise.all(Array.from({ length: 6 }, () => register(c.w, c.manager, { customer: { name: '何', phone: phone() } })))
    const owners = await Promise.all(passed.map(async (one) => (await got(officer.get(`/complaints/${one.id}`))).owner.id))
    expect(owners).not.toContain(c.manager.id)
    expect(owners).not.toContain(null)
    await got(giveOut('automatic'))
  })

  test('what goes back to such a unit has somebody at once', async () => {
    const own = await register(c.w, c.clerk, { customer: { name: '何', phone: phone() } })
    await got(c.w.admin.put('/away-rule', { way: 'queue', version: 0 }))
    await got(c.w.admin.post(`/people/${c.clerk.id}/pass-on`, { toId: null }))
    const shown = await got(officer.get(`/complaints/${own.id}`))
    expect(['', '小李']).not.toContain(shown.owner.name)
    expect(shown.timeline.map((e: { name: string }) => e.name)).toEqual(expect.arrayContaining(['routing.passedOn', 'routing.chosen']))
  })

  test('who is skilled comes first, who is away, or whom it is about, never', async () => {
    const pack = await got(officer.get('/pack'))
    const child = pack.categories.find((one: { parent: string | null; retired?: boolean }) => one.parent && !one.retired)
    expect(await refused(skill(c.mate, { categories: ['noSuch'] }))).toBe('422 complaint/unknown-category')
    expect(await refused(skill(c.mate, { classes: ['noSuch'] }))).toBe('422 customer/unknown-class')
    await got(skill(c.mate, { categories: [child.parent] }))
    await got(giveOut('proposed', { receiverKeeps: false }))
    const one = await register(c.w, c.manager, { customer: { name: '何', phone: phone() }, points: [{ text: '金链断了', wants: '修', categoryCode: child.code }] })
    const proposal = (await queued(one.number))?.proposal
    expect(proposal?.person?.id).toBe(c.mate.id)
    expect(proposal?.considered[0]).toMatchObject({ why: 'chosen', skills: ['category'] })
    const today = new Date(c.w.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
    await got(c.w.admin.post(`/people/${c.mate.id}/absence`, { from: today, until: today }))
    const then = (await queued(one.number))?.proposal
    expect([then?.person?.id === c.mate.id, why(then?.considered, c.mate)]).toEqual([false, 'away'])
    const about = then?.person?.id ?? ''
    await got(officer.post(`/complaints/${one.id}/accused`, { personIds: [about], reason: '说的是他' }))
    c.w.travel(DAY)
    const accused = await register(c.w, c.manager, { customer: { name: '何', phone: phone() }, accusedIds: [c.clerk.id] })
    expect((await got(officer.get(`/complaints/${accused.id}`))).owner.id).toBe(c.manager.id)
  })
})
