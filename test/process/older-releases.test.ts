import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { brotliDecompressSync } from 'node:zlib'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { copyOf } from '#test/copies.ts'
import { readConfig } from '../../server/kernel/config.ts'
import { ROOT } from '../../server/kernel/root.ts'
import { makeRoles, renumber } from '../../tools/ops/dump.ts'
import { openInstallation } from '../../tools/ops/installation.ts'
import { verdictOn } from '../../tools/ops/verdict.ts'
import { type Api, aComplaint, allNumbers, apiOf } from './people.ts'
import { type Server, endAll, ensureBuilt, newPlace, start } from './server.ts'

/** What ran two months of its demo under an earlier version: see releases/README.md. `cases` were counted there. */
const RELEASES = [
  { release: 'f3601ed', pack: 'jewellery', cases: 288, unit: 'S01' },
  { release: '93794d8', pack: 'cement', cases: 292, unit: 'R01' },
]
const ADMIN = { email: 'demo@demo.example', password: 'demo-demo-1' }

/** An empty database in which an earlier version's is put back. */
const putBack = async (release: string) => {
  const database = await copyOf('template0')
  await makeRoles(database.url)
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  try {
    await client.query(brotliDecompressSync(readFileSync(join(ROOT, 'test/process/releases', `${release}.sql.br`))).toString())
  } finally {
    await client.end()
  }
  await renumber(database.url)
  return database
}

beforeAll(ensureBuilt, 120_000)
afterAll(endAll)

describe.each(RELEASES)('what $release left, in $pack', ({ release, cases, unit }) => {
  let database: Awaited<ReturnType<typeof copyOf>>
  let server: Server
  let api: Api
  const settings = { DATA_DIR: newPlace(), DATABASE_URL: '' }

  beforeAll(async () => {
    database = await putBack(release)
    settings.DATABASE_URL = database.url
    server = await start(settings.DATA_DIR, settings)
    api = await apiOf(server.url, undefined, ADMIN, unit)
  }, 120_000)
  afterAll(async () => {
    await server.end('SIGTERM')
    await database.drop()
  })

  const verified = async () => verdictOn(await openInstallation(readConfig(settings)))

  test('is taken over at the start: every case is there and opens', async () => {
    const numbers = await allNumbers(api)
    expect(numbers).toHaveLength(cases)
    const { body: { items } } = await api.call('GET', '/complaints?limit=20')
    for (const { id, number } of items) {
      const { status, body } = await api.call('GET', `/complaints/${id}`)
      expect([status, body.number]).toEqual([200, number])
      expect(body.timeline.length).toBeGreaterThan(0)
    }
  })

  test('nothing of it was altered on the way, and its deadlines are what follows from its events', async () => {
    const verdict = await verified()
    expect(verdict).toMatchObject({ fault: null, deadlines: { drift: [] }, rows: { altered: [] } })
    expect(verdict.sealed).toBeGreaterThan(1_000)
    expect(verdict.deadlines.clocks).toBeGreaterThan(20)
  })

  test('its pack is taken to what comes today, and tells what that brings', async () => {
    const { body: offered } = await api.call('GET', '/pack/upgrade')
    expect(offered.changes.length).toBeGreaterThan(0)
    expect(await api.call('POST', '/pack/upgrade', { digest: offered.digest })).toMatchObject({ status: 200 })
    expect((await api.call('GET', '/pack/upgrade')).body).toMatchObject({ to: null, changes: [] })
    expect(await verified()).toMatchObject({ deadlines: { drift: [] }, rows: { altered: [] } })
  })

  test('and work goes on: a complaint of today stands beside those of then, is found, and sealed', async () => {
    const { status, body } = await api.call('POST', '/complaints', aComplaint(api.unitId, 1))
    expect(status).toBe(201)
    for (let tries = 0; (await api.call('GET', `/search?q=${body.number}`)).body.complaints.items[0]?.number.text !== body.number; tries++) {
      expect(tries).toBeLessThan(100)
      await sleep(100)
    }
    expect(await allNumbers(api)).toHaveLength(cases + 1)
    for (let tries = 0; (await verified()).unsealed > 0; tries++) {
      expect(tries).toBeLessThan(20)
      await sleep(300)
    }
    expect(await verified()).toMatchObject({ fault: null, rows: { altered: [] } })
  })
})
