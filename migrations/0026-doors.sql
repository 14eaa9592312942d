-- One answer to many cases goes out in parts: who still waits for it stands in `sent` as `waiting`, with words of their own where they get any; `done_at`: nobody waits any more.
alter table grouping.sent add column words text;
alter table grouping.answer add column done_at timestamptz, add column despite text;
update grouping.answer set done_at = at;
grant update (done_at) on grouping.answer to wenguo_app, wenguo_system;
create index sent_waiting on grouping.sent (organization_id, answer_id, complaint_id) where outcome = 'waiting';
create index answer_under_way on grouping.answer (organization_id, id) where done_at is null;

-- What was so serious that it is looked at together, by rule or because somebody said so, and what came of it. A meeting that takes several such cases notes each here.
create schema review;
grant usage on schema review to wenguo_app, wenguo_system;
create table review.review (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, rule text, why text not null, wanted_by uuid, wanted_at timestamptz not null, state text not null,
  held_on date, finding text not null, noted_by uuid, noted_at timestamptz,
  primary key (organization_id, id), foreign key (organization_id, complaint_id) references complaint.complaint
);
create unique index review_wanted on review.review (organization_id, complaint_id) where state = 'wanted';
create index review_of_case on review.review (organization_id, complaint_id, id);
select kernel.protect_with_case('review.review');
-- By which rules whoever is to know was told of a case.
create table review.told (
  organization_id uuid not null, complaint_id uuid not null, rule text not null, at timestamptz not null,
  primary key (organization_id, complaint_id, rule), foreign key (organization_id, complaint_id) references complaint.complaint
);
select kernel.protect_with_case('review.told');

-- Who answers for complaints looks at serious ones together and reads the figures.
update identity.role_book b set roles = (
  select jsonb_agg(case when r -> 'permissions' ? 'grouping.*' then jsonb_set(r, '{permissions}', (r -> 'permissions') || '["review.*", "analytics.read"]') else r end order by n)
  from jsonb_array_elements(b.roles) with ordinality as each (r, n));

-- Cases by what they are classified as, for counting: a row for each case of which anything is said. `kept`: confidential or about somebody; such cases are in no sum and are counted one by one by who asks.
create schema analytics;
grant usage on schema analytics to wenguo_app, wenguo_system;
create table analytics.fact (
  organization_id uuid not null, complaint_id uuid not null, unit_id uuid not null, owner_id uuid, month date not null, kept boolean not null, marks text[] not null,
  primary key (organization_id, complaint_id)
);
create index fact_kept on analytics.fact (organization_id, month) where kept;
create index fact_of_owner on analytics.fact (organization_id, owner_id);
alter table analytics.fact enable row level security;
create policy sight on analytics.fact to wenguo_app using (organization_id = (select kernel.organization()) and ((select complaint.sees_every())
  or (not kept and ((select kernel.sees_all()) or unit_id = any ((select kernel.units())::uuid[]))) or complaint.seen(organization_id, complaint_id)));
create policy machinery on analytics.fact to wenguo_system using (true) with check (true);
grant select on analytics.fact to wenguo_app, wenguo_system;

-- How many, by unit, month and mark. Changes are appended and folded by a sweep, so that two who write at once never wait for each other.
create table analytics.tally (
  organization_id uuid not null, unit_id uuid not null, month date not null, mark text not null, cases bigint not null,
  primary key (organization_id, unit_id, month, mark)
);
create table analytics.change (
  organization_id uuid not null, id bigint generated always as identity, unit_id uuid not null, month date not null, mark text not null, step int not null,
  primary key (organization_id, id)
);
create function analytics.protect(tbl regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', tbl);
  execute format('create policy of_unit on %s to wenguo_app using (organization_id = (select kernel.organization()) and ((select kernel.sees_all()) or unit_id = any ((select kernel.units())::uuid[])))', tbl);
  execute format('create policy machinery on %s to wenguo_system using (true) with check (true)', tbl);
  execute format('grant select on %s to wenguo_app', tbl);
  execute format('grant select, insert, update, delete on %s to wenguo_system', tbl);
end $$;
select analytics.protect('analytics.tally'), analytics.protect('analytics.change');
drop function analytics.protect(regclass);

-- What a case counts as now beside what it counted as. Whoever changes a case holds its row, so that nobody else is here for the same one.
create function analytics.refresh(organization uuid, this uuid) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  was analytics.fact;
  becomes analytics.fact;
begin
  select * into was from analytics.fact f where f.organization_id = organization and f.complaint_id = this;
  select c.organization_id, c.id, c.unit_id, c.owner_id, date_trunc('month', c.received_at at time zone o.time_zone)::date, c.confidential or c.accused is not null,
      array(select distinct m.mark from complaint.point p cross join lateral (values ('severity.' || p.severity), ('stage.' || p.service_stage), ('fault.' || p.service_fault)) as m (mark)
        where p.organization_id = c.organization_id and p.complaint_id = c.id and m.mark is not null order by m.mark)
    into becomes from complaint.complaint c join identity.organization o on o.organization_id = c.organization_id
    where c.organization_id = organization and c.id = this and c.state <> 'merged';
  if becomes.marks = '{}' then becomes := null; end if;
  if was is not distinct from becomes then return; end if;
  insert into analytics.change (organization_id, unit_id, month, mark, step)
    select organization, d.unit_id, d.month, d.mark, sum(d.step) from (
      select was.unit_id, was.month, unnest(was.marks) as mark, -1 as step where not was.kept
      union all select becomes.unit_id, becomes.month, unnest(becomes.marks), 1 where not becomes.kept) as d
    group by d.unit_id, d.month, d.mark having sum(d.step) <> 0;
  if becomes.complaint_id is null then
    delete from analytics.fact f where f.organization_id = organization and f.complaint_id = this;
  else
    insert into analytics.fact select becomes.* on conflict (organization_id, complaint_id) do update
      set unit_id = excluded.unit_id, owner_id = excluded.owner_id, month = excluded.month, kept = excluded.kept, marks = excluded.marks;
  end if;
end $$;
revoke all on function analytics.refresh(uuid, uuid) from public;

create function analytics.point_changed() returns trigger language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op <> 'INSERT' then perform analytics.refresh(old.organization_id, old.complaint_id); end if;
  if tg_op = 'INSERT' or (tg_op = 'UPDATE' and new.complaint_id <> old.complaint_id) then perform analytics.refresh(new.organization_id, new.complaint_id); end if;
  return null;
end $$;
create function analytics.case_changed() returns trigger language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as
  $$ begin perform analytics.refresh(new.organization_id, new.id); return null; end $$;
-- Most complaints come before anything of this is said: they cost nothing here.
create trigger point_added after insert on complaint.point for each row when (new.severity is not null or new.service_stage is not null or new.service_fault is not null) execute function analytics.point_changed();
create trigger point_changed after update on complaint.point for each row
  when ((old.severity, old.service_stage, old.service_fault, old.complaint_id) is distinct from (new.severity, new.service_stage, new.service_fault, new.complaint_id)) execute function analytics.point_changed();
create trigger point_removed after delete on complaint.point for each row when (old.severity is not null or old.service_stage is not null or old.service_fault is not null) execute function analytics.point_changed();
create trigger case_changed after update on complaint.complaint for each row
  when ((old.unit_id, old.owner_id, old.confidential, old.accused, old.received_at, old.state = 'merged') is distinct from (new.unit_id, new.owner_id, new.confidential, new.accused, new.received_at, new.state = 'merged')) execute function analytics.case_changed();

-- Some changes into the sums. @returns how many.
create function analytics.fold(most int) returns int language sql volatile as $$
  with taken as (delete from analytics.change c using (select organization_id, id from analytics.change order by organization_id, id limit most for update skip locked) as t
      where c.organization_id = t.organization_id and c.id = t.id returning c.*),
    folded as (insert into analytics.tally (organization_id, unit_id, month, mark, cases)
      select organization_id, unit_id, month, mark, sum(step) from taken group by 1, 2, 3, 4 order by 1, 2, 3, 4
      on conflict (organization_id, unit_id, month, mark) do update set cases = tally.cases + excluded.cases)
  select count(*)::int from taken
$$;
select analytics.refresh(p.organization_id, p.complaint_id) from (select distinct organization_id, complaint_id from complaint.point where severity is not null or service_stage is not null or service_fault is not null) as p;
-- What a figure opens is a list of its own.
create index point_by_severity on complaint.point (organization_id, severity, complaint_id) where severity is not null;
create index point_by_stage on complaint.point (organization_id, service_stage, complaint_id) where service_stage is not null;
create index point_by_fault on complaint.point (organization_id, service_fault, complaint_id) where service_fault is not null;

-- How a mailbox is entered with a consent of its owner instead of a password. The tokens open it and so cannot be kept as hashes. `state_hash` and `verifier`: of a consent that is being asked for.
create table mailbox.consent (
  organization_id uuid not null, mailbox_id uuid not null, provider text not null, client_id text not null, client_secret text not null, tenant text not null, authorize_url text not null, token_url text not null, scope text not null,
  refresh_token text, access_token text, access_until timestamptz, given_by uuid, given_at timestamptz, state_hash bytea, verifier text, begun_by uuid, begun_at timestamptz,
  primary key (organization_id, mailbox_id), foreign key (organization_id, mailbox_id) references mailbox.mailbox
);
create unique index consent_begun on mailbox.consent (state_hash) where state_hash is not null;
select kernel.protect('mailbox.consent');
