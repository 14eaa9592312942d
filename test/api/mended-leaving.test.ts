import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Database, connect } from '#kernel/db.ts'
import { sweepPromises } from '#modules/promise/sweep.ts'
import { type Client, type World, openWorld } from '#test/app.ts'
import { got, investigated, refused } from '#test/steps.ts'
import { register } from '#test/story.ts'

type P = Client & { id: string }
let w: World
let database: Database
let clerk: P
let manager: P
let boss: P

beforeAll(async () => {
  w = await openWorld()
  database = connect(w.url, 2, () => undefined)
  clerk = await w.person('小李', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  boss = await w.person('总经理', 'GMO', 'generalManager')
})
afterAll(async () => {
  await database.end()
  await w.close()
})

describe('units and people with open work', () => {
  const unit = async (code: string) => (await got(w.admin.get('/units'))).items.find((u: { code: string }) => u.code === code)
  const rename = (u: { id: string; name: string; kind: string; parentId: string | null }, code: string) => w.admin.put(`/units/${u.id}`, { code, name: u.name, kind: u.kind, parentId: u.parentId })

  test('a unit code that went to another unit goes on counting', async () => {
    const first = await register(w, clerk)
    const [s1, s2] = [await unit('S01'), await unit('S02')]
    await got(rename(s1, 'TMP'))
    await got(rename(s2, 'S01'))
    const next = await register(w, w.admin, { unitId: s2.id })
    expect(Number(next.number.split('-')[2])).toBe(Number(first.number.split('-')[2]) + 1)
    await got(rename(s2, 'S02'))
    await got(rename(s1, 'S01'))
  })

  test('are not retired before it is handed over', async () => {
    await got(w.admin.post('/units', { code: 'S09', name: '九店', kind: 'shop', parentId: await w.unitId('HQ') }), 201)
    const id = await w.unitId('S09')
    await register(w, w.admin, { unitId: id })
    await register(w, w.admin, { unitId: id, confidential: true })
    const kept = await w.admin.post<any>(`/units/${id}/retire`)
    expect([kept.status, kept.body.type, kept.body.params]).toEqual([409, '/problems/identity/open-cases', { count: 2 }])
    const leaving = await w.person('走', 'S01', 'clerk')
    const c = await register(w, leaving)
    expect(await refused(w.admin.post(`/people/${leaving.id}/retire`))).toBe('409 identity/open-cases')
    await got(manager.post(`/complaints/${c.id}/take-over`, { reason: '交接' }))
    expect((await w.admin.post(`/people/${leaving.id}/retire`)).status).toBe(200)
  })
})

describe('who leaves', () => {
  const retire = (who: Client & { id: string }) => w.admin.post<any>(`/people/${who.id}/retire`)
  const why = ({ status, body }: { status: number; body: any }) => [status, body.type, body.params]

  test('leaves no promise behind, wherever it was made', async () => {
    const leaving = await w.person('许诺的人', 'S02', 'clerk')
    const c = await register(w, clerk, { confidential: true })
    const promise = async (text: string) => (await got(clerk.post(`/complaints/${c.id}/promises`, { text, dueAt: new Date(w.now().getTime() + 3_600_000).toISOString(), ownerId: leaving.id }), 201)).id as string
    const [first, second] = [await promise('明天回电'), await promise('后天回信')]
    expect(why(await retire(leaving))).toEqual([409, '/problems/identity/open-promises', { count: 2, number: c.number }])
    await got(clerk.post(`/promises/${first}/keep`, { result: '回了' }))
    w.travel(2 * 3_600_000)
    await sweepPromises(database.db, w.composed.doors.perform, w.now)
    expect(why(await retire(leaving))).toEqual([409, '/problems/identity/open-promises', { count: 1, number: c.number }])
    await got(clerk.post(`/promises/${second}/withdraw`, { reason: '换人' }))
    expect((await retire(leaving)).status).toBe(200)
  })

  test('leaves no task without anybody, and no unit goes with one', async () => {
    const founded = async (code: string, kind: string, parentId: string) => (await got(w.admin.post('/units', { code, name: code, kind, parentId }), 201)).id as string
    const shop = await founded('S08', 'shop', await w.unitId('HQ'))
    const workshop = await founded('W08', 'workshop', shop)
    await got(w.admin.post('/positions', { unitId: shop, code: 'clerk' }), 201)
    const [one, last] = [await w.person('甲', 'S08', 'clerk'), await w.person('乙', 'S08', 'clerk')]
    const c = await investigated(w, one, { unitId: shop, confidential: true })
    const items = ['replacement', 'repair'].map((kind) => ({ kind, amountFen: 0, pointId: c.points[0]?.id }))
    const made = await got(boss.post<any>(`/complaints/${c.id}/remedies`, { items, reason: '合理' }), 201)
    await got(boss.post(`/remedies/${made.id}/offer`, { version: made.version }))
    await got(boss.post(`/remedies/${made.id}/answer`, { answer: 'accept', proof: { kind: 'call' } }))
    await got(w.admin.post(`/complaints/${c.id}/take-over`, { reason: '交接' }))
    expect((await retire(one)).status).toBe(200)
    const open = [409, '/problems/identity/open-tasks', { count: 1, number: c.number }]
    expect(why(await retire(last))).toEqual(open)
    expect(why(await w.admin.post(`/units/${workshop}/retire`))).toEqual(open)
    for (const task of (await got(w.admin.get(`/tasks?complaintId=${c.id}`))).items) await got(w.admin.post(`/tasks/${task.id}/complete`, { result: '办好了', reference: '单 1' }))
    expect((await retire(last)).status).toBe(200)
    expect((await w.admin.post(`/units/${workshop}/retire`)).status).toBe(200)
  })
})
