import { lawOwes } from '#contract/remedy.ts'
import type { OpenTransaction } from '#kernel/db.ts'
import { readerOf, sql } from '#kernel/db.ts'
import { gates, guard } from '#kernel/guard.ts'
import { lawOf, shortOfLaw } from '#modules/statute/queries.ts'
import { givenItems } from './given.ts'

/** Without a finding and an answer no rule of law binds: most cases are not asked further. What was agreed was held to the law when it was. */
const mayBind = (db: OpenTransaction, complaintId: string) => db.selectFrom('complaint.complaint as c').selectAll('c').where('c.id', '=', complaintId).where((eb) => eb.or([eb('c.outcome', 'is', null), eb('c.outcome', 'not in', ['agreed', 'silent'])]))
  .where(sql<boolean>`(exists (select from investigation.finding f where f.organization_id = c.organization_id and f.complaint_id = c.id and f.superseded_at is null) or exists (select from statute.answer a join complaint.point p on p.organization_id = a.organization_id and p.id = a.point_id where p.organization_id = c.organization_id and p.complaint_id = c.id and a.superseded_at is null))`).executeTakeFirst()

/** The first point of a case to which the law gives what it was not given, nor was the customer ever offered; null where there is none. */
const owedOn = async (db: OpenTransaction, complaintId: string): Promise<number | null> => {
  const complaint = await mayBind(db, complaintId)
  if (!complaint) return null
  const read = readerOf(db)
  const [law, given] = await Promise.all([lawOf(read, complaint.organization_id, complaint), givenItems(read, complaintId)])
  const [short] = shortOfLaw(law, given)
  if (!short) return null
  const offered = await db.selectFrom('remedy.item as i').innerJoin('remedy.proposal as p', (j) => j.onRef('p.organization_id', '=', 'i.organization_id').onRef('p.id', '=', 'i.proposal_id'))
    .select(['p.id', 'i.kind', 'i.amount_fen as amountFen', 'i.point_id as pointId']).where('p.organization_id', '=', complaint.organization_id).where('p.complaint_id', '=', complaintId).where('p.offered_at', 'is not', null).where('p.state', 'not in', ['withdrawn', 'fulfilled']).execute()
  const ids = [...new Set(offered.map(({ id }) => id))]
  return ids.some((id) => shortOfLaw(law, [...given, ...offered.filter((item) => item.id === id)] as typeof given).length === 0) ? null : short.no
}

/** Nobody ends a case with nothing by the firm's word alone while the law gives something: it is offered, or somebody above holds that the rule does not apply. */
export const lawGuard = guard('complaint.close', async (db, complaintId) => {
  const no = await owedOn(db, complaintId)
  return gates({ law: no === null ? null : lawOwes }).map((gate) => ({ ...gate, params: { no: no ?? 0 } }))
})
