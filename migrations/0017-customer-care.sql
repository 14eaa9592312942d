-- A merge can be taken back: what pointed to the duplicate and which cases came along is kept with it.
create table customer.merge (
  organization_id uuid not null, id uuid not null, customer_id uuid not null, duplicate_id uuid not null, pointers uuid[] not null, reason text not null, by_id uuid, at timestamptz not null,
  undone_at timestamptz, undone_by uuid, undo_reason text,
  primary key (organization_id, id), foreign key (organization_id, customer_id) references customer.customer, foreign key (organization_id, duplicate_id) references customer.customer
);
create index merge_of_customer on customer.merge (organization_id, customer_id, id desc);
select kernel.protect('customer.merge');

create table complaint.customer_move (
  organization_id uuid not null, merge_id uuid not null, complaint_id uuid not null,
  primary key (organization_id, merge_id, complaint_id), foreign key (organization_id, complaint_id) references complaint.complaint on delete cascade
);
select kernel.protect('complaint.customer_move');

-- Cases in or out of the asker's sight: whose they are is one fact for the whole organisation.
drop function complaint.move_customer(uuid, uuid);
create function complaint.move_customer(gone uuid, kept uuid, merge uuid) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  with moved as (update complaint.complaint set customer_id = kept, version = version + 1 where organization_id = kernel.organization() and customer_id = gone returning organization_id, id)
  insert into complaint.customer_move (organization_id, merge_id, complaint_id) select organization_id, merge, id from moved
$$;
revoke all on function complaint.move_customer(uuid, uuid, uuid) from public;
grant execute on function complaint.move_customer(uuid, uuid, uuid) to wenguo_app;

create function complaint.move_customer_back(gone uuid, kept uuid, merge uuid) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update complaint.complaint c set customer_id = gone, version = version + 1 from complaint.customer_move m
  where m.organization_id = kernel.organization() and m.merge_id = merge and c.organization_id = m.organization_id and c.id = m.complaint_id and c.customer_id = kept
$$;
revoke all on function complaint.move_customer_back(uuid, uuid, uuid) from public;
grant execute on function complaint.move_customer_back(uuid, uuid, uuid) to wenguo_app;

-- What is worth knowing before something is decided (B4).
alter table customer.customer add column relation_kind text, add column repeat_chance text, add column word_of_mouth text;

-- Two people say it, with a reason and until a day; it never decides anything by itself (B3, B6).
create table customer.mark (
  organization_id uuid not null, id uuid not null, customer_id uuid not null, kind text not null, reason text not null, until_on date not null, state text not null,
  asked_by uuid not null, asked_at timestamptz not null, decided_by uuid, decided_at timestamptz, comment text, lifted_by uuid, lifted_at timestamptz,
  primary key (organization_id, id), foreign key (organization_id, customer_id) references customer.customer
);
create index mark_of_customer on customer.mark (organization_id, customer_id, id desc);
-- One of a kind at a time.
create unique index mark_asked on customer.mark (organization_id, customer_id, kind) where state in ('asked', 'standing');
select kernel.protect('customer.mark');

-- Other cases of the same phone, order or picture, in whatever shop: that there are, where and what was given; never what was said. Confidential ones are left out.
create function complaint.claims_like(this uuid) returns table (complaint_id uuid, number text, unit_name text, time_zone text, received_at timestamptz, state text, outcome text, settled_fen bigint, by_phone boolean, by_order boolean, by_picture boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with me as materialized (
    select c.organization_id, c.id, c.customer_id, c.order_number, u.phone_key from complaint.complaint c join customer.customer u on u.organization_id = c.organization_id and u.id = c.customer_id
    where c.organization_id = kernel.organization() and c.id = this),
  phone as (
    select c.id from me join customer.customer u on u.organization_id = me.organization_id and (u.id = me.customer_id or (u.phone_key = me.phone_key)) join complaint.complaint c on c.organization_id = u.organization_id and c.customer_id = u.id order by c.id desc limit 200),
  ordered as (select c.id from me join complaint.complaint c on c.organization_id = me.organization_id and c.order_number = me.order_number order by c.id desc limit 200),
  pictured as (
    select distinct other.subject_id as id from me join files.file mine on mine.organization_id = me.organization_id and mine.subject_id = me.id and mine.media_type like 'image/%'
    join files.file other on other.organization_id = me.organization_id and other.sha256 = mine.sha256 where other.subject_id is not null limit 200),
  found as (select id from phone union select id from ordered union select id from pictured)
  select c.id, c.number, u.name, u.time_zone, c.received_at, c.state, c.outcome, c.settled_fen, c.id in (select id from phone), c.id in (select id from ordered), c.id in (select id from pictured)
  from me, found join complaint.complaint c on c.organization_id = kernel.organization() and c.id = found.id join identity.unit u on u.organization_id = c.organization_id and u.id = c.unit_id
  where c.id <> me.id and not c.confidential and c.state <> 'merged' order by c.id desc limit 50
$$;
revoke all on function complaint.claims_like(uuid) from public;
grant execute on function complaint.claims_like(uuid) to wenguo_app;
