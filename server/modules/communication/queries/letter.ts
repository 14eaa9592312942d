import type { Locale } from '#contract/common.ts'
import type { Tx } from '#kernel/tx.ts'

export interface About { readonly name: string; readonly locale: Locale; /** The unit, and how it is reached. */ readonly contact: string; readonly timeZone: string }

/** What a letter about a case begins and ends with, in the language of the customer. */
export const aboutLetter = async (tx: Tx, complaintId: string): Promise<About> => {
  const row = await tx.db.selectFrom('complaint.complaint as c').innerJoin('customer.customer as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.customer_id'))
    .innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 'c.organization_id').onRef('n.id', '=', 'c.unit_id')).innerJoin('identity.organization as o', 'o.organization_id', 'c.organization_id')
    .select(['u.name', 'c.complainant_name', 'c.locale', 'o.locale as house', 'n.name as unit', 'n.phone', 'n.time_zone']).where('c.organization_id', '=', tx.actor.organizationId).where('c.id', '=', complaintId).executeTakeFirstOrThrow()
  return { name: row.complainant_name ?? row.name, locale: (row.locale ?? row.house) as Locale, contact: [row.unit, row.phone].filter(Boolean).join(' '), timeZone: row.time_zone }
}
