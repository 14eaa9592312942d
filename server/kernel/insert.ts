import type { Insertable } from 'kysely'
import type { Tables } from '../tables/index.ts'
import { type OpenTransaction, sql } from './db.ts'

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
  for (const [name, value] of Object.entries(copy)) if (Buffer.isBuffer(value)) copy[name] = `\\x${value.toString('hex')}`
  return copy
}

/** Columns of JSON come as the text of JSON: taken as text first, else it would become one JSON string. */
const isJson = (type: string | undefined) => type === 'jsonb' || type === 'json'

/**
 * Inserts rows that all have the same columns. They travel as one JSON parameter of one statement, whose text stays the same however many there are:
 * thousands of parameters of their own cost both sides several times as much.
 */
export const insertRows = async <T extends keyof Tables & string>(db: OpenTransaction, table: T, rows: readonly Insertable<Tables[T]>[]): Promise<void> => {
  const [first] = rows
  if (!first) return
  const types = await typesOf(db, table)
  const columns = Object.keys(first)
  const names = columns.map((c) => `"${c}"`).join(', ')
  const read = columns.map((c) => `"${c}" ${isJson(types.get(c)) ? 'text' : types.get(c)}`).join(', ')
  const given = columns.map((c) => (isJson(types.get(c)) ? `"${c}"::${types.get(c)}` : `"${c}"`)).join(', ')
  await sql`${sql.raw(`insert into ${table} (${names}) select ${given} from json_to_recordset(`)}${JSON.stringify(rows.map(plain))}::json${sql.raw(`) as given (${read})`)}`.execute(db)
}
