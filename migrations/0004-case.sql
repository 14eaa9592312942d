create schema customer;
create schema complaint;
grant usage on schema customer, complaint to wenguo_app, wenguo_system;

create table customer.customer (
  organization_id uuid not null, id uuid not null, name text not null, phone text, phone_key text, email text, email_key text, member_number text, class_code text, address text,
  temperament text, relation text, note text, since timestamptz not null, merged_into uuid, version int not null default 1,
  primary key (organization_id, id), foreign key (organization_id, merged_into) references customer.customer
);
-- One living record per phone: two registrations at once meet here instead of doubling the customer.
create unique index customer_by_phone on customer.customer (organization_id, phone_key) where phone_key is not null and merged_into is null;
create index customer_merged on customer.customer (organization_id, merged_into) where merged_into is not null;
create index customer_by_any_phone on customer.customer (organization_id, phone_key) where phone_key is not null;
create index customer_by_email on customer.customer (organization_id, email_key) where email_key is not null;
create index customer_by_member on customer.customer (organization_id, member_number) where member_number is not null;
create index customer_by_name on customer.customer (organization_id, name, id);
select kernel.protect('customer.customer');

create table complaint.complaint (
  organization_id uuid not null, id uuid not null, number text not null, unit_id uuid not null, state text not null, stage text not null, urgency text not null, urgency_rule text, urgency_why jsonb not null,
  nature text not null, channel text not null, customer_id uuid not null, complainant_name text, complainant_phone text, complainant_email text, owner_id uuid, recorded_by uuid, receiver_name text not null, receiver_position text not null, confidential boolean not null default false,
  occurred_at timestamptz, received_at timestamptz not null, registered_at timestamptz not null, place text, so_far text, product jsonb, order_info jsonb, order_number text,
  fields jsonb not null default '{}', claim_fen bigint, private_room boolean not null default false, read_back boolean not null default false, locale text,
  portal_hash bytea not null, recurring boolean not null default false, reopened int not null default 0, last_reopened_at timestamptz, last_closed_at timestamptz, outcome text, outcome_reason text, settled_fen bigint, summary jsonb,
  presence text, departed_at timestamptz, acknowledged_at timestamptz, acknowledged_how text, acknowledged_by uuid, why_not_now text, next_on date, pack_version uuid not null, version int not null default 1,
  primary key (organization_id, id), unique (organization_id, number),
  foreign key (organization_id, unit_id) references identity.unit, foreign key (organization_id, customer_id) references customer.customer
);
create unique index complaint_by_portal_code on complaint.complaint (portal_hash);
create index complaint_latest on complaint.complaint (organization_id, id desc);
create index complaint_open_latest on complaint.complaint (organization_id, id desc) where state = 'open';
create index complaint_of_unit on complaint.complaint (organization_id, unit_id, id desc);
-- With what the policy asks for, so that open cases are counted by owner from the index alone.
create index complaint_of_owner on complaint.complaint (organization_id, owner_id, id desc) include (unit_id, confidential) where state = 'open';
create index complaint_of_customer on complaint.complaint (organization_id, customer_id, id desc);
create index complaint_registered on complaint.complaint (organization_id, registered_at);
create index complaint_closed_latest on complaint.complaint (organization_id, last_closed_at) where state = 'closed';
create index complaint_by_order on complaint.complaint (organization_id, order_number) where order_number is not null;

-- A later module grants sight of a case here (a finance officer who pays, an expert).
create table complaint.participant (
  organization_id uuid not null, complaint_id uuid not null, grantee_id uuid not null, why text not null, at timestamptz not null,
  primary key (organization_id, complaint_id, grantee_id)
);
create index participant_by_grantee on complaint.participant (organization_id, grantee_id);
select kernel.protect('complaint.participant');

alter table complaint.complaint enable row level security;
grant select, insert, update on complaint.complaint to wenguo_app, wenguo_system;
create policy machinery on complaint.complaint to wenguo_system using (true) with check (true);
-- A case is seen by its owner, by those who were let in for a purpose, and, unless it is confidential, by all of its unit.
create policy sight on complaint.complaint to wenguo_app
  using (organization_id = (select kernel.organization()) and (
    (((select kernel.sees_all()) or unit_id = any ((select kernel.units())::uuid[])) and (not confidential or (select kernel.sees_confidential())))
    or id = (select kernel.only_case()) or owner_id = (select kernel.person())
    or exists (select 1 from complaint.participant p where p.organization_id = complaint.organization_id and p.complaint_id = complaint.id
                and (p.grantee_id = (select kernel.person()) or p.grantee_id = any ((select kernel.units())::uuid[])))))
  with check (organization_id = (select kernel.organization()));

-- Whether the reader sees every case of the organisation: asked once in a statement, before any row.
create function complaint.sees_every() returns boolean language sql stable parallel safe as
  $$ select kernel.sees_all() and kernel.sees_confidential() $$;

-- Whether the reader sees the case. A function, so that it is planned once in a connection and asked row by row: written out in the policies
-- it would be planned anew in every statement, and be answered by reading all cases wherever many rows are expected.
create function complaint.seen(organization uuid, complaint uuid) returns boolean language plpgsql stable parallel safe cost 100 as
  $$ begin return exists (select from complaint.complaint c where c.organization_id = organization and c.id = complaint); end $$;

-- Rows of a case are seen with the case.
create function kernel.protect_with_case(tbl regclass) returns void language plpgsql as $$
declare own constant text := 'organization_id = (select kernel.organization())';
begin
  execute format('alter table %s enable row level security', tbl);
  execute format('create policy with_case on %s to wenguo_app using (%s and ((select complaint.sees_every()) or complaint.seen(organization_id, complaint_id))) with check (%s)', tbl, own, own);
  execute format('create policy machinery on %s to wenguo_system using (true) with check (true)', tbl);
  execute format('grant select, insert, update, delete on %s to wenguo_app, wenguo_system', tbl);
end $$;

create table complaint.point (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, no int not null, words text not null, wants text, category_code text, reading text, severity text, matter text,
  service_stage text, service_fault text,
  primary key (organization_id, id), unique (organization_id, complaint_id, no), foreign key (organization_id, complaint_id) references complaint.complaint
);
create index point_by_category on complaint.point (organization_id, category_code, complaint_id);
select kernel.protect_with_case('complaint.point');

create table complaint.restatement (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, body text not null, confirmed boolean not null, how text not null, by_id uuid, at timestamptz not null,
  primary key (organization_id, id), foreign key (organization_id, complaint_id) references complaint.complaint
);
create index restatement_of_case on complaint.restatement (organization_id, complaint_id, id);
select kernel.protect_with_case('complaint.restatement');

create table complaint.attachment (
  organization_id uuid not null, complaint_id uuid not null, file_id uuid not null, kind text not null, at timestamptz not null,
  primary key (organization_id, complaint_id, file_id), foreign key (organization_id, complaint_id) references complaint.complaint, foreign key (organization_id, file_id) references files.file
);
create index attachment_by_file on complaint.attachment (organization_id, file_id);
select kernel.protect_with_case('complaint.attachment');

-- Cases follow a merged customer wherever they are, also out of the merger's sight.
create function complaint.move_customer(gone uuid, kept uuid) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as
  $$ update complaint.complaint set customer_id = kept, version = version + 1 where organization_id = kernel.organization() and customer_id = gone $$;
revoke all on function complaint.move_customer(uuid, uuid) from public;
grant execute on function complaint.move_customer(uuid, uuid) to wenguo_app;

-- Which of these customers have complained before, anywhere in the organisation: that they have is for whoever registers, what it was is not.
create function complaint.complained_before(customers uuid[]) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp as
  $$ select asked from unnest(customers) as asked where exists (select 1 from complaint.complaint c where c.organization_id = kernel.organization() and c.customer_id = asked) $$;
revoke all on function complaint.complained_before(uuid[]) from public;
grant execute on function complaint.complained_before(uuid[]) to wenguo_app;

-- How much open work a unit or a person has, in or out of the asker's sight: neither is retired over it.
create function complaint.open_with(unit uuid, person uuid) returns int
  language sql stable security definer set search_path = pg_catalog, pg_temp as
  $$ select count(*)::int from complaint.complaint where organization_id = kernel.organization() and state = 'open' and (unit_id = unit or owner_id = person) $$;
revoke all on function complaint.open_with(uuid, uuid) from public;
grant execute on function complaint.open_with(uuid, uuid) to wenguo_app;

-- Numbers: one counter per unit code and local day, taken last in the transaction. By code: a code that goes to another unit goes on counting.
create table complaint.counter (
  organization_id uuid not null, unit_code text not null, day date not null, last int not null,
  primary key (organization_id, unit_code, day)
);
select kernel.protect('complaint.counter');

-- Search by character bigrams; the text itself is rechecked on the protected tables.
create table complaint.search (
  organization_id uuid not null, complaint_id uuid not null, unit_id uuid not null, body text not null, grams tsvector not null,
  primary key (organization_id, complaint_id)
);
create index search_grams on complaint.search using gin (grams) with (fastupdate = on);
select kernel.protect_with_case('complaint.search');

-- Newest ids that hold every gram, within the caller's organisation and units. Operators that are not leakproof cannot use an
-- index under row security: so this one function applies the scope itself; rows are protected again where they are read.
create function complaint.find_ids(gram_query tsquery, before uuid, most int) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with me as materialized (select kernel.organization() as organization, kernel.sees_all() as sees_all, kernel.units() as units, kernel.person() as person),
  let_in as materialized (
    select p.complaint_id from complaint.participant p, me where not me.sees_all and p.organization_id = me.organization and (p.grantee_id = me.person or p.grantee_id = any (me.units))
    union select c.id from complaint.complaint c, me where not me.sees_all and c.organization_id = me.organization and c.owner_id = me.person and c.state = 'open'),
  found as materialized (
    select s.complaint_id, s.unit_id from complaint.search s where s.grams @@ gram_query and s.organization_id = (select organization from me) and (before is null or s.complaint_id < before))
  select f.complaint_id from found f, me where me.sees_all or f.unit_id = any (me.units) or f.complaint_id in (select complaint_id from let_in)
  order by 1 desc limit most
$$;
revoke all on function complaint.find_ids(tsquery, uuid, int) from public;
grant execute on function complaint.find_ids(tsquery, uuid, int) to wenguo_app;
