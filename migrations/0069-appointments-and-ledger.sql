-- When somebody comes, or the customer does, to have carried out what was agreed (G2). One stands at a time for each item.
create table settlement.appointment (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, task_id uuid not null, starts_at timestamptz not null, place text not null, host text not null, state text not null, version int not null default 1, made_by uuid, made_at timestamptz not null, ended_by uuid, ended_at timestamptz, note text,
  primary key (organization_id, id), foreign key (organization_id, task_id) references settlement.task, foreign key (organization_id, complaint_id) references complaint.complaint
);
create index appointment_of_case on settlement.appointment (organization_id, complaint_id);
create unique index appointment_standing on settlement.appointment (organization_id, task_id) where state = 'booked';
select kernel.protect_with_case('settlement.appointment');

-- What complaints cost, and what came back of it (G6): one line for each time that something left or came in, never changed.
create schema ledger;
grant usage on schema ledger to wenguo_app, wenguo_system;

-- `amount_fen`: what it cost; of what came back less than nothing. `source_id`: of which event. `on_day`: of the unit.
create table ledger.entry (
  organization_id uuid not null, id uuid not null, kind text not null, source_id uuid not null, on_day date not null, unit_id uuid not null, complaint_id uuid not null, task_id uuid, point_id uuid, remedy_kind text, amount_fen bigint not null, reference text, at timestamptz not null,
  primary key (organization_id, id), unique (organization_id, source_id)
);
create index entry_by_day on ledger.entry (organization_id, on_day, id);
create index entry_of_case on ledger.entry (organization_id, complaint_id);
select kernel.protect('ledger.entry');
create trigger append_only before update or delete on ledger.entry for each row execute function kernel.refuse_change();

-- Periods that were handed to the books.
create table ledger.export (
  organization_id uuid not null, id uuid not null, no int not null, until_on date not null, entries int not null, cost_fen bigint not null, received_fen bigint not null, by_id uuid, at timestamptz not null,
  primary key (organization_id, id), unique (organization_id, no)
);
select kernel.protect('ledger.export');

-- Each line is handed over once.
create table ledger.exported (
  organization_id uuid not null, entry_id uuid not null, export_id uuid not null,
  primary key (organization_id, entry_id), foreign key (organization_id, entry_id) references ledger.entry, foreign key (organization_id, export_id) references ledger.export
);
create index exported_by on ledger.exported (organization_id, export_id);
select kernel.protect('ledger.exported');
create trigger append_only before update or delete on ledger.exported for each row execute function kernel.refuse_change();

-- The books need every line, whoever may see the case: what it was about and why, as it stands today, but nobody's name.
create function ledger.lines(since date, until date) returns table (id uuid, kind text, on_day date, unit_id uuid, complaint_id uuid, category_code text, cause text, remedy_kind text, amount_fen bigint, reference text, export_id uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select e.id, e.kind, e.on_day, e.unit_id, e.complaint_id, p.category_code, f.root_cause, e.remedy_kind, e.amount_fen, e.reference, x.export_id
  from ledger.entry e
    left join complaint.point p on p.organization_id = e.organization_id and p.id = e.point_id
    left join lateral (select f.root_cause from investigation.finding f where f.organization_id = e.organization_id and f.point_id = e.point_id and f.superseded_at is null order by f.id desc limit 1) f on true
    left join ledger.exported x on x.organization_id = e.organization_id and x.entry_id = e.id
  where e.organization_id = (select kernel.organization()) and e.on_day between since and until
$$;
-- What was agreed in a time and stands, in the same shape.
create function ledger.planned(since date, until date) returns table (id uuid, on_day date, unit_id uuid, complaint_id uuid, category_code text, cause text, remedy_kind text, amount_fen bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select t.id, (a.agreed_at at time zone n.time_zone)::date, c.unit_id, t.complaint_id, p.category_code, f.root_cause, t.kind, t.amount_fen
  from settlement.agreement a
    join settlement.task t on t.organization_id = a.organization_id and t.agreement_id = a.id
    join complaint.complaint c on c.organization_id = t.organization_id and c.id = t.complaint_id
    join identity.unit n on n.organization_id = c.organization_id and n.id = c.unit_id
    join remedy.item i on i.organization_id = t.organization_id and i.id = t.item_id
    left join complaint.point p on p.organization_id = i.organization_id and p.id = i.point_id
    left join lateral (select f.root_cause from investigation.finding f where f.organization_id = i.organization_id and f.point_id = i.point_id and f.superseded_at is null order by f.id desc limit 1) f on true
  where a.organization_id = (select kernel.organization()) and t.state <> 'cancelled' and t.amount_fen > 0 and a.agreed_at >= since::timestamptz - interval '1 day' and a.agreed_at < until::timestamptz + interval '2 days'
    and (a.agreed_at at time zone n.time_zone)::date between since and until
$$;
revoke all on function ledger.lines(date, date), ledger.planned(date, date) from public;
grant execute on function ledger.lines(date, date), ledger.planned(date, date) to wenguo_app;

-- What left before there were books.
insert into ledger.entry (organization_id, id, kind, source_id, on_day, unit_id, complaint_id, task_id, point_id, remedy_kind, amount_fen, reference, at)
select t.organization_id, gen_random_uuid(), case when t.kind in ('refund', 'priceReduction', 'damages', 'fees', 'extra') then 'paid' else 'worth' end, t.id, (t.done_at at time zone n.time_zone)::date, c.unit_id, t.complaint_id, t.id, i.point_id, t.kind, t.amount_fen, t.reference, t.done_at
from settlement.task t join complaint.complaint c on c.organization_id = t.organization_id and c.id = t.complaint_id join identity.unit n on n.organization_id = c.organization_id and n.id = c.unit_id join remedy.item i on i.organization_id = t.organization_id and i.id = t.item_id
where t.state = 'done' and t.amount_fen > 0;
insert into ledger.entry (organization_id, id, kind, source_id, on_day, unit_id, complaint_id, task_id, point_id, remedy_kind, amount_fen, reference, at)
select r.organization_id, gen_random_uuid(), 'received', r.charge_back_id, r.received_on, c.unit_id, r.complaint_id, null, (select p.id from complaint.point p where p.organization_id = r.organization_id and p.complaint_id = r.complaint_id order by p.no limit 1), null, -r.amount_fen, r.reference, r.at
from liability.receipt r join complaint.complaint c on c.organization_id = r.organization_id and c.id = r.complaint_id;

update identity.role_book b set roles = (select jsonb_agg(case
    when r ->> 'code' in ('director', 'finance') then jsonb_set(r, '{permissions}', (r -> 'permissions') || '["ledger.*"]')
    when r ->> 'code' in ('manager', 'officer') then jsonb_set(r, '{permissions}', (r -> 'permissions') || '["ledger.read"]')
    else r end order by n) from jsonb_array_elements(b.roles) with ordinality as each (r, n));
