import { type Reader, sql } from '#kernel/db.ts'
import type { Instant } from '#kernel/time.ts'

const missed = (organizationId: string, now: Instant, before: string | null) =>
  sql`d.organization_id = ${organizationId} and d.bound = 'ours' and d.due_at < ${now} ${before ? sql`and d.complaint_id < ${before}` : sql``}`

/** Deadlines of ours that are noted as missed. */
const noted = (organizationId: string, now: Instant, before: string | null) => sql`from clock.deadline d where ${missed(organizationId, now, before)} and d.state = 'late'`

/** Those that ran out a moment ago and are not noted yet. That there are at most so many keeps the planner from expecting all that run; where the sweep stood still for long, the rest come as it catches up. */
const unnoted = (organizationId: string, now: Instant, before: string | null) =>
  sql`select d.complaint_id as id from clock.deadline d where ${missed(organizationId, now, before)} and d.state = 'running' and d.fired_at is null order by d.due_at, d.id limit 5000`

/** The ids of all cases with a missed deadline, as a subquery; some come twice. */
export const overdueCases = (organizationId: string, now: Instant) => sql`select d.complaint_id ${noted(organizationId, now, null)} union all (${unnoted(organizationId, now, null)})`

/** The newest of them before a case, each once. */
export const idsOverdue = async (read: Reader, organizationId: string, now: Instant, before: string | null, most: number): Promise<readonly string[]> => {
  const { rows } = await sql<{ id: string }>`
    (select distinct d.complaint_id as id ${noted(organizationId, now, before)} order by id desc limit ${sql.lit(most)})
    union select id from (${unnoted(organizationId, now, before)}) as moment order by id desc limit ${sql.lit(most)}`.execute(read.raw)
  return rows.map((r) => r.id)
}
