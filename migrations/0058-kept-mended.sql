-- Where nobody can say who complains there is nothing to look at with a reason: who may know sees what lies beside the case at once.
create or replace function complaint.looked(organization uuid, one uuid) returns boolean language plpgsql stable parallel safe security definer set search_path = pg_catalog, pg_temp cost 200 as $$
begin
  return coalesce(one = kernel.only_case(), false)
    or not exists (select from complaint.complaint c where c.organization_id = organization and c.id = one and c.identity <> 'open')
    or coalesce(kernel.sees_identity(), false) and exists (select from complaint.complaint c where c.organization_id = organization and c.id = one and c.identity = 'anonymous')
    or exists (select from complaint.look l where l.organization_id = organization and l.complaint_id = one and l.person_id = kernel.person() and l.until > now())
      and (coalesce(kernel.sees_identity(), false) or exists (select from complaint.identity_rule r join complaint.complaint c on c.organization_id = r.organization_id where r.organization_id = organization and r.owner_sees and c.id = one and c.owner_id = kernel.person()));
end $$;

-- Drawn by a case whose complainant wants to be known to few since: counted still, listed and called no more, and the case is not told of.
alter table campaign.person add column kept boolean not null default false;
create index person_of_case on campaign.person (organization_id, complaint_id) where complaint_id is not null;
create function campaign.keep_identity(this uuid, moment timestamptz) returns void language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update campaign.link l set state = 'stopped', token = null, at = moment from campaign.person p
  where p.organization_id = kernel.organization() and p.complaint_id = this and p.state = 'open' and l.organization_id = p.organization_id and l.person_id = p.id and l.state in ('waiting', 'going');
  update campaign.person p set kept = true, complaint_id = null, state = 'done', ended_at = coalesce(p.ended_at, moment), taken_by = null, taken_at = null, next_at = null, token_hash = null, version = p.version + 1
  where p.organization_id = kernel.organization() and p.complaint_id = this
$$;
revoke all on function campaign.keep_identity(uuid, timestamptz) from public;
grant execute on function campaign.keep_identity(uuid, timestamptz) to wenguo_app;
update campaign.link l set state = 'stopped', token = null, at = now() from campaign.person p join complaint.complaint c on c.organization_id = p.organization_id and c.id = p.complaint_id
where c.identity <> 'open' and p.state = 'open' and l.organization_id = p.organization_id and l.person_id = p.id and l.state in ('waiting', 'going');
update campaign.person p set kept = true, complaint_id = null, state = 'done', ended_at = coalesce(p.ended_at, now()), taken_by = null, taken_at = null, next_at = null, token_hash = null, version = p.version + 1
from complaint.complaint c where c.identity <> 'open' and c.organization_id = p.organization_id and c.id = p.complaint_id;

create index link_going on campaign.link (organization_id, id) where state = 'going';

-- What was told to other programs can be told again: the record goes out of that, too. Waits for whoever makes deliveries at this moment (the lock of the collector): theirs are seen then, and theirs to come see the case as it is.
create or replace function integration.unname(this uuid) returns void language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select pg_advisory_xact_lock_shared(716290014);
  update integration.delivery d set body = (d.body::jsonb #- '{data,facts,customerId}')::text
  where d.organization_id = kernel.organization() and strpos(d.body, this::text) > 0 and strpos(d.body, 'customerId') > 0
$$;
-- Each delivery is read once, whatever the number of cases.
with told as materialized (
  select d.organization_id, d.id, c.case_id::uuid as case_id from integration.delivery d cross join lateral (select d.body::jsonb as b) j
  cross join lateral (values (j.b #>> '{data,complaint,id}'), (j.b #>> '{data,facts,complaintId}')) as c (case_id)
  where strpos(d.body, 'customerId') > 0 and c.case_id is not null
)
update integration.delivery d set body = (d.body::jsonb #- '{data,facts,customerId}')::text from told t join complaint.complaint c on c.organization_id = t.organization_id and c.id = t.case_id
where c.identity <> 'open' and d.organization_id = t.organization_id and d.id = t.id;

-- Who is there again by name is known by number again, as anybody who is added: unless somebody stands there with that number already.
create or replace function containment.follow_identity(this uuid) returns void language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update containment.recipient p set name = coalesce(c.complainant_name, u.name), phone = now_by.phone, customer_id = c.customer_id, version = p.version + 1,
    key = case when c.identity = 'open' and not exists (select from containment.recipient o where o.organization_id = p.organization_id and o.hold_id = p.hold_id and o.id <> p.id and o.key = now_by.key) then now_by.key else '@' || p.id end
  from complaint.complaint c join customer.customer u on u.organization_id = c.organization_id and u.id = c.customer_id
    cross join lateral (select case when c.identity = 'open' then coalesce(c.complainant_phone, case when c.complainant_name is null then u.phone end) end as phone) as reached
    cross join lateral (select reached.phone, regexp_replace(normalize(coalesce(reached.phone, ''), NFKC), '[^0-9]', '', 'g') as digits) as read
    cross join lateral (select read.phone, case when length(read.digits) > 4 then '#' || read.digits else '@' || c.customer_id end as key) as now_by
  where c.organization_id = kernel.organization() and c.id = this and p.organization_id = c.organization_id and p.complaint_id = c.id
$$;
