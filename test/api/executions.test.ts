import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client, World } from '#test/app.ts'
import { openCounter, type Person } from '#test/counter.ts'
import { agreedOn } from '#test/payout.ts'
import { got, refused } from '#test/steps.ts'
import { PNG, upload } from '#test/story.ts'

const DAY = 24 * 3_600_000
let w: World
let clerk: Person
let mate: Person
let manager: Person
let away: Person
let smith: Person

beforeAll(async () => {
  ({ w, clerk, mate, manager, away } = await openCounter())
  smith = await w.person('吴师傅', 'WS', 'clerk')
})
afterAll(() => w.close())

const later = (ms: number) => new Date(w.now().getTime() + ms).toISOString()
const photo = async (who: Client) => (await upload(who, 'done.png', PNG)).json<{ id: string }>().id
const when = (days = 2) => ({ startsAt: later(days * DAY), place: '一店二楼', host: '吴师傅' })
const appoint = (who: Client, task: any, change: Record<string, unknown> = {}) => who.post<any>(`/tasks/${task.id}/appointments`, { ...when(), ...change })
const written = async (c: { id: string }) => (await got<any>(clerk.get(`/complaints/${c.id}`))).messages.filter((m: any) => m.via === 'appointment').map((m: any) => m.text)
const visit = async () => { const { c, tasks: [task] } = await agreedOn(w, clerk, [{ kind: 'visit', amountFen: 0 }]); return { c, task } }

describe('an appointment', () => {
  test('is made, told to the customer, moved, missed and made anew; what was agreed is done with it', async () => {
    const { c, task } = await visit()
    expect(task).toMatchObject({ byAppointment: true, appointment: null })
    const made = await got(appoint(clerk, task), 201)
    expect(made).toMatchObject({ state: 'begun', appointment: { state: 'booked', place: '一店二楼', host: '吴师傅', late: false, version: 1 } })
    expect(await written(c)).toEqual([expect.stringContaining('一店二楼')])
    const move = (version: number) => clerk.post<any>(`/appointments/${made.appointment.id}/move`, { version, ...when(3), place: '顾客家里', reason: '顾客改时间' })
    const both = await Promise.all([move(1), move(1)])
    expect(both.map((a) => a.status).sort()).toEqual([200, 409])
    const appointment = both.find((a) => a.status === 200)?.body.appointment
    expect(appointment).toMatchObject({ place: '顾客家里', version: 2, state: 'booked' })
    expect((await written(c)).filter((text: string) => text.includes('改为'))).toHaveLength(1)
    const end = (outcome: string, version = 2) => clerk.post<any>(`/appointments/${appointment.id}/end`, { version, outcome })
    expect(await refused(end('missed'))).toBe('409 settlement/not-yet-then')
    w.travel(4 * DAY)
    expect((await got<any>(clerk.get(`/tasks?complaintId=${c.id}`))).items[0].appointment.late).toBe(true)
    expect((await got(end('missed'))).appointment).toMatchObject({ state: 'missed' })
    expect(await refused(end('held', 3))).toBe('409 settlement/appointment-over')
    await got(appoint(clerk, task), 201)
    const done = await got(clerk.post<any>(`/tasks/${task.id}/complete`, { result: '登门致歉', reference: '走访单 1' }))
    expect(done).toMatchObject({ state: 'done', appointment: { state: 'held' } })
    w.travel(-4 * DAY)
  })

  test('stands once for each item, ahead of us, and where somebody comes at all', async () => {
    const { task } = await visit()
    const all = await Promise.all([clerk, mate, manager].map((who) => appoint(who, task)))
    expect(all.map((a) => a.status).sort()).toEqual([201, 409, 409])
    const { task: other } = await visit()
    expect(await refused(appoint(clerk, other, { startsAt: later(-1) }))).toBe('422 settlement/appointment-past')
    expect(await refused(appoint(clerk, other, { place: '' }))).toBe('422 kernel/invalid-input')
    const { tasks: [gift] } = await agreedOn(w, clerk, [{ kind: 'gift', amountFen: 100 }])
    expect(await refused(appoint(clerk, gift))).toBe('409 settlement/not-visited')
    expect(await refused(appoint(away, other))).toBe('404 kernel/not-found')
    expect(await refused((await w.otherOrganization()).post(`/tasks/${other.id}/appointments`, when()))).toBe('404 kernel/not-found')
    const standing = all.find((a) => a.status === 201)?.body.appointment
    expect((await got<any>(clerk.post(`/appointments/${standing.id}/end`, { version: 1, outcome: 'cancelled' }))).appointment.state).toBe('cancelled')
  })
})

describe('what is done is shown', () => {
  test('a repair is done when the customer has their thing back, and their signature shows it', async () => {
    const { c, tasks: [task] } = await agreedOn(w, clerk, [{ kind: 'repair', amountFen: 0 }])
    const held = await got(clerk.post<any>(`/complaints/${c.id}/goods`, { kind: 'jewellery', what: '钻戒', condition: '划痕', returnBy: later(7 * DAY), place: '柜', unsignedWhy: '快递' }), 201)
    const complete = (body: Record<string, unknown>) => smith.post<any>(`/tasks/${task.id}/complete`, { result: '修好了', ...body })
    expect(await refused(complete({ reference: 'W-1' }))).toBe('409 settlement/goods-not-back')
    const signatureId = await photo(clerk)
    await got(clerk.post(`/goods/${held.id}/return`, { version: held.version, to: '王女士', isCustomer: true, signatureId }))
    expect(await got(complete({}))).toMatchObject({ state: 'done', reference: held.number, evidence: [{ id: signatureId }] })
  })

  test('a public apology and a training need a file; money and other units get no tick', async () => {
    const { c, tasks } = await agreedOn(w, await w.person('高总', 'GMO', 'generalManager'), [{ kind: 'publicApology', amountFen: 0 }, { kind: 'training', amountFen: 0 }, { kind: 'repair', amountFen: 0 }])
    const [sorry, training, repair] = ['publicApology', 'training', 'repair'].map((kind) => tasks.find((t: any) => t.kind === kind))
    for (const task of [sorry, training]) expect(await refused(clerk.post(`/tasks/${task.id}/complete`, { result: '办了', reference: '单 1' }))).toBe('422 settlement/evidence-missing')
    expect(await refused(clerk.post(`/tasks/${repair.id}/complete`, { result: '办了', reference: '单 1' }))).toBe('403 settlement/not-your-task')
    expect(await refused(smith.post(`/tasks/${sorry.id}/complete`, { result: '办了', evidence: [await photo(smith)] }))).toBe('403 settlement/not-your-task')
    for (const task of [sorry, training]) await got(clerk.post(`/tasks/${task.id}/complete`, { result: '办了', evidence: [await photo(clerk)] }))
    expect((await got<any>(clerk.get(`/complaints/${c.id}`))).stage).toBe('execution')
  })

  test('who looks after the case sees all that is open of it, whoever does it, and what is overdue', async () => {
    const { c, tasks: [task] } = await agreedOn(w, clerk, [{ kind: 'repair', amountFen: 0 }])
    const list = async (who: Client, ask: string) => (await got<any>(who.get(`/tasks?state=open${ask}`))).items.filter((t: any) => t.complaintId === c.id)
    expect(await list(clerk, '')).toEqual([])
    expect(await list(clerk, '&supervised=1')).toMatchObject([{ id: task.id, late: false }])
    expect(await list(clerk, '&supervised=1&late=1')).toEqual([])
    expect(await list(smith, '')).toMatchObject([{ id: task.id, whyNot: null }])
    expect(await list(mate, '&supervised=1')).toEqual([])
    w.travel(30 * DAY)
    const again = await w.signIn('admin@example.com', 'correct horse battery')
    expect((await got<any>(again.get('/tasks?state=open&late=1'))).items.find((t: any) => t.id === task.id)).toMatchObject({ late: true })
    w.travel(-30 * DAY)
  })
})
