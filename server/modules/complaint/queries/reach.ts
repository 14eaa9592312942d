import type { Reader } from '#kernel/db.ts'

/** By what whoever complains is reached: telephone numbers and mail addresses, which are no secret from themselves. */
export const reachOf = async (read: Reader, organizationId: string, complaintId: string): Promise<string[]> => {
  const row = await read.selectFrom('complaint.complaint as c').innerJoin('customer.customer as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.customer_id'))
    .leftJoin('complaint.complainant as k', (j) => j.onRef('k.organization_id', '=', 'c.organization_id').onRef('k.complaint_id', '=', 'c.id'))
    .select(['u.phone', 'u.email', 'c.complainant_name', 'c.complainant_phone', 'c.complainant_email', 'k.phone as kept_phone', 'k.email as kept_email']).where('c.organization_id', '=', organizationId).where('c.id', '=', complaintId).executeTakeFirst()
  if (!row) return []
  // Who complains under another name than the record's is not that customer.
  const own = row.complainant_name === null ? [row.phone, row.email] : []
  return [...own, row.complainant_phone, row.complainant_email, row.kept_phone, row.kept_email].flatMap((one) => (one ? [one] : []))
}
