import type pg from 'pg'
import { idAt } from '../server/kernel/id.ts'
import { SLICE_ROWS, type Slice, newSliceKey } from '../server/kernel/slices.ts'
import { type Rows, TABLES, type Table, copyOf, rowsOfTable } from './rows.ts'
import { dice, tell } from './text.ts'

const BATCH = 1_000
const YEARS_BACK_MS = 2 * 365 * 86_400_000
const YESTERDAY_MS = 86_400_000
const OPEN_IN_TEN = 2
const LATE_IN_HUNDRED = 5

const insertAll = async (client: pg.Client, table: Table, rows: readonly object[], columns: readonly string[]) => {
  const named = columns.map((c) => `"${c}"`).join(', ')
  await client.query(`insert into ${table} (${named}) select ${named} from json_populate_recordset(null::${table}, $1::json)`, [JSON.stringify(rows)])
}

/** Makes the indexes of the search anew at the end when much is added: filling them row by row costs many times as much. */
const withoutSearchIndex = async (client: pg.Client, work: () => Promise<void>) => {
  const { rows } = await client.query<{ name: string; indexdef: string }>(`select format('%I.%I', schemaname, indexname) as name, indexdef from pg_indexes where indexname in ('search_grams', 'customer_grams') and schemaname in ('complaint', 'customer')`)
  for (const { name } of rows) await client.query(`drop index ${name}`)
  await work()
  await client.query(`set maintenance_work_mem = '1GB'`)
  for (const { indexdef } of rows) await client.query(indexdef)
}

/** Cuts the time that is filled as the program would have; what is registered from now on goes into the last slice, which the program began. */
const makeSlices = async (client: pg.Client, count: number, begin: number): Promise<readonly Slice[]> => {
  const { rows: [first] } = await client.query<{ organization_id: string; key: string }>('delete from kernel.slice returning organization_id, key')
  if (!first) throw new Error('nothing was registered yet')
  const last = Math.max(0, Math.ceil(count / SLICE_ROWS) - 1)
  const slices = Array.from({ length: last + 1 }, (_, no): Slice => ({
    no, since: no ? idAt(begin + Math.floor((no * SLICE_ROWS / count) * YEARS_BACK_MS)) : '00000000-0000-0000-0000-000000000000', key: no === last ? first.key : newSliceKey(),
  })).reverse()
  for (const { no, since, key } of slices) await client.query('insert into kernel.slice (organization_id, no, since, key) values ($1, $2, $3, $4)', [first.organization_id, no, since, key])
  return slices
}

const addRows = async (client: pg.Client, patterns: readonly Rows[], owners: readonly unknown[], count: number, say: (words: string) => void) => {
  const d = dice(7)
  const begin = Date.now() - YESTERDAY_MS - YEARS_BACK_MS
  const slices = await makeSlices(client, count, begin)
  for (let from = 0; from < count; from += BATCH) {
    const copies = Array.from({ length: Math.min(BATCH, count - from) }, (_, i) => {
      const n = from + i
      const at = begin + Math.floor((n / count) * YEARS_BACK_MS)
      const open = d.below(10) < OPEN_IN_TEN
      return copyOf(d.pick(patterns), { story: tell(d), at, n, open, late: open && d.below(100) < LATE_IN_HUNDRED, ownerId: d.pick(owners), phonePrefix: '137', slices })
    })
    await client.query('begin')
    for (const table of TABLES) {
      const rows = copies.flatMap((copy) => rowsOfTable(copy, table))
      await insertAll(client, table, rows, Object.keys(rows[0] ?? {}))
    }
    await client.query('commit')
    if ((from + BATCH) % 100_000 === 0) say(`${from + BATCH} of ${count} complaints filled in`)
  }
}

/** What was filled in counts as passed on and sealed: the workers shall not be busy with it while something is measured. */
const passOn = (client: pg.Client) => client.query(`
  insert into kernel.cursor (name, xid, id) select name, pg_current_xact_id(), 'ffffffff-ffff-ffff-ffff-ffffffffffff' from (values ('relay'), ('seal')) v (name)
  on conflict (name) do update set xid = excluded.xid, id = excluded.id`)

const MUCH = 50_000

/** Fills the database with complaints of the last two years, a fifth of them open. As superuser, past triggers and row security. */
export const fill = async (client: pg.Client, patterns: readonly Rows[], owners: readonly unknown[], count: number, say: (words: string) => void): Promise<void> => {
  await client.query('set session_replication_role = replica; set synchronous_commit = off')
  const add = () => addRows(client, patterns, owners, count, say)
  await (count > MUCH ? withoutSearchIndex(client, add) : add())
  await passOn(client)
  await client.query('reset session_replication_role; reset synchronous_commit')
}

/** Tables like the real ones, with their columns and indexes, without triggers, foreign keys and row security: what one statement can do at best. */
export const makeLimitTables = async (client: pg.Client): Promise<void> => {
  await client.query('drop schema if exists raw cascade; create schema raw')
  for (const table of TABLES) {
    const name = table.split('.')[1]
    await client.query(`create table raw.${name} (like ${table} including all)`)
    await client.query(`insert into raw.${name} select * from ${table}`)
  }
}

/** Fresh statistics and a written-out log, so that neither falls into a measurement. */
export const settleDatabase = async (client: pg.Client): Promise<void> => {
  await client.query('vacuum (analyze)')
  await client.query('checkpoint')
}
