import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type World, openWorld } from '#test/app.ts'
import { got, investigated, onDatabase, refused } from '#test/steps.ts'
import { PNG, aComplaint, register, upload } from '#test/story.ts'
import { systemActor } from '#kernel/actor.ts'
import { batchCommand } from '#kernel/command.ts'
import { type Database, connect, sql } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { performer } from '#kernel/perform.ts'
import { sweepFiles } from '#modules/files/sweep.ts'

type P = Client & { id: string }
let w: World
let database: Database
const folder = mkdtempSync(join(tmpdir(), 'wenguo-mended-'))
let clerk: P
let manager: P
let director: P
let boss: P

beforeAll(async () => {
  w = await openWorld({ DATA_DIR: folder })
  database = connect(w.url, 2, () => undefined)
  clerk = await w.person('小李', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  director = await w.person('客服经理', 'HQ', 'serviceManager')
  boss = await w.person('总经理', 'GMO', 'generalManager')
})
afterAll(async () => {
  await database.end()
  await w.close()
  rmSync(folder, { recursive: true, force: true })
})

/** As the machinery, which sees all rows. */
const rows = (statement: string, values: readonly unknown[] = []) => onDatabase(w, async (db) => {
  await db.query('set role wenguo_system')
  return (await db.query(statement, [...values])).rows
})
const personOf = async (id: string) => (await got(w.admin.get('/people'))).items.find((p: { id: string }) => p.id === id)
const administratorId = async () => (await got(w.admin.get('/session'))).person.id as string

/** A role book of another pack could let directors keep the people: then the commands must hold. */
const lettingDirectors = async (permissions: readonly string[]) => {
  const [{ roles }] = await rows('select roles from identity.role_book')
  const changed = roles.map((r: { code: string; permissions: string[] }) => (r.code === 'director' ? { ...r, permissions: [...r.permissions, ...permissions] } : r))
  await rows('update identity.role_book set roles = $1', [JSON.stringify(changed)])
  await w.person('唤醒', 'S01', 'clerk')
  return () => rows('update identity.role_book set roles = $1', [JSON.stringify(roles)])
}

describe('nobody reaches above themselves', () => {
  const change = async (who: Client, id: string, more: object) => {
    const { name, email, unitId, positionCode } = await personOf(id)
    return who.put<any>(`/people/${id}`, { name, email, unitId, positionCode, ...more })
  }

  test('a director keeps no people', async () => {
    expect(await refused(change(director, clerk.id, { name: '改名' }))).toBe('403 identity/not-allowed')
    expect(await refused(director.post('/people', { name: 'x', email: 'x@example.com', password: '12345678', unitId: await w.unitId('S01'), positionCode: 'clerk' }))).toBe('403 identity/not-allowed')
    expect((await director.get('/people')).status).toBe(200)
  })

  test('who keeps the people gives no more than they have, and takes hold of nobody who has more', async () => {
    const undo = await lettingDirectors(['identity.*'])
    const gmo = await w.unitId('GMO')
    expect(await refused(change(director, director.id, { unitId: gmo, positionCode: 'generalManager' }))).toBe('403 identity/above-yourself')
    expect(await refused(change(director, await administratorId(), { password: 'taken over now' }))).toBe('403 identity/above-yourself')
    expect(await refused(change(director, boss.id, { email: 'mine@example.com' }))).toBe('403 identity/above-yourself')
    expect(await refused(director.post(`/people/${boss.id}/retire`))).toBe('403 identity/above-yourself')
    expect(await refused(director.post('/people', { name: 'x', email: 'x@example.com', password: '12345678', unitId: gmo, positionCode: 'generalManager' }))).toBe('403 identity/above-yourself')
    expect((await change(director, clerk.id, { name: '小李子' })).status).toBe(200)
    await undo()
  })

  test('a token gives no more than its scopes', async () => {
    const { token } = await got(w.admin.post('/tokens', { name: 'x', scopes: ['identity.*'] }), 201)
    const body = { name: 'x', email: 'y@example.com', password: '12345678', unitId: await w.unitId('S01'), positionCode: 'clerk' }
    expect(await refused(w.visitor.post('/people', body, { authorization: `Bearer ${token}` }))).toBe('403 identity/above-yourself')
  })

  test('an absence is recorded by the person, somebody above or an administrator; nobody names themselves for somebody above', async () => {
    const day = (days: number) => new Date(w.now().getTime() + days * 86_400_000).toISOString().slice(0, 10)
    const away = (who: Client, id: string, deputyId: string) => who.post(`/people/${id}/absence`, { from: day(0), until: day(1), deputyId })
    expect(await refused(away(director, boss.id, clerk.id))).toBe('403 identity/absence-not-yours')
    expect(await refused(away(director, boss.id, director.id))).toBe('403 identity/absence-not-yours')
    expect(await refused(away(boss, await administratorId(), boss.id))).toBe('403 identity/absence-not-yours')
    expect(await refused(away(w.admin, boss.id, await administratorId()))).toBe('403 identity/above-yourself')
    expect((await away(director, manager.id, director.id)).status).toBe(200)
    expect((await away(director, director.id, manager.id)).status).toBe(200)
    expect((await away(w.admin, boss.id, director.id)).status).toBe(200)
  })
})

describe('what was left behind', () => {
  const stored = () => readdirSync(join(folder, 'files'), { recursive: true, encoding: 'utf8' }).filter((name) => name.length > 10)

  test('uploads that nobody attached within a day are removed with their bytes', async () => {
    const bytes = (mark: string) => Buffer.concat([PNG, Buffer.from(mark)])
    const loose = (await upload(w.visitor, 'loose.png', bytes('loose'), '/portal/files')).json<any>()
    const twice = (await upload(clerk, 'twice.png', bytes('twice'))).json<any>()
    const kept = (await upload(clerk, 'kept.png', bytes('twice'))).json<any>()
    await register(w, clerk, { fileIds: [kept.id] })
    const coming = join(folder, 'files', 'coming', 'broken-off')
    writeFileSync(coming, 'x')
    const run = () => sweepFiles(database.db, w.composed.doors.perform, w.composed.store, w.now)
    await run()
    expect((await rows('select id from files.file where id = any ($1)', [[loose.id, twice.id, kept.id]])).length).toBe(3)
    w.travel(2 * 86_400_000)
    utimesSync(coming, 0, 0)
    await run()
    expect((await rows('select id from files.file where id = any ($1)', [[loose.id, twice.id, kept.id]])).map((r) => r.id)).toEqual([kept.id])
    expect(stored().some((name) => name.endsWith(loose.sha256))).toBe(false)
    expect(stored().some((name) => name.endsWith(kept.sha256))).toBe(true)
    expect(stored().some((name) => name.includes('broken-off'))).toBe(false)
    expect((await clerk.get(`/files/${kept.id}`)).status).toBe(200)
    expect((await rows("select payload from kernel.event where name = 'files.removed'")).flatMap((r) => r.payload.fileIds)).toEqual(expect.arrayContaining([loose.id, twice.id]))
  })

  test('bytes that were just put stay, a row may be about to name them', async () => {
    const { sha256 } = (await upload(clerk, 'young.png', Buffer.concat([PNG, Buffer.from('young')]))).json<any>()
    await w.composed.store.remove(sha256, new Date(Date.now() - 3_600_000))
    expect(stored().some((name) => name.endsWith(sha256))).toBe(true)
  })

  test('uploads without a name are counted, by number and by bytes', async () => {
    const from = (ip: string) => ({ ...w.visitor, app: w.app, headers: { 'x-forwarded-for': ip } }) as unknown as Client
    const statuses = []
    for (let i = 0; i < 61; i++) statuses.push((await upload(from('203.0.113.7'), 'a.png', PNG, '/portal/files')).statusCode)
    expect([statuses.slice(0, 60).every((s) => s === 201), statuses[60]]).toEqual([true, 429])
    const large = Buffer.concat([PNG, Buffer.alloc(24 * 1_048_576)])
    const many = []
    for (let i = 0; i < 10; i++) many.push((await upload(from('203.0.113.8'), 'b.png', large, '/portal/files')).statusCode)
    expect([many.slice(0, 9).every((s) => s === 201), many[9]]).toEqual([true, 429])
  })
})

describe('files of a case', () => {
  test('naming evidence in a message through the portal does not show it', async () => {
    const c = await register(w, clerk)
    const evidence = (await upload(clerk, 'internal.png', PNG)).json<any>()
    await got(clerk.post(`/complaints/${c.id}/findings`, { pointId: c.points[0]?.id, text: 'x', liability: 'ours', evidence: [evidence.id] }))
    const code = { 'x-case-code': c.portalCode }
    const say = (fileIds: string[]) => w.visitor.post(`/portal/complaints/${c.number}/messages`, { text: 'x', fileIds }, code)
    expect(await refused(say([evidence.id]))).toBe('422 communication/file-unknown')
    expect((await w.visitor.get(`/portal/complaints/${c.number}/files/${evidence.id}`, code)).status).toBe(404)
    const own = (await upload(w.visitor, 'own.png', PNG, '/portal/files')).json<any>()
    expect((await say([own.id, own.id])).status).toBe(200)
    expect(await refused(say([own.id]))).toBe('422 communication/file-unknown')
    expect((await w.visitor.get(`/portal/complaints/${c.number}/files/${own.id}`, code)).status).toBe(200)
  })

  test('staff name their own and those of the case, not what others uploaded', async () => {
    const c = await register(w, clerk)
    const [mine, theirs] = [(await upload(clerk, 'a.png', PNG)).json<any>(), (await upload(manager, 'b.png', PNG)).json<any>()]
    const note = (who: Client, fileIds: string[]) => who.post(`/complaints/${c.id}/messages`, { kind: 'note', text: 'x', fileIds })
    expect(await refused(note(clerk, [theirs.id]))).toBe('422 communication/file-unknown')
    await got(note(clerk, [mine.id]), 201)
    await got(note(manager, [mine.id]), 201)
  })
})

describe('kept answers', () => {
  test('carry no secret that the table alone gives away, and still answer the same key', async () => {
    const key = { 'idempotency-key': crypto.randomUUID() }
    const token = await got(w.admin.post('/tokens', { name: 'x', scopes: ['complaint.read'] }, key), 201)
    const body = await aComplaint(w)
    const case_ = await got(clerk.post('/complaints', body, key), 201)
    const kept = await rows('select t::text as line, body from kernel.idempotency t')
    const all = kept.map((r) => `${r.line} ${r.body?.toString('latin1')}`).join('\n')
    for (const secret of [token.token, case_.portalCode, key['idempotency-key'], case_.id]) expect(all).not.toContain(secret)
    expect(await got(w.admin.post('/tokens', { name: 'x', scopes: ['complaint.read'] }, key), 201)).toEqual(token)
    expect(await got(clerk.post('/complaints', body, key), 201)).toEqual(case_)
    expect(await refused(clerk.post('/complaints', { ...body, place: '别处' }, key))).toBe('409 idempotency/mismatch')
  })
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

describe('sign-in', () => {
  test('answers an unknown address like a known one, locked alike', async () => {
    const email = (await personOf(boss.id)).email
    const nine = async (address: string) => {
      const statuses = []
      for (let i = 0; i < 9; i++) statuses.push(await refused(w.visitor.post('/session', { email: address, password: 'xxxxxxxx' }, { 'x-forwarded-for': '203.0.113.9' })))
      return statuses
    }
    const known = await nine(email)
    expect(known.at(-1)).toBe('429 identity/locked-out')
    expect(await nine('Nobody@example.com')).toEqual(known)
    expect(await refused(w.visitor.post('/session', { email: 'nobody@EXAMPLE.com', password: 'x' }))).toBe('429 identity/locked-out')
    w.travel(16 * 60_000)
    expect(await refused(w.visitor.post('/session', { email: 'nobody@example.com', password: 'x' }))).toBe('401 identity/wrong-sign-in')
  })

  test('a page token that is not plain is refused, not an accident', async () => {
    const token = clerk.headers['x-csrf-token'] ?? ''
    expect(await refused(clerk.post('/complaints/suggest', { text: 'x' }, { 'x-csrf-token': 'é'.repeat(token.length) }))).toBe('403 identity/csrf')
  })
})

test('a specialist writes notes and nothing that reaches the customer', async () => {
  const engineer = await w.person('质检', 'S01', 'qualityEngineer').catch(() => w.person('财务', 'FIN', 'financeOfficer'))
  const c = await investigated(w, w.admin, { unitId: (await personOf(engineer.id)).unitId })
  expect((await got(engineer.post(`/complaints/${c.id}/messages`, { kind: 'note', text: '内部' }), 201)).kind).toBe('note')
  expect(await refused(engineer.post(`/complaints/${c.id}/messages`, { kind: 'reply', text: '外部' }))).toBe('403 identity/not-allowed')
})

test('a place is named by its id where several organisations use the same code', async () => {
  const other = await w.otherOrganization()
  const theirs = (await got(other.get('/units'))).items.find((u: { code: string }) => u.code === 'S01')
  const info = await got(w.visitor.get(`/portal?place=${theirs.id}`))
  expect([info.organization, info.place.id]).toEqual(['另一家', theirs.id])
  await got(w.visitor.post('/portal/complaints', { place: info.place.id, name: '顾客', phone: null, text: '给另一家', wants: null, locale: 'zh-CN' }), 201)
  expect((await got(other.get('/complaints?q=给另一家'))).items).toHaveLength(1)
})

test('a group whose connection is lost at the commit is not done again one by one', async () => {
  let done = 0
  const losing = batchCommand('test.losing', async (tx, items: readonly { input: number }[]) => {
    done += items.length
    const { rows: [own] } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx.db)
    await onDatabase(w, async (db) => {
      await db.query('select pg_terminate_backend($1)', [own?.pid])
      while ((await db.query('select 1 from pg_stat_activity where pid = $1', [own?.pid])).rowCount) { /* until it is gone */ }
    })
    return items.map((i) => i.input)
  })
  const perform = performer(database.db, [], w.now)
  const caller = { actor: systemActor(newId()), requestId: 'test' }
  const ended = await Promise.allSettled([1, 2].map((n) => perform(losing, caller, n)))
  expect([ended.map((e) => e.status), done]).toEqual([['rejected', 'rejected'], 2])
})
