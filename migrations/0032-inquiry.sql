-- Evidence of a case: what it is, where it came from, who has it, until when it is kept. Its chain is only ever added to.
create schema evidence;
grant usage on schema evidence to wenguo_app, wenguo_system;

create table evidence.item (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, unit_id uuid not null, number text not null, kind text not null, what text not null, origin text not null,
  collected_at timestamptz not null, collected_by uuid, collected_place text not null, seal text, holder_id uuid, holder_name text, place text not null, goods_id uuid,
  state text not null, version int not null default 1, rule text, table_version text, label jsonb, kept_from timestamptz, kept_until timestamptz, warn_days jsonb not null default '[]', warn_at timestamptz, expired_at timestamptz, secured_at timestamptz,
  primary key (organization_id, id), unique (organization_id, number), foreign key (organization_id, complaint_id) references complaint.complaint, foreign key (organization_id, goods_id) references custody.item
);
create index item_of_case on evidence.item (organization_id, complaint_id, id);
create index item_kept on evidence.item (organization_id, kept_until, id) where state = 'held' and secured_at is null and kept_until is not null;
create index item_to_warn on evidence.item (warn_at, id) where state = 'held' and secured_at is null and warn_at is not null;
create index item_to_expire on evidence.item (kept_until, id) where state = 'held' and secured_at is null and expired_at is null and kept_until is not null;
select kernel.protect_with_case('evidence.item');

create table evidence.step (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, item_id uuid not null, kind text not null, at timestamptz not null, by_id uuid, from_id uuid, to_id uuid, to_name text, place text not null, why text not null, seal text, witness_id uuid, until timestamptz, signature uuid,
  primary key (organization_id, id), foreign key (organization_id, item_id) references evidence.item
);
create index step_of_item on evidence.step (organization_id, item_id, id);
select kernel.protect_with_case('evidence.step');

create table evidence.file (
  organization_id uuid not null, complaint_id uuid not null, item_id uuid not null, step_id uuid not null, file_id uuid not null,
  primary key (organization_id, step_id, file_id), foreign key (organization_id, item_id) references evidence.item, foreign key (organization_id, step_id) references evidence.step
);
create index file_of_item on evidence.file (organization_id, item_id);
select kernel.protect_with_case('evidence.file');

-- What happened to evidence stays as it was told; it only goes along when its case is merged.
create function evidence.refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or to_jsonb(new) - 'complaint_id' <> to_jsonb(old) - 'complaint_id' then
    raise exception 'the chain of custody is only added to' using errcode = 'restrict_violation', constraint = 'chain_kept';
  end if;
  return new;
end $$;
create trigger chain_kept before update or delete on evidence.step for each row execute function evidence.refuse_change();
create trigger chain_kept before update or delete on evidence.file for each row execute function evidence.refuse_change();

-- What is found out for a case, by whom, by when.
create schema inquiry;
grant usage on schema inquiry to wenguo_app, wenguo_system;

create table inquiry.task (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, unit_id uuid not null, point_id uuid, number text not null, kind text not null, what text not null, owner_id uuid not null, asked_by uuid, asked_at timestamptz not null,
  due_at timestamptz not null, remind_at timestamptz, reminded_at timestamptz, late_at timestamptz, state text not null, version int not null default 1, fields jsonb not null, result text, ended_at timestamptz, ended_by uuid, end_why text, reopened int not null default 0,
  primary key (organization_id, id), unique (organization_id, number), foreign key (organization_id, complaint_id) references complaint.complaint, foreign key (organization_id, point_id) references complaint.point
);
create index task_of_case on inquiry.task (organization_id, complaint_id, id);
create index task_open on inquiry.task (organization_id, due_at, id) where state = 'open';
create index task_ended on inquiry.task (organization_id, ended_at desc, id desc) where state <> 'open';
create index task_of_owner on inquiry.task (organization_id, owner_id, due_at) where state = 'open';
create index task_to_remind on inquiry.task (remind_at, id) where state = 'open' and reminded_at is null;
create index task_late on inquiry.task (due_at, id) where state = 'open' and late_at is null;
select kernel.protect_with_case('inquiry.task');

create table inquiry.file (
  organization_id uuid not null, complaint_id uuid not null, task_id uuid not null, file_id uuid not null,
  primary key (organization_id, task_id, file_id), foreign key (organization_id, task_id) references inquiry.task
);
select kernel.protect_with_case('inquiry.file');

create table inquiry.evidence (
  organization_id uuid not null, complaint_id uuid not null, task_id uuid not null, item_id uuid not null,
  primary key (organization_id, task_id, item_id), foreign key (organization_id, task_id) references inquiry.task, foreign key (organization_id, item_id) references evidence.item
);
select kernel.protect_with_case('inquiry.evidence');

-- On which inquiries a finding rests.
create table investigation.cited (
  organization_id uuid not null, complaint_id uuid not null, finding_id uuid not null, task_id uuid not null,
  primary key (organization_id, finding_id, task_id), foreign key (organization_id, finding_id) references investigation.finding, foreign key (organization_id, task_id) references inquiry.task
);
create index cited_of_case on investigation.cited (organization_id, complaint_id);
select kernel.protect_with_case('investigation.cited');
