-- Which agreements hold: those of this round of their case. Of which round one is: `complaint.reopened` when it was reached, or when what had come back of it was taken up again.
alter table settlement.agreement add column round int not null default 0;
update settlement.agreement a set round = case when c.last_reopened_at is null or a.agreed_at >= c.last_reopened_at
    or exists (select from settlement.task t where t.organization_id = a.organization_id and t.agreement_id = a.id and (t.state in ('open', 'begun') or exists (
      select from payout.payout p where p.organization_id = t.organization_id and p.task_id = t.id and p.bounced_at >= c.last_reopened_at)))
  then c.reopened else c.reopened - 1 end
from complaint.complaint c where c.organization_id = a.organization_id and c.id = a.complaint_id and c.reopened > 0;
alter table settlement.agreement alter column round drop default;

-- What came back of an issue while its case was part of another, in the words of its return, and is owed once they are parted; null when nothing is.
alter table stock.issue add column owed_apart text;

-- One source of what was given where nothing is carried out any more, under agreements that fell away and in a case that went into another, item by item: what the books say left for it and did not come back, in money, out of the stock and in work done; and what was done for nothing.
create function remedy.given_by_books(complaint uuid) returns table (kind text, amount_fen bigint, point_id uuid, agreed_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select i.kind, coalesce(l.fen, 0)::bigint, i.point_id, a.agreed_at
  from settlement.agreement a
    join complaint.complaint c on c.organization_id = a.organization_id and c.id = a.complaint_id
    join remedy.item i on i.organization_id = a.organization_id and i.proposal_id = a.proposal_id
    left join settlement.task t on t.organization_id = i.organization_id and t.item_id = i.id
    left join lateral (select sum(e.amount_fen) as fen from ledger.entry e where e.organization_id = a.organization_id and e.complaint_id = complaint and e.task_id = t.id) l on true
  where a.organization_id = (select kernel.organization()) and a.complaint_id = complaint and (a.cancelled_at is not null or c.state = 'merged') and (l.fen > 0 or (l.fen is null and t.state = 'done')
      -- A word that was said: nothing was to be carried out, and nothing comes back.
      or (t.id is null and a.cancelled_at is null))
$$;
revoke all on function remedy.given_by_books(uuid) from public;
grant execute on function remedy.given_by_books(uuid) to wenguo_app;

-- What stands in the books for each of these agreed items and did not come back, out of the stock or from elsewhere.
create function settlement.given_for(tasks uuid[]) returns table (task_id uuid, fen bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select e.task_id, sum(e.amount_fen)::bigint
  from settlement.task t join ledger.entry e on e.organization_id = t.organization_id and e.complaint_id = t.complaint_id and e.task_id = t.id
  where t.organization_id = (select kernel.organization()) and t.id = any (tasks) group by e.task_id
$$;
revoke all on function settlement.given_for(uuid[]) from public;
grant execute on function settlement.given_for(uuid[]) to wenguo_app;

-- A case with what was merged into it, and into that.
create function complaint.with_merged(complaint uuid) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with recursive family as (
    select complaint as id union select c.id from family f join complaint.complaint c on c.organization_id = (select kernel.organization()) and c.merged_into = f.id)
  select id from family
$$;
revoke all on function complaint.with_merged(uuid) from public;
grant execute on function complaint.with_merged(uuid) to wenguo_app;

-- What a case was given already, by itself and as what was merged into it: what was agreed and carried out, or is owed still; and by the books where nothing is carried out any more.
create or replace function remedy.given_items(complaint uuid) returns table (kind text, amount_fen bigint, point_id uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select i.kind, i.amount_fen, i.point_id
  from complaint.complaint c join remedy.proposal p on p.organization_id = c.organization_id and p.complaint_id = c.id
    join remedy.item i on i.organization_id = p.organization_id and i.proposal_id = p.id
  where c.organization_id = (select kernel.organization()) and c.id = complaint and c.state <> 'merged' and p.state = 'fulfilled'
  union all select f.kind, f.amount_fen, f.point_id from complaint.with_merged(complaint) c(id) cross join lateral remedy.given_by_books(c.id) f
$$;

-- What this customer was given or promised in this case before, and in what was merged into it.
create or replace function remedy.given_in(complaint uuid) returns bigint
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce((select sum(p.total_fen) from complaint.complaint c join remedy.proposal p on p.organization_id = c.organization_id and p.complaint_id = c.id
      where c.organization_id = (select kernel.organization()) and c.id = complaint and c.state <> 'merged' and p.state in ('agreed', 'fulfilled')), 0)::bigint
    + coalesce((select sum(f.amount_fen) from complaint.with_merged(complaint) c(id) cross join lateral remedy.given_by_books(c.id) f), 0)::bigint
$$;

-- And in a year, in all cases. What waits is not counted: it is weighed anew when it is approved; nor what was approved and not put forward before its case was closed, nor an offer whose time is over. One whose case is closed can be taken once that is opened again: it counts until its time is over. The case at hand counts by itself. `at`: now.
drop function remedy.given_to(uuid, timestamptz, uuid);
create function remedy.given_to(customer uuid, since timestamptz, except_case uuid, at timestamptz) returns bigint
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  -- Step by step, from the customer to the cases to the proposals: planned as one join it reads every case of the organisation.
  with same as materialized (select u.id from customer.customer u where u.organization_id = (select kernel.organization()) and u.id = customer
      union all select u.id from customer.customer u where u.organization_id = (select kernel.organization()) and u.merged_into = customer),
    cases as materialized (select c.id, c.state from same cross join lateral (select c.id, c.state from complaint.complaint c where c.organization_id = (select kernel.organization()) and c.customer_id = same.id and c.id <> all ((select complaint.kept())::uuid[]) offset 0) c)
  select coalesce((select sum(p.total_fen) from cases
      cross join lateral (select p.complaint_id, p.state, p.total_fen, p.expires_at from remedy.proposal p where p.organization_id = (select kernel.organization()) and p.complaint_id = cases.id and p.proposed_at > since offset 0) p
      where (cases.state <> 'merged' and p.state in ('agreed', 'fulfilled')) or (p.complaint_id <> except_case
        and ((cases.state = 'open' and p.state in ('approved', 'countered')) or (p.state in ('offered', 'countered', 'counterDeclined') and (p.expires_at is null or p.expires_at > at))))), 0)::bigint
    + coalesce((select sum(f.amount_fen) from cases cross join lateral remedy.given_by_books(cases.id) f where f.agreed_at > since), 0)::bigint
$$;
revoke all on function remedy.given_to(uuid, timestamptz, uuid, timestamptz) from public;
grant execute on function remedy.given_to(uuid, timestamptz, uuid, timestamptz) to wenguo_app;

-- Who keeps the books needs the voucher of every line and the number of its case, though not the case: a number tells nothing of anybody. Of a case that is confidential or about somebody of the firm few know that there is one: its number is left out, and cut from the voucher.
drop function ledger.lines(date, date);
create function ledger.lines(since date, until date) returns table (id uuid, kind text, on_day date, unit_id uuid, complaint_id uuid, category_code text, cause text, remedy_kind text, amount_fen bigint, reference text, export_id uuid, case_number text, voucher text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select e.id, e.kind, e.on_day, e.unit_id, e.complaint_id, p.category_code, f.root_cause, e.remedy_kind, e.amount_fen, e.reference, x.export_id,
    case when not (c.confidential or c.accused is not null) then c.number end, case when c.confidential or c.accused is not null then ltrim(replace(e.reference, c.number, ''), '- ') else e.reference end
  from ledger.entry e
    join complaint.complaint c on c.organization_id = e.organization_id and c.id = e.complaint_id
    left join complaint.point p on p.organization_id = e.organization_id and p.id = e.point_id
    left join lateral (select f.root_cause from investigation.finding f where f.organization_id = e.organization_id and f.point_id = e.point_id and f.superseded_at is null order by f.id desc limit 1) f on true
    left join ledger.exported x on x.organization_id = e.organization_id and x.entry_id = e.id
  where e.organization_id = (select kernel.organization()) and e.on_day between since and until
$$;
revoke all on function ledger.lines(date, date) from public;
grant execute on function ledger.lines(date, date) to wenguo_app;

-- A line as it was handed over: what is found out later changes no file of before. `category`, `cause`: what they were called then in each language, or the word itself; of what was handed over before this was kept, nothing: then the code is named as today.
alter table ledger.exported add column unit_name text, add column category_code text, add column category jsonb, add column cause_code text, add column cause jsonb, add column case_number text, add column voucher text;
alter table ledger.exported disable trigger append_only;
update ledger.exported x set unit_name = n.name, category_code = p.category_code, cause_code = (select f.root_cause from investigation.finding f where f.organization_id = e.organization_id and f.point_id = e.point_id and f.superseded_at is null order by f.id desc limit 1),
  case_number = case when not (c.confidential or c.accused is not null) then c.number end, voucher = case when c.confidential or c.accused is not null then ltrim(replace(e.reference, c.number, ''), '- ') else e.reference end
from ledger.entry e join complaint.complaint c on c.organization_id = e.organization_id and c.id = e.complaint_id join identity.unit n on n.organization_id = e.organization_id and n.id = e.unit_id
  left join complaint.point p on p.organization_id = e.organization_id and p.id = e.point_id
where x.organization_id = e.organization_id and x.entry_id = e.id;
alter table ledger.exported enable trigger append_only;
alter table ledger.exported alter column unit_name set not null;
