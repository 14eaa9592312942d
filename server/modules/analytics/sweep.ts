import { type Db, asSystem, sql } from '#kernel/db.ts'

/** Changes that go into the sums in one transaction. */
export const FOLDED_AT_ONCE = 5_000

/** Brings some changes into the sums; what is read counts both, so nothing waits for it. @returns how many. */
export const foldFigures = (db: Db): Promise<number> => asSystem(db, async (open) => (await sql<{ n: number }>`select analytics.fold(${FOLDED_AT_ONCE}) as n`.execute(open)).rows[0]?.n ?? 0)
