-- An address that a case has of its own is one that is other than its customer's: what is the same follows the record when that is corrected.
update complaint.complaint c set complainant_email = null from customer.customer u
where u.organization_id = c.organization_id and u.id = c.customer_id and c.identity = 'open' and c.complainant_name is null and c.complainant_email is not null and u.email_key = lower(btrim(c.complainant_email));

-- The mail by which a letter goes, where it is another try: each is a mail of its own, and one that comes back is known from the next. Null: the first, which bears the number of the letter.
alter table communication.message add column mail_id uuid;

-- With the address of the record, by which it is known whether what is told is another.
drop function customer.of_phones(text[]);
create function customer.of_phones(keys text[]) returns table (id uuid, name text, phone text, phone_key text, email text, class_code text, merged_into uuid) language sql volatile security definer set search_path = pg_catalog, pg_temp as
  $$ select u.id, u.name, u.phone, u.phone_key, u.email, u.class_code, u.merged_into from customer.customer u where u.organization_id = kernel.organization() and u.phone_key = any (keys) order by u.id for key share $$;
revoke all on function customer.of_phones(text[]) from public;
grant execute on function customer.of_phones(text[]) to wenguo_app;
