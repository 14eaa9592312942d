import type { Actor } from '#kernel/actor.ts'
import { type Reader, sql } from '#kernel/db.ts'

const MOST = 100

/** What a colleague was asked and can answer now, the nearest first: while the customer has not agreed to them there is nothing to do. */
export const opinionsToGive = async (read: Reader, actor: Actor) => (actor.id ? read.selectFrom('expert.opinion as o')
  .innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'o.organization_id').onRef('c.id', '=', 'o.complaint_id'))
  .innerJoin('customer.customer as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.customer_id'))
  .innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 'c.organization_id').onRef('n.id', '=', 'c.unit_id'))
  .select(['o.id', 'o.complaint_id', 'o.number', 'o.matter', 'o.due_at', 'o.asked_at', 'c.urgency', 'n.name as unit_name', 'n.time_zone', sql<string>`coalesce(c.complainant_name, u.name)`.as('customer_name')])
  .where('o.organization_id', '=', actor.organizationId).where('o.person_id', '=', actor.id).where('o.state', '=', sql.lit('asked')).where('o.consent', 'in', ['notNeeded', 'given']).where('c.state', '=', 'open').orderBy('o.due_at').limit(MOST).execute() : [])
