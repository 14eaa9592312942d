import type { Tables } from '../tables/index.ts'
import { sql } from './db.ts'
import type { Tx } from './tx.ts'

type Numbered = { [T in keyof Tables]: 'number' extends keyof Tables[T] ? T : never }[keyof Tables] & string

/** What hangs on something numbered is numbered within it (`…-D2`), while the row of that is locked. By the number, since what came along from elsewhere keeps its own. */
export const nextNumber = async (tx: Tx, table: Numbered, head: string, letter: string): Promise<string> => {
  const { rows: [row] } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)} where organization_id = ${tx.actor.organizationId} and number like ${`${head}-${letter}%`}`.execute(tx.db)
  return `${head}-${letter}${(row?.n ?? 0) + 1}`
}
