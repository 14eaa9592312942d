-- Expert opinions (F8): commissioned, signed, contested, and what decisions rest on.
create schema expert;
grant usage on schema expert to wenguo_app, wenguo_system;

-- Laboratories and appraisers: by what they may give an opinion, and until when.
alter table outsider.outsider add column accreditation text, add column accredited_until date;

-- Name, accreditation and fee as they were when it was commissioned; those of the report as they were when it was signed.
create table expert.opinion (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, number text not null, state text not null, version int not null default 1,
  person_id uuid, outsider_id uuid, name text not null, email text, accreditation text not null, accredited_until date, locale text not null, matter text not null, second_to uuid, asked_by uuid, asked_at timestamptz not null,
  due_at timestamptz not null, remind_at timestamptz, reminded_at timestamptz, late_at timestamptz, fee_fen bigint not null check (fee_fen >= 0), fee_rule text not null, paid_by text not null,
  consent text not null, consent_how text, consent_note text, consent_file uuid, consent_by uuid, consent_at timestamptz,
  signed_way text, signed_name text, signed_by uuid, signed_on date, signed_at timestamptz, signature_id uuid, summary text, seal text,
  contested_at timestamptz, contested_by uuid, contested_how text, contested_why text, basis_at timestamptz, basis_by uuid, basis_why text, ended_at timestamptz, ended_by uuid, ended_why text,
  primary key (organization_id, id), unique (organization_id, number), foreign key (organization_id, complaint_id) references complaint.complaint, foreign key (organization_id, outsider_id) references outsider.outsider,
  foreign key (organization_id, second_to) references expert.opinion, check ((person_id is null) <> (outsider_id is null)), check ((state = 'reported') = (seal is not null))
);
create index opinion_of_case on expert.opinion (organization_id, complaint_id, id);
create index opinion_due on expert.opinion (organization_id, due_at) where state = 'asked';
select kernel.protect_with_case('expert.opinion');

-- What was asked on a point, with the answers that were possible then: it is read without the pack of today.
create table expert.question (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, opinion_id uuid not null, point_id uuid not null, no int not null, code text not null, label jsonb not null, body text not null, answers jsonb not null, measure jsonb,
  finding text, measured_milli bigint, note text,
  primary key (organization_id, id), unique (organization_id, opinion_id, no), foreign key (organization_id, opinion_id) references expert.opinion, foreign key (organization_id, point_id) references complaint.point
);
create index question_of_case on expert.question (organization_id, complaint_id);
select kernel.protect_with_case('expert.question');

-- `part`: sent with the commission, or of the report.
create table expert.file (
  organization_id uuid not null, complaint_id uuid not null, opinion_id uuid not null, file_id uuid not null, part text not null,
  primary key (organization_id, opinion_id, file_id, part), foreign key (organization_id, opinion_id) references expert.opinion
);
create index file_of_case on expert.file (organization_id, complaint_id);
select kernel.protect_with_case('expert.file');

-- Goods of the customer that went to the expert and came back; where they are says their receipt.
create table expert.passage (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, opinion_id uuid not null, item_id uuid not null, way text not null, seal text, note text, by_id uuid, at timestamptz not null,
  primary key (organization_id, id), foreign key (organization_id, opinion_id) references expert.opinion, foreign key (organization_id, item_id) references custody.item
);
create index passage_of_case on expert.passage (organization_id, complaint_id, id);
select kernel.protect_with_case('expert.passage');

-- `token` lies here only until its mail is out.
create table expert.link (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, opinion_id uuid not null, way text not null, token_hash bytea not null, token text, until timestamptz not null,
  made_by uuid, made_at timestamptz not null, sent_at timestamptz, problem text, opened_at timestamptz, revoked_at timestamptz, revoked_by uuid,
  primary key (organization_id, id), foreign key (organization_id, opinion_id) references expert.opinion
);
create unique index link_by_token on expert.link (token_hash);
create index link_of_case on expert.link (organization_id, complaint_id);
select kernel.protect_with_case('expert.link');

-- On which answer decisions on a point rest, and why. Every choice is kept; `facts`: of law, as they followed from the answer.
create table expert.basis (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, opinion_id uuid not null, question_id uuid not null, point_id uuid not null, code text not null, finding text not null, liability text not null, facts jsonb not null, why text,
  by_id uuid, at timestamptz not null, superseded_at timestamptz,
  primary key (organization_id, id), foreign key (organization_id, question_id) references expert.question, foreign key (organization_id, point_id) references complaint.point
);
create unique index basis_current on expert.basis (organization_id, point_id, code) where superseded_at is null;
create index basis_of_case on expert.basis (organization_id, complaint_id, id);
select kernel.protect_with_case('expert.basis');

-- On which opinions a proposal rests, as it was made.
alter table remedy.proposal add column opinions jsonb;

-- Roles that are there already get what their work needs.
update identity.role_book b set roles = (
  select jsonb_agg(case
      when r ->> 'code' in ('handler', 'manager', 'officer', 'director', 'quality') then jsonb_set(r, '{permissions}', (r -> 'permissions') || '["expert.*"]')
      when r ->> 'code' in ('specialist') then jsonb_set(r, '{permissions}', (r -> 'permissions') || '["expert.read", "expert.report"]')
      when r ->> 'code' in ('finance') then jsonb_set(r, '{permissions}', (r -> 'permissions') || '["expert.read"]')
      else r end order by n)
  from jsonb_array_elements(b.roles) with ordinality as each (r, n));
