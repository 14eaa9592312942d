-- A pause belongs to a case; the copy that came with a clock out of another case to that clock alone.
alter table clock.pause add column clock_id uuid;
-- Since when the pauses of the case it stands in count for a clock; before that its own copies do.
alter table clock.deadline add column came_at timestamptz;

-- One that was taken for broken off stays so: its people and places are gone. Says whether it was still being made.
drop function identity.making(uuid, interval);
create function identity.making(of uuid, longer interval) returns boolean language sql security definer set search_path = pg_catalog, pg_temp as $$
  with moved as (update identity.organization set making_until = now() + longer where organization_id = of and making_until > now() returning 1)
  select exists (select 1 from moved)
$$;
revoke all on function identity.making(uuid, interval) from public;
grant execute on function identity.making(uuid, interval) to wenguo_system;
