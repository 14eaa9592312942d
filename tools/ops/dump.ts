import { spawn, spawnSync } from 'node:child_process'
import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { prepareRoles } from '../../server/kernel/migrate.ts'
import { type Entry, entryOf } from './manifest.ts'
import { Refused } from './refused.ts'

// The tables belong to wenguo_owner, the job tables to the login: row security lets only the owner read everything, so each has a dump of its own.
const PARTS = [
  { file: 'database.dump', role: 'wenguo_owner', schemas: `select nspname from pg_namespace where nspowner = 'wenguo_owner'::regrole order by nspname` },
  { file: 'jobs.dump', role: null, schemas: `select nspname from pg_namespace where nspname = 'graphile_worker'` },
] as const

const major = (version: string) => Number(/(\d+)(\.|$|\s)/.exec(version)?.[1] ?? 0)

/** A client program at least as new as the server: PostgreSQL's own rule for dumps. */
const programFor = (name: 'pg_dump' | 'pg_restore', server: number): string => {
  const places = [`/usr/lib/postgresql/${server}/bin/${name}`, name]
  const found = places.find((place) => major(spawnSync(place, ['--version'], { encoding: 'utf8' }).stdout ?? '') >= server)
  if (!found) throw new Refused(`The database of DATABASE_URL is PostgreSQL ${server}: ${name} of version ${server} or newer must be on the PATH. Install PostgreSQL's client programs, then try again.`)
  return found
}

/** The password goes through the environment: arguments can be read by everybody on the machine. */
const run = (program: string, url: string, args: readonly string[]) => new Promise<void>((done, failed) => {
  const address = new URL(url)
  const password = decodeURIComponent(address.password)
  address.password = ''
  const child = spawn(program, [`--dbname=${address.href}`, ...args], { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...(password ? { PGPASSWORD: password } : {}) } })
  let said = ''
  child.stderr.on('data', (chunk) => { said += chunk })
  child.on('error', failed)
  child.on('exit', (code) => (code === 0 ? done() : failed(new Refused(`${program} did not succeed: ${said.trim()}`))))
})

const withClient = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const versionOf = async (client: pg.Client) => major((await client.query<{ server_version: string }>('show server_version')).rows[0]?.server_version ?? '')

/** Dumps of an outside database, both of one snapshot. */
export async function* dumpDatabase(url: string, to: string): AsyncGenerator<Entry> {
  await withClient(url, async (client) => {
    const program = programFor('pg_dump', await versionOf(client))
    await client.query('begin isolation level repeatable read read only')
    const { rows: [{ snapshot } = { snapshot: '' }] } = await client.query<{ snapshot: string }>('select pg_export_snapshot() as snapshot')
    for (const { file, role, schemas } of PARTS) {
      const { rows } = await client.query<{ nspname: string }>(schemas)
      if (!rows.length) throw new Refused('The database of DATABASE_URL holds no installation yet.')
      await run(program, url, ['--format=custom', '--no-owner', `--snapshot=${snapshot}`, `--file=${join(to, file)}`, ...(role ? [`--role=${role}`] : []), ...rows.map((r) => `--schema=${r.nspname}`)])
      await chmod(join(to, file), 0o600)
    }
  })
  for (const { file } of PARTS) yield entryOf(join(to, file), file)
}

const RENUMBER = [
  'set local role wenguo_owner',
  'alter table kernel.event disable trigger append_only',
  'update kernel.event e set xid = (1 + 2 * (select count(*) from kernel.cursor c where (e.xid, e.id) > (c.xid, c.id)))::text::xid8',
  'alter table kernel.event enable trigger append_only',
  `update kernel.cursor c set xid = (2 * r.place)::text::xid8 from (select name, rank() over (order by xid, id) as place from kernel.cursor) r where r.name = c.name`,
]

/**
 * Transaction ids mean nothing in another server, and the readers of events go by them: what all have passed gets 1, and 2 more for each
 * that has not (all below any real one); the readers are put between them, each at the event it read last, which the verifier looks for.
 */
export const renumber = (url: string): Promise<void> => withClient(url, async (client) => {
  for (const statement of ['begin', ...RENUMBER, 'commit']) await client.query(statement)
})

/** Whether an installation lives in the database already. */
export const isTaken = (url: string): Promise<boolean> => withClient(url, async (client) =>
  ((await client.query(`select 1 from pg_namespace where nspname in ('kernel', 'graphile_worker')`)).rowCount ?? 0) > 0)

/** The roles that a dump gives its tables to. */
export const makeRoles = async (url: string): Promise<void> => {
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url, max: 1 }) }) })
  await prepareRoles(db).finally(() => db.destroy())
}

/** Puts the dumps back into an empty database, in which the roles are made first. */
export const undumpDatabase = async (url: string, from: string): Promise<void> => {
  const program = programFor('pg_restore', await withClient(url, versionOf))
  await makeRoles(url)
  for (const { file, role } of PARTS) await run(program, url, ['--no-owner', '--exit-on-error', '--single-transaction', ...(role ? [`--role=${role}`] : []), join(from, file)])
  await renumber(url)
}
