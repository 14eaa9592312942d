import { sql } from '#kernel/db.ts'

/** Of a person `p` and their record `u`: nothing speaks against writing to them on this day. What they asked, marks and open cases are looked at anew each time, and whether it is to be known that they complained. */
export const mayWrite = (today: string) => sql<boolean>`not exists (select from campaign.undisturbed d join customer.customer o on o.organization_id = d.organization_id and o.id = d.customer_id
    where d.organization_id = p.organization_id and (coalesce(o.merged_into, o.id) = p.customer_id or o.phone_key = u.phone_key))
  and not exists (select from customer.mark m where m.organization_id = p.organization_id and m.customer_id = p.customer_id and m.state = 'standing' and m.until_on >= ${today}::date)
  and not exists (select from complaint.complaint o where o.organization_id = p.organization_id and o.customer_id = p.customer_id and o.state = 'open')
  and not exists (select from complaint.complaint k where k.organization_id = p.organization_id and k.id = p.complaint_id and (k.identity <> 'open' or k.confidential))`

/** Of a link `l` that is on its way, its campaign `c`, person `p` and record `u`: they are asked still, and what it opens is what they would be let in by. `token`: where it lies, on the link until it is given to a gateway. */
export const mayGo = (today: string, token = sql<string>`l.token`) => sql<boolean>`c.state = 'running' and ${today}::date between c.from_on and c.until_on and p.state = 'open' and p.token_hash = sha256(convert_to(${token}, 'UTF8')) and ${mayWrite(today)}`
