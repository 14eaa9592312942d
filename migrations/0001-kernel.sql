-- Machinery: events, seals, relay, idempotency. Roles wenguo_owner, wenguo_app and wenguo_system exist before (kernel/roles.ts).
create schema kernel;
grant usage on schema kernel to wenguo_app, wenguo_system;

-- Who asks. Set once per transaction, in the message that opens it; after a local set the value is '' rather than null.
create function kernel.organization() returns uuid language sql stable parallel safe as
  $$ select nullif(current_setting('app.organization', true), '')::uuid $$;
create function kernel.person() returns uuid language sql stable parallel safe as
  $$ select nullif(current_setting('app.person', true), '')::uuid $$;
create function kernel.only_case() returns uuid language sql stable parallel safe as
  $$ select nullif(current_setting('app.case', true), '')::uuid $$;
create function kernel.sees_all() returns boolean language sql stable parallel safe as
  $$ select current_setting('app.units', true) = '*' $$;
create function kernel.units() returns uuid[] language sql stable parallel safe as
  $$ select case when current_setting('app.units', true) in ('', '*') then '{}'::uuid[] else string_to_array(current_setting('app.units', true), ',')::uuid[] end $$;
create function kernel.sees_confidential() returns boolean language sql stable parallel safe as
  $$ select current_setting('app.confidential', true) = '1' $$;

-- Every table is protected by one of these; a table without policies shows nothing to the application.
create function kernel.protect(tbl regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', tbl);
  execute format('create policy own_organization on %s to wenguo_app using (organization_id = (select kernel.organization())) with check (organization_id = (select kernel.organization()))', tbl);
  execute format('create policy machinery on %s to wenguo_system using (true) with check (true)', tbl);
  execute format('grant select, insert, update, delete on %s to wenguo_app, wenguo_system', tbl);
end $$;

create function kernel.refuse_change() returns trigger language plpgsql as
  $$ begin raise exception '% is append-only', tg_table_name; end $$;

create table kernel.event (
  id uuid not null, organization_id uuid not null, name text not null, version int not null,
  subject_type text not null, subject_id uuid not null, unit_id uuid, confidential boolean not null default false,
  actor_kind text not null, actor_id uuid, command text not null, at timestamptz not null,
  payload jsonb not null, reason_hash bytea, content_hash bytea not null,
  xid xid8 not null default pg_current_xact_id(),
  primary key (organization_id, id)
);
create index event_of_subject on kernel.event (organization_id, subject_id, id);
create index event_in_commit_order on kernel.event (xid, id);
create trigger append_only before update or delete on kernel.event for each row execute function kernel.refuse_change();
create trigger append_only_all before truncate on kernel.event for each statement execute function kernel.refuse_change();
alter table kernel.event enable row level security;
create policy own_organization on kernel.event to wenguo_app using (organization_id = (select kernel.organization())) with check (organization_id = (select kernel.organization()));
create policy machinery on kernel.event to wenguo_system using (true);
grant select, insert on kernel.event to wenguo_app;
grant select on kernel.event to wenguo_system;

-- Personal text beside the event, erasable: the event keeps its salted hash, so that erasure leaves the chain valid.
create table kernel.event_text (
  organization_id uuid not null, event_id uuid not null, salt bytea not null, reason text not null,
  primary key (organization_id, event_id)
);
select kernel.protect('kernel.event_text');
revoke update on kernel.event_text from wenguo_app, wenguo_system;

create table kernel.seal (
  organization_id uuid not null, seq bigint not null, root bytea not null, previous bytea, hash bytea not null, leaves int not null, at timestamptz not null,
  primary key (organization_id, seq)
);
create table kernel.leaf (
  organization_id uuid not null, event_id uuid not null, seq bigint not null, place int not null, content_hash bytea not null,
  primary key (organization_id, seq, place)
);
create unique index leaf_of_event on kernel.leaf (organization_id, event_id);
create trigger append_only before update or delete on kernel.seal for each row execute function kernel.refuse_change();
create trigger append_only before update or delete on kernel.leaf for each row execute function kernel.refuse_change();
alter table kernel.seal enable row level security;
alter table kernel.leaf enable row level security;
create policy own_organization on kernel.seal for select to wenguo_app using (organization_id = (select kernel.organization()));
create policy own_organization on kernel.leaf for select to wenguo_app using (organization_id = (select kernel.organization()));
create policy machinery on kernel.seal to wenguo_system using (true) with check (true);
create policy machinery on kernel.leaf to wenguo_system using (true) with check (true);
grant select on kernel.seal, kernel.leaf to wenguo_app;
grant select, insert on kernel.seal, kernel.leaf to wenguo_system;

-- How far a reader of events has come, in commit order.
create table kernel.cursor (name text primary key, xid xid8 not null, id uuid not null);
grant select, insert, update on kernel.cursor to wenguo_system;

-- Answers carry secrets (portal codes, tokens). Only the caller knows the key: kept are a name, a keyed hash and an encrypted answer derived from it.
create table kernel.idempotency (
  organization_id uuid not null, caller text not null, key_hash bytea not null, command text not null, input_hash bytea not null,
  body bytea, at timestamptz not null,
  primary key (organization_id, caller, key_hash)
);
create index idempotency_by_age on kernel.idempotency (at);
select kernel.protect('kernel.idempotency');
