-- Who is asked for a yes, in which order. Rows of one number are asked together and all wanted; each names the posts of which one is enough.
create table authority.step (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, subject_id uuid not null, no int not null check (no > 0), place int not null, positions text[] not null, rank int not null, by_rank boolean not null,
  hours int not null check (hours > 0), state text not null check (state in ('later', 'open', 'done', 'over')), asked_at timestamptz, due_at timestamptz, climbed_to int, climbed_at timestamptz, done_by uuid, done_at timestamptz,
  primary key (organization_id, id), unique (organization_id, subject_id, no, place), foreign key (organization_id, complaint_id) references complaint.complaint
);
create index step_open on authority.step (organization_id, complaint_id) where state = 'open';
create index step_due on authority.step (due_at) where state = 'open';
select kernel.protect_with_case('authority.step');

-- What waits already waits for one step. It has no time limit: nobody was told of one.
insert into authority.step (organization_id, id, complaint_id, subject_id, no, place, positions, rank, by_rank, hours, state, asked_at)
select organization_id, gen_random_uuid(), complaint_id, id, 1, 1, array[position_code], needed_rank, true, 16, 'open', proposed_at from remedy.proposal where state = 'awaitingApproval';

-- The highest rank that stands behind a proposal: compared with what the table asks when it goes out. Null: of before.
alter table remedy.proposal add column backed_rank int;

alter table authority.approval add column delegated boolean not null default false, add column via text not null default 'page' check (via in ('page', 'link'));

-- Somebody decides for somebody else up to an amount, though both are there.
create table authority.delegation (
  organization_id uuid not null, id uuid not null, from_id uuid not null, to_id uuid not null, from_on date not null, until_on date not null check (until_on >= from_on), most_fen bigint not null check (most_fen >= 0), reason text not null,
  made_by uuid, made_at timestamptz not null, ended_at timestamptz, ended_by uuid,
  primary key (organization_id, id), foreign key (organization_id, from_id) references identity.person, foreign key (organization_id, to_id) references identity.person, check (from_id <> to_id)
);
create index delegation_of on authority.delegation (organization_id, to_id) where ended_at is null;
select kernel.protect('authority.delegation');

-- What this customer was given or promised in this case before, for limits that count the case as a whole.
create function remedy.given_in(complaint uuid) returns bigint
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce((select sum(p.total_fen) from remedy.proposal p where p.organization_id = (select kernel.organization()) and p.complaint_id = complaint and p.state in ('agreed', 'fulfilled')), 0)::bigint
    -- What was paid under an agreement that fell away stays paid.
    + coalesce((select sum(d.paid_fen) from payout.due d join settlement.task t on t.organization_id = d.organization_id and t.id = d.task_id join settlement.agreement a on a.organization_id = t.organization_id and a.id = t.agreement_id
      where d.organization_id = (select kernel.organization()) and d.complaint_id = complaint and a.cancelled_at is not null), 0)::bigint
$$;
revoke all on function remedy.given_in(uuid) from public;
grant execute on function remedy.given_in(uuid) to wenguo_app;

-- Roles that are there already get what their work needs.
update identity.role_book b set roles = (
  select jsonb_agg(case
    when (r -> 'permissions') @> '["authority.waive"]' then jsonb_set(r, '{permissions}', (r -> 'permissions') || '["authority.delegate", "authority.endDelegation"]')
    -- What was lent to somebody they may give back.
    when (r -> 'permissions') @> '["authority.read"]' then jsonb_set(r, '{permissions}', (r -> 'permissions') || '["authority.endDelegation"]')
    -- A post of a department may be named in the table of authority.
    when r ->> 'code' in ('specialist', 'quality', 'finance') then jsonb_set(r, '{permissions}', (r -> 'permissions') || '["remedy.read", "remedy.approve", "remedy.return"]')
    else r end order by n)
  from jsonb_array_elements(b.roles) with ordinality as each (r, n));
