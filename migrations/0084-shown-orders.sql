-- By an order nobody is recognised who is to be known to few, whenever they asked for it and however they typed it: it is left out where the list is read, not where it is written.
create function containment.order_key(number text) returns text language sql immutable strict parallel safe set search_path = pg_catalog, pg_temp as $$ select lower(regexp_replace(normalize(number, NFKC), '\s', '', 'g')) $$;
revoke all on function containment.order_key(text) from public;
grant execute on function containment.order_key(text) to wenguo_app, wenguo_system;
create index complaint_by_kept_order on complaint.complaint (organization_id, containment.order_key(order_number)) where order_number is not null and identity <> 'open';
create function containment.shown_orders(orders text) returns text language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case when not bool_and(hidden) then string_agg(case when hidden then '—' || coalesce(substring(part from ' \+[0-9]+$'), '') else part end, ', ' order by at) end from (
    select part, at, exists (select from complaint.complaint c where c.organization_id = kernel.organization() and c.order_number is not null and containment.order_key(c.order_number) = containment.order_key(regexp_replace(part, ' \+[0-9]+$', '')) and c.identity <> 'open') as hidden
    from regexp_split_to_table(orders, ', ') with ordinality as listed (part, at)
  ) as parts
$$;
revoke all on function containment.shown_orders(text) from public;
grant execute on function containment.shown_orders(text) to wenguo_app, wenguo_system;
drop function containment.hidden_orders(text[]);
