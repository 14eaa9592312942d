import type { Insertable } from 'kysely'
import type { Tables } from '../tables/index.ts'
import { type OpenTransaction, sql } from './db.ts'

type Table = keyof Tables & string
/** Rows of one table, all with the same columns. */
export interface Rows<T extends Table = Table> { readonly into: T; readonly rows: readonly Insertable<Tables[T]>[] }

// Types of a table's columns never change while a process runs.
const known = new Map<string, ReadonlyMap<string, string>>()

const typesOf = async (db: OpenTransaction, table: string): Promise<ReadonlyMap<string, string>> => {
  const kept = known.get(table)
  if (kept) return kept
  const { rows } = await sql<{ name: string; type: string }>`
    select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute where attrelid = ${table}::regclass and attnum > 0 and not attisdropped`.execute(db)
  const types = new Map(rows.map((r) => [r.name, r.type]))
  known.set(table, types)
  return types
}

/** Bytes as PostgreSQL reads them out of JSON; everything else has a JSON form that it reads. */
const plain = (row: object) => {
  const copy: Record<string, unknown> = { ...row }
  for (const name in copy) {
    const value = copy[name]
    if (Buffer.isBuffer(value)) copy[name] = `\\x${value.toString('hex')}`
  }
  return copy
}

/** Columns of JSON come as the text of JSON: taken as text first, else it would become one JSON string. */
const isJson = (type: string | undefined) => type === 'jsonb' || type === 'json'

const insertOf = async (db: OpenTransaction, { into, rows }: Rows) => {
  const types = await typesOf(db, into)
  const columns = Object.keys(rows[0] ?? {})
  const names = columns.map((c) => `"${c}"`).join(', ')
  const read = columns.map((c) => `"${c}" ${isJson(types.get(c)) ? 'text' : types.get(c)}`).join(', ')
  const given = columns.map((c) => (isJson(types.get(c)) ? `"${c}"::${types.get(c)}` : `"${c}"`)).join(', ')
  return sql`${sql.raw(`insert into ${into} (${names}) select ${given} from json_to_recordset(`)}${JSON.stringify(rows.map(plain))}::json${sql.raw(`) as given (${read})`)}`
}

/**
 * Inserts rows of one table or several by one statement. Each table's rows travel as one JSON parameter, and the text stays the same however many there are:
 * thousands of parameters of their own cost both sides several times as much. Foreign keys between the tables are looked at when all rows are in.
 */
export const insertRows = async <T extends Table>(db: OpenTransaction, ...tables: { readonly [K in T]: Rows<K> }[T][]): Promise<void> => {
  const inserts = []
  for (const table of tables) if (table.rows.length) inserts.push(await insertOf(db, table as Rows))
  const last = inserts.pop()
  if (!last) return
  const before = inserts.map((insert, i) => sql`${sql.raw(`i${i}`)} as (${insert})`)
  await (before.length ? sql`with ${sql.join(before)} ${last}` : last).execute(db)
}
