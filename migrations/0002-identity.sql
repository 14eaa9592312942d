create schema identity;
grant usage on schema identity to wenguo_app, wenguo_system;

create table identity.organization (
  organization_id uuid primary key, name text not null, pack text not null, locale text not null, time_zone text not null, currency text not null default 'CNY', founded_at timestamptz not null
);
select kernel.protect('identity.organization');

create table identity.unit (
  organization_id uuid not null references identity.organization, id uuid not null, code text not null, name text not null, kind text not null, parent_id uuid,
  time_zone text not null, phone text, address text, retired_at timestamptz,
  primary key (organization_id, id), foreign key (organization_id, parent_id) references identity.unit, unique (organization_id, code)
);
select kernel.protect('identity.unit');

create table identity.position (
  organization_id uuid not null, id uuid not null, unit_id uuid not null, code text not null, retired_at timestamptz,
  primary key (organization_id, id), foreign key (organization_id, unit_id) references identity.unit, unique (organization_id, unit_id, code)
);
select kernel.protect('identity.position');

create table identity.person (
  organization_id uuid not null references identity.organization, id uuid not null, name text not null, email text not null, phone text, locale text not null,
  joined_at timestamptz not null, retired_at timestamptz,
  primary key (organization_id, id)
);
-- Sign-in starts from the address alone, before an organisation is known: one address, one person in the installation.
create unique index person_by_email on identity.person (lower(email)) where retired_at is null;
select kernel.protect('identity.person');

create table identity.credential (
  organization_id uuid not null, person_id uuid not null, password_hash text not null, failures int not null default 0, locked_until timestamptz, changed_at timestamptz not null,
  primary key (organization_id, person_id), foreign key (organization_id, person_id) references identity.person
);
select kernel.protect('identity.credential');

create table identity.holding (
  organization_id uuid not null, person_id uuid not null, position_id uuid not null, since timestamptz not null, until timestamptz,
  primary key (organization_id, person_id, position_id, since),
  foreign key (organization_id, person_id) references identity.person, foreign key (organization_id, position_id) references identity.position
);
create index holding_of_position on identity.holding (organization_id, position_id) where until is null;
select kernel.protect('identity.holding');

create table identity.absence (
  organization_id uuid not null, id uuid not null, person_id uuid not null, deputy_id uuid not null, from_on date not null, until_on date not null,
  primary key (organization_id, id), foreign key (organization_id, person_id) references identity.person, foreign key (organization_id, deputy_id) references identity.person
);
create index absence_of_person on identity.absence (organization_id, person_id, until_on);
select kernel.protect('identity.absence');

create table identity.session (
  organization_id uuid not null, id uuid not null, person_id uuid not null, token_hash bytea not null unique, begun_at timestamptz not null, expires_at timestamptz not null,
  primary key (organization_id, id), foreign key (organization_id, person_id) references identity.person
);
create index session_of_person on identity.session (organization_id, person_id);
select kernel.protect('identity.session');

create table identity.token (
  organization_id uuid not null, id uuid not null, person_id uuid not null, name text not null, scopes text[] not null, token_hash bytea not null unique,
  created_at timestamptz not null, last_used_at timestamptz, revoked_at timestamptz,
  primary key (organization_id, id), foreign key (organization_id, person_id) references identity.person
);
select kernel.protect('identity.token');

-- What each position may do and see, as the installed pack says it.
create table identity.role_book (
  organization_id uuid primary key references identity.organization, roles jsonb not null, positions jsonb not null
);
select kernel.protect('identity.role_book');

-- Whether this installation has been set up; asked before an organisation exists, so past row security.
create function kernel.anybody_here() returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as
  $$ select exists (select 1 from identity.organization) $$;
revoke all on function kernel.anybody_here() from public;
grant execute on function kernel.anybody_here() to wenguo_app, wenguo_system;
