import type { RemedyKind } from '#contract/packs.ts'
import { lawOwes } from '#contract/remedy.ts'
import { type OpenTransaction, type Reader, readerOf, sql } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import { gates, guard } from '#kernel/guard.ts'
import { lawOf, shortOfLaw } from '#modules/statute/queries.ts'
import { givenItems } from './given.ts'

interface Put { readonly proposal_id: string; readonly state: string; readonly weighed: readonly string[] | null; readonly kind: RemedyKind; readonly amount_fen: number; readonly point_id: string }
const putForward = async (read: Reader, complaintId: string) => (await sql<Put>`select * from remedy.put_forward(${complaintId}::uuid)`.execute(read.raw)).rows

/** Without a finding and an answer no rule of law binds: most cases are not asked further. */
const mayBind = (db: OpenTransaction, complaintId: string) => db.selectFrom('complaint.complaint as c').selectAll('c').where('c.id', '=', complaintId)
  .where(sql<boolean>`(exists (select from investigation.finding f where f.organization_id = c.organization_id and f.complaint_id = c.id and f.superseded_at is null) or exists (select from statute.answer a join complaint.point p on p.organization_id = a.organization_id and p.id = a.point_id where p.organization_id = c.organization_id and p.complaint_id = c.id and a.superseded_at is null))`).executeTakeFirst()

/** What was agreed was held to the law when it was; a point that was told, or came along with a merged case, later was not. */
const holdsIn = (outcome: string | null, put: readonly Put[]): (pointId: string) => boolean => {
  const settled = put.filter(({ state }) => outcome === 'silent' || (outcome === 'agreed' && ['agreed', 'fulfilled'].includes(state)))
  return (pointId) => settled.some(({ weighed }) => weighed === null || weighed.includes(pointId))
}

/** The number of the first point of a case to which the law gives what it was not given, nor was the customer ever offered; null where there is none. */
export const owedByLaw = async (db: OpenTransaction, complaintId: string): Promise<number | null> => {
  const complaint = await mayBind(db, complaintId)
  if (!complaint) return null
  const read = readerOf(db)
  const put = await putForward(read, complaintId)
  const isHeld = holdsIn(complaint.outcome, put)
  const points = await db.selectFrom('complaint.point').select('id').where('organization_id', '=', complaint.organization_id).where('complaint_id', '=', complaintId).execute()
  if (points.every(({ id }) => isHeld(id))) return null
  const [all, given] = await Promise.all([lawOf(read, complaint.organization_id, complaint), givenItems(read, complaintId)])
  const law = { ...all, points: all.points.filter(({ pointId }) => !isHeld(pointId)) }
  const [short] = shortOfLaw(law, given)
  if (!short) return null
  // What was carried out counts as given.
  const offers = [...groupBy(put.filter(({ state }) => state !== 'fulfilled'), (item) => item.proposal_id).values()].map((items) => items.map(({ kind, amount_fen, point_id }) => ({ kind, amountFen: amount_fen, pointId: point_id })))
  return offers.some((items) => shortOfLaw(law, [...given, ...items]).length === 0) ? null : short.no
}

/** The firm ends no case of its own accord while the law gives what was never offered: it is offered, or somebody above holds that the rule does not apply. */
export const lawGuard = guard('complaint.close', async (db, complaintId) => {
  const no = await owedByLaw(db, complaintId)
  return gates({ law: no === null ? null : lawOwes }).map((gate) => ({ ...gate, params: { no: no ?? 0 } }))
})
