-- Complaints about people of the firm, and complainants who do not want to be known.

-- Who asks and everybody they answer to. Null where a person asks and it was not said: then every complaint about somebody is kept from them.
create function kernel.above() returns uuid[] language sql stable parallel safe as
  $$ select case when coalesce(current_setting('app.above', true), '') <> '' then string_to_array(current_setting('app.above', true), ',')::uuid[] when kernel.person() is null then '{}'::uuid[] end $$;
create function kernel.sees_identity() returns boolean language sql stable parallel safe as
  $$ select current_setting('app.identity', true) = '1' $$;

-- Whom a case is about, row by row with the reason; the same ids stand on the case, so that its policy looks at its own row alone and is asked anew where a writer has waited for it.
create table complaint.accused (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, person_id uuid not null, reason text not null, by_id uuid, at timestamptz not null, ended_at timestamptz, ended_by uuid, end_reason text,
  primary key (organization_id, id), foreign key (organization_id, complaint_id) references complaint.complaint on delete cascade, foreign key (organization_id, person_id) references identity.person
);
create unique index accused_now on complaint.accused (organization_id, complaint_id, person_id) where ended_at is null;
create index accused_person on complaint.accused (organization_id, person_id) where ended_at is null;
select kernel.protect_with_case('complaint.accused');

alter table complaint.complaint add column accused uuid[];
create policy kept_from on complaint.complaint as restrictive to wenguo_app using (accused is null or not accused && (select kernel.above())) with check (true);
-- Still answered from the index alone.
drop index complaint.complaint_of_owner;
create index complaint_of_owner on complaint.complaint (organization_id, owner_id, id desc) include (unit_id, confidential, accused) where state = 'open';

-- The cases kept from whoever asks: those about them, or about somebody they answer to.
create function complaint.kept() returns uuid[] language plpgsql stable parallel safe security definer set search_path = pg_catalog, pg_temp as $$
begin
  return coalesce((select array_agg(distinct a.complaint_id) from complaint.accused a
    where a.organization_id = kernel.organization() and a.ended_at is null and (kernel.above() is null or a.person_id = any (kernel.above()))), '{}');
end $$;
create function complaint.nothing_kept() returns boolean language plpgsql stable parallel safe security definer set search_path = pg_catalog, pg_temp as $$
begin
  return not exists (select from complaint.accused a where a.organization_id = kernel.organization() and a.ended_at is null and (kernel.above() is null or a.person_id = any (kernel.above())));
end $$;
revoke all on function complaint.kept(), complaint.nothing_kept() from public;
grant execute on function complaint.kept(), complaint.nothing_kept() to wenguo_app, wenguo_system;

create or replace function complaint.sees_every() returns boolean language sql stable parallel safe as
  $$ select kernel.sees_all() and kernel.sees_confidential() and complaint.nothing_kept() $$;

-- Set past row security: whoever names their own superior does not see the row any more that they write. What was merged into the case goes with it.
create function complaint.keep_from(this uuid, people uuid[]) returns void language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  with recursive family as (
    select this as id union select c.id from family f join complaint.complaint c on c.organization_id = kernel.organization() and c.merged_into = f.id)
  update complaint.complaint c set accused = case when people = '{}' then null else people end, version = c.version + 1
  from family f where c.organization_id = kernel.organization() and c.id = f.id
$$;
revoke all on function complaint.keep_from(uuid, uuid[]) from public;
grant execute on function complaint.keep_from(uuid, uuid[]) to wenguo_app;

-- What lies beside the cases, open to the whole organisation, is kept from the same people.
create function kernel.keep_with_case(tbl regclass, col text) returns void language plpgsql as $$
begin
  execute format('create policy %I on %s as restrictive to wenguo_app using (%I is null or %I <> all ((select complaint.kept())::uuid[])) with check (true)', 'kept_from_' || col, tbl, col, col);
end $$;
select kernel.keep_with_case('complaint.participant', 'complaint_id');
select kernel.keep_with_case('complaint.customer_move', 'complaint_id');
select kernel.keep_with_case('complaint.link', 'from_id');
select kernel.keep_with_case('complaint.link', 'to_id');
select kernel.keep_with_case('notification.notice', 'complaint_id');
select kernel.keep_with_case('forms.answer', 'subject_id');
select kernel.keep_with_case('files.file', 'subject_id');
select kernel.keep_with_case('precedent.precedent', 'complaint_id');
select kernel.keep_with_case('feedback.feedback', 'complaint_id');
select kernel.keep_with_case('importing.row', 'complaint_id');
select kernel.keep_with_case('importing.known', 'complaint_id');
select kernel.keep_with_case('importing.candidate', 'complaint_id');

-- Wordings that were learnt from cases name them.
create policy kept_from on classification.wording as restrictive to wenguo_app using (not complaint_ids && (select complaint.kept())) with check (true);

-- The trail: what happened to such a case, and whatever else speaks of it.
create function complaint.speaks_of(subject uuid, payload jsonb, kept uuid[]) returns boolean language sql immutable parallel safe as
  $$ select subject = any (kept) or exists (select from unnest(kept) as one where strpos(payload::text, one::text) > 0) $$;
create policy kept_from on kernel.event as restrictive to wenguo_app
  using ((select complaint.nothing_kept()) or not complaint.speaks_of(subject_id, payload, (select complaint.kept()))) with check (true);
-- Words are looked through as well: somebody may have searched for the number.
create function complaint.kept_numbers() returns text[] language plpgsql stable parallel safe security definer set search_path = pg_catalog, pg_temp as $$
begin
  return coalesce((select array_agg(c.number) from complaint.complaint c where c.organization_id = kernel.organization() and c.id = any (complaint.kept())), '{}');
end $$;
revoke all on function complaint.kept_numbers() from public;
grant execute on function complaint.kept_numbers() to wenguo_app;
create policy kept_from on kernel.event_text as restrictive to wenguo_app
  using ((select complaint.nothing_kept()) or (exists (select from kernel.event e where e.organization_id = event_text.organization_id and e.id = event_text.event_id)
    and not exists (select from unnest((select complaint.kept_numbers())) as one where strpos(reason, one) > 0))) with check (true);
create policy kept_from on kernel.leaf as restrictive to wenguo_app
  using ((select complaint.nothing_kept()) or exists (select from kernel.event e where e.organization_id = leaf.organization_id and e.id = leaf.event_id)) with check (true);
create policy kept_from on integration.delivery as restrictive to wenguo_app
  using ((select complaint.nothing_kept()) or not exists (select from unnest((select complaint.kept())) as one where strpos(body, one::text) > 0)) with check (true);

-- Letters that went out are read by the machinery alone.
create policy kept_from on notification.mail as restrictive to wenguo_app using ((select kernel.person()) is null) with check (true);

-- Functions that skip row security tell nothing of such cases, to nobody: what one is told another may ask for.
create or replace function complaint.complained_before(customers uuid[]) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp as
  $$ select asked from unnest(customers) as asked where exists (select 1 from complaint.complaint c where c.organization_id = kernel.organization() and c.customer_id = asked and c.state <> 'merged' and c.accused is null) $$;

create or replace function complaint.matters_of(customers uuid[], since timestamptz, except_case uuid)
  returns table (customer_id uuid, complaint_id uuid, received_at timestamptz, order_number text, lot text, product jsonb, categories text[])
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.customer_id, c.id, c.received_at, c.order_number, c.lot, c.product,
    array(select distinct p.category_code from complaint.point p where p.organization_id = c.organization_id and p.complaint_id = c.id and p.category_code is not null)
  from unnest(customers) as asked
    cross join lateral (select * from complaint.complaint x where x.organization_id = kernel.organization() and x.customer_id = asked and x.received_at >= since and not x.confidential and x.accused is null and x.state <> 'merged'
      and x.id is distinct from except_case order by x.id desc limit 20) c
$$;

create or replace function complaint.whereabouts(cases uuid[]) returns table (id uuid, unit_name text, unit_phone text, owner_name text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.id, u.name, u.phone, p.name from complaint.complaint c join identity.unit u on u.organization_id = c.organization_id and u.id = c.unit_id
    left join identity.person p on p.organization_id = c.organization_id and p.id = c.owner_id
  where c.organization_id = kernel.organization() and c.id = any (cases) and not c.confidential and c.accused is null
$$;

create or replace function complaint.divided(customers uuid[]) returns text
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select min(case when c.accused is null and k.accused is null then c.number else '…' end) from complaint.complaint c join complaint.complaint k on k.organization_id = c.organization_id and k.id = c.merged_into
  where c.organization_id = kernel.organization() and c.customer_id = any (customers) and c.merged_into is not null and k.customer_id <> c.customer_id
$$;

-- Nobody leaves over work that the asker does not see either: of that, only that there is some.
create or replace function complaint.open_with(unit uuid, person uuid) returns int
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(case when count(*) > 0 then greatest(1, count(*) filter (where id <> all (complaint.kept()))) end, 0)::int
  from complaint.complaint where organization_id = kernel.organization() and state = 'open' and (unit_id = unit or owner_id = person)
$$;
create or replace function promise.open_with(person uuid, out open int, out number text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(case when count(*) > 0 then greatest(1, count(*) filter (where c.id <> all (complaint.kept()))) end, 0)::int, coalesce(min(c.number) filter (where c.id <> all (complaint.kept())), '…') from promise.promise p
    join complaint.complaint c on c.organization_id = p.organization_id and c.id = p.complaint_id
  where p.organization_id = kernel.organization() and p.owner_id = person and p.state in ('open', 'broken')
$$;
create or replace function settlement.open_with(unit uuid, person uuid, out open int, out number text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with held as (
    select h.person_id, o.unit_id from identity.holding h join identity.position o on o.organization_id = h.organization_id and o.id = h.position_id
    where h.organization_id = kernel.organization() and h.until is null)
  select coalesce(case when count(*) > 0 then greatest(1, count(*) filter (where c.id <> all (complaint.kept()))) end, 0)::int, coalesce(min(c.number) filter (where c.id <> all (complaint.kept())), '…') from settlement.task t
    join complaint.complaint c on c.organization_id = t.organization_id and c.id = t.complaint_id
  where t.organization_id = kernel.organization() and t.state in ('open', 'begun')
    and (t.unit_id = unit or (t.unit_id in (select unit_id from held where person_id = person) and t.unit_id not in (select unit_id from held where person_id <> person)))
$$;

-- As before, without what is kept from whoever searches: not even the place where a page ends names it.
create or replace function complaint.find_ids(asked text, plain text[], either text[], or_else text[], before uuid, most int) returns setof uuid
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
declare
  organization constant uuid := kernel.organization();
  everywhere constant boolean := coalesce(kernel.sees_all(), false);
  units constant uuid[] := kernel.units();
  let_in uuid[] := '{}';
  kept constant uuid[] := complaint.kept();
  below uuid := coalesce(before, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
  near int;
  newest uuid[];
  fitting uuid[];
  slice record;
  found_here int;
  got int := 0;
begin
  if organization is null then return; end if;
  if not everywhere then
    let_in := array(
      select p.complaint_id from complaint.participant p where p.organization_id = organization and (p.grantee_id = kernel.person() or p.grantee_id = any (units))
      union select c.id from complaint.complaint c where c.organization_id = organization and c.owner_id = kernel.person() and c.state = 'open');
  end if;
  foreach near in array array[250, 750] loop
    select array_agg(r.complaint_id order by r.complaint_id desc), array_agg(r.complaint_id order by r.complaint_id desc) filter (where r.complaint_id <> all (kept) and (everywhere or r.unit_id = any (units) or r.complaint_id = any (let_in)) and r.body like all (plain) and (either = '{}' or not exists (select from unnest(either, or_else) as w (one, other) where not (r.body like w.one or r.body like w.other))))
      into newest, fitting
      from (select s.complaint_id, s.unit_id, s.body from complaint.search s where s.organization_id = organization and s.complaint_id < below and s.grams is not null order by s.complaint_id desc limit near) r;
    return query select unnest(fitting[1:most - got]);
    got := got + least(coalesce(cardinality(fitting), 0), most - got);
    if got >= most or coalesce(cardinality(newest), 0) < near then return; end if;
    below := newest[near];
  end loop;
  if asked is null then
    return query select s.complaint_id from complaint.search s where s.organization_id = organization and s.complaint_id < below and s.grams is not null
      and s.complaint_id <> all (kept) and (everywhere or s.unit_id = any (units) or s.complaint_id = any (let_in)) and s.body like all (plain) and (either = '{}' or not exists (select from unnest(either, or_else) as w (one, other) where not (s.body like w.one or s.body like w.other))) order by s.complaint_id desc limit most - got;
    return;
  end if;
  for slice in select l.since, l.key from kernel.slice l where l.organization_id = organization and l.since < below order by l.no desc loop
    return query
      with held as materialized (select s.organization_id, s.complaint_id, s.unit_id, s.body from complaint.search s where s.grams @@ replace(asked, e'\x01', slice.key)::tsquery)
      select r.complaint_id from (
        select h.complaint_id, h.body from held h
        where h.organization_id = organization and h.complaint_id < below and h.complaint_id >= slice.since and h.complaint_id <> all (kept) and (everywhere or h.unit_id = any (units) or h.complaint_id = any (let_in))
        order by h.complaint_id desc offset 0) r
      where r.body like all (plain) and (either = '{}' or not exists (select from unnest(either, or_else) as w (one, other) where not (r.body like w.one or r.body like w.other))) limit most - got;
    get diagnostics found_here = row_count;
    got := got + found_here;
    if got >= most then return; end if;
    below := least(below, slice.since);
  end loop;
end $$;

-- What the asker may not know of is not counted for them.
create or replace function remedy.given_to(customer uuid, since timestamptz, except_case uuid) returns bigint
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  -- Step by step, from the customer to the cases to the proposals: planned as one join it reads every case of the organisation.
  with same as materialized (select u.id from customer.customer u where u.organization_id = (select kernel.organization()) and u.id = customer
      union all select u.id from customer.customer u where u.organization_id = (select kernel.organization()) and u.merged_into = customer),
    cases as materialized (select c.id from same cross join lateral (select c.id from complaint.complaint c where c.organization_id = (select kernel.organization()) and c.customer_id = same.id and c.id <> all ((select complaint.kept())::uuid[]) offset 0) c)
  select coalesce(sum(p.total_fen), 0)::bigint from cases
    cross join lateral (select p.complaint_id, p.state, p.total_fen from remedy.proposal p where p.organization_id = (select kernel.organization()) and p.complaint_id = cases.id and p.proposed_at > since offset 0) p
  where (p.state in ('agreed', 'fulfilled') or (p.state in ('approved', 'offered', 'countered', 'counterDeclined') and p.complaint_id <> except_case))
$$;

create or replace function complaint.claims_like(this uuid) returns table (complaint_id uuid, number text, unit_name text, time_zone text, received_at timestamptz, state text, outcome text, settled_fen bigint, by_phone boolean, by_order boolean, by_picture boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with me as materialized (
    select c.organization_id, c.id, c.customer_id, c.order_number, u.phone_key from complaint.complaint c join customer.customer u on u.organization_id = c.organization_id and u.id = c.customer_id
    where c.organization_id = kernel.organization() and c.id = this and c.id <> all (complaint.kept())),
  phone as (
    select c.id from me join customer.customer u on u.organization_id = me.organization_id and (u.id = me.customer_id or (u.phone_key = me.phone_key)) join complaint.complaint c on c.organization_id = u.organization_id and c.customer_id = u.id order by c.id desc limit 200),
  ordered as (select c.id from me join complaint.complaint c on c.organization_id = me.organization_id and c.order_number = me.order_number order by c.id desc limit 200),
  pictured as (
    select distinct other.subject_id as id from me join files.file mine on mine.organization_id = me.organization_id and mine.subject_id = me.id and mine.media_type like 'image/%'
    join files.file other on other.organization_id = me.organization_id and other.sha256 = mine.sha256 where other.subject_id is not null limit 200),
  found as (select id from phone union select id from ordered union select id from pictured)
  select c.id, c.number, u.name, u.time_zone, c.received_at, c.state, c.outcome, c.settled_fen, c.id in (select id from phone), c.id in (select id from ordered), c.id in (select id from pictured)
  from me, found join complaint.complaint c on c.organization_id = kernel.organization() and c.id = found.id join identity.unit u on u.organization_id = c.organization_id and u.id = c.unit_id
  where c.id <> me.id and not c.confidential and c.accused is null and c.state <> 'merged' order by c.id desc limit 50
$$;

-- Who complains may not want to be known. `protected`: the firm knows, few of us do. `anonymous`: nobody does.
alter table complaint.complaint add column identity text not null default 'open' check (identity in ('open', 'protected', 'anonymous'));
-- A customer who only stands for somebody: what hangs on a case finds a customer there, and nothing about who it is.
alter table customer.customer add column stands_for uuid;

-- Who it is, apart from everything else of the case.
create table complaint.complainant (
  organization_id uuid not null, complaint_id uuid not null, customer_id uuid, name text not null, phone text, phone_key text, email text, email_key text, member_number text, address text, at timestamptz not null,
  primary key (organization_id, complaint_id), foreign key (organization_id, complaint_id) references complaint.complaint on delete cascade, foreign key (organization_id, customer_id) references customer.customer
);
-- Whether the owner of a case may know, too.
create table complaint.identity_rule (organization_id uuid primary key references identity.organization, owner_sees boolean not null, changed_by uuid, changed_at timestamptz not null);
select kernel.protect('complaint.identity_rule');

create function complaint.owned(organization uuid, one uuid) returns boolean language plpgsql stable parallel safe cost 100 as
  $$ begin return exists (select from complaint.complaint c where c.organization_id = organization and c.id = one and c.owner_id = kernel.person()); end $$;
alter table complaint.complainant enable row level security;
create policy known_to_few on complaint.complainant to wenguo_app
  using (organization_id = (select kernel.organization()) and complaint.seen(organization_id, complaint_id) and ((select kernel.sees_identity()) or complaint_id = (select kernel.only_case())
    or (exists (select from complaint.identity_rule r where r.organization_id = complainant.organization_id and r.owner_sees) and complaint.owned(organization_id, complaint_id))))
  with check (organization_id = (select kernel.organization()));
create policy machinery on complaint.complainant to wenguo_system using (true) with check (true);
grant select, insert, update, delete on complaint.complainant to wenguo_app, wenguo_system;

-- Who stands for somebody is seen with the case alone.
create policy stand_in on customer.customer as restrictive to wenguo_app using (stands_for is null or complaint.seen(organization_id, stands_for)) with check (true);

-- Whether what lies beside a case may be shown although it says who complains.
create function complaint.may_tell_who(organization uuid, one uuid) returns boolean language plpgsql stable parallel safe security definer set search_path = pg_catalog, pg_temp cost 100 as $$
begin
  return coalesce(kernel.sees_identity(), false) or one = kernel.only_case() or not exists (select from complaint.complaint c where c.organization_id = organization and c.id = one and c.identity <> 'open');
end $$;
revoke all on function complaint.may_tell_who(uuid, uuid) from public;
grant execute on function complaint.may_tell_who(uuid, uuid) to wenguo_app, wenguo_system;
create policy tells_who on mailbox.mail as restrictive to wenguo_app using (complaint_id is null or complaint.may_tell_who(organization_id, complaint_id)) with check (true);
create policy tells_who on importing.row as restrictive to wenguo_app using (complaint_id is null or complaint.may_tell_who(organization_id, complaint_id)) with check (true);
create policy tells_who on importing.candidate as restrictive to wenguo_app using (complaint_id is null or complaint.may_tell_who(organization_id, complaint_id)) with check (true);
create policy tells_who on feedback.feedback as restrictive to wenguo_app using (complaint_id is null or complaint.may_tell_who(organization_id, complaint_id)) with check (true);

-- A voice and a face tell who it is.
alter table files.file add column tells_who boolean not null default false;
create policy tells_who on files.file as restrictive to wenguo_app using (not tells_who or complaint.may_tell_who(organization_id, subject_id)) with check (true);
create function complaint.keep_recordings(this uuid) returns void language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update files.file f set tells_who = c.identity <> 'open' from complaint.complaint c
  where c.organization_id = kernel.organization() and c.id = this and f.organization_id = c.organization_id and f.subject_id = c.id and (f.media_type like 'audio/%' or f.media_type like 'video/%') and f.tells_who <> (c.identity <> 'open')
$$;
revoke all on function complaint.keep_recordings(uuid) from public;
grant execute on function complaint.keep_recordings(uuid) to wenguo_app;

-- Who sees what is confidential sees who complains.
update identity.role_book b set roles = (
  select jsonb_agg(case when r -> 'permissions' ? 'confidential.see' and not r -> 'permissions' ? 'identity.see' then jsonb_set(r, '{permissions}', (r -> 'permissions') || '["identity.see"]') else r end order by n)
  from jsonb_array_elements(b.roles) with ordinality as each (r, n));
