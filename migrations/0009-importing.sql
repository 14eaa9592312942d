create schema importing;
grant usage on schema importing to wenguo_app, wenguo_system;

-- One table that somebody brings. `next_no`: the row to go on with, so that after a crash each row is done once.
create table importing.batch (
  organization_id uuid not null, id uuid not null, file_id uuid not null, target text not null, source text not null, state text not null,
  reading jsonb, mapping jsonb, headers text[] not null default '{}',
  rows int not null default 0, good int not null default 0, bad int not null default 0, done int not null default 0, duplicates int not null default 0, remarked int not null default 0, kept int not null default 0,
  next_no int not null default 0, unmatched jsonb not null default '[]', problem text, units text not null default '', created_by uuid not null, created_at timestamptz not null, ended_at timestamptz,
  primary key (organization_id, id), foreign key (organization_id, file_id) references files.file
);
create index batch_latest on importing.batch (organization_id, id desc);
create index batch_at_work on importing.batch (id) where state in ('checking', 'importing', 'undoing');
select kernel.protect('importing.batch');

-- What became of each row; after a dry run only those with faults.
create table importing.row (
  organization_id uuid not null, batch_id uuid not null, no int not null, outcome text not null, cells text[] not null, faults jsonb not null default '[]', external_id text, complaint_id uuid, customer_id uuid, candidate_id uuid,
  primary key (organization_id, batch_id, no), foreign key (organization_id, batch_id) references importing.batch
);
create index row_of_complaint on importing.row (organization_id, complaint_id) where complaint_id is not null;
select kernel.protect('importing.row');

-- Numbers of other systems that are here: the same complaint comes once, whatever file brings it.
create table importing.known (
  organization_id uuid not null, source text not null, external_id text not null, complaint_id uuid, candidate_id uuid,
  primary key (organization_id, source, external_id)
);
create index known_of_candidate on importing.known (organization_id, candidate_id) where candidate_id is not null;
select kernel.protect('importing.known');

-- How a table with these columns was mapped the last time.
create table importing.remembered (
  organization_id uuid not null, headers_hash bytea not null, target text not null, mapping jsonb not null, at timestamptz not null,
  primary key (organization_id, headers_hash, target)
);
select kernel.protect('importing.remembered');

create table importing.candidate (
  organization_id uuid not null, id uuid not null, source text not null, unit_id uuid, external_id text, channel text not null, received_at timestamptz, words text not null, body jsonb not null,
  batch_id uuid, row_no int, state text not null, complaint_id uuid, reason text, decided_by uuid, decided_at timestamptz, at timestamptz not null,
  primary key (organization_id, id), foreign key (organization_id, unit_id) references identity.unit
);
create index candidate_of_state on importing.candidate (organization_id, state, id desc);
create index candidate_of_batch on importing.candidate (organization_id, batch_id) where batch_id is not null;
-- A candidate is seen like a case: by its unit, and by who sees every unit.
alter table importing.candidate enable row level security;
create policy sight on importing.candidate to wenguo_app
  using (organization_id = (select kernel.organization()) and ((select kernel.sees_all()) or unit_id = any ((select kernel.units())::uuid[])))
  with check (organization_id = (select kernel.organization()));
create policy machinery on importing.candidate to wenguo_system using (true) with check (true);
grant select, insert, update, delete on importing.candidate to wenguo_app, wenguo_system;

-- Cases that nobody has worked on: besides being registered and read, only the machinery did something.
create function complaint.untouched(cases uuid[]) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.id from complaint.complaint c where c.organization_id = kernel.organization() and c.id = any (cases) and not exists (
    select from kernel.event e where e.organization_id = c.organization_id and e.subject_id = c.id and e.actor_kind <> 'system'
      and e.name not in ('complaint.registered', 'complaint.takenBack') and e.name not like 'audit.%')
$$;
revoke all on function complaint.untouched(uuid[]) from public;
grant execute on function complaint.untouched(uuid[]) to wenguo_app;

-- The only way in which cases go: those nobody has worked on, with the import that brought them.
create function complaint.take_back(cases uuid[]) returns setof uuid
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare gone uuid[] := array(select complaint.untouched(cases));
begin
  delete from complaint.search where organization_id = kernel.organization() and complaint_id = any (gone);
  delete from complaint.participant where organization_id = kernel.organization() and complaint_id = any (gone);
  delete from complaint.point where organization_id = kernel.organization() and complaint_id = any (gone);
  delete from complaint.complaint where organization_id = kernel.organization() and id = any (gone);
  return query select unnest(gone);
end $$;
revoke all on function complaint.take_back(uuid[]) from public;
grant execute on function complaint.take_back(uuid[]) to wenguo_app;

-- What the planner still believes empty, it looks up by any index; the plan then kept for checking foreign keys reads a whole organisation for each row.
-- A table that fills an installation within a minute cannot wait for autovacuum to find out.
create function importing.learn_sizes() returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare tbl regclass;
begin
  foreach tbl in array array['complaint.complaint', 'complaint.point', 'clock.deadline', 'customer.customer', 'importing.known', 'importing.row']::regclass[] loop
    if (select reltuples < 1000 from pg_class where oid = tbl) then execute format('analyze %s', tbl); end if;
  end loop;
end $$;
revoke all on function importing.learn_sizes() from public;
grant execute on function importing.learn_sizes() to wenguo_system;
