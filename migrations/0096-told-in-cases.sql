-- What was told in a case that took others in: of itself and of each other, the goods, the place and the days as they were told there, with the points that came from it. A
-- merged case keeps its record, but who sees the case it went into need not see it. What was merged on comes from where it was first told.
create index moved_point_row on complaint.moved (organization_id, row_id) where what = 'point';
create function complaint.told_in(cases uuid[]) returns table (complaint_id uuid, told_in uuid, points uuid[], unit_id uuid, product jsonb, order_info jsonb, occurred_at timestamptz, received_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with took as (select distinct g.complaint_id from complaint.merge g where g.organization_id = (select kernel.organization()) and g.complaint_id = any (cases) and g.undone_at is null),
    came as (select p.complaint_id, p.id, coalesce(o.merged_id, p.complaint_id) as told_in
      from took join complaint.point p on p.organization_id = (select kernel.organization()) and p.complaint_id = took.complaint_id
        left join lateral (select g.merged_id from complaint.moved v join complaint.merge g on g.organization_id = v.organization_id and g.id = v.merge_id
          where v.organization_id = p.organization_id and v.row_id = p.id and v.what = 'point' and g.undone_at is null order by g.at, g.id limit 1) o on true),
    told as (select c.complaint_id, c.told_in, array_agg(c.id) as points from came c group by c.complaint_id, c.told_in
      union all select t.complaint_id, t.complaint_id, '{}' from took t where not exists (select from came c where c.complaint_id = t.complaint_id and c.told_in = t.complaint_id))
  select t.complaint_id, t.told_in, t.points, c.unit_id, c.product, c.order_info, c.occurred_at,
    -- Taking in what came earlier made its own receipt the earlier one.
    coalesce((select (g.before #>> '{receivedAt,0}')::timestamptz from complaint.merge g where g.organization_id = c.organization_id and g.complaint_id = c.id and g.undone_at is null and g.before ? 'receivedAt' order by g.at, g.id limit 1), c.received_at)
  from told t join complaint.complaint c on c.organization_id = (select kernel.organization()) and c.id = t.told_in
$$;
revoke all on function complaint.told_in(uuid[]) from public;
grant execute on function complaint.told_in(uuid[]) to wenguo_app, wenguo_system;
