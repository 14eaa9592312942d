-- Authority covers words (F10): a text that promises more than who wrote it may commit waits for somebody who may. `input`: what goes out once that is decided; `promised`: what was found in it, `facts`, version and rule say why it waits.
create schema commitment;
grant usage on schema commitment to wenguo_app, wenguo_system;

create table commitment.held (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, body text not null, input jsonb not null, promised jsonb not null, most_fen bigint, limit_fen bigint not null,
  facts jsonb not null, table_version text not null, rule_id text not null, needed_rank int not null, position_code text not null, state text not null, version int not null default 1,
  asked_by uuid not null, asked_at timestamptz not null, decided_by uuid, decided_at timestamptz, comment text, message_id uuid,
  primary key (organization_id, id), foreign key (organization_id, complaint_id) references complaint.complaint
);
create index held_of_case on commitment.held (organization_id, complaint_id, id);
create index held_waiting on commitment.held (organization_id, id) where state = 'waiting';
select kernel.protect_with_case('commitment.held');

-- Roles that are there already get what their work needs.
update identity.role_book b set roles = (
  select jsonb_agg(case when r ->> 'code' in ('handler', 'manager', 'officer', 'director') then jsonb_set(r, '{permissions}', (r -> 'permissions') || '["commitment.*"]') else r end order by n)
  from jsonb_array_elements(b.roles) with ordinality as each (r, n));
