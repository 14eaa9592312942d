-- A suggestion has a unit that puts it right, somebody who answers it, and a moment until when; what was answered and what became better stays with it.
alter table feedback.feedback
  add column email text, add column improving_unit_id uuid, add column owner_id uuid, add column due_at timestamptz, add column late_at timestamptz,
  add column answered_at timestamptz, add column answered_by uuid, add column answer_way text, add column answer text, add column improved_at timestamptz, add column improved_by uuid, add column improvement text,
  add foreign key (organization_id, improving_unit_id) references identity.unit, add foreign key (organization_id, owner_id) references identity.person,
  add foreign key (organization_id, answered_by) references identity.person, add foreign key (organization_id, improved_by) references identity.person;
create index feedback_overdue on feedback.feedback (due_at) where due_at is not null and late_at is null and answered_at is null and complaint_id is null;
create index feedback_to_answer on feedback.feedback (organization_id, due_at) where due_at is not null and answered_at is null and complaint_id is null;
-- Seen by the unit it is about, by the one that puts it right, by those above them, by who answers it and by whom it was passed on to.
drop policy sight on feedback.feedback;
create policy sight on feedback.feedback to wenguo_app
  using (organization_id = (select kernel.organization()) and ((select kernel.sees_all()) or unit_id = any ((select kernel.units())::uuid[]) or improving_unit_id = any ((select kernel.units())::uuid[]) or passed_to = (select kernel.person()) or owner_id = (select kernel.person())))
  with check (organization_id = (select kernel.organization()));

-- Until when suggestions are answered: as the organisation says; without a row, as its pack does.
create table feedback.rule (organization_id uuid primary key, amount int not null, unit text not null, version int not null default 1);
select kernel.protect('feedback.rule');

-- Calls that a table brought can be taken back; without an id of its own a call is known by number and moment.
alter table importing.row add column call_id uuid;
create index call_of_number on call_back.call (organization_id, number, at) where number is not null;

create schema campaign;
grant usage on schema campaign to wenguo_app, wenguo_system;

-- Customers are asked for their opinion. `code`: opens it to everybody who has the link; null where only those who were chosen are asked.
create table campaign.campaign (
  organization_id uuid not null, id uuid not null, name text not null, unit_ids uuid[] not null, from_on date not null, until_on date not null, greeting text not null, questions jsonb not null,
  most_tries int not null, calls_from text not null, calls_until text not null, code text, state text not null default 'draft', left_out jsonb not null default '{}',
  made_by uuid, made_at timestamptz not null, begun_at timestamptz, ended_at timestamptz, version int not null default 1,
  primary key (organization_id, id), foreign key (organization_id, made_by) references identity.person
);
create unique index campaign_by_code on campaign.campaign (code) where code is not null;
create index campaign_latest on campaign.campaign (organization_id, id desc);
alter table campaign.campaign enable row level security;
-- Seen by the units that take part.
create policy sight on campaign.campaign to wenguo_app
  using (organization_id = (select kernel.organization()) and ((select kernel.sees_all()) or unit_ids && (select kernel.units())::uuid[])) with check (organization_id = (select kernel.organization()));
create policy machinery on campaign.campaign to wenguo_system using (true) with check (true);
grant select, insert, update on campaign.campaign to wenguo_app, wenguo_system;

-- Who is asked, once; `token_hash`: a link of their own, answered once.
create table campaign.person (
  organization_id uuid not null, id uuid not null, campaign_id uuid not null, unit_id uuid not null, customer_id uuid not null, complaint_id uuid, state text not null default 'open', result text,
  tries int not null default 0, next_at timestamptz, taken_by uuid, taken_at timestamptz, token_hash bytea, note text, ended_at timestamptz, ended_by uuid, version int not null default 1,
  primary key (organization_id, id), foreign key (organization_id, campaign_id) references campaign.campaign, foreign key (organization_id, unit_id) references identity.unit, foreign key (organization_id, customer_id) references customer.customer,
  foreign key (organization_id, taken_by) references identity.person
);
create unique index person_once on campaign.person (organization_id, campaign_id, customer_id);
create unique index person_by_token on campaign.person (token_hash) where token_hash is not null;
create index person_to_call on campaign.person (organization_id, campaign_id, id) where state = 'open';
create index person_taken on campaign.person (organization_id, taken_by) where state = 'open' and taken_by is not null;

create table campaign.try (
  organization_id uuid not null, id uuid not null, person_id uuid not null, unit_id uuid not null, by_id uuid, at timestamptz not null, note text,
  primary key (organization_id, id), foreign key (organization_id, person_id) references campaign.person
);
create index try_of_person on campaign.try (organization_id, person_id, id);

-- What was answered. `aside`: came when more came than people send; looked at, never counted.
create table campaign.reply (
  organization_id uuid not null, id uuid not null, campaign_id uuid not null, unit_id uuid not null, person_id uuid, way text not null, answers jsonb not null, improvement text, feedback_id uuid, complaint_id uuid, aside boolean not null default false, by_id uuid, at timestamptz not null,
  primary key (organization_id, id), foreign key (organization_id, campaign_id) references campaign.campaign, foreign key (organization_id, unit_id) references identity.unit, foreign key (organization_id, person_id) references campaign.person,
  foreign key (organization_id, feedback_id) references feedback.feedback
);
create unique index reply_once on campaign.reply (organization_id, person_id) where person_id is not null;
create index reply_latest on campaign.reply (organization_id, campaign_id, id desc);
select kernel.protect_with_unit(t) from unnest(array['campaign.person', 'campaign.try', 'campaign.reply']::regclass[]) as t;
select kernel.keep_with_case('campaign.person', 'complaint_id');
select kernel.keep_with_case('campaign.reply', 'complaint_id');

-- Customers who asked not to be called for their opinion, whatever unit they said it to.
create table campaign.undisturbed (
  organization_id uuid not null, customer_id uuid not null, since timestamptz not null, by_id uuid,
  primary key (organization_id, customer_id), foreign key (organization_id, customer_id) references customer.customer
);
select kernel.protect('campaign.undisturbed');

-- Roles that are there already get what their work needs.
update identity.role_book b set roles = (
  select jsonb_agg(case
    when r ->> 'code' = 'handler' then jsonb_set(r, '{permissions}', (r -> 'permissions') || '["campaign.read", "campaign.take", "campaign.try", "campaign.note", "campaign.register", "campaign.disturb"]')
    when r ->> 'code' in ('manager', 'officer', 'director') then jsonb_set(r, '{permissions}', (r -> 'permissions') || '["campaign.*"]')
    when r ->> 'code' = 'specialist' then jsonb_set(r, '{permissions}', (r -> 'permissions') || '["feedback.answer", "feedback.improve"]')
    else r end order by n)
  from jsonb_array_elements(b.roles) with ordinality as each (r, n));
