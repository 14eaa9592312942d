-- Money that leaves (G2): asked for, approved by another, paid once.
create schema payout;
grant usage on schema payout to wenguo_app, wenguo_system;

-- How much who pays approves without who has the authority; without a row the number the program begins with.
create table payout.rule (
  organization_id uuid primary key references identity.organization, limit_fen bigint not null check (limit_fen >= 0), version int not null default 1
);
select kernel.protect('payout.rule');

-- What is to be paid for one thing that was agreed, and what of that is paid: never more.
create table payout.due (
  organization_id uuid not null, task_id uuid not null, complaint_id uuid not null, agreed_fen bigint not null check (agreed_fen > 0), paid_fen bigint not null default 0 check (paid_fen between 0 and agreed_fen),
  primary key (organization_id, task_id), foreign key (organization_id, task_id) references settlement.task
);
create index due_of_case on payout.due (organization_id, complaint_id);
select kernel.protect_with_case('payout.due');

-- `reference_key`: as references are compared.
create table payout.payout (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, task_id uuid not null, unit_id uuid not null, number text not null, amount_fen bigint not null check (amount_fen > 0), way text not null, payee text not null, bank text, account text, note text,
  needed_rank int not null, state text not null, version int not null default 1, asked_by uuid, asked_at timestamptz not null, decided_by uuid, decided_at timestamptz, decision text,
  paid_by uuid, paid_at timestamptz, paid_on date, reference text, reference_key text, ended_by uuid, ended_at timestamptz, ended_why text,
  primary key (organization_id, id), unique (organization_id, number), foreign key (organization_id, task_id) references payout.due, foreign key (organization_id, complaint_id) references complaint.complaint,
  check (state <> 'paid' or (paid_at is not null and paid_on is not null))
);
create index payout_of_case on payout.payout (organization_id, complaint_id, id);
-- One alive at a time for each thing agreed: two who ask at once meet here.
create unique index payout_alive on payout.payout (organization_id, task_id) where state in ('asked', 'approved');
-- A payment proves one payout.
create unique index payout_reference on payout.payout (organization_id, way, reference_key) where reference_key is not null;
create index payout_paid on payout.payout (organization_id, paid_at) where state = 'paid';
select kernel.protect_with_case('payout.payout');

create table payout.evidence (
  organization_id uuid not null, complaint_id uuid not null, payout_id uuid not null, file_id uuid not null,
  primary key (organization_id, payout_id, file_id), foreign key (organization_id, payout_id) references payout.payout
);
create index evidence_of_case on payout.evidence (organization_id, complaint_id);
select kernel.protect_with_case('payout.evidence');

-- Who pays has a role of its own by now: what other specialists do, and paying. Roles that are there already get what their work needs.
update identity.role_book b set
  roles = (select jsonb_agg(case
      when r ->> 'code' in ('manager', 'director') then jsonb_set(r, '{permissions}', (r -> 'permissions') || '["payout.read", "payout.ask", "payout.withdraw", "payout.approve", "payout.return", "payout.handOver"]'
        -- Where there is no finance department, the management pays.
        || case when r ->> 'code' = 'director' then '["payout.pay", "payout.fail"]' else '[]' end::jsonb)
      when r ->> 'code' in ('handler', 'officer') then jsonb_set(r, '{permissions}', (r -> 'permissions') || '["payout.read", "payout.ask", "payout.withdraw", "payout.handOver"]')
      else r end order by n) from jsonb_array_elements(b.roles) with ordinality as each (r, n))
    || coalesce((select jsonb_agg(r || jsonb_build_object('code', 'finance', 'label', '{"zh-CN": "财务", "zh-Hant": "財務", "en": "Finance"}'::jsonb, 'permissions', (r -> 'permissions') || '["payout.read", "payout.ask", "payout.withdraw", "payout.approve", "payout.return", "payout.pay", "payout.fail", "payout.handOver"]'))
      from jsonb_array_elements(b.roles) r where r ->> 'code' = 'specialist' and not b.roles @> '[{"code": "finance"}]'), '[]'),
  positions = (select jsonb_agg(case when p ->> 'code' = 'financeOfficer' and p ->> 'role' = 'specialist' then p || '{"role": "finance"}' else p end order by n) from jsonb_array_elements(b.positions) with ordinality as each (p, n));
