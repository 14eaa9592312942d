-- Who bought goods that are held is found by what they are called, too: folded as the other keys of an order are.
alter table order_book.entry add column product_key text, add column code_key text;
update order_book.entry set product_key = nullif(lower(regexp_replace(normalize(coalesce(body ->> 'product', ''), NFKC), '\s', '', 'g')), ''), code_key = nullif(lower(regexp_replace(normalize(coalesce(body ->> 'productCode', ''), NFKC), '\s', '', 'g')), '');
create index entry_by_product on order_book.entry (organization_id, product_key) where product_key is not null;
create index entry_by_code on order_book.entry (organization_id, code_key) where code_key is not null;
