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

-- A lot, a sale or a service is held at once (E11): who is told, what they found, and who else has it.
create schema containment;
grant usage on schema containment to wenguo_app, wenguo_system;

create table containment.counter (organization_id uuid not null, year int not null, last int not null, primary key (organization_id, year));
select kernel.protect('containment.counter');

-- `lot_key`, `product_key`: as they are compared.
create table containment.hold (
  organization_id uuid not null, id uuid not null, number text not null, kind text not null, product text, product_key text, lot text, lot_key text, reason text not null, complaint_id uuid, unit_id uuid not null, ordered_by uuid, ordered_at timestamptz not null, confirm_by timestamptz not null,
  state text not null, version int not null default 1, lift_reason text, lift_asked_by uuid, lift_asked_at timestamptz, decided_by uuid, decided_at timestamptz, decision text,
  primary key (organization_id, id), unique (organization_id, number), foreign key (organization_id, complaint_id) references complaint.complaint, check (lot_key is not null or product_key is not null)
);
create index hold_standing on containment.hold (organization_id, lot_key, product_key) where state <> 'lifted';

create table containment.told (
  organization_id uuid not null, hold_id uuid not null, unit_id uuid not null, told_at timestamptz not null, version int not null default 1, confirmed_by uuid, confirmed_at timestamptz, found_milli bigint, found_unit text, note text, late_at timestamptz,
  primary key (organization_id, hold_id, unit_id), foreign key (organization_id, hold_id) references containment.hold
);
create index told_of_unit on containment.told (organization_id, unit_id) where confirmed_at is null;

-- Who else has it: each is to be spoken with.
create table containment.recipient (
  organization_id uuid not null, id uuid not null, hold_id uuid not null, unit_id uuid not null, key text not null, name text not null, phone text, order_number text, quantity text, source text not null, complaint_id uuid, customer_id uuid,
  state text not null, tries int not null default 0, version int not null default 1, how text, result text, by_id uuid, at timestamptz, added_by uuid, added_at timestamptz not null,
  primary key (organization_id, id), unique (organization_id, hold_id, key), foreign key (organization_id, hold_id) references containment.hold
);
create index recipient_open on containment.recipient (organization_id, hold_id, id) where state = 'open';

-- Who leads sees all of it: those above whoever ordered it, and who ordered it. Who is told sees the order and their own part.
create function containment.leads(one uuid) returns boolean language plpgsql stable security definer set search_path = pg_catalog, pg_temp as
  $$ begin return exists (select from containment.hold h where h.organization_id = kernel.organization() and h.id = one and (kernel.sees_all() or h.unit_id = any (kernel.units()) or h.ordered_by = kernel.person())); end $$;
create function containment.told_here(one uuid) returns boolean language plpgsql stable security definer set search_path = pg_catalog, pg_temp as
  $$ begin return exists (select from containment.told t where t.organization_id = kernel.organization() and t.hold_id = one and t.unit_id = any (kernel.units())); end $$;
revoke all on function containment.leads(uuid), containment.told_here(uuid) from public;
grant execute on function containment.leads(uuid), containment.told_here(uuid) to wenguo_app, wenguo_system;

do $$
declare own constant text := 'organization_id = (select kernel.organization())';
declare part constant text := '((select kernel.sees_all()) or unit_id = any (kernel.units()) or containment.leads(%s))';
begin
  execute format('create policy in_sight on containment.hold to wenguo_app using (%s and (%s or ordered_by = kernel.person() or containment.told_here(id))) with check (%s)', own, '(select kernel.sees_all()) or unit_id = any (kernel.units())', own);
  execute format('create policy in_sight on containment.told to wenguo_app using (%s and %s) with check (%s)', own, format(part, 'hold_id'), own);
  -- Whoever may not know of a case finds nobody of it here.
  execute format('create policy in_sight on containment.recipient to wenguo_app using (%s and %s and (complaint_id is null or complaint_id <> all (complaint.kept()))) with check (%s)', own, format(part, 'hold_id'), own);
end $$;
do $$
declare tbl text;
begin
  foreach tbl in array array['containment.hold', 'containment.told', 'containment.recipient'] loop
    execute format('alter table %s enable row level security', tbl);
    execute format('create policy machinery on %s to wenguo_system using (true) with check (true)', tbl);
    execute format('grant select, insert, update, delete on %s to wenguo_app, wenguo_system', tbl);
  end loop;
end $$;
