-- By an order nobody is recognised who is to be known to few, whenever they asked for it: it is left out where the list is read, not where it is written.
create function containment.shown_orders(orders text) returns text language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case when not bool_and(hidden) then string_agg(case when hidden then '—' || coalesce(substring(part from ' \+[0-9]+$'), '') else part end, ', ' order by at) end from (
    select part, at, exists (select from complaint.complaint c where c.organization_id = kernel.organization() and c.order_number = regexp_replace(part, ' \+[0-9]+$', '') and c.identity <> 'open') as hidden
    from regexp_split_to_table(orders, ', ') with ordinality as listed (part, at)
  ) as parts
$$;
revoke all on function containment.shown_orders(text) from public;
grant execute on function containment.shown_orders(text) to wenguo_app, wenguo_system;
drop function containment.hidden_orders(text[]);
