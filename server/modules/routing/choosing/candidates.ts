import { type OpenTransaction, sql } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import type { Instant } from '#kernel/time.ts'
import { type Candidate, mostNamed, mostOf } from './rules.ts'

interface Row {
  readonly unit_id: string; readonly gives_out: string; readonly unit_most: number | null; readonly person_id: string; readonly name: string; readonly roles: string[]; readonly positions: string[]; readonly rank: number; readonly trusted: boolean
  readonly away: boolean; readonly most_open: number | null; readonly categories: string[]; readonly languages: string[]; readonly classes: string[]; readonly general: number; readonly urgent: number; readonly critical: number; readonly ticking: number; readonly given_at: Instant | null
}
export interface Named extends Candidate { readonly name: string }

const candidate = (r: Row): Named => ({
  id: r.person_id, name: r.name, roles: r.roles, positions: r.positions, rank: r.rank, trusted: r.trusted, away: r.away, most: mostOf(r.most_open, r.unit_most, r.rank), named: mostNamed(r.most_open, r.unit_most, r.rank), categories: r.categories, languages: r.languages, classes: r.classes,
  general: r.general, urgent: r.urgent, critical: r.critical, ticking: r.ticking, givenAt: r.given_at?.getTime() ?? 0,
})

/** Who could look after cases of these units, by unit; by one statement. `hold`: nobody else chooses among them until the transaction ends. */
export const candidatesOf = async (db: OpenTransaction, unitIds: readonly string[], now: Instant, hold: boolean): Promise<ReadonlyMap<string, readonly Named[]>> => {
  const { rows } = await sql<Row>`select * from routing.candidates(${[...new Set(unitIds)]}::uuid[], ${now}::timestamptz, ${hold})`.execute(db)
  return new Map([...groupBy(rows, (r) => r.unit_id)].map(([unitId, of]) => [unitId, of.map(candidate)]))
}
