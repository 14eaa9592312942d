-- Who bought goods that are held is found by what they are called, too: folded as the other keys of an order are.
alter table order_book.entry add column product_key text, add column code_key text;
update order_book.entry set product_key = nullif(lower(regexp_replace(normalize(coalesce(body ->> 'product', ''), NFKC), '\s', '', 'g')), ''), code_key = nullif(lower(regexp_replace(normalize(coalesce(body ->> 'productCode', ''), NFKC), '\s', '', 'g')), '');
create index entry_by_product on order_book.entry (organization_id, product_key) where product_key is not null;
create index entry_by_code on order_book.entry (organization_id, code_key) where code_key is not null;

-- Numbers of orders that cases bear whose complainant is to be known to few. Asked by who may not see those cases: only numbers they know already come back.
create function containment.hidden_orders(numbers text[]) returns setof text language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select distinct c.order_number from complaint.complaint c where c.organization_id = kernel.organization() and c.order_number = any (numbers) and c.identity <> 'open'
$$;
revoke all on function containment.hidden_orders(text[]) from public;
grant execute on function containment.hidden_orders(text[]) to wenguo_app, wenguo_system;

-- The order of who is to be known to few is not told beside them: in a list of who bought it stands under their name. A number of this country is one with and without what is dialled from abroad, and one that is masked is none.
create or replace function containment.follow_identity(this uuid) returns void language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update containment.recipient p set name = coalesce(c.complainant_name, u.name), phone = now_by.phone, customer_id = c.customer_id, order_number = case when c.identity = 'open' then c.order_number end, version = p.version + 1,
    key = case when c.identity = 'open' and not exists (select from containment.recipient o where o.organization_id = p.organization_id and o.hold_id = p.hold_id and o.id <> p.id and o.key = now_by.key) then now_by.key else '@' || p.id end
  from complaint.complaint c join customer.customer u on u.organization_id = c.organization_id and u.id = c.customer_id
    cross join lateral (select case when c.identity = 'open' then coalesce(c.complainant_phone, case when c.complainant_name is null then u.phone end) end as phone) as reached
    cross join lateral (select reached.phone, case when reached.phone ~ '[*xX×]' then '' else regexp_replace(regexp_replace(normalize(coalesce(reached.phone, ''), NFKC), '[^0-9]', '', 'g'), '^(?:00)?86(1[0-9]{10})$', '\1') end as digits) as read
    cross join lateral (select read.phone, case when length(read.digits) > 4 then '#' || read.digits else '@' || c.customer_id end as key) as now_by
  where c.organization_id = kernel.organization() and c.id = this and p.organization_id = c.organization_id and p.complaint_id = c.id
$$;
update containment.recipient p set order_number = null from complaint.complaint c where c.organization_id = p.organization_id and c.id = p.complaint_id and c.identity <> 'open' and p.order_number is not null;

-- Who stands there by a number with what is dialled from abroad is known by it without, too, unless somebody stands there with that already.
update containment.recipient p set key = read.key from (select organization_id, id, hold_id, regexp_replace(key, '^#(?:00)?86(1[0-9]{10})$', '#\1') as key from containment.recipient where key ~ '^#(00)?861[0-9]{10}$') as read
where p.organization_id = read.organization_id and p.id = read.id and not exists (select from containment.recipient o where o.organization_id = p.organization_id and o.hold_id = p.hold_id and o.id <> p.id and o.key in (read.key, '#86' || substr(read.key, 2), '#0086' || substr(read.key, 2)));
