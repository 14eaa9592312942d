import { notFound } from '#contract/common.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { type Instant, iso } from '#kernel/time.ts'
import { findComplaint } from '#modules/complaint/queries/case.ts'
import { marksOf } from '#modules/customer/queries/care.ts'

interface Row { readonly complaint_id: string; readonly number: string; readonly unit_name: string; readonly time_zone: string; readonly received_at: Instant; readonly state: string; readonly outcome: string | null; readonly settled_fen: number | null; readonly by_phone: boolean; readonly by_order: boolean; readonly by_picture: boolean }

const likeIt = async (read: Reader, id: string) => (await sql<Row>`select * from complaint.claims_like(${id}::uuid)`.execute(read.raw)).rows

/** Which of them the reader may open. */
const seenAmong = async (read: Reader, organizationId: string, rows: readonly Row[]): Promise<ReadonlySet<string>> => {
  const ids = rows.map((r) => r.complaint_id)
  const seen = ids.length ? await read.selectFrom('complaint.complaint').select('id').where('organization_id', '=', organizationId).where(sql<boolean>`id = any (${ids}::uuid[])`).execute() : []
  return new Set(seen.map((r) => r.id))
}

const sameIn = (r: Row) => [r.by_phone && 'phone' as const, r.by_order && 'order' as const, r.by_picture && 'picture' as const].filter((same) => same !== false)

/** Plain facts about other cases like this one, in whatever shop (B6). */
export const claims = query('complaint.read', async (read, actor, { complaintId }: { complaintId: string }, now) => {
  const c = await findComplaint(read, actor.organizationId, complaintId)
  if (!c) throw new Problem(notFound)
  const rows = await likeIt(read, complaintId)
  const seen = await seenAmong(read, actor.organizationId, rows)
  const items = rows.map((r) => ({ id: seen.has(r.complaint_id) ? r.complaint_id : null, number: r.number, unitName: r.unit_name, timeZone: r.time_zone, receivedAt: iso(r.received_at), state: r.state, outcome: r.outcome, settledFen: r.settled_fen, same: sameIn(r) }))
  return { items, marks: (await marksOf(read, actor, c.customer_id, now)).filter((m) => m.state === 'standing'), next: null }
}, ({ complaintId }) => ({ type: 'complaint', id: complaintId, unitId: null }))

/** One mark after it was asked for or decided. */
export const markOf = query('customer.read', async (read, actor, { id, markId }: { id: string; markId: string }, now) => {
  const mark = (await marksOf(read, actor, id, now)).find((m) => m.id === markId)
  if (!mark) throw new Problem(notFound)
  return mark
})
