import type { Locale } from '#contract/common.ts'
import { notFound } from '#contract/common.ts'
import type { Identity } from '#contract/kept.ts'
import type { Reach } from '#contract/questionnaire.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Reader } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { nameFor } from '#modules/complaint/queries/complainant.ts'

/** Who complains, as far as a case says how they are reached. Where that is kept apart nobody is written to from here: a link can be copied. */
export const customerOf = async (read: Reader, actor: Actor, complaintId: string): Promise<NonNullable<Reach['customer']>> => {
  const row = await read.selectFrom('complaint.complaint as c').innerJoin('customer.customer as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.customer_id')).innerJoin('identity.organization as o', 'o.organization_id', 'c.organization_id')
    .select(['c.identity', 'c.locale', 'c.complainant_name', 'c.complainant_phone', 'c.complainant_email', 'u.name', 'u.phone', 'u.email', 'o.locale as house_locale']).where('c.organization_id', '=', actor.organizationId).where('c.id', '=', complaintId).executeTakeFirst()
  if (!row) throw new Problem(notFound)
  const locale = (row.locale ?? row.house_locale) as Locale
  if (row.identity !== 'open') return { name: nameFor(row.identity as Identity, actor.locale), email: null, phone: null, locale }
  // Who complains under another name than the record's is reached where they said, or nowhere.
  const own = row.complainant_name === null
  return { name: row.complainant_name ?? row.name, email: row.complainant_email ?? (own ? row.email : null), phone: row.complainant_phone ?? (own ? row.phone : null), locale }
}

export const reachOf = query('questionnaire.read', (read, actor, { complaintId }: { complaintId: string }) => customerOf(read, actor, complaintId), ({ complaintId }) => ({ type: 'complaint', id: complaintId, unitId: null }))
