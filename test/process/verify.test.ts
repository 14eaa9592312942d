import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../../server/kernel/config.ts'
import { openInstallation } from '../../tools/ops/installation.ts'
import { verdictOn } from '../../tools/ops/verdict.ts'
import { apiOf, registerOnce } from './people.ts'
import { type Server, endAll, ensureBuilt, newPlace, start, tool } from './server.ts'

const dataDir = newPlace()
let server: Server
let superuser: pg.Client
let api: Awaited<ReturnType<typeof apiOf>>

beforeAll(async () => {
  await ensureBuilt()
  server = await start(dataDir)
  api = await apiOf(server.url)
  for (let n = 0; n < 30; n++) await registerOnce(api, n)
  const { owner } = await openInstallation(readConfig({ DATA_DIR: dataDir }))
  superuser = new pg.Client({ connectionString: String(new URL('/wenguo', owner ?? '')) })
  await superuser.connect()
  await superuser.query(`set session_replication_role = replica`)
}, 120_000)
afterAll(async () => {
  await superuser.end()
  await endAll()
})

/** As the tool says it to machines. */
const told = async () => {
  const { code, out, err } = await tool('verify', ['--json'], { DATA_DIR: dataDir })
  expect(err).toBe('')
  return { code, ...JSON.parse(out) as { sealed: number; unsealed: number; fault: string | null } }
}

/** What the tool looks at, without a process of its own for each look. */
const verify = async () => verdictOn(await openInstallation(readConfig({ DATA_DIR: dataDir })))

const sealed = async () => {
  for (let i = 0; i < 50; i++) {
    const verdict = await verify()
    if (verdict.unsealed === 0) return verdict
    await sleep(200)
  }
  throw new Error('not sealed in time')
}

const oneEvent = async () => (await superuser.query<{ id: string }>(`select id from kernel.event where name = 'complaint.registered' order by id limit 1 offset 7`)).rows[0]?.id ?? ''

test('while the program runs everything gets sealed and is whole', async () => {
  // Each round is sealed before the next begins, so that there are three seals at least: one in the middle to remove.
  for (const n of [30, 31]) {
    await sealed()
    await registerOnce(api, n)
  }
  await sealed()
  const verdict = await told()
  expect(verdict).toMatchObject({ code: 0, fault: null, unsealed: 0 })
  expect(verdict.sealed).toBeGreaterThanOrEqual(60)
  expect((await tool('verify', [], { DATA_DIR: dataDir })).out).toContain('0 not sealed yet')
})

test('nobody alters an event by the ordinary ways', async () => {
  await superuser.query(`set session_replication_role = origin`)
  await expect(superuser.query(`update kernel.event set payload = '{}'`)).rejects.toThrow('append-only')
  await expect(superuser.query(`delete from kernel.event`)).rejects.toThrow('append-only')
  await superuser.query(`set session_replication_role = replica`)
})

test('an event altered past all guards is named', async () => {
  const id = await oneEvent()
  await superuser.query(`update kernel.event set payload = payload || '{"urgency":"critical"}' where id = $1`, [id])
  expect(await told()).toMatchObject({ code: 1, fault: `event ${id} (complaint.registered) was altered` })
  const { code, out } = await tool('verify', [], { DATA_DIR: dataDir })
  expect([code, out.includes(`FAULT: event ${id}`)]).toEqual([1, true])
  await superuser.query(`update kernel.event set payload = payload || '{"urgency":"general"}' where id = $1`, [id])
  expect(await verify()).toMatchObject({ fault: null })
})

test('a removed event, a removed leaf and a removed seal are noticed', async () => {
  const id = await oneEvent()
  const inside = async (statement: string, fault: RegExp) => {
    await superuser.query('create table if not exists kept as select * from kernel.event where false')
    await superuser.query(statement)
    expect((await verify()).fault).toMatch(fault)
  }
  await superuser.query('create table kept_event as table kernel.event; create table kept_leaf as table kernel.leaf; create table kept_seal as table kernel.seal')
  const restore = async (table: string) => superuser.query(`delete from kernel.${table}; insert into kernel.${table} select * from kept_${table}`)
  await inside(`delete from kernel.event where id = '${id}'`, new RegExp(`event ${id} was removed`))
  await restore('event')
  await inside(`delete from kernel.leaf where event_id = '${id}'`, /do not give its root/)
  await restore('leaf')
  await inside(`delete from kernel.seal where seq = 2`, /seal 2 .* is missing/)
  await restore('seal')
  const last = '(select max(seq) from kept_seal)'
  await inside(`delete from kernel.seal where seq = ${last}`, /belong to no seal/)
  await inside(`delete from kernel.leaf where seq = ${last}`, /was sealed, and its seal is gone/)
  await restore('seal')
  await restore('leaf')
  expect(await told()).toMatchObject({ code: 0, fault: null })
}, 120_000)

test('it works while nothing runs, and says so where nothing is', async () => {
  await superuser.end()
  superuser = new pg.Client()
  superuser.end = async () => undefined
  await server.end('SIGTERM')
  expect(await told()).toMatchObject({ code: 0, fault: null })
  const nothing = await tool('verify', [], { DATA_DIR: newPlace() })
  expect([nothing.code, nothing.err.includes('no installation')]).toEqual([1, true])
})
