import { tooWide } from '#contract/common.ts'
import { type Reader, sql, sqlState } from './db.ts'
import { Problem } from './problem.ts'
import { type Question, lookupOf } from './question.ts'

/** How long the database may look before whoever asked is told to ask for less. */
const PATIENCE_MS = 4_000
const CANCELLED = '57014'

/** The functions of the database that search: they alone may use the index, and apply the scope themselves. */
export type Finder = 'complaint.find_ids' | 'customer.find_ids'

/**
 * Ids of what has every word of a question, newest first, behind `before`, exactly: nothing is missing and nothing too much.
 * @throws Problem when looking takes too long.
 */
export const idsOf = async (read: Reader, finder: Finder, question: Question, before: string | null, most: number): Promise<readonly string[]> => {
  const { query, plain, either, orElse } = lookupOf(question)
  const [, found] = await orRefusal([
    sql`select set_config('statement_timeout', ${String(PATIENCE_MS)}, true)`.execute(read.raw),
    sql<{ id: string }>`select ${sql.raw(finder)}(${query}, ${[...plain]}::text[], ${[...either]}::text[], ${[...orElse]}::text[], ${before}::uuid, ${most}) as id`.execute(read.raw).catch((error: unknown) => {
      throw sqlState(error)?.code === CANCELLED ? new Problem(tooWide, {}, 'q') : error
    }),
    sql`select set_config('statement_timeout', '0', true)`.execute(read.raw),
  ])
  return found.rows.map((r) => r.id)
}

/** What is asked together fails together: a refusal is told before what merely failed with it, because the transaction was over. */
export const orRefusal = async <T extends readonly unknown[]>(asked: readonly [...{ [K in keyof T]: Promise<T[K]> }]): Promise<T> => {
  const failed = (await Promise.allSettled(asked)).flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
  if (failed.length) throw failed.find((reason) => reason instanceof Problem) ?? failed[0]
  return await Promise.all(asked) as unknown as T
}
