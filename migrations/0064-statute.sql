-- What the law gives at least (F9): the facts it hangs on, as they were found, and where somebody holds that a rule does not apply.
create schema statute;
grant usage on schema statute to wenguo_app, wenguo_system;

-- Of a point: what was found for the rules that ask it. Every answer is kept.
create table statute.answer (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, point_id uuid not null, facts jsonb not null, by_id uuid, at timestamptz not null, superseded_at timestamptz,
  primary key (organization_id, id), foreign key (organization_id, complaint_id) references complaint.complaint, foreign key (organization_id, point_id) references complaint.point
);
create unique index answer_current on statute.answer (organization_id, point_id) where superseded_at is null;
create index answer_of_case on statute.answer (organization_id, complaint_id, id);
select kernel.protect_with_case('statute.answer');

-- Somebody holds that a rule does not apply, and why; somebody above them decides. `facts`: what the rule was asked when it was said.
create table statute.exemption (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, point_id uuid not null, rule_id text not null, table_version text not null, facts jsonb not null, reason text not null,
  state text not null, needed_rank int not null, position_code text not null, version int not null default 1, asked_by uuid not null, asked_at timestamptz not null, decided_by uuid, decided_at timestamptz, comment text,
  primary key (organization_id, id), foreign key (organization_id, complaint_id) references complaint.complaint, foreign key (organization_id, point_id) references complaint.point
);
create unique index exemption_standing on statute.exemption (organization_id, point_id, rule_id) where state in ('asked', 'approved');
create index exemption_of_case on statute.exemption (organization_id, complaint_id, id);
create index exemption_waiting on statute.exemption (organization_id, id) where state = 'asked';
select kernel.protect_with_case('statute.exemption');

-- What the law said to a proposal as it was made: version, rules and facts, so that it can be asked again.
alter table remedy.proposal add column law jsonb;

-- Roles that are there already get what their work needs.
update identity.role_book b set roles = (
  select jsonb_agg(case when r ->> 'code' in ('handler', 'manager', 'officer', 'director') then jsonb_set(r, '{permissions}', (r -> 'permissions') || '["statute.*"]') else r end order by n)
  from jsonb_array_elements(b.roles) with ordinality as each (r, n));
