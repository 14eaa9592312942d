-- What was put before the customer of a case, by itself and as what was merged into it; `weighed`: the points that were there when it was held to the law, null where nobody kept that. What was
-- agreed in a merged case is carried out no more: of that only what was given counts.
-- A merged case keeps its record, but who sees the case it went into need not see it.
create function remedy.put_forward(complaint uuid) returns table (proposal_id uuid, state text, weighed uuid[], kind text, amount_fen bigint, point_id uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.id, p.state, case when p.complaint_id = complaint then (select array_agg((point ->> 'pointId')::uuid) from jsonb_array_elements(p.law -> 'points') point) else '{}' end, i.kind, i.amount_fen, i.point_id
  from complaint.with_merged(complaint) c(id) join remedy.proposal p on p.organization_id = (select kernel.organization()) and p.complaint_id = c.id
    join remedy.item i on i.organization_id = p.organization_id and i.proposal_id = p.id
  where p.offered_at is not null and p.state <> 'withdrawn'
$$;
revoke all on function remedy.put_forward(uuid) from public;
grant execute on function remedy.put_forward(uuid) to wenguo_app, wenguo_system;
