import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemActor } from '#kernel/actor.ts'
import { type Database, asActor, asSystem, connect, sql } from '#kernel/db.ts'
import { openWorld, type World } from '#test/app.ts'
import { onDatabase } from '#test/steps.ts'

let w: World
let database: Database
let pooled: Database

beforeAll(async () => {
  w = await openWorld()
  database = connect(w.url, 1, () => undefined)
  pooled = connect(w.url, 1, () => undefined, true)
}, 60_000)
afterAll(async () => { await database.end(); await pooled.end(); await w.close() })

const named = (from: Database) => asSystem(from.db, async (open) => (await sql<{ n: number }>`select count(*)::int as n from pg_prepared_statements where name like 'w%'`.execute(open)).rows[0]?.n)
const answer = (from: Database, number: number) => asSystem(from.db, async (open) => (await sql<{ n: number }>`select ${number}::int + 1 as n`.execute(open)).rows[0]?.n)

test('a statement that comes again gets a name, behind a pooler it never does', async () => {
  for (const from of [database, pooled]) for (const n of [1, 2, 3]) expect(await answer(from, n)).toBe(n + 1)
  expect(await named(database)).toBe(1)
  expect(await named(pooled)).toBe(0)
})

test('what is asked together is answered each for itself, in one transaction', async () => {
  const found = await asSystem(database.db, (open) => Promise.all(Array.from({ length: 40 }, async (_, i) => (await sql<{ n: number; tx: string }>`select ${i}::int as n, pg_current_xact_id()::text as tx`.execute(open)).rows[0])))
  expect(found.map((row) => row?.n)).toEqual(Array.from({ length: 40 }, (_, i) => i))
  expect(new Set(found.map((row) => row?.tx)).size).toBe(1)
})

test('one that fails takes the others along, and the connection serves on', async () => {
  await expect(asSystem(database.db, (open) => Promise.all([1, 0, 2].map((n) => sql`select 1 / ${n}::int`.execute(open))))).rejects.toThrow('division by zero')
  expect(await answer(database, 4)).toBe(5)
})

test('nothing is written where no transaction could be opened', async () => {
  let asked = false
  await expect(asActor(database.db, systemActor('no\0name'), async () => { asked = true })).rejects.toThrow('invalid message')
  expect(asked).toBe(false)
  expect(await answer(database, 6)).toBe(7)
})

test('nothing counts as done where a failed statement was passed over', async () => {
  await expect(asSystem(database.db, async (open) => { await sql`select 1 / ${0}::int`.execute(open).catch(() => undefined); return 'done' })).rejects.toThrow('nothing was committed')
  expect(await answer(database, 5)).toBe(6)
})

test('a name says which statement it is, so that on another connection it is that one or none', async () => {
  const other = connect(w.url, 1, () => undefined)
  const names = (from: Database) => asSystem(from.db, async (open) => (await sql<{ name: string }>`select name from pg_prepared_statements where statement like ${'%* 100%'} and statement not like ${'%pg_prepared%'}`.execute(open)).rows.map((r) => r.name))
  for (const n of [1, 2]) await asSystem(other.db, (open) => sql`select ${n}::int + 7`.execute(open))
  for (const from of [other, database]) for (const n of [1, 2]) await asSystem(from.db, (open) => sql`select ${n}::int * 100`.execute(open))
  const [here, there] = [await names(database), await names(other)]
  await other.end()
  expect(here).toHaveLength(1)
  expect(there).toEqual(here)
})

test('who asks after the end is refused instead of asking in the transaction of somebody else', async () => {
  let late: (() => Promise<unknown>) | undefined
  await asSystem(database.db, async (open) => { late = () => sql`select 1`.execute(open) })
  await expect(late?.()).rejects.toThrow('the transaction is over')
})

test('a table that changes under a plan costs one refused statement, not the connection', async () => {
  const ask = () => asSystem(database.db, async (open) => (await sql<Record<string, unknown>>`select * from kernel.plan_test where id = ${1}`.execute(open)).rows[0])
  const owner = (text: string) => onDatabase(w, (db) => db.query(`set role wenguo_owner; ${text}`))
  await owner('create table kernel.plan_test (id int); insert into kernel.plan_test values (1); grant select on kernel.plan_test to wenguo_system')
  for (let i = 0; i < 3; i++) expect(await ask()).toEqual({ id: 1 })
  await owner('alter table kernel.plan_test add column more text')
  await expect(ask()).rejects.toThrow('cached plan')
  expect(await ask()).toEqual({ id: 1, more: null })
  expect(await ask()).toEqual({ id: 1, more: null })
})
