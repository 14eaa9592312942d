create schema authority;
create schema remedy;
create schema settlement;
create schema follow_up;
grant usage on schema authority, remedy, settlement, follow_up to wenguo_app, wenguo_system;

create table authority.approval (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, subject_id uuid not null, by_id uuid not null, deputy_of uuid, verdict text not null, comment text not null, at timestamptz not null,
  primary key (organization_id, id), foreign key (organization_id, complaint_id) references complaint.complaint
);
create index approval_of_subject on authority.approval (organization_id, subject_id);
select kernel.protect_with_case('authority.approval');

create table remedy.proposal (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, no int not null, version int not null default 1, state text not null, reason text not null, deviation_reason text,
  total_fen bigint not null, table_version text not null, rule_id text not null, facts jsonb not null, why jsonb, needed_rank int not null, position_code text not null,
  proposed_by uuid not null, proposed_at timestamptz not null, offered_at timestamptz, expires_at timestamptz, offer_message text,
  primary key (organization_id, id), unique (organization_id, complaint_id, no), foreign key (organization_id, complaint_id) references complaint.complaint
);
create index proposal_awaiting on remedy.proposal (organization_id, id) where state = 'awaitingApproval';
-- At most one proposal lives at a time: two people proposing at once meet here.
create unique index proposal_alive on remedy.proposal (organization_id, complaint_id) where state in ('awaitingApproval', 'approved', 'offered', 'countered', 'agreed');
create index proposal_to_expire on remedy.proposal (expires_at) where state = 'offered';
select kernel.protect_with_case('remedy.proposal');

create table remedy.item (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, proposal_id uuid not null, point_id uuid not null, no int not null, kind text not null, amount_fen bigint not null, note text,
  primary key (organization_id, id), foreign key (organization_id, proposal_id) references remedy.proposal, foreign key (organization_id, point_id) references complaint.point
);
create index item_of_proposal on remedy.item (organization_id, proposal_id, no);
create index item_of_case on remedy.item (organization_id, complaint_id);
select kernel.protect_with_case('remedy.item');

-- What a customer was promised or given since a day, in the whole organisation: a limit that only counted what the asker sees would be none.
create function remedy.given_to(customer uuid, since timestamptz, except_case uuid) returns bigint
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  -- Step by step, from the customer to the cases to the proposals: planned as one join it reads every case of the organisation.
  with same as materialized (select u.id from customer.customer u where u.organization_id = (select kernel.organization()) and u.id = customer
      union all select u.id from customer.customer u where u.organization_id = (select kernel.organization()) and u.merged_into = customer),
    cases as materialized (select c.id from same cross join lateral (select c.id from complaint.complaint c where c.organization_id = (select kernel.organization()) and c.customer_id = same.id offset 0) c)
  select coalesce(sum(p.total_fen), 0)::bigint from cases
    cross join lateral (select p.complaint_id, p.state, p.total_fen from remedy.proposal p where p.organization_id = (select kernel.organization()) and p.complaint_id = cases.id and p.proposed_at > since offset 0) p
  where (p.state in ('agreed', 'fulfilled') or (p.state in ('approved', 'offered', 'countered', 'counterDeclined') and p.complaint_id <> except_case))
$$;
revoke all on function remedy.given_to(uuid, timestamptz, uuid) from public;
grant execute on function remedy.given_to(uuid, timestamptz, uuid) to wenguo_app;

create table remedy.answer (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, proposal_id uuid not null, answer text not null, counter_fen bigint, body text, proof text not null, proof_file uuid, by_id uuid, at timestamptz not null,
  primary key (organization_id, id), foreign key (organization_id, proposal_id) references remedy.proposal
);
create index answer_of_case on remedy.answer (organization_id, complaint_id, id);
select kernel.protect_with_case('remedy.answer');

create table remedy.declined_counter (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, proposal_id uuid not null, grounds text not null, further_ways text[] not null, by_id uuid, at timestamptz not null,
  primary key (organization_id, id), foreign key (organization_id, proposal_id) references remedy.proposal
);
create index declined_counter_of_case on remedy.declined_counter (organization_id, complaint_id);
select kernel.protect_with_case('remedy.declined_counter');

create table settlement.agreement (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, proposal_id uuid not null, total_fen bigint not null, proof text not null, agreed_at timestamptz not null, cancelled_at timestamptz,
  primary key (organization_id, id), unique (organization_id, proposal_id), foreign key (organization_id, complaint_id) references complaint.complaint
);
create index agreement_of_case on settlement.agreement (organization_id, complaint_id);
select kernel.protect_with_case('settlement.agreement');

create table settlement.task (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, agreement_id uuid not null, item_id uuid not null, kind text not null, amount_fen bigint not null, unit_id uuid not null, label jsonb not null, note text,
  state text not null, due_at timestamptz not null, begun_at timestamptz, reference text, result text, done_by uuid, done_at timestamptz,
  primary key (organization_id, id), unique (organization_id, item_id), foreign key (organization_id, agreement_id) references settlement.agreement, foreign key (organization_id, complaint_id) references complaint.complaint
);
create index task_of_case on settlement.task (organization_id, complaint_id);
create index task_of_unit on settlement.task (organization_id, unit_id, due_at) where state in ('open', 'begun');
select kernel.protect_with_case('settlement.task');

-- Tasks that would lie where nobody is, and a case to find them by, in or out of the asker's sight: those of a unit, or of the units where nobody is but this person.
create function settlement.open_with(unit uuid, person uuid, out open int, out number text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with held as (
    select h.person_id, o.unit_id from identity.holding h join identity.position o on o.organization_id = h.organization_id and o.id = h.position_id
    where h.organization_id = kernel.organization() and h.until is null)
  select count(*)::int, min(c.number) from settlement.task t
    join complaint.complaint c on c.organization_id = t.organization_id and c.id = t.complaint_id
  where t.organization_id = kernel.organization() and t.state in ('open', 'begun')
    and (t.unit_id = unit or (t.unit_id in (select unit_id from held where person_id = person) and t.unit_id not in (select unit_id from held where person_id <> person)))
$$;
revoke all on function settlement.open_with(uuid, uuid) from public;
grant execute on function settlement.open_with(uuid, uuid) to wenguo_app;

create table settlement.evidence (
  organization_id uuid not null, complaint_id uuid not null, task_id uuid not null, file_id uuid not null,
  primary key (organization_id, task_id, file_id), foreign key (organization_id, task_id) references settlement.task
);
create index evidence_of_case on settlement.evidence (organization_id, complaint_id);
select kernel.protect_with_case('settlement.evidence');

create table settlement.notice (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, agreement_id uuid, answers jsonb not null, contact text not null, further_ways text not null, by_id uuid, at timestamptz not null,
  primary key (organization_id, id), foreign key (organization_id, complaint_id) references complaint.complaint
);
create index notice_of_case on settlement.notice (organization_id, complaint_id, id);
select kernel.protect_with_case('settlement.notice');

create table follow_up.follow_up (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, earliest_at timestamptz not null, due_at timestamptz not null, state text not null, satisfied boolean, score int, answers jsonb not null default '{}',
  comment text, via text, by_id uuid, done_at timestamptz, created_at timestamptz not null,
  primary key (organization_id, id), foreign key (organization_id, complaint_id) references complaint.complaint
);
create index follow_up_of_case on follow_up.follow_up (organization_id, complaint_id, id);
create index follow_up_done on follow_up.follow_up (organization_id, done_at) where done_at is not null;
create index follow_up_due on follow_up.follow_up (organization_id, due_at) where state = 'due';
select kernel.protect_with_case('follow_up.follow_up');

create table follow_up.attempt (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, follow_up_id uuid not null, via text not null, note text not null, by_id uuid, at timestamptz not null,
  primary key (organization_id, id), foreign key (organization_id, follow_up_id) references follow_up.follow_up
);
create index attempt_of_case on follow_up.attempt (organization_id, complaint_id);
select kernel.protect_with_case('follow_up.attempt');

create schema precedent;
grant usage on schema precedent to wenguo_app, wenguo_system;
-- What a closed case teaches the next decision; no personal data.
create table precedent.precedent (
  organization_id uuid not null, complaint_id uuid not null, number text not null, category_code text not null, above text[] not null, severity text, liability text, given_fen bigint not null, kinds text[] not null,
  satisfied boolean, closed_at timestamptz not null,
  primary key (organization_id, complaint_id, category_code)
);
create index precedent_by_category on precedent.precedent (organization_id, category_code, closed_at desc);
select kernel.protect('precedent.precedent');
