import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allNumbers, apiOf, registerOnce } from './people.ts'
import { endAll, ensureBuilt, freePort, newPlace, start, tool } from './server.ts'

const DEBIAN = '/usr/lib/postgresql'
const version = existsSync(DEBIAN) ? readdirSync(DEBIAN).filter((name) => Number(name) >= 15 && existsSync(join(DEBIAN, name, 'bin/initdb'))).sort().at(-1) : undefined
const bin = (name: string) => join(DEBIAN, version ?? '', 'bin', name)

// PostgreSQL refuses to run as root.
const asNobody = process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--pdeathsig', 'INT'] : []
const commandOf = (name: string, args: readonly string[]): [string, string[]] => {
  const [program = '', ...rest] = [...asNobody, bin(name), ...args]
  return [program, rest]
}

interface Cluster { readonly port: number; readonly process: ChildProcess }

const urlOf = ({ port }: Cluster, database: string, user: string) => `postgres://${user}@127.0.0.1:${port}/${database}`

const asSuperuser = async (cluster: Cluster, ...statements: string[]) => {
  const client = new pg.Client({ connectionString: urlOf(cluster, 'postgres', 'postgres') })
  await client.connect()
  for (const statement of statements) await client.query(statement)
  await client.end()
}

const startCluster = async (): Promise<Cluster> => {
  const folder = newPlace()
  if (asNobody.length) spawnSync('chown', ['nobody', join(folder, '..')])
  const made = spawnSync(...commandOf('initdb', ['-D', folder, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8']), { cwd: '/', encoding: 'utf8' })
  if (made.status !== 0) throw new Error(made.stderr)
  const port = await freePort()
  const cluster = { port, process: spawn(...commandOf('postgres', ['-D', folder, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'fsync=off']), { cwd: '/', stdio: 'ignore' }) }
  for (let i = 0; i < 200; i++) {
    if (await asSuperuser(cluster, 'select 1').then(() => true, () => false)) break
    await sleep(50)
  }
  await asSuperuser(cluster,
    `create role app login password 'se:cret'`, 'create role wenguo_owner nologin', 'create role wenguo_app nologin', 'create role wenguo_system nologin',
    'grant wenguo_owner, wenguo_app, wenguo_system to app', 'create database wenguo owner app')
  return cluster
}

describe.skipIf(!version)('on an outside PostgreSQL', () => {
  const clusters: Cluster[] = []
  beforeAll(async () => {
    await ensureBuilt()
    clusters.push(await startCluster(), await startCluster())
  }, 120_000)
  afterAll(async () => {
    for (const { process } of clusters) {
      process.kill('SIGINT')
      await once(process, 'exit')
    }
    await endAll()
  })

  test('a login that may not create roles serves with roles made for it; dumped and put back elsewhere, new events go on being sealed', async () => {
    const [old, fresh] = clusters as [Cluster, Cluster]
    const settings = (cluster: Cluster) => ({ DATABASE_URL: urlOf(cluster, 'wenguo', 'app:se%3Acret'), DATA_DIR: newPlace() })
    const [first, second] = [settings(old), settings(fresh)]
    // Transaction ids go further here than they will in the other server for long.
    await asSuperuser(old, 'do $$ begin for i in 1..20000 loop perform pg_current_xact_id(); commit; end loop; end $$')
    const backup = newPlace('backup')
    const server = await start(first.DATA_DIR, first)
    const api = await apiOf(server.url)
    const numbers = [await registerOnce(api, 1), await registerOnce(api, 2)]
    expect(await tool('backup', [backup], first)).toMatchObject({ code: 0, err: '' })
    await server.end('SIGTERM')

    expect(await tool('restore', [backup], second)).toMatchObject({ code: 0, err: '' })
    expect((await tool('restore', [backup], { ...second, DATA_DIR: newPlace() })).err).toContain('holds an installation already')
    expect((await tool('restore', [backup], { DATA_DIR: newPlace() })).err).toContain('Set DATABASE_URL')
    const again = await start(second.DATA_DIR, second)
    const there = await apiOf(again.url, api.token)
    expect(await allNumbers(there)).toEqual(expect.arrayContaining(numbers))
    const before = JSON.parse((await tool('verify', ['--json'], second)).out) as { sealed: number }
    expect(await registerOnce(there, 3)).toMatch(/-0003$/)
    await sleep(2_500)
    const after = await tool('verify', ['--json'], second)
    expect(JSON.parse(after.out)).toMatchObject({ fault: null, unsealed: 0 })
    expect((JSON.parse(after.out) as { sealed: number }).sealed).toBeGreaterThan(before.sealed)
    await again.end('SIGTERM')
  }, 120_000)
})
