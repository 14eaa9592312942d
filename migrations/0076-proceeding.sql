-- What goes on with a case at a body outside (G9): 12315, 12345, the consumer association, mediation, a court. The body's number leads to the case.
create schema proceeding;
grant usage on schema proceeding to wenguo_app, wenguo_system;

-- `body_code`: of the pack, or of the firm's own; `label` as it was called then. `number_key`: the number as it is compared. `asked_at`: when it last wanted to hear from us again. `answer_by`: the day it set and still waits for. `owed`: it is told what came of it before the case closes. `clock_ids`: those of the case that belong to it.
create table proceeding.proceeding (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, body_code text not null, body_kind text not null, label jsonb not null, reference text, number_key text, came text not null check (came in ('transferred', 'customer')),
  begun_at timestamptz not null, stage text not null, stage_label jsonb not null, stage_at timestamptz not null, asks text, asked_at timestamptz, answer_by timestamptz, clock_ids uuid[] not null default '{}', owed boolean not null,
  waived_at timestamptz, waived_by uuid, waived_reason text, result text, result_note text, ended_at timestamptz, ended_by uuid, remedy_id uuid, version int not null default 1, registered_by uuid, registered_at timestamptz not null,
  primary key (organization_id, id), foreign key (organization_id, complaint_id) references complaint.complaint
);
create unique index proceeding_number on proceeding.proceeding (organization_id, body_code, number_key) where number_key is not null;
create index proceeding_of_case on proceeding.proceeding (organization_id, complaint_id, id);
create index proceeding_open on proceeding.proceeding (organization_id, id) where ended_at is null;
select kernel.protect_with_case('proceeding.proceeding');

create table proceeding.note (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, proceeding_id uuid not null, kind text not null, inbound boolean not null, body text not null, stage_label jsonb, answer_by timestamptz, at timestamptz not null, by_id uuid, noted_at timestamptz not null,
  primary key (organization_id, id), foreign key (organization_id, proceeding_id) references proceeding.proceeding, foreign key (organization_id, complaint_id) references complaint.complaint
);
create index note_of on proceeding.note (organization_id, proceeding_id, id);
select kernel.protect_with_case('proceeding.note');

-- An answer to the body, point by point, as it was approved and handed in. One is on its way at a time.
create table proceeding.report (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, proceeding_id uuid not null, kind text not null check (kind in ('interim', 'outcome')), answers jsonb not null, outcome text not null, despite text, state text not null check (state in ('asked', 'returned', 'approved', 'sent', 'replaced')),
  needed_rank int not null, position_code text not null, version int not null default 1, by_id uuid, at timestamptz not null, decided_by uuid, decided_at timestamptz, comment text, sent_at timestamptz, sent_how text, receipt text, sent_by uuid, noted_at timestamptz,
  primary key (organization_id, id), foreign key (organization_id, proceeding_id) references proceeding.proceeding, foreign key (organization_id, complaint_id) references complaint.complaint
);
create unique index report_under_way on proceeding.report (organization_id, proceeding_id) where state in ('asked', 'returned', 'approved');
create index report_of on proceeding.report (organization_id, proceeding_id, id);
create index report_of_case on proceeding.report (organization_id, complaint_id);
create index report_waiting on proceeding.report (organization_id, id) where state = 'asked';
select kernel.protect_with_case('proceeding.report');

-- Letters of the body, and proofs that it was answered.
create table proceeding.file (
  organization_id uuid not null, complaint_id uuid not null, proceeding_id uuid not null, file_id uuid not null, note_id uuid, report_id uuid,
  primary key (organization_id, file_id), foreign key (organization_id, proceeding_id) references proceeding.proceeding, foreign key (organization_id, complaint_id) references complaint.complaint
);
create index file_of on proceeding.file (organization_id, proceeding_id);
select kernel.protect_with_case('proceeding.file');

-- Roles that are there already get what their work needs.
update identity.role_book b set roles = (
  select jsonb_agg(case when r ->> 'code' in ('handler', 'manager', 'officer', 'director') then jsonb_set(r, '{permissions}', (r -> 'permissions') || '["proceeding.*"]') else r end order by n)
  from jsonb_array_elements(b.roles) with ordinality as each (r, n));
