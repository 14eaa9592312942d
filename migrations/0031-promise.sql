-- Promises are reminded of before they fall due, and their end date may be agreed otherwise.
alter table promise.promise add column remind_at timestamptz;
create index promise_to_remind on promise.promise (remind_at, id) where state = 'open' and reminded_at is null;

-- The end that was agreed with the customer instead of the one counted; the one before is kept.
create table clock.agreed_end (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, clock_id uuid not null, due_before timestamptz not null, until timestamptz not null, reason text not null, agreed_with text not null, how text not null, by_id uuid, at timestamptz not null,
  primary key (organization_id, id), foreign key (organization_id, complaint_id) references complaint.complaint, foreign key (organization_id, clock_id) references clock.deadline
);
create index agreed_end_of_case on clock.agreed_end (organization_id, complaint_id, id);
select kernel.protect_with_case('clock.agreed_end');

-- What customers leave with us: a signed receipt, every move, and handed back with a signature.
create schema custody;
grant usage on schema custody to wenguo_app, wenguo_system;

create table custody.item (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, unit_id uuid not null, number text not null, kind text not null, what text not null, weight_milli bigint, weight_unit text, condition text not null, seal text, value_fen bigint,
  return_by timestamptz not null, warn_at timestamptz not null, warned_at timestamptz, late_at timestamptz, state text not null, version int not null default 1,
  taken_at timestamptz not null, taken_by uuid, holder_id uuid, place text not null, customer_signature uuid, staff_signature uuid, unsigned_why text,
  ended_at timestamptz, ended_by uuid, returned_to text, authority text, return_signature uuid, end_note text,
  primary key (organization_id, id), unique (organization_id, number), foreign key (organization_id, complaint_id) references complaint.complaint
);
create index item_of_case on custody.item (organization_id, complaint_id, id);
create index item_held on custody.item (organization_id, return_by, id) where state = 'held';
create index item_of_holder on custody.item (organization_id, holder_id, return_by) where state = 'held';
create index item_to_warn on custody.item (warn_at, id) where state = 'held' and warned_at is null;
create index item_late on custody.item (return_by, id) where state = 'held' and late_at is null;
select kernel.protect_with_case('custody.item');

create table custody.photo (
  organization_id uuid not null, complaint_id uuid not null, item_id uuid not null, file_id uuid not null,
  primary key (organization_id, item_id, file_id), foreign key (organization_id, item_id) references custody.item
);
select kernel.protect_with_case('custody.photo');

create table custody.move (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, item_id uuid not null, at timestamptz not null, by_id uuid, from_id uuid, to_id uuid, place text not null, why text not null, signature uuid,
  primary key (organization_id, id), foreign key (organization_id, item_id) references custody.item
);
create index move_of_item on custody.move (organization_id, item_id, id);
select kernel.protect_with_case('custody.move');

-- How the customer heard of who looks after their case now; who is urged to answer by when; how long a case lay without anybody.
alter table routing.handover add column told text;
create table routing.urging (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, unit_id uuid not null, kind text not null, words text not null, by_id uuid, to_id uuid not null, at timestamptz not null, due_at timestamptz not null, answer text, answered_by uuid, answered_at timestamptz, late_at timestamptz,
  primary key (organization_id, id), foreign key (organization_id, complaint_id) references complaint.complaint
);
create index urging_of_case on routing.urging (organization_id, complaint_id, id);
create index urging_due on routing.urging (due_at, id) where answered_at is null and late_at is null;
create index urging_to_answer on routing.urging (organization_id, to_id) where answered_at is null;
select kernel.protect_with_case('routing.urging');

create table routing.waiting (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, unit_id uuid not null, since timestamptz not null, until timestamptz,
  primary key (organization_id, id), foreign key (organization_id, complaint_id) references complaint.complaint
);
create unique index waiting_now on routing.waiting (organization_id, complaint_id) where until is null;
create index waiting_by_time on routing.waiting (organization_id, since);
select kernel.protect_with_case('routing.waiting');
insert into routing.waiting (organization_id, id, complaint_id, unit_id, since) select organization_id, gen_random_uuid(), id, unit_id, received_at from complaint.complaint where state = 'open' and owner_id is null;

-- Suspected offences: what the police were told, how staff are protected; while one stands, no file of the case is removed.
create schema offence;
grant usage on schema offence to wenguo_app, wenguo_system;
create table offence.report (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, kind text not null, what text not null, happened_at timestamptz, restricted boolean not null default false, flagged_by uuid, flagged_at timestamptz not null,
  police_number text, police_station text, police_at timestamptz, steps jsonb not null default '[]', lifted_at timestamptz, lifted_by uuid, lift_reason text,
  primary key (organization_id, id), foreign key (organization_id, complaint_id) references complaint.complaint
);
create unique index report_standing on offence.report (organization_id, complaint_id, kind) where lifted_at is null;
create index report_of_case on offence.report (organization_id, complaint_id, id);
select kernel.protect_with_case('offence.report');

create function offence.keeps(organization uuid, subject uuid) returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as
  $$ select exists (select from offence.report r where r.organization_id = organization and r.complaint_id = subject and r.lifted_at is null) $$;
revoke all on function offence.keeps(uuid, uuid) from public;
grant execute on function offence.keeps(uuid, uuid) to wenguo_app, wenguo_system;
create function offence.refuse_removal() returns trigger language plpgsql as $$
begin
  if old.subject_id is not null and (tg_op = 'DELETE' or new.subject_id is null or new.sha256 <> old.sha256) and offence.keeps(old.organization_id, old.subject_id) then
    raise exception 'file % is evidence of a suspected offence', old.id using errcode = 'restrict_violation', constraint = 'evidence_kept';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger evidence_kept before update or delete on files.file for each row execute function offence.refuse_removal();
