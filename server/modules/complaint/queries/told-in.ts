import { type Reader, sql } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import type { Instant } from '#kernel/time.ts'

/** What a case tells of the goods, the place and the days. */
export interface Told { readonly unit_id: string; readonly product: unknown; readonly order_info: unknown; readonly occurred_at: Instant | null; readonly received_at: Instant }
interface Row extends Told { readonly complaint_id: string; readonly told_in: string; readonly points: readonly string[] }

interface Case extends Told { readonly id: string }
/** `own`: as the case itself told it, of whatever it took in; `of`: as the case told it in which a point was brought. */
interface ToldIn { readonly own: Told; of(pointId: string): Told }

/** Of which goods, place and days each point of cases speaks: of those of the case in which it was told, although that was merged into another since. */
export const toldIn = async <C extends Case>(read: Reader, cases: readonly C[]): Promise<(c: C) => ToldIn> => {
  const { rows } = await sql<Row>`select * from complaint.told_in(${cases.map(({ id }) => id)}::uuid[])`.execute(read.raw)
  const byCase = groupBy(rows, (row) => row.complaint_id)
  return (c) => {
    const told = byCase.get(c.id) ?? []
    const own = told.find((row) => row.told_in === c.id) ?? c
    return { own, of: (pointId) => told.find(({ points }) => points.includes(pointId)) ?? own }
  }
}
