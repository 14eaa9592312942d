import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type World, openWorld } from '#test/app.ts'
import { got, investigated, onDatabase, refused } from '#test/steps.ts'
import { aComplaint } from '#test/story.ts'
import { systemActor } from '#kernel/actor.ts'
import { batchCommand } from '#kernel/command.ts'
import { type Database, connect, sql } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { performer } from '#kernel/perform.ts'

type P = Client & { id: string }
let w: World
let database: Database
let clerk: P
let manager: P
let director: P
let boss: P

beforeAll(async () => {
  w = await openWorld()
  database = connect(w.url, 2, () => undefined)
  clerk = await w.person('小李', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  director = await w.person('客服经理', 'HQ', 'serviceManager')
  boss = await w.person('总经理', 'GMO', 'generalManager')
})
afterAll(async () => {
  await database.end()
  await w.close()
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
