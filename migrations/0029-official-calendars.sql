-- A region whose public holidays somebody keeps; `cn` stands here only once the program's own table was added to.
create table clock.region (
  organization_id uuid not null, code text not null, name text not null, weekend jsonb not null, revision integer not null, official_id uuid, changed_by uuid, changed_at timestamptz not null,
  primary key (organization_id, code)
);
select kernel.protect('clock.region');

-- One year of a region as it was published or corrected; the newest of a year holds, one without days takes the year back.
create table clock.region_year (
  organization_id uuid not null, id uuid not null, code text not null, year integer not null, days jsonb, source text not null, made_by uuid, made_at timestamptz not null,
  primary key (organization_id, id), foreign key (organization_id, code) references clock.region
);
create index region_year_newest on clock.region_year (organization_id, code, year, id desc);
select kernel.protect('clock.region_year');
revoke update, delete on clock.region_year from wenguo_app, wenguo_system;

-- All published years of a region as they held at one time; never changed, so that a deadline explains itself by the holidays it was counted with.
create table clock.official (
  organization_id uuid not null, id uuid not null, code text not null, body jsonb not null, made_at timestamptz not null,
  primary key (organization_id, id)
);
select kernel.protect('clock.official');
revoke update, delete on clock.official from wenguo_app, wenguo_system;

-- Who has confirmed a clock of the pack against its source, and of which wording: a row that changed since is not confirmed.
create table clock.confirmation (
  organization_id uuid not null, id uuid not null, kind text not null, digest text not null, source text not null, link text not null, by_id uuid, at timestamptz not null, withdrawn_at timestamptz, withdrawn_by uuid,
  primary key (organization_id, id)
);
create unique index confirmation_in_force on clock.confirmation (organization_id, kind, digest) where withdrawn_at is null;
select kernel.protect('clock.confirmation');
