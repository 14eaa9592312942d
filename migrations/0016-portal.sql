create schema comment_card;
grant usage on schema comment_card to wenguo_app, wenguo_system;

-- Whoever scans a card stands before a unit, perhaps at a counter or with goods in hand. The code alone opens the portal, so it is unique over all organisations.
create table comment_card.card (
  organization_id uuid not null, id uuid not null, code text not null, unit_id uuid not null, title text not null, counter text, product text, lot text, campaign text, greeting jsonb,
  opened int not null default 0, complaints int not null default 0, feedback int not null default 0, last_used_at timestamptz, made_by uuid, made_at timestamptz not null, retired_at timestamptz, version int not null default 1,
  primary key (organization_id, id), foreign key (organization_id, unit_id) references identity.unit, foreign key (organization_id, made_by) references identity.person
);
create unique index card_by_code on comment_card.card (code);
create index card_of_unit on comment_card.card (organization_id, unit_id, id desc);
select kernel.protect('comment_card.card');

create schema feedback;
grant usage on schema feedback to wenguo_app, wenguo_system;

-- Praise and free suggestions: kept apart from complaints and never counted as such. `complaint_id`: it was a complaint after all and became one.
create table feedback.feedback (
  organization_id uuid not null, id uuid not null, unit_id uuid not null, kind text not null, words text not null, praised text, place text, name text, phone text, channel text not null, card_id uuid, locale text,
  received_at timestamptz not null, entered_by uuid, entered_at timestamptz not null, passed_at timestamptz, passed_by uuid, passed_to uuid, passed_note text, complaint_id uuid, version int not null default 1,
  primary key (organization_id, id), foreign key (organization_id, unit_id) references identity.unit, foreign key (organization_id, card_id) references comment_card.card,
  foreign key (organization_id, entered_by) references identity.person, foreign key (organization_id, passed_by) references identity.person, foreign key (organization_id, passed_to) references identity.person,
  foreign key (organization_id, complaint_id) references complaint.complaint
);
create index feedback_of_unit on feedback.feedback (organization_id, unit_id, id desc);
create index feedback_passed_to on feedback.feedback (organization_id, passed_to) where passed_to is not null;
alter table feedback.feedback enable row level security;
grant select, insert, update on feedback.feedback to wenguo_app, wenguo_system;
create policy machinery on feedback.feedback to wenguo_system using (true) with check (true);
-- Seen by the unit it is about and those above, and by whom it was passed on to.
create policy sight on feedback.feedback to wenguo_app
  using (organization_id = (select kernel.organization()) and ((select kernel.sees_all()) or unit_id = any ((select kernel.units())::uuid[]) or passed_to = (select kernel.person())))
  with check (organization_id = (select kernel.organization()));

create schema portal;
grant usage on schema portal to wenguo_app, wenguo_system;

-- Somebody lost the code of a case and gave a phone or mail that is on record. `token` opens the way to a new code once; it lies here readable only until the letter is out.
create table portal.code_request (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, way text not null, token text, token_hash bytea, asked_at timestamptz not null, until timestamptz, used_at timestamptz,
  primary key (organization_id, id), foreign key (organization_id, complaint_id) references complaint.complaint
);
create unique index code_request_by_token on portal.code_request (token_hash) where token_hash is not null;
create index code_request_of_case on portal.code_request (organization_id, complaint_id, asked_at);
select kernel.protect_with_case('portal.code_request');
-- Who lost the code knows the number alone.
create index complaint_by_number on complaint.complaint (number);
