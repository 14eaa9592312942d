import type { LeftOut } from '#contract/campaign.ts'
import { startOfDay, shiftDay } from '#kernel/calendar.ts'
import { sql } from '#kernel/db.ts'

export interface Filter { readonly since: string; readonly until: string; readonly cases: 'closed' | 'any'; readonly classCode?: string | undefined }
interface Asked extends Filter { readonly organizationId: string; readonly campaignId: string; readonly unitIds: readonly string[]; readonly timeZone: string; readonly today: string }

export interface Candidate { readonly customer_id: string; readonly complaint_id: string; readonly unit_id: string }

const inDays = ({ since, until, cases, timeZone }: Asked) => {
  const [from, to] = [startOfDay(timeZone, since), startOfDay(timeZone, shiftDay(until, 1))]
  return cases === 'closed' ? sql`c.state = 'closed' and c.last_closed_at >= ${from} and c.last_closed_at < ${to}` : sql`c.state <> 'merged' and c.registered_at >= ${from} and c.registered_at < ${to}`
}

/**
 * Customers who are not asked yet, each with their latest case, and why somebody is not to be called. Whoever complains where it is kept who they are is not among them.
 * Another record of the same telephone that asked not to be called counts too.
 */
export const candidates = (asked: Asked) => sql`
  cases as materialized (
    select distinct on (c.customer_id) c.customer_id, c.id as complaint_id, c.unit_id from complaint.complaint c
    where c.organization_id = ${asked.organizationId} and c.unit_id = any (${[...asked.unitIds]}::uuid[]) and not c.confidential and c.identity = 'open' and ${inDays(asked)} order by c.customer_id, c.id desc),
  busy as materialized (select distinct o.customer_id from complaint.complaint o where o.organization_id = ${asked.organizationId} and o.state = 'open'),
  marked as materialized (select m.customer_id from customer.mark m where m.organization_id = ${asked.organizationId} and m.state = 'standing' and m.until_on >= ${asked.today}::date),
  quiet as materialized (select coalesce(o.merged_into, o.id) as living, coalesce(o.phone_key, '') as phone_key from campaign.undisturbed d join customer.customer o on o.organization_id = d.organization_id and o.id = d.customer_id where d.organization_id = ${asked.organizationId}),
  there as materialized (select p.customer_id from campaign.person p where p.organization_id = ${asked.organizationId} and p.campaign_id = ${asked.campaignId}),
  found as (
    select u.id as customer_id, k.complaint_id, k.unit_id, case
      when u.phone_key is null then 'noPhone'
      when u.id in (select living from quiet) or u.phone_key in (select phone_key from quiet) then 'undisturbed'
      when u.id in (select customer_id from marked) then 'marked'
      when u.id in (select customer_id from busy) then 'openCase' end as why
    from cases k join customer.customer u on u.organization_id = ${asked.organizationId} and u.id = k.customer_id
    where u.merged_into is null and (${asked.classCode ?? null}::text is null or u.class_code = ${asked.classCode ?? null}) and u.id not in (select customer_id from there))`

export interface Counted extends LeftOut { readonly found: number; readonly callable: number }
export const COUNTS = sql`count(*) as found, count(*) filter (where why is null) as callable, count(*) filter (where why = 'noPhone') as "noPhone", count(*) filter (where why = 'undisturbed') as undisturbed,
  count(*) filter (where why = 'marked') as marked, count(*) filter (where why = 'openCase') as "openCase"`
