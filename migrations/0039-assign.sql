-- Who is away, what becomes of their work meanwhile, and who is given what comes in.

-- Somebody may be away without anybody who stands in. `begun_at`, `ended_at`: when their work was looked at. What was under way before this is left as it was arranged.
alter table identity.absence alter column deputy_id drop not null, add column comes_back boolean not null default false, add column begun_at timestamptz, add column ended_at timestamptz;
update identity.absence set begun_at = now(), ended_at = now() where from_on <= current_date + 1;
create index absence_to_begin on identity.absence (from_on, id) where begun_at is null and cancelled_at is null;
create index absence_to_end on identity.absence (until_on, id) where begun_at is not null and ended_at is null;

-- What becomes of work that cannot wait until somebody is back: who leads is told (without a row), the deputy has it at once, or it goes back to the unit.
create table identity.away_rule (
  organization_id uuid primary key references identity.organization, way text not null, version int not null default 1
);
select kernel.protect('identity.away_rule');

-- How a unit gives out what comes in: `hand`, `proposed`, `automatic`. `receiver_keeps`: whoever received it in person looks after it. `most_open`: open cases a person is given at most.
alter table identity.unit add column gives_out text not null default 'hand', add column receiver_keeps boolean not null default true, add column most_open int;

-- What somebody is good at, and how much they can carry. `most_open`: null is as their unit has it; empty lists: anything.
create table routing.skill (
  organization_id uuid not null, person_id uuid not null, most_open int, categories text[] not null, languages text[] not null, classes text[] not null, version int not null default 1,
  primary key (organization_id, person_id), foreign key (organization_id, person_id) references identity.person
);
select kernel.protect('routing.skill');

-- Who was chosen for a case, and why this one: everybody who could have had it, as things stood then.
create table routing.choice (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, unit_id uuid not null, person_id uuid not null, way text not null, considered jsonb not null, at timestamptz not null,
  primary key (organization_id, id), foreign key (organization_id, complaint_id) references complaint.complaint
);
create index choice_of_case on routing.choice (organization_id, complaint_id, id);
create index choice_of_person on routing.choice (organization_id, person_id, at);
select kernel.protect_with_case('routing.choice');

-- Cases of somebody who is away or has left. `told`: who leads was told and it waits for them; `given`: it went to `to_id`; `queued`: it went to nobody, and then to `to_id`. It can come back until `settled_at`.
create table routing.passing (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, absence_id uuid, from_id uuid not null, to_id uuid, way text not null, why text not null, at timestamptz not null, settled_at timestamptz,
  primary key (organization_id, id), foreign key (organization_id, complaint_id) references complaint.complaint
);
create unique index passing_now on routing.passing (organization_id, complaint_id) where settled_at is null;
create index passing_of_absence on routing.passing (organization_id, absence_id) where settled_at is null;
select kernel.protect_with_case('routing.passing');

-- Who could look after a case of these units, and how much each carries of all cases, in or out of the asker's sight. `hold`: nobody else chooses among them until the
-- transaction ends; what they carry is counted after that, so that two who choose at once never see the same hand as empty.
create function routing.candidates(in_units uuid[], seen_at timestamptz, hold boolean)
  returns table (unit_id uuid, gives_out text, unit_most int, person_id uuid, name text, roles text[], positions text[], rank int, trusted boolean, away boolean, most_open int, categories text[], languages text[], classes text[],
    general int, urgent int, critical int, ticking int, given_at timestamptz)
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  if hold then
    perform p.id from identity.person p where p.organization_id = kernel.organization() and p.id in (
      select h.person_id from identity.position o join identity.holding h on h.organization_id = o.organization_id and h.position_id = o.id and h.until is null
      where o.organization_id = kernel.organization() and o.unit_id = any (in_units)) order by p.id for no key update;
  end if;
  return query
  with posts as (
    select o.unit_id, h.person_id, array_agg(r.value ->> 'code') as roles, array_agg(o.code) as positions, max((q.value ->> 'rank')::int) as rank, bool_or((r.value -> 'permissions') ? 'confidential.see') as trusted
    from identity.position o join identity.holding h on h.organization_id = o.organization_id and h.position_id = o.id and h.until is null
      join identity.role_book b on b.organization_id = o.organization_id cross join lateral jsonb_array_elements(b.positions) q cross join lateral jsonb_array_elements(b.roles) r
    where o.organization_id = kernel.organization() and o.unit_id = any (in_units) and q.value ->> 'code' = o.code and r.value ->> 'code' = q.value ->> 'role' and (r.value -> 'permissions') ?| array['routing.accept', 'routing.*']
    group by 1, 2)
  select n.unit_id, u.gives_out, u.most_open, n.person_id, p.name, n.roles, n.positions, n.rank, n.trusted,
    exists (select from identity.absence a where a.organization_id = p.organization_id and a.person_id = p.id and a.cancelled_at is null and (seen_at at time zone u.time_zone)::date between a.from_on and a.until_on),
    s.most_open, coalesce(s.categories, '{}'), coalesce(s.languages, '{}'), coalesce(s.classes, '{}'), l.general, l.urgent, l.critical, l.ticking,
    (select max(c.at) from routing.choice c where c.organization_id = p.organization_id and c.person_id = p.id)
  from posts n join identity.person p on p.organization_id = kernel.organization() and p.id = n.person_id and p.retired_at is null
    join identity.unit u on u.organization_id = p.organization_id and u.id = n.unit_id
    left join routing.skill s on s.organization_id = p.organization_id and s.person_id = p.id
    cross join lateral (select count(*) filter (where c.urgency not in ('urgent', 'critical'))::int as general, count(*) filter (where c.urgency = 'urgent')::int as urgent, count(*) filter (where c.urgency = 'critical')::int as critical,
        count(*) filter (where exists (select from clock.deadline d where d.organization_id = c.organization_id and d.complaint_id = c.id and d.bound = 'ours' and d.state in ('running', 'late')))::int as ticking
      from complaint.complaint c where c.organization_id = p.organization_id and c.owner_id = p.id and c.state = 'open') l
  order by n.unit_id, p.id;
end $$;
revoke all on function routing.candidates(uuid[], timestamptz, boolean) from public;
grant execute on function routing.candidates(uuid[], timestamptz, boolean) to wenguo_app, wenguo_system;
