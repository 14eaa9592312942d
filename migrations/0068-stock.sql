-- Gifts and coupons (G2): what lies in which unit, and to whom it went.
create schema stock;
grant usage on schema stock to wenguo_app, wenguo_system;

-- `numbered`: every piece has a code of its own. `low_at`: from so few in a unit on somebody is told.
create table stock.kind (
  organization_id uuid not null, id uuid not null, name text not null, form text not null, worth_fen bigint not null check (worth_fen >= 0), numbered boolean not null, low_at int check (low_at >= 0), note text, version int not null default 1, made_at timestamptz not null, retired_at timestamptz,
  primary key (organization_id, id)
);
create unique index kind_by_name on stock.kind (organization_id, lower(btrim(name))) where retired_at is null;
select kernel.protect('stock.kind');

-- What of a kind lies in a unit until a day. Never below nothing, however many take at once.
create table stock.lot (
  organization_id uuid not null, id uuid not null, kind_id uuid not null, unit_id uuid not null, expires_on date, quantity int not null check (quantity >= 0), version int not null default 1, low_told boolean not null default false, expiry_told_at timestamptz,
  primary key (organization_id, id), foreign key (organization_id, kind_id) references stock.kind
);
create unique index lot_of_unit on stock.lot (organization_id, unit_id, kind_id, coalesce(expires_on, '9999-12-31'));
create index lot_expiring on stock.lot (expires_on) where quantity > 0 and expiry_told_at is null;
select kernel.protect('stock.lot');

-- To whom something went, for which case, by whom. `worth_fen`: of all of it, as it was worth then.
create table stock.issue (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, task_id uuid not null, lot_id uuid not null, kind_id uuid not null, unit_id uuid not null, number text not null, quantity int not null check (quantity > 0), worth_fen bigint not null check (worth_fen >= 0),
  recipient text not null, signature uuid, unsigned_why text, by_id uuid, at timestamptz not null, returned int not null default 0 check (returned between 0 and quantity), returned_fen bigint not null default 0 check (returned_fen between 0 and worth_fen), version int not null default 1,
  primary key (organization_id, id), unique (organization_id, number), foreign key (organization_id, lot_id) references stock.lot, foreign key (organization_id, task_id) references settlement.task, foreign key (organization_id, complaint_id) references complaint.complaint, check (signature is not null or unsigned_why is not null)
);
create index issue_of_case on stock.issue (organization_id, complaint_id, id);
create index issue_of_unit on stock.issue (organization_id, unit_id, id);
create index issue_of_task on stock.issue (organization_id, task_id);
select kernel.protect_with_case('stock.issue');

-- A piece that has a code: in its lot, with somebody (`issue_id`), or missing.
create table stock.coupon (
  organization_id uuid not null, id uuid not null, kind_id uuid not null, lot_id uuid not null, code text not null, code_key text not null, state text not null, issue_id uuid,
  primary key (organization_id, id), unique (organization_id, kind_id, code_key), foreign key (organization_id, lot_id) references stock.lot
);
create index coupon_in_lot on stock.coupon (organization_id, lot_id, code_key) where state = 'here';
create index coupon_of_issue on stock.coupon (organization_id, issue_id) where issue_id is not null;
select kernel.protect('stock.coupon');

-- Every change of a lot; together they come to what lies there.
create table stock.entry (
  organization_id uuid not null, id uuid not null, lot_id uuid not null, kind text not null, change int not null, note text, issue_id uuid, by_id uuid, at timestamptz not null,
  primary key (organization_id, id), foreign key (organization_id, lot_id) references stock.lot
);
create index entry_of_lot on stock.entry (organization_id, lot_id, id);
select kernel.protect('stock.entry');

-- Roles that are there already get what their work needs.
update identity.role_book b set roles = (select jsonb_agg(case
    when r ->> 'code' in ('manager', 'director') then jsonb_set(r, '{permissions}', (r -> 'permissions') || '["stock.*"]')
    when r ->> 'code' in ('handler', 'officer') then jsonb_set(r, '{permissions}', (r -> 'permissions') || '["stock.read", "stock.issue", "stock.takeBack"]')
    when r ->> 'code' = 'finance' then jsonb_set(r, '{permissions}', (r -> 'permissions') || '["stock.read"]')
    else r end order by n) from jsonb_array_elements(b.roles) with ordinality as each (r, n));
