import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asSystem, connect, type Database } from '#kernel/db.ts'
import { verifyEvents } from '#kernel/verify.ts'
import { sealOnce } from '#kernel/seal.ts'
import { making } from '#modules/identity/commands/found.ts'
import { sweepClocks } from '#modules/clock/sweep.ts'
import { ADMIN, type Client, type World, openWorld } from '#test/app.ts'
import { ownDatabase } from '#test/own-database.ts'
import { got } from '#test/steps.ts'
import { register } from '#test/story.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
type Person = Client & { id: string }

let w: World
let clerk: Person
let manager: Person
let database: Database

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  database = connect(w.url, 2, () => undefined)
})
afterAll(async () => {
  await database.end()
  await w.close()
})

let phone = 13_910_000_000
const somebody = () => ({ name: '钱女士', phone: String(phone++) })
const begun = (customer = somebody(), more: Record<string, unknown> = {}) => register(w, clerk, { customer, receivedAt: w.now().toISOString(), ...more })
const show = (c: { id: string }, who: Client = clerk) => got<any>(who.get(`/complaints/${c.id}`))
const clockOf = async (c: { id: string }, kind = 'writtenReply') => (await show(c)).clocks.find((k: any) => k.kind === kind && k.state !== 'cancelled')
const explained = async (c: { id: string }, kind = 'writtenReply') => got<any>(clerk.get(`/clocks/${(await clockOf(c, kind)).id}`))
const stop = (c: { id: string }) => got(clerk.post(`/complaints/${c.id}/clocks/pause`, { reason: '等顾客寄回' }))
const goOn = (c: { id: string }) => got(clerk.post(`/complaints/${c.id}/clocks/resume`, {}))
const merge = (kept: { id: string }, gone: { id: string }) => got(manager.post(`/complaints/${kept.id}/merge`, { duplicateId: gone.id, reason: '同一件事' }))
const unmerge = (kept: { id: string }, gone: { id: string }) => got(manager.post(`/complaints/${kept.id}/unmerge`, { duplicateId: gone.id, reason: '原来是两件事' }))
const sweep = () => sweepClocks(database.db, w.composed.doors.perform, w.now)

/** Past all guards. */
const onOwner = async (statement: string): Promise<any[]> => {
  const url = new URL((await ownDatabase()).owner)
  url.pathname = new URL(w.url).pathname
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  return client.query(statement).then(({ rows }) => rows).finally(() => client.end())
}

test('what a pause took before a merging stays taken, and the explanation says so', async () => {
  const customer = somebody()
  const gone = await begun(customer)
  await stop(gone)
  w.travel(3 * DAY)
  await goOn(gone)
  const due = (await clockOf(gone)).dueAt
  const kept = await begun(customer)
  await merge(kept, gone)
  expect((await clockOf(kept)).dueAt).toBe(due)
  await stop(kept)
  await goOn(kept)
  expect((await clockOf(kept)).dueAt).toBe(due)
  const { periods } = await explained(kept)
  expect(periods.filter((p: any) => p.counted)).toHaveLength(7)
  expect(periods.filter((p: any) => p.why === 'paused')).toHaveLength(1)
  expect(periods.some((p: any) => p.why === 'movedTo')).toBe(false)
  expect((await show(kept)).pauses).toHaveLength(1)
})

test('taken apart after a pause, each case runs by its own start and by its own pauses', async () => {
  const customer = somebody()
  const gone = await begun(customer)
  w.travel(DAY)
  const kept = await begun(customer)
  const own = await clockOf(kept)
  await merge(kept, gone)
  expect(Date.parse((await clockOf(kept)).dueAt)).toBeLessThan(Date.parse(own.dueAt))
  await stop(kept)
  w.travel(2 * DAY)
  await goOn(kept)
  await unmerge(kept, gone)
  const after = await clockOf(kept)
  expect(after.startedAt).toBe(own.startedAt)
  expect(Date.parse(after.dueAt) - Date.parse(own.dueAt)).toBe(DAY) // The day of the start does not count, paused or not.
})

test('a date that the customer was told is not taken back by a merging', async () => {
  const customer = somebody()
  const kept = await begun(customer)
  const k = await clockOf(kept)
  const until = new Date(Date.parse(k.dueAt) + 20 * DAY).toISOString()
  const asked = await got<any>(clerk.post(`/complaints/${kept.id}/extensions`, { clockId: k.id, until, reason: '送检' }))
  await got(manager.post(`/complaints/${kept.id}/extensions/${asked.extensions[0].id}/decision`, { approve: true }))
  await merge(kept, await begun(customer))
  expect(await clockOf(kept)).toMatchObject({ extended: true, dueAt: until })
  const { periods, extendedFrom } = await explained(kept)
  expect(extendedFrom).toBe(k.dueAt)
  expect(periods.at(-1)).toMatchObject({ from: k.dueAt, to: until, why: 'extended', counted: false })
})

test('a clock begun by a later fact counts the pauses there were; its first explanation and its next pause agree', async () => {
  const c = await begun(somebody(), { points: [{ text: '戒指变形' }] })
  await stop(c)
  w.travel(DAY)
  const { periods, clock } = await explained(c)
  expect(Date.parse(periods.at(-1).to)).toBeCloseTo(w.now().getTime(), -5)
  expect(clock.state).toBe('paused')
  await goOn(c)
  const before = (await clockOf(c)).dueAt
  await stop(c)
  await goOn(c)
  expect((await clockOf(c)).dueAt).toBe(before)
})

test('warned once of one deadline, however often it stands still; with nobody to look after the case its manager hears of it', async () => {
  const c = await begun()
  w.travel(6 * DAY + 12 * HOUR)
  await sweep()
  const warnings = async () => (await show(c)).timeline.filter((e: any) => e.name === 'clock.warned').length
  const once = await warnings()
  expect(once).toBeGreaterThan(0)
  for (let i = 0; i < 3; i++) {
    await stop(c)
    await goOn(c)
    await sweep()
  }
  expect(await warnings()).toBe(once)
  const left = await got<any>(w.visitor.post('/portal/complaints', { place: 'S01', name: '访客', phone: '13910009999', text: '没人理我', wants: '', locale: 'zh-CN' }), 201)
  w.travel(100 * 60_000)
  await sweep()
  const heard = (await got<any>(manager.get('/notifications'))).items.filter((n: any) => n.name === 'clockWarned')
  expect(heard.some((n: any) => JSON.stringify(n).includes(left.number))).toBe(true)
})

test('a clock that cannot ring holds up no other, and an organisation that is being made is left alone', async () => {
  const { organization } = await got<any>(w.admin.get('/session'))
  const [c, bad] = [await begun(), await begun(somebody(), { receivedAt: new Date(w.now().getTime() - HOUR).toISOString() })]
  const { id } = await clockOf(bad, 'acknowledgement')
  const { perform } = w.composed.doors
  const failing: typeof perform = async (command, context, input) => {
    if ((input as { ids?: readonly string[] }).ids?.includes(id)) throw new Error('broken row')
    return perform(command, context, input)
  }
  w.travel(3 * HOUR)
  await expect(sweepClocks(database.db, failing, w.now)).rejects.toThrow(/could not be dealt with/)
  expect(await clockOf(c, 'acknowledgement')).toMatchObject({ state: 'late' })
  expect(await clockOf(bad, 'acknowledgement')).toMatchObject({ state: 'running' })
  await sweepClocks(database.db, failing, w.now)
  const later = await begun(somebody(), { receivedAt: new Date(w.now().getTime() - 5 * HOUR).toISOString() })
  await onOwner(`update identity.organization set making_until = now() + interval '1 hour' where organization_id = '${organization.id}'`)
  await sweep()
  expect(await clockOf(later, 'acknowledgement')).toMatchObject({ state: 'running' })
  expect(await asSystem(database.db, (open) => making(open, organization.id, '0'))).toBe(true)
  expect(await asSystem(database.db, (open) => making(open, organization.id, null))).toBe(false)
  await onOwner(`update identity.organization set making_until = null where organization_id = '${organization.id}'`)
  await sweep()
  expect(await clockOf(later, 'acknowledgement')).toMatchObject({ state: 'late' })
})

test('words put beside an event that had none, or taken from one that had some, are named', async () => {
  while (await sealOnce(database.db, w.now())) { /* the rest */ }
  expect((await verifyEvents(database.db)).fault).toBeNull()
  const altered = async (statement: string, back: string) => {
    await onOwner(statement)
    const { fault } = await verifyEvents(database.db)
    await onOwner(back)
    return fault
  }
  const [event] = await onOwner(`select organization_id, id from kernel.event where reason_hash is null order by id limit 1`)
  expect(await altered(`insert into kernel.event_text values ('${event.organization_id}', '${event.id}', '\\x00', '我没说过')`, `delete from kernel.event_text where event_id = '${event.id}'`)).toBe(`event ${event.id} was given a reason it never had`)
  const [text] = await onOwner(`select organization_id, event_id, encode(salt, 'hex') as salt, reason from kernel.event_text order by event_id limit 1`)
  expect(await altered(`delete from kernel.event_text where event_id = '${text.event_id}'`, `insert into kernel.event_text values ('${text.organization_id}', '${text.event_id}', '\\x${text.salt}', '${text.reason}')`)).toBe(`the reason of event ${text.event_id} was removed`)
  expect((await verifyEvents(database.db)).fault).toBeNull()
})

test('natural hours and days are provisional in no year', async () => {
  const unitId = await w.unitId('S01')
  w.travel(Date.parse('2031-01-06T02:00:00Z') - w.now().getTime())
  const admin = await w.signIn(ADMIN.email, ADMIN.password)
  const body = { channel: 'phone', unitId, receivedAt: w.now().toISOString(), customer: somebody(), points: [{ text: '戒指变形' }], receiver: { name: '林', position: '经理' }, signedOff: true }
  const { clocks } = await got<any>(admin.post('/complaints', body), 201)
  expect(clocks.filter((k: any) => !k.provisional).map((k: any) => k.kind)).toEqual(expect.arrayContaining(['acknowledgement', 'firstActionGeneral', 'writtenReply']))
})
