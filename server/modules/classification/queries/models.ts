import { type Reader, sql } from '#kernel/db.ts'
import type { Instant } from '#kernel/time.ts'
import { type Model, readModel } from '../learning/model.ts'

// Models never change. One takes a few megabytes; those asked last stay at hand.
const MOST_AT_HAND = 8
const atHand = new Map<string, Model>()

const keep = (id: string, model: Model) => {
  atHand.delete(id)
  atHand.set(id, model)
  for (const oldest of [...atHand.keys()].slice(0, Math.max(0, atHand.size - MOST_AT_HAND))) atHand.delete(oldest)
}

/** The model in force for an organisation; null while words alone are asked. */
export const modelInForce = async (read: Reader, organizationId: string): Promise<{ readonly id: string; readonly model: Model } | null> => {
  const standing = await read.selectFrom('classification.standing').select('model_id').where('organization_id', '=', organizationId).executeTakeFirst()
  if (!standing?.model_id) return null
  const known = atHand.get(standing.model_id)
  const model = known ?? readModel((await read.selectFrom('classification.model').select('learnt').where('organization_id', '=', organizationId).where('id', '=', standing.model_id).executeTakeFirstOrThrow()).learnt)
  keep(standing.model_id, model)
  return { id: standing.model_id, model }
}

/** So many points are learnt from, the newest. */
export const MOST_LESSONS = 8_000

/** Points of closed cases with a category, as far as they are learnt from. Confidential cases teach nothing: what they say is not for all. */
export const countLessons = async (read: Reader, organizationId: string): Promise<number> => (await sql<{ count: number }>`
  select count(*)::int as count from (
    select from complaint.complaint c join complaint.point p on p.organization_id = c.organization_id and p.complaint_id = c.id
    where c.organization_id = ${organizationId} and c.state = 'closed' and not c.confidential and c.accused is null and p.category_code is not null limit ${sql.lit(MOST_LESSONS)}) taken`.execute(read.raw)).rows[0]?.count ?? 0

/** Those of them closed since the last learning. */
export const countNew = async (read: Reader, organizationId: string, since: Instant | null): Promise<number> => (await sql<{ count: number }>`
  select count(*)::int as count from (
    select from complaint.complaint c join complaint.point p on p.organization_id = c.organization_id and p.complaint_id = c.id
    where c.organization_id = ${organizationId} and c.state = 'closed' and not c.confidential and c.accused is null and c.last_closed_at > ${since ?? '-infinity'}::timestamptz and p.category_code is not null limit ${sql.lit(MOST_LESSONS)}) taken`.execute(read.raw)).rows[0]?.count ?? 0
