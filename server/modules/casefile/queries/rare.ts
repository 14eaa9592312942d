import { type Reader, sql } from '#kernel/db.ts'

/** Parts that few cases have: the table each lies in. */
const TABLES = {
  about: 'complaint.accused', agreedEnds: 'clock.agreed_end', agreements: 'settlement.agreement', declinedDemands: 'remedy.declined_demand', evidence: 'evidence.item', extensions: 'clock.extension', files: 'complaint.attachment', goods: 'custody.item', groups: 'grouping.member', handovers: 'routing.handover',
  inquiries: 'inquiry.task', merged: 'complaint.merge', messages: 'communication.message', notice: 'settlement.notice', offences: 'offence.report', orders: 'order_book.taken', origins: 'complaint.moved', pauses: 'clock.pause', promises: 'promise.promise', reception: 'intake.reception',
  representative: 'complaint.representative', restatement: 'complaint.restatement', reviews: 'review.review', tasks: 'settlement.task', urgings: 'routing.urging', verification: 'investigation.verification',
} as const

export type Rare = keyof typeof TABLES | 'links'

const OF_CASE = sql`organization_id = k.organization_id and complaint_id = k.id`
const LOOKS = [
  ...Object.entries(TABLES).map(([part, table]) => sql`case when exists (select from ${sql.table(table)} where ${OF_CASE}) then ${sql.lit(part)} end`),
  sql`case when exists (select from complaint.link where organization_id = k.organization_id and (from_id = k.id or to_id = k.id)) then 'links' end`,
]

/** Which of the rare parts a case has, as far as the reader may see: asked once, so that only those are asked for. */
export const rareParts = async (read: Reader, organizationId: string, complaintId: string): Promise<ReadonlySet<string>> => {
  const { rows: [row] } = await sql<{ there: string[] }>`select array_remove(array[${sql.join(LOOKS)}], null) as there from (select ${organizationId}::uuid as organization_id, ${complaintId}::uuid as id) as k`.execute(read.raw)
  return new Set(row?.there)
}
