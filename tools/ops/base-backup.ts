import { chmod, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import pg from 'pg'
import { sha256 } from '../../server/kernel/id.ts'
import { type Entry, copyFile, makeFolder } from './manifest.ts'
import { Refused } from './refused.ts'
import { copyTree } from './tree.ts'

// What PostgreSQL makes anew at its start: the folders must be there, their content must not.
const EMPTY = new Set(['pg_wal', 'pg_replslot', 'pg_dynshmem', 'pg_notify', 'pg_serial', 'pg_snapshots', 'pg_stat_tmp', 'pg_subtrans'])
const CONTROL = 'global/pg_control'
const SKIP = new Set(['postmaster.pid', 'postmaster.opts', 'backup_label', 'tablespace_map', CONTROL])
const isPassing = (path: string) => SKIP.has(path) || basename(path).startsWith('pgsql_tmp') || basename(path) === 'pg_internal.init'

interface Span { readonly first: string; readonly last: string; readonly label: string }

/** The control file is the one file that replaying does not mend: copied last, and again when it was written meanwhile. */
const copyControl = async (dataDir: string, to: string, name: string): Promise<Entry> => {
  for (let i = 0; i < 20; i++) {
    const target = join(to, name, CONTROL)
    await rm(target, { force: true })
    const entry = await copyFile(join(dataDir, CONTROL), target, join(name, CONTROL))
    if (sha256(await readFile(join(dataDir, CONTROL))).toString('hex') === entry.sha256) return entry
  }
  throw new Error('pg_control does not come to rest')
}

/** The write-ahead log from the beginning of the copy to its end: with it the copied files become one consistent state. */
async function* copyLog(dataDir: string, to: string, name: string, { first, last }: Span): AsyncGenerator<Entry> {
  for (const folder of ['archive_status', 'summaries']) {
    const path = join(name, 'pg_wal', folder)
    await makeFolder(join(to, path), 0o700)
    yield { path, mode: 0o700, bytes: 0, sha256: null }
  }
  const segments = (await readdir(join(dataDir, 'pg_wal'))).filter((file) => file.endsWith('.history') || (/^[0-9A-F]{24}$/.test(file) && file >= first && file <= last)).sort()
  if (!segments.includes(first) || !segments.includes(last)) throw new Error(`the log from ${first} to ${last} is not there`)
  for (const file of segments) yield copyFile(join(dataDir, 'pg_wal', file), join(to, name, 'pg_wal', file), join(name, 'pg_wal', file))
}

const writeLabel = async (to: string, name: string, label: string): Promise<Entry> => {
  const path = join(name, 'backup_label')
  await writeFile(join(to, path), label, { flush: true })
  await chmod(join(to, path), 0o600)
  return { path, mode: 0o600, bytes: Buffer.byteLength(label), sha256: sha256(label).toString('hex') }
}

const one = async <T>(client: pg.Client, statement: string, values: readonly unknown[] = []): Promise<T> => (await client.query(statement, [...values])).rows[0] as T

/**
 * Base backup of a running server by SQL: everything in its folder is copied between `pg_backup_start` and `pg_backup_stop`,
 * then the log of that time, which a temporary replication slot keeps from being recycled. The slot and the backup end with this connection.
 */
export async function* baseBackup(superuser: string, dataDir: string, to: string, name: string): AsyncGenerator<Entry> {
  if ((await readdir(join(dataDir, 'pg_tblspc'))).length) throw new Refused('The database has tablespaces outside its folder, which this backup does not follow.')
  const client = new pg.Client({ connectionString: superuser })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query(`select pg_create_physical_replication_slot('wenguo_backup_' || pg_backend_pid(), true, true)`)
    const { first } = await one<{ first: string }>(client, `select pg_walfile_name(pg_backup_start('wenguo', true)) as first`)
    yield* copyTree(dataDir, to, name, { skip: isPassing, empty: (path) => EMPTY.has(path) })
    yield await copyControl(dataDir, to, name)
    const end = await one<{ last: string; label: string }>(client, 'select pg_walfile_name(lsn) as last, labelfile as label from pg_backup_stop(false)')
    yield await writeLabel(to, name, end.label)
    yield* copyLog(dataDir, to, name, { first, ...end })
  } finally {
    await client.end()
  }
}

export const serverVersion = async (url: string): Promise<string> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await one<{ server_version: string }>(client, 'show server_version')).server_version
  } finally {
    await client.end()
  }
}
