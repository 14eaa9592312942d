-- Fees of experts are paid as what was agreed is: asked for, approved by somebody else, paid once. What is owed is then no task: it is known by the opinion.
alter table payout.due drop constraint due_organization_id_task_id_fkey, add column opinion_id uuid, add foreign key (organization_id, opinion_id) references expert.opinion, add constraint due_of_opinion check (opinion_id is null or opinion_id = task_id);
alter table payout.due add column agreed_task uuid generated always as (case when opinion_id is null then task_id end) stored, add foreign key (organization_id, agreed_task) references settlement.task;

-- A payment that came back after it was recorded: with the bank's words, on which day. What was agreed is to be paid again.
alter table payout.payout add column bounced_on date, add column bounced_by uuid, add column bounced_at timestamptz, add column bounced_words text, add column bounced_reference text, add constraint bounced_whole check ((state = 'bounced') = (bounced_at is not null));

update identity.role_book b set roles = (select jsonb_agg(case
    when r -> 'permissions' @> '["payout.pay", "payout.ask"]' then jsonb_set(r, '{permissions}', (r -> 'permissions') || '["payout.bounce", "payout.askFee"]')
    when r -> 'permissions' @> '["payout.ask"]' then jsonb_set(r, '{permissions}', (r -> 'permissions') || '["payout.askFee"]')
    else r end order by n) from jsonb_array_elements(b.roles) with ordinality as each (r, n));

-- What was paid under an agreement that fell away stays paid: it counts for the customer's year as it does for the case. The case at hand counts by itself.
create or replace function remedy.given_to(customer uuid, since timestamptz, except_case uuid) returns bigint
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  -- Step by step, from the customer to the cases to the proposals: planned as one join it reads every case of the organisation.
  with same as materialized (select u.id from customer.customer u where u.organization_id = (select kernel.organization()) and u.id = customer
      union all select u.id from customer.customer u where u.organization_id = (select kernel.organization()) and u.merged_into = customer),
    cases as materialized (select c.id from same cross join lateral (select c.id from complaint.complaint c where c.organization_id = (select kernel.organization()) and c.customer_id = same.id and c.id <> all ((select complaint.kept())::uuid[]) offset 0) c)
  select coalesce((select sum(p.total_fen) from cases
      cross join lateral (select p.complaint_id, p.state, p.total_fen from remedy.proposal p where p.organization_id = (select kernel.organization()) and p.complaint_id = cases.id and p.proposed_at > since offset 0) p
      where (p.state in ('agreed', 'fulfilled') or (p.state in ('approved', 'offered', 'countered', 'counterDeclined') and p.complaint_id <> except_case))), 0)::bigint
    + coalesce((select sum(d.paid_fen) from cases
      cross join lateral (select d.paid_fen, d.task_id from payout.due d where d.organization_id = (select kernel.organization()) and d.complaint_id = cases.id and d.opinion_id is null and d.paid_fen > 0 offset 0) d
      join settlement.task t on t.organization_id = (select kernel.organization()) and t.id = d.task_id join settlement.agreement a on a.organization_id = t.organization_id and a.id = t.agreement_id
      where a.cancelled_at is not null and a.agreed_at > since), 0)::bigint
$$;
