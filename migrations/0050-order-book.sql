create schema order_book;
grant usage on schema order_book to wenguo_app, wenguo_system;

-- One table of orders that was brought, under the id of its import. Looked into from `live_at` on, until another takes its place; then it is kept for a month, so that the other can be taken back.
create table order_book.book (
  organization_id uuid not null, id uuid not null, rows int not null default 0, live_at timestamptz, replaced_by uuid, replaced_at timestamptz,
  primary key (organization_id, id)
);
create index book_replaced on order_book.book (replaced_at) where replaced_by is not null;
select kernel.protect('order_book.book');

-- What was sold, a row each. `body`: as it is shown; the keys are what is asked by, folded.
create table order_book.entry (
  organization_id uuid not null, id uuid not null, book_id uuid not null, row_no int not null, number_key text not null, phone_key text, member_key text, serial_key text, lot_key text, body jsonb not null,
  primary key (organization_id, id), foreign key (organization_id, book_id) references order_book.book on delete cascade
);
create index entry_of_book on order_book.entry (organization_id, book_id);
create index entry_by_number on order_book.entry (organization_id, number_key);
create index entry_by_phone on order_book.entry (organization_id, phone_key) where phone_key is not null;
create index entry_by_member on order_book.entry (organization_id, member_key) where member_key is not null;
create index entry_by_serial on order_book.entry (organization_id, serial_key) where serial_key is not null;
create index entry_by_lot on order_book.entry (organization_id, lot_key) where lot_key is not null;
select kernel.protect('order_book.entry');

-- The system of the firm that is asked over HTTP: one. Its secret goes out with every question and so cannot be kept as a hash; it is never shown again.
create table order_book.source (
  organization_id uuid not null primary key, url text not null, method text not null, asks text[] not null, header_name text, secret text, list_path text not null, paths jsonb not null, amount_in text not null, timeout_ms int not null,
  changed_by uuid not null, changed_at timestamptz not null, foreign key (organization_id, changed_by) references identity.person
);
select kernel.protect('order_book.source');

-- What somebody found, for a day: long enough to be taken over into the case.
create table order_book.lookup (
  organization_id uuid not null, id uuid not null, complaint_id uuid, asks text not null, value text not null, found jsonb not null, asked_by uuid, asked_at timestamptz not null,
  primary key (organization_id, id)
);
create index lookup_by_age on order_book.lookup (asked_at);
select kernel.protect('order_book.lookup');

-- What was taken over into a case, as the source said it then.
create table order_book.taken (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, lookup_id uuid not null, place int not null, source text not null, asks text not null, value text not null, found jsonb not null, filled text[] not null, looked_at timestamptz not null, taken_by uuid, taken_at timestamptz not null,
  primary key (organization_id, id), unique (organization_id, complaint_id, lookup_id, place), foreign key (organization_id, complaint_id) references complaint.complaint
);
create index taken_of_case on order_book.taken (organization_id, complaint_id, id);
select kernel.protect_with_case('order_book.taken');

-- Whether a table of orders takes the place of those before it.
alter table importing.batch add column replaces boolean not null default false;
