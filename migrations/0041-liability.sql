-- Firms and people outside that come again: suppliers, carriers, installers, laboratories. One register for whoever shares liability and whoever is asked by a liaison form.
create schema outsider;
grant usage on schema outsider to wenguo_app, wenguo_system;

create table outsider.outsider (
  organization_id uuid not null, id uuid not null, kind text not null, name text not null, contact text, email text, phone text, address text, locale text not null, note text, version int not null default 1,
  made_by uuid, made_at timestamptz not null, retired_at timestamptz,
  primary key (organization_id, id)
);
create unique index outsider_by_name on outsider.outsider (organization_id, kind, lower(btrim(name))) where retired_at is null;
select kernel.protect('outsider.outsider');

-- Whom forms went to before stands in the register by name; where they are reached stays with the form for which it was given.
insert into outsider.outsider (organization_id, id, kind, name, locale, made_by, made_at)
select distinct on (organization_id, kind, lower(btrim(name))) organization_id, gen_random_uuid(), kind, name, locale, made_by, made_at from liaison.party order by organization_id, kind, lower(btrim(name)), made_at desc;

-- Whose fault it was, in hundredths of a per cent; every division is kept.
create schema liability;
grant usage on schema liability to wenguo_app, wenguo_system;

create table liability.division (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, reason text, by_id uuid, at timestamptz not null, superseded_at timestamptz,
  primary key (organization_id, id), foreign key (organization_id, complaint_id) references complaint.complaint
);
create index division_of_case on liability.division (organization_id, complaint_id, id);
create unique index division_current on liability.division (organization_id, complaint_id) where superseded_at is null;
select kernel.protect_with_case('liability.division');

create table liability.share (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, division_id uuid not null, no int not null, party text not null, outsider_id uuid, share int not null check (share between 1 and 10000), grounds text not null,
  primary key (organization_id, id), foreign key (organization_id, division_id) references liability.division, foreign key (organization_id, outsider_id) references outsider.outsider
);
create index share_of_division on liability.share (organization_id, division_id, no);
create index share_of_outsider on liability.share (organization_id, outsider_id);
select kernel.protect_with_case('liability.share');

-- What an outsider is to pay of it.
create table liability.charge_back (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, unit_id uuid not null, share_id uuid not null, outsider_id uuid not null, number text not null, cost_fen bigint not null, proposed_fen bigint not null, amount_fen bigint not null check (amount_fen > 0), amount_reason text,
  state text not null, agreed_fen bigint, answer_by date, claimed_by uuid, claimed_at timestamptz not null, version int not null default 1,
  primary key (organization_id, id), unique (organization_id, number), foreign key (organization_id, complaint_id) references complaint.complaint, foreign key (organization_id, share_id) references liability.share, foreign key (organization_id, outsider_id) references outsider.outsider
);
create index charge_back_of_case on liability.charge_back (organization_id, complaint_id, id);
create index charge_back_of_outsider on liability.charge_back (organization_id, outsider_id, id);
create index charge_back_waiting on liability.charge_back (organization_id, claimed_by, answer_by) where state = 'claimed';
select kernel.protect_with_case('liability.charge_back');

-- What became of it, step by step.
create table liability.step (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, charge_back_id uuid not null, kind text not null, amount_fen bigint, note text, by_id uuid, at timestamptz not null,
  primary key (organization_id, id), foreign key (organization_id, charge_back_id) references liability.charge_back
);
create index step_of_charge_back on liability.step (organization_id, charge_back_id, id);
select kernel.protect_with_case('liability.step');

-- The money is in: once for each, whoever is quicker.
create table liability.receipt (
  organization_id uuid not null, charge_back_id uuid not null, complaint_id uuid not null, amount_fen bigint not null check (amount_fen > 0), reference text not null, received_on date not null, note text, by_id uuid, at timestamptz not null,
  primary key (organization_id, charge_back_id), foreign key (organization_id, charge_back_id) references liability.charge_back
);
select kernel.protect_with_case('liability.receipt');
