import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sweepUrgings } from '#modules/routing/sweep.ts'
import { type Client, type World, openWorld } from '#test/app.ts'
import { got, refused } from '#test/steps.ts'
import { register } from '#test/story.ts'

const HOUR = 3_600_000
type Person = Client & { id: string }
let w: World
let clerk: Person
let mate: Person
let manager: Person
let officer: Person
let second: Person
let away: Person
let phones = 0

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  mate = await w.person('小王', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  officer = await w.person('林专员', 'HQ', 'complaintOfficer')
  second = await w.person('秦专员', 'HQ', 'complaintOfficer')
  away = await w.person('小马', 'S02', 'clerk')
})
afterAll(() => w.close())

const newCase = () => register(w, clerk, { customer: { name: '何女士', phone: `1381113${String(1000 + phones++)}` } })
const told = async (who: Client, name: string) => ((await got(who.get('/notifications'))).items as { name: string }[]).filter((n) => n.name === name).length
const theCase = async (id: string, who: Client = officer) => got(who.get(`/complaints/${id}`))
const fromPortal = async () => got(w.visitor.post('/portal/complaints', { place: 'S01', locale: 'zh-CN', name: '沈女士', phone: `1361113${String(1000 + phones++)}`, text: '项链断了', wants: '修好' }), 201)

describe('a new handler', () => {
  test('is told to the customer in the way that was chosen, with name and phone', async () => {
    const c = await newCase()
    const asked = await got(clerk.post(`/complaints/${c.id}/handovers`, { toPersonId: mate.id, story: '顾客要退款' }), 201)
    expect(asked.customerTold).toBe(false)
    expect(await got(mate.post(`/handovers/${asked.id}/accept`, { tell: 'message' }))).toMatchObject({ state: 'accepted', customerTold: true })
    const shown = await theCase(c.id)
    expect(shown.messages).toMatchObject([{ kind: 'reply', via: 'handler' }])
    expect(shown.messages[0].text).toContain('小王')
    const back = await got(mate.post(`/complaints/${c.id}/handovers`, { toPersonId: clerk.id, story: '还是您来' }), 201)
    await got(clerk.post(`/handovers/${back.id}/accept`, { tell: 'phone' }))
    expect((await theCase(c.id)).promises).toMatchObject([{ owner: { id: clerk.id }, state: 'open', text: expect.stringContaining('打电话') }])
    expect((await theCase(c.id)).messages).toHaveLength(1)
  })

  test('that comes to nobody twice goes to the manager, and how often is shown', async () => {
    const c = await newCase()
    for (const reason of ['不懂黄金', '在休假']) {
      const asked = await got(clerk.post(`/complaints/${c.id}/handovers`, { toPersonId: mate.id, story: '请接手' }), 201)
      await got(mate.post(`/handovers/${asked.id}/decline`, { reason }))
    }
    expect((await theCase(c.id)).handovers.filter((h: { state: string }) => h.state === 'declined')).toHaveLength(2)
    expect(await told(manager, 'bouncedTwice')).toBe(1)
  })
})

describe('whoever looks after a case', () => {
  test('is urged and supervised with a clock, answers once, and is told on when late', async () => {
    const c = await newCase()
    expect(await refused(clerk.post(`/complaints/${c.id}/urge`, { words: 'x' }))).toBe('403 identity/not-allowed')
    const at = await Promise.all(Array.from({ length: 3 }, () => manager.post(`/complaints/${c.id}/urge`, { words: '怎么样了？' })))
    expect(at.map((a) => a.status).sort()).toEqual([201, 409, 409])
    const urged = (await theCase(c.id)).urgings[0]
    expect(urged).toMatchObject({ kind: 'urge', to: { id: clerk.id }, by: { id: manager.id }, answer: null, late: false })
    expect(await told(clerk, 'urged')).toBe(1)
    expect((await got(clerk.get('/desk'))).items.some((i: { kind: string; id: string }) => i.kind === 'urging' && i.id === urged.id)).toBe(true)
    expect(await refused(mate.post(`/urgings/${urged.id}/answer`, { answer: '我来' }))).toBe('403 routing/not-yours-to-answer')
    expect(await refused(away.post(`/urgings/${urged.id}/answer`, { answer: '我来' }))).toBe('404 kernel/not-found')
    const answers = await Promise.all(Array.from({ length: 3 }, () => clerk.post(`/urgings/${urged.id}/answer`, { answer: '今天出结果' })))
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409, 409])
    expect(await told(manager, 'urgingAnswered')).toBe(1)
    await got(officer.post(`/complaints/${c.id}/supervise`, { words: '总部关注' }), 201)
    w.travel(96 * HOUR)
    await Promise.all([1, 2].map(() => sweepUrgings(w.db, w.composed.doors.perform, w.now)))
    expect((await theCase(c.id)).timeline.filter((e: { name: string }) => e.name === 'routing.urgingLate')).toHaveLength(1)
    expect(await told(officer, 'urgingLate')).toBe(1)
    expect((await theCase(c.id)).urgings).toHaveLength(2)
  })

  test('passes a customer who asks for somebody higher on to who leads the shop', async () => {
    const c = await newCase()
    const asked = await got(clerk.post(`/complaints/${c.id}/ask-higher`, { words: '“叫你们经理来！”' }), 201)
    expect(asked).toMatchObject({ kind: 'higher', to: { id: manager.id } })
    expect(await told(manager, 'askedForHigher')).toBe(1)
    expect(await refused(clerk.post(`/urgings/${asked.id}/answer`, { answer: '我是经理' }))).toBe('403 routing/not-yours-to-answer')
    expect(await got(manager.post(`/urgings/${asked.id}/answer`, { answer: '已和顾客通话' }))).toMatchObject({ answeredBy: { id: manager.id } })
  })
})

describe('what nobody looks after', () => {
  test('stands in the queue, the most urgent and oldest first, and two officers never give it to two people', async () => {
    const sent = await fromPortal()
    const queue = await got(officer.get('/triage'))
    const item = queue.items.find((i: { number: string }) => i.number === sent.number)
    expect(item).toMatchObject({ owner: null, pending: null, words: '项链断了' })
    expect(queue.load.map((one: { name: string }) => one.name)).toEqual(expect.arrayContaining(['小李', '小王', '陈店长']))
    expect(await refused(clerk.get('/triage'))).toBe('403 identity/not-allowed')
    const category = (await got(officer.get('/pack'))).categories.at(-1).code
    const at = await Promise.all([[officer, clerk], [second, mate]].map(([who, to]) => (who as Person).post(`/complaints/${item.complaintId}/assign`, { version: item.version, toPersonId: (to as Person).id, categoryCode: category, tell: 'none' })))
    expect(at.map((a) => a.status).sort()).toEqual([200, 409])
    const owner = at.find((a) => a.status === 200)?.body.ownerId
    const shown = await theCase(item.complaintId)
    expect(shown).toMatchObject({ owner: { id: owner }, points: [{ categoryCode: category }] })
    expect(shown.timeline.filter((e: { name: string }) => e.name === 'routing.assigned')).toHaveLength(1)
    expect((await got(officer.get('/triage'))).items.some((i: { number: string }) => i.number === sent.number)).toBe(false)
  })

  test('is measured from when it came until somebody has it, by unit and month', async () => {
    const sent = await fromPortal()
    w.travel(3 * HOUR)
    const of = async () => (await got(officer.get('/triage/waits'))).items.find((i: { unitName: string }) => i.unitName.length > 0)
    const before = await of()
    expect(before.waiting).toBe(1)
    expect(before.longest).toBeGreaterThanOrEqual(179)
    const item = (await got(officer.get('/triage'))).items.find((i: { number: string }) => i.number === sent.number)
    await got(officer.post(`/complaints/${item.complaintId}/assign`, { version: item.version, toPersonId: clerk.id, tell: 'message' }))
    expect((await of()).waiting).toBe(0)
    expect((await theCase(item.complaintId)).messages[0].text).toContain('小李')
  })

  test('also waits while it is offered to somebody; assigning it ends that', async () => {
    const c = await newCase()
    await got(clerk.post(`/complaints/${c.id}/handovers`, { toPersonId: mate.id, story: '请接手' }), 201)
    const item = (await got(officer.get('/triage'))).items.find((i: { number: string }) => i.number === c.number)
    expect(item).toMatchObject({ owner: { id: clerk.id }, pending: { id: mate.id } })
    await got(officer.post(`/complaints/${c.id}/assign`, { version: item.version, toPersonId: manager.id, tell: 'none' }))
    expect((await theCase(c.id)).handovers).toMatchObject([{ state: 'withdrawn' }])
    expect((await got((await w.otherOrganization()).get('/triage'))).items).toEqual([])
  })
})
