import type { Tx } from '#kernel/tx.ts'
import { knownCalls, takeCalls } from '#modules/call-back/commands/table.ts'
import type { Row } from './rows.ts'

const callsOf = (rows: readonly Row[]) => rows.flatMap((row) => (row.call ? [{ row, call: row.call }] : []))

/** How many of these calls were told before. */
export const countKnownCalls = async (tx: Tx, rows: readonly Row[]): Promise<number> => (await knownCalls(tx, callsOf(rows).map(({ call }) => call))).size

/** Takes the calls in, by the rules of those that the telephone system tells of. `callId`: what was kept of the call; null where it was told before. */
export const asCalls = async (tx: Tx, rows: readonly Row[]): Promise<{ row: Row; callId: string | null }[]> => {
  const calls = callsOf(rows)
  const taken = await takeCalls(tx, calls.map(({ call }) => call))
  return calls.map(({ row }, i) => ({ row, callId: taken[i]?.outcome === 'known' ? null : taken[i]?.rowId ?? null }))
}
