import { afterAll, beforeAll, expect, test } from 'vitest'
import { asSystem } from '#kernel/db.ts'
import type { Client, World } from '#test/app.ts'
import { openCounter, type Person } from '#test/counter.ts'
import { got, refused } from '#test/steps.ts'
import { PNG, register, upload } from '#test/story.ts'

const DAY = 24 * 3_600_000
let w: World
let clerk: Person
let mate: Person
let manager: Person
let away: Person
let phones = 0

beforeAll(async () => { ({ w, clerk, mate, manager, away } = await openCounter()) })
afterAll(() => w.close())

const newCase = (change: Record<string, unknown> = {}) => register(w, clerk, { customer: { name: '何女士', phone: `1341113${String(1000 + phones++)}` }, ...change })
const told = async (who: Client) => ((await got(who.get('/notifications'))).items as { name: string }[]).filter((n) => n.name === 'offenceSuspected').length
const flag = (id: string, change: Record<string, unknown> = {}, who: Client = clerk) => who.post(`/complaints/${id}/offences`, { kind: 'threat', what: '对方扬言要砸店', ...change })

test('a suspected offence is told at once, with the police report, the steps of the pack, and lifted with a reason by a manager', async () => {
  const c = await newCase()
  expect(await refused(flag(c.id, {}, away))).toBe('404 kernel/not-found')
  expect(await refused(flag(c.id, { happenedAt: new Date(w.now().getTime() + DAY).toISOString() }))).toBe('422 offence/in-future')
  const at = await Promise.all([1, 2, 3].map(() => flag(c.id)))
  expect(at.map((a) => a.status).sort()).toEqual([201, 409, 409])
  const id = at.find((a) => a.status === 201)?.body.id as string
  expect(await told(manager)).toBe(1)
  const noted = await got(clerk.post(`/offences/${id}/police`, { number: '2026-1187', station: '城关派出所', at: w.now().toISOString() }))
  expect(noted.police).toMatchObject({ number: '2026-1187', station: '城关派出所' })
  const [first] = noted.steps
  expect(await refused(clerk.post(`/offences/${id}/steps`, { code: 'nothing' }))).toBe('422 offence/step-unknown')
  await Promise.all([1, 2].map(() => clerk.post(`/offences/${id}/steps`, { code: first.code })))
  expect((await got(clerk.get(`/complaints/${c.id}`))).offences).toMatchObject([{ kind: 'threat', steps: [{ code: first.code, done: { by: { id: clerk.id } } }, ...noted.steps.slice(1).map(() => ({ done: null }))], lifted: null }])
  expect(await refused(clerk.post(`/offences/${id}/lift`, { reason: 'x' }))).toBe('403 identity/not-allowed')
  expect(await got(manager.post(`/offences/${id}/lift`, { reason: '误会，已和解' }))).toMatchObject({ lifted: { by: { id: manager.id }, reason: '误会，已和解' } })
  expect(await refused(manager.post(`/offences/${id}/lift`, { reason: 'x' }))).toBe('409 offence/lifted')
})

test('while it stands no file of the case is removed or let go, whatever asks for it', async () => {
  const file = (await upload(clerk, 'photo.png', PNG)).json().id as string
  const c = await newCase({ fileIds: [file] })
  const { id } = await got(flag(c.id), 201)
  await expect(asSystem(w.db, (open) => open.deleteFrom('files.file').where('id', '=', file).execute())).rejects.toThrow(/evidence/)
  await expect(asSystem(w.db, (open) => open.updateTable('files.file').set({ subject_id: null }).where('id', '=', file).execute())).rejects.toThrow(/evidence/)
  expect((await clerk.get(`/files/${file}`)).status).toBe(200)
  await got(manager.post(`/offences/${id}/lift`, { reason: '误会' }))
  await asSystem(w.db, (open) => open.updateTable('files.file').set({ name: 'renamed.png' }).where('id', '=', file).execute())
})

test('restricted, it is seen by who flagged it and who was told, and by colleagues again when it is lifted', async () => {
  const c = await newCase()
  const { id } = await got(flag(c.id, { restrict: true, kind: 'violence' }), 201)
  expect((await mate.get(`/complaints/${c.id}`)).status).toBe(404)
  expect((await clerk.get(`/complaints/${c.id}`)).status).toBe(200)
  expect((await manager.get(`/complaints/${c.id}`)).status).toBe(200)
  await got(manager.post(`/offences/${id}/lift`, { reason: '已处理' }))
  expect((await mate.get(`/complaints/${c.id}`)).status).toBe(200)
})

test('goods of a customer that cannot be found are one until somebody lifts it', async () => {
  const c = await newCase()
  const goods = await got(clerk.post(`/complaints/${c.id}/goods`, { kind: 'sample', what: '断链样品', condition: '断成两截', returnBy: new Date(w.now().getTime() + DAY).toISOString(), place: '柜台', unsignedWhy: '快递寄来' }), 201)
  const lost = await got(clerk.post(`/goods/${goods.id}/lost`, { version: goods.version, why: '盘点时找不到' }))
  expect(lost).toMatchObject({ state: 'lost', ended: { note: '盘点时找不到' } })
  expect((await got(clerk.get(`/complaints/${c.id}`))).offences).toMatchObject([{ kind: 'lostGoods', what: expect.stringContaining(goods.number) }])
})
