import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import type { Tables } from '../tables/index.ts'
import type { Actor } from './actor.ts'
import { aboveSetting, unitsSetting } from './actor.ts'
import { DbClient, type DbClientConfig } from './db-client.ts'

export { type Selectable, type Updateable, sql } from 'kysely'
export type Db = Kysely<Tables>
export type OpenTransaction = Transaction<Tables>
/** What a query gets: it cannot write, and the compiler says so. */
export type Reader = Pick<Kysely<Tables>, 'selectFrom'> & { readonly raw: OpenTransaction }

const INT8 = 20
const DATE = 1082

const types = {
  getTypeParser: (oid: number, format?: string) => {
    if (oid === INT8) return exactInteger
    if (oid === DATE) return (day: string) => day
    return pg.types.getTypeParser(oid, format as 'text')
  },
}

/** Money and counts come as bigint; all fit into exact JavaScript integers, and one that did not must not pass silently. */
const exactInteger = (digits: string): number => {
  const value = Number(digits)
  if (!Number.isSafeInteger(value)) throw new Error(`${digits} is beyond exact integers`)
  return value
}

export interface Database { readonly pool: pg.Pool; readonly db: Db; end(): Promise<void> }

const pools = new WeakMap<Db, pg.Pool>()

/**
 * Opens the pool. `onTrouble` hears of idle connections that break (a database restart must not end the program).
 * `pooled`: a transaction pooler stands between.
 */
export const connect = (url: string, size: number, onTrouble: (error: Error) => void, pooled = false): Database => {
  const given: pg.PoolConfig & DbClientConfig = { connectionString: url, max: size, types: types as pg.CustomTypesConfig, idleTimeoutMillis: 60_000, pooled }
  const pool = new pg.Pool({ ...given, Client: DbClient })
  pool.on('error', onTrouble)
  pool.on('connect', (client) => client.on('error', onTrouble))
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  pools.set(db, pool)
  return { pool, db, end: () => pool.end() }
}

interface Held { readonly open: OpenTransaction; /** Nothing more goes through: who asks too late must not ask in the next one's transaction. */ end(): void }

/** The query builder of one transaction. Statements asked for together go out together (Kysely's own would wait for each). */
const hold = (client: pg.PoolClient): Held => {
  let over = false
  const query = (text: string, values: unknown[]) => (over ? Promise.reject(new Error('the transaction is over')) : client.query(text, values))
  const only = { query, release: () => undefined } as never
  const open = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: { connect: async () => only, end: async () => undefined } }) }) as OpenTransaction
  return { open, end: () => { over = true } }
}

const quote = (value: string) => `'${value.replaceAll("'", "''")}'`

const settings = (scope: Record<string, string>) =>
  Object.entries(scope).map(([name, value]) => `set_config('app.${name}', ${quote(value)}, true)`).join(', ')

const scopeOf = (actor: Actor) => ({
  organization: actor.organizationId, person: actor.kind === 'person' ? (actor.id ?? '') : '', units: unitsSetting(actor.units),
  confidential: actor.confidential ? '1' : '', case: actor.caseId ?? '', above: aboveSetting(actor), identity: actor.identity ? '1' : '',
})

const BEGIN = { write: 'begin', read: 'begin read only', note: 'begin; set local synchronous_commit = off' } as const
/** `note`: a write that does not wait for the disk; a power failure can take the last moment of it along. */
export type How = keyof typeof BEGIN

/** Begin, role and scope in one message (no parameters: the simple protocol carries several statements). */
const opening = (role: 'wenguo_app' | 'wenguo_system', scope: Record<string, string>, how: How) =>
  `${BEGIN[how]}; set local role ${role}; select ${settings(scope)}`

const failedCommits = new WeakSet<Error>()

/** Whether an error came from the commit itself: a connection that broke there leaves open whether the work was done. */
export const cameFromCommit = (error: unknown): boolean => error instanceof Error && failedCommits.has(error)

const commit = async (client: pg.PoolClient) => {
  const { command } = await client.query('commit').catch((error: unknown) => {
    if (error instanceof Error) failedCommits.add(error)
    throw error
  })
  // PostgreSQL answers so, and without an error, where a statement failed and whoever asked it went on.
  if (command !== 'COMMIT') throw new Error('a failed statement was passed over, nothing was committed')
}

const poolOf = (db: Db): pg.Pool => {
  const pool = pools.get(db)
  if (!pool) throw new Error('not opened by connect()')
  return pool
}

const within = async <T>(db: Db, first: string, how: How, work: (open: OpenTransaction) => Promise<T>): Promise<T> => {
  const client = await poolOf(db).connect()
  const held = hold(client)
  let lost: Error | undefined
  try {
    // What is asked next goes out right behind it; where this fails, that fails too.
    const begun = client.query(first)
    begun.catch(() => undefined)
    try {
      // What fails before `begin` leaves no transaction behind that could refuse: a write would be done by the login role, one by one.
      if (how !== 'read') await begun
      const result = await work(held.open)
      held.end()
      await begun
      await commit(client)
      return result
    } catch (error) {
      held.end()
      await client.query('rollback').catch((trouble: Error) => { lost = trouble })
      await begun
      throw error
    }
  } finally {
    client.release(lost)
  }
}

/** One transaction as the actor, under row security. */
export const asActor = <T>(db: Db, actor: Actor, work: (open: OpenTransaction) => Promise<T>, how: How = 'write'): Promise<T> =>
  within(db, opening('wenguo_app', scopeOf(actor), how), how, work)

/** One transaction of the machinery: sign-in, relay, sealer, sweep. Sees all organisations. */
export const asSystem = <T>(db: Db, work: (open: OpenTransaction) => Promise<T>): Promise<T> =>
  within(db, opening('wenguo_system', { organization: '', person: '', units: '', confidential: '', case: '', above: '', identity: '' }, 'write'), 'write', work)

export const readerOf = (open: OpenTransaction): Reader => ({ selectFrom: open.selectFrom.bind(open) as Reader['selectFrom'], raw: open })

/** PostgreSQL's code of an error, e.g. `23505` for a unique violation, with the constraint it names. */
export const sqlState = (error: unknown): { code: string; constraint: string } | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? { code: error.code, constraint: 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : '' } : null
