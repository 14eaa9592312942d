import { type Reader, sql } from '#kernel/db.ts'
import type { Instant } from '#kernel/time.ts'

export interface Answer { readonly by: string; readonly at: Instant }
interface Asked { readonly id: string; readonly complaint_id: string; readonly at: Instant; readonly people: readonly string[] }

/** Who of those whom a level reached was the first to open the case or do anything in it, by the id of what was reached. The log says so: it knows readers as well as writers. */
export const answersOf = async (read: Reader, organizationId: string, rungs: readonly Asked[]): Promise<ReadonlyMap<string, Answer>> => {
  if (!rungs.length) return new Map()
  const asked = JSON.stringify(rungs.map(({ id, complaint_id, at, people }) => ({ id, complaint_id, at, people })))
  const { rows } = await sql<{ id: string; actor_id: string; at: Instant }>`
    select r.id, e.actor_id, e.at from jsonb_to_recordset(${asked}::jsonb) as r(id uuid, complaint_id uuid, at timestamptz, people jsonb)
      cross join lateral (select e.actor_id, e.at from kernel.event e where e.organization_id = ${organizationId} and e.subject_id = r.complaint_id and e.actor_kind = 'person' and e.at > r.at and r.people ? e.actor_id::text order by e.id limit 1) e`.execute(read.raw)
  return new Map(rows.map(({ id, actor_id, at }) => [id, { by: actor_id, at }]))
}
