import { type Reader, sql } from '#kernel/db.ts'

/** The case row, within the reader's sight; null when there is none. */
export const findComplaint = async (read: Reader, organizationId: string, id: string) =>
  await read.selectFrom('complaint.complaint').selectAll().where('organization_id', '=', organizationId).where('id', '=', id).executeTakeFirst() ?? null
export type ComplaintRow = NonNullable<Awaited<ReturnType<typeof findComplaint>>>

export const pointsOf = (read: Reader, organizationId: string, complaintId: string) =>
  read.selectFrom('complaint.point').selectAll().where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).orderBy('no').execute()

export const latestRestatement = async (read: Reader, organizationId: string, complaintId: string) =>
  await read.selectFrom('complaint.restatement').selectAll().where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).orderBy('id', 'desc').limit(1).executeTakeFirst() ?? null

export const attachmentsOf = (read: Reader, organizationId: string, complaintId: string) =>
  read.selectFrom('complaint.attachment').selectAll().where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).orderBy('at').orderBy('place').orderBy('file_id').execute()

/** Cases of the same customer, newest first. */
export const casesOfCustomer = (read: Reader, organizationId: string, customerId: string) =>
  read.selectFrom('complaint.complaint as c').innerJoin('identity.unit as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.unit_id'))
    .select(['c.id', 'c.number', 'c.state', 'c.stage', 'c.registered_at', 'c.outcome', 'u.name as unit_name', 'u.time_zone'])
    .where('c.organization_id', '=', organizationId).where('c.customer_id', '=', customerId).where('c.state', '!=', 'merged').orderBy('c.id', 'desc').limit(50).execute()

/** Which of these customers have complained before, in whatever shop: known by whoever registers, though the cases may be out of their sight (A12). */
export const complainedBefore = async (read: Reader, customerIds: readonly string[]): Promise<ReadonlySet<string>> => {
  if (!customerIds.length) return new Set()
  const { rows } = await sql<{ id: string }>`select complaint.complained_before(${[...new Set(customerIds)]}::uuid[]) as id`.execute(read.raw)
  return new Set(rows.map((r) => r.id))
}
