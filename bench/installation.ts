import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type Host, openHost } from '../server/adapters/database/host.ts'
import { ROOT } from '../server/kernel/root.ts'

const ADMIN = { email: 'bench@example.com', password: 'only for measuring' }

export interface Program { readonly port: number; readonly pid: number; readonly readySeconds: number; stop(): Promise<void>; /** As a power cut would. */ kill(): Promise<void> }

const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  return address && typeof address === 'object' ? address.port : 0
}

const waitReady = async (port: number, child: ChildProcess): Promise<void> => {
  while (!await fetch(`http://127.0.0.1:${port}/readyz`).then((answer) => answer.status === 200, () => false)) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`)
    await sleep(10)
  }
}

const children = new Set<ChildProcess>()

/** Nothing stays behind when the measuring is broken off. */
const endWithUs = () => {
  process.once('exit', () => { for (const child of children) child.kill('SIGKILL') })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
}

/** Starts the built server on the database that runs already. */
const startProgram = async (databaseUrl: string, dataDir: string): Promise<Program> => {
  const port = await freePort()
  const begun = performance.now()
  const env = { PATH: process.env['PATH'] ?? '', PORT: String(port), DATABASE_URL: databaseUrl, DATA_DIR: dataDir, ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password, PACK: 'jewellery', ORGANIZATION: '量一量' }
  const child = spawn(process.execPath, [join(ROOT, 'dist/server/main.js')], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  children.add(child)
  child.once('exit', () => children.delete(child))
  await waitReady(port, child)
  const readySeconds = (performance.now() - begun) / 1000
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill(signal)
    await once(child, 'exit')
  }
  return { port, pid: child.pid ?? 0, readySeconds, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') }
}

export interface Bench {
  readonly host: Host
  /** Superuser in the program's database. */
  readonly superuser: string
  readonly client: pg.Client
  readonly postgres: string
  readonly fsync: string
  start(): Promise<Program>
  close(): Promise<void>
}

/** A database server of its own, as the program brings it (safe settings, nothing switched off), in a folder that goes away again. */
export const openBench = async (): Promise<Bench> => {
  const built = spawnSync(process.execPath, [join(ROOT, 'tools/build.mjs')], { stdio: 'inherit' })
  if (built.status !== 0) throw new Error('the server cannot be built')
  endWithUs()
  const folder = mkdtempSync(join(tmpdir(), 'wenguo-bench-'))
  chmodSync(folder, 0o755)
  const host = await openHost(undefined, join(folder, 'host'), () => undefined)
  const superuser = new URL('/wenguo', host.owner ?? host.url).href
  const client = new pg.Client({ connectionString: superuser })
  client.on('error', () => undefined)
  await client.connect()
  const shown = async (name: string) => String(Object.values((await client.query(`show ${name}`)).rows[0] ?? {})[0])
  return {
    host, superuser, client, postgres: await shown('server_version'), fsync: await shown('fsync'), start: () => startProgram(host.url, join(folder, 'data')),
    close: async () => {
      await client.end()
      await host.stop()
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
    },
  }
}

export interface Access { readonly token: string; readonly unitIds: readonly string[]; readonly personId: string }

/** Signs in as the administrator and takes an access token. */
export const signIn = async ({ port }: Program): Promise<Access> => {
  const base = `http://127.0.0.1:${port}/api/v1`
  const session = await fetch(`${base}/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(ADMIN) })
  const { csrfToken, person } = await session.json() as { csrfToken: string; person: { id: string } }
  const cookie = session.headers.get('set-cookie')?.split(';')[0] ?? ''
  const made = await fetch(`${base}/tokens`, { method: 'POST', headers: { 'content-type': 'application/json', cookie, 'x-csrf-token': csrfToken }, body: JSON.stringify({ name: 'bench', scopes: ['*'], rateLimit: 600_000 }) })
  const { token } = await made.json() as { token: string }
  const units = await (await fetch(`${base}/units`, { headers: { cookie } })).json() as { items: { id: string; parentId: string | null }[] }
  return { token, personId: person.id, unitIds: units.items.filter((u) => u.parentId !== null).map((u) => u.id) }
}

const STAFF = 100

/** People among whom the open cases are shared out. */
export const hire = async ({ port }: Program, { token }: Access): Promise<string[]> => {
  const base = `http://127.0.0.1:${port}/api/v1`
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
  const { items } = await (await fetch(`${base}/units`, { headers })).json() as { items: { id: string; kind: string }[] }
  const shops = items.filter((u) => u.kind === 'shop').map((u) => u.id)
  const ids: string[] = []
  for (let i = 0; i < STAFF; i++) {
    const answer = await fetch(`${base}/people`, {
      method: 'POST', headers,
      body: JSON.stringify({ name: `员工${i}`, email: `staff${i}@example.com`, password: ADMIN.password, unitId: shops[i % shops.length], positionCode: 'clerk' }),
    })
    if (answer.status !== 201) throw new Error(`a person could not be hired: ${answer.status} ${await answer.text()}`)
    ids.push((await answer.json() as { id: string }).id)
  }
  return ids
}

/** Waits until everything recorded is passed on and sealed, so that no backlog of one measurement runs into the next. */
export const settled = async (client: pg.Client): Promise<void> => {
  for (let i = 0; i < 300; i++) {
    const { rowCount } = await client.query(`select 1 from kernel.cursor c where exists (select 1 from kernel.event e where (e.xid, e.id) > (c.xid, c.id)) limit 1`)
    if (!rowCount) return
    await sleep(100)
  }
}
