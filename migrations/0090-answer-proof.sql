-- What was noted of how a customer's answer can be shown; why a no went out although the words were marked.
alter table remedy.answer add column proof_note text;
alter table remedy.declined_counter add column despite text;

-- Whether the customer's own hand is under what was agreed: a signature that lies with the case, or their own press at the portal. What was said before counts as it was kept.
alter table settlement.agreement add column in_hand boolean not null default false;
update settlement.agreement set in_hand = true where proof in ('signature', 'portal');

-- What a case was given already, item by item: what was agreed and carried out, and of an agreement that fell away what was done, and what was paid.
create function remedy.given_items(complaint uuid) returns table (kind text, amount_fen bigint, point_id uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select i.kind, case when p.state = 'fulfilled' then i.amount_fen else coalesce(nullif(d.paid_fen, 0), i.amount_fen) end, i.point_id
  from remedy.proposal p join remedy.item i on i.organization_id = p.organization_id and i.proposal_id = p.id
    left join settlement.task t on t.organization_id = i.organization_id and t.item_id = i.id
    left join payout.due d on d.organization_id = t.organization_id and d.task_id = t.id
  where p.organization_id = (select kernel.organization()) and p.complaint_id = complaint
    and (p.state = 'fulfilled' or (p.state = 'withdrawn' and (d.paid_fen > 0 or (t.state = 'done' and d.paid_fen is null))))
$$;
revoke all on function remedy.given_items(uuid) from public;
grant execute on function remedy.given_items(uuid) to wenguo_app;
