-- A demo is made over half a minute and more. While one is being made `making_until` lies ahead, and is moved on; what broke off is nobody's organisation.
alter table identity.organization add column making_until timestamptz;

create or replace function kernel.anybody_here() returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as
  $$ select exists (select 1 from identity.organization where making_until is null or making_until > now()) $$;

-- Still at work for as long as that; null: it is whole, and stays so.
create function identity.making(of uuid, longer interval) returns void language sql security definer set search_path = pg_catalog, pg_temp as
  $$ update identity.organization set making_until = now() + longer where organization_id = of and making_until is not null $$;
revoke all on function identity.making(uuid, interval) from public;
grant execute on function identity.making(uuid, interval) to wenguo_system;

-- The addresses of people there are free again, and nobody is sent to its places. Called where somebody sets up anew.
create function identity.retire_broken_off() returns void language sql security definer set search_path = pg_catalog, pg_temp as $$
  update identity.person p set retired_at = now() from identity.organization o where o.organization_id = p.organization_id and o.making_until <= now() and p.retired_at is null;
  update identity.unit u set retired_at = now() from identity.organization o where o.organization_id = u.organization_id and o.making_until <= now() and u.retired_at is null;
$$;
revoke all on function identity.retire_broken_off() from public;
grant execute on function identity.retire_broken_off() to wenguo_app;
