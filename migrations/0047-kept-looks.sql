-- Who complains and wants to be known to few is seen after a look with its reason: who speaks for them, their voice, their hand and the letter they wrote as well, for as long as the look lasts.
create table complaint.look (
  organization_id uuid not null, complaint_id uuid not null, person_id uuid not null, until timestamptz not null,
  primary key (organization_id, complaint_id, person_id), foreign key (organization_id, complaint_id) references complaint.complaint on delete cascade
);
select kernel.protect_with_case('complaint.look');

-- Past row security: what a look opens is asked for while rows of the case are read.
create function complaint.looked(organization uuid, one uuid) returns boolean language plpgsql stable parallel safe security definer set search_path = pg_catalog, pg_temp cost 200 as $$
begin
  return coalesce(one = kernel.only_case(), false)
    or not exists (select from complaint.complaint c where c.organization_id = organization and c.id = one and c.identity <> 'open')
    or exists (select from complaint.look l where l.organization_id = organization and l.complaint_id = one and l.person_id = kernel.person() and l.until > now())
      and (coalesce(kernel.sees_identity(), false) or exists (select from complaint.identity_rule r join complaint.complaint c on c.organization_id = r.organization_id where r.organization_id = organization and r.owner_sees and c.id = one and c.owner_id = kernel.person()));
end $$;
revoke all on function complaint.looked(uuid, uuid) from public;
grant execute on function complaint.looked(uuid, uuid) to wenguo_app, wenguo_system;

create or replace function complaint.may_tell_of(organization uuid, representative uuid) returns boolean language plpgsql stable parallel safe cost 200 as
  $$ begin return exists (select from complaint.representative r where r.organization_id = organization and r.id = representative and ((select kernel.nobody()) or complaint.looked(organization, r.complaint_id))); end $$;
drop policy tells_who on files.file;
create policy tells_who on files.file as restrictive to wenguo_app using (not tells_who or subject_id is null or complaint.looked(organization_id, subject_id)) with check (true);

-- A hand that wrote a letter is known to who sees it, and so is what stands at its head and foot.
create or replace function complaint.keep_recordings(this uuid) returns void language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update files.file f set tells_who = c.identity <> 'open' from complaint.complaint c
  where c.organization_id = kernel.organization() and c.id = this and f.organization_id = c.organization_id and f.subject_id = c.id and f.tells_who <> (c.identity <> 'open')
    and (f.media_type like 'audio/%' or f.media_type like 'video/%'
      or exists (select from complaint.attachment a where a.organization_id = c.organization_id and a.complaint_id = c.id and a.file_id = f.id and (a.kind in ('authority', 'signature') or a.kind = 'intake' and c.channel = 'letter')))
$$;
update files.file f set tells_who = true from complaint.complaint c join complaint.attachment a on a.organization_id = c.organization_id and a.complaint_id = c.id
where c.identity <> 'open' and a.kind = 'intake' and c.channel = 'letter' and f.organization_id = a.organization_id and f.id = a.file_id and f.subject_id = c.id and not f.tells_who;

-- Whoever else has a lot is told of a case as it is now: who wants to be known to few stands there without name, number and record; who no longer does is there again.
create function containment.follow_identity(this uuid) returns void language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update containment.recipient p set name = coalesce(c.complainant_name, u.name), phone = case when c.identity = 'open' then coalesce(c.complainant_phone, case when c.complainant_name is null then u.phone end) end,
    customer_id = c.customer_id, key = '@' || p.id, version = p.version + 1
  from complaint.complaint c join customer.customer u on u.organization_id = c.organization_id and u.id = c.customer_id
  where c.organization_id = kernel.organization() and c.id = this and p.organization_id = c.organization_id and p.complaint_id = c.id
$$;
revoke all on function containment.follow_identity(uuid) from public;
grant execute on function containment.follow_identity(uuid) to wenguo_app;
update containment.recipient p set name = u.name, phone = null, customer_id = c.customer_id, key = '@' || p.id, version = p.version + 1
from complaint.complaint c join customer.customer u on u.organization_id = c.organization_id and u.id = c.customer_id
where c.identity <> 'open' and p.organization_id = c.organization_id and p.complaint_id = c.id and p.customer_id is distinct from c.customer_id;

-- Of a confidential case nobody is a recipient for who does not see the case.
create function containment.may_name(organization uuid, one uuid) returns boolean language plpgsql stable security definer set search_path = pg_catalog, pg_temp cost 100 as
  $$ begin return not exists (select from complaint.complaint c where c.organization_id = organization and c.id = one and c.confidential); end $$;
revoke all on function containment.may_name(uuid, uuid) from public;
grant execute on function containment.may_name(uuid, uuid) to wenguo_app, wenguo_system;
create policy confidential on containment.recipient as restrictive to wenguo_app using (complaint_id is null or containment.may_name(organization_id, complaint_id) or complaint.seen(organization_id, complaint_id)) with check (true);

-- What waits to be told to other programs names no record of who wants to be known to few from now on.
create function integration.unname(this uuid) returns void language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update integration.delivery d set body = (d.body::jsonb #- '{data,facts,customerId}')::text
  where d.organization_id = kernel.organization() and d.state <> 'sent' and strpos(d.body, this::text) > 0 and strpos(d.body, 'customerId') > 0
$$;
revoke all on function integration.unname(uuid) from public;
grant execute on function integration.unname(uuid) to wenguo_app;
