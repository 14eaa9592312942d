create schema call_back;
grant usage on schema call_back to wenguo_app, wenguo_system;

-- Which unit answers which number.
create table call_back.line (
  organization_id uuid not null, id uuid not null, number text not null, number_key text not null, unit_id uuid not null, set_by uuid, set_at timestamptz not null, removed_at timestamptz,
  primary key (organization_id, id), foreign key (organization_id, unit_id) references identity.unit
);
create unique index line_by_number on call_back.line (organization_id, number_key) where removed_at is null;
select kernel.protect('call_back.line');

-- How long, how often: as the organisation says; without a row, as its pack does.
create table call_back.rule (
  organization_id uuid primary key, amount int not null, unit text not null, window_hours int not null, tries int not null, again_minutes int not null, version int not null default 1
);
select kernel.protect('call_back.rule');

-- A number to be called back; what came of it is the `result`. Calls of one number to one unit are one task while it is open.
create table call_back.task (
  organization_id uuid not null, id uuid not null, unit_id uuid not null, number text not null, number_key text not null, customer_id uuid, calls int not null, first_at timestamptz not null, last_at timestamptz not null,
  due_at timestamptz not null, next_at timestamptz, tries int not null default 0, most_tries int not null, again_minutes int not null, taken_by uuid, taken_at timestamptz, late_at timestamptz,
  state text not null default 'open', result text, note text, complaint_id uuid, feedback_id uuid, ended_at timestamptz, ended_by uuid, version int not null default 1,
  primary key (organization_id, id), foreign key (organization_id, unit_id) references identity.unit, foreign key (organization_id, taken_by) references identity.person,
  foreign key (organization_id, feedback_id) references feedback.feedback
);
create unique index task_open_of_number on call_back.task (organization_id, unit_id, number_key) where state = 'open';
create index task_of_number on call_back.task (organization_id, number_key) where state = 'open';
create index task_latest on call_back.task (organization_id, state, id desc);
create index task_overdue on call_back.task (due_at) where state = 'open' and late_at is null;

-- Every call as the telephone system told of it, once. A withheld number cannot be called back: it is counted.
create table call_back.call (
  organization_id uuid not null, id uuid not null, external_id text not null, kind text not null, at timestamptz not null, unit_id uuid not null, number text, task_id uuid, told_at timestamptz not null,
  primary key (organization_id, id), foreign key (organization_id, unit_id) references identity.unit, foreign key (organization_id, task_id) references call_back.task
);
create unique index call_once on call_back.call (organization_id, external_id);
create index call_of_task on call_back.call (organization_id, task_id, at) where task_id is not null;
create index call_withheld on call_back.call (organization_id, at) where number is null;

create table call_back.try (
  organization_id uuid not null, id uuid not null, task_id uuid not null, unit_id uuid not null, by_id uuid, at timestamptz not null, note text,
  primary key (organization_id, id), foreign key (organization_id, task_id) references call_back.task
);
create index try_of_task on call_back.try (organization_id, task_id, id);

-- The work of a unit is seen by the unit and by those above it.
create function kernel.protect_with_unit(tbl regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', tbl);
  execute format('create policy of_unit on %s to wenguo_app using (organization_id = (select kernel.organization()) and ((select kernel.sees_all()) or unit_id = any ((select kernel.units())::uuid[]))) with check (organization_id = (select kernel.organization()))', tbl);
  execute format('create policy machinery on %s to wenguo_system using (true) with check (true)', tbl);
  execute format('grant select, insert, update, delete on %s to wenguo_app, wenguo_system', tbl);
end $$;
select kernel.protect_with_unit(t) from unnest(array['call_back.task', 'call_back.call', 'call_back.try']::regclass[]) as t;

-- Whoever told us of their matter needs no call back, at whatever unit they rang.
create function call_back.end_by_cases(cases uuid[], moment timestamptz) returns table (id uuid, unit_id uuid, complaint_id uuid)
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update call_back.task t set state = 'done', result = 'cameIn', complaint_id = c.id, ended_at = moment, version = t.version + 1
  from complaint.complaint c join customer.customer u on u.organization_id = c.organization_id and u.id = c.customer_id
  where c.organization_id = kernel.organization() and c.id = any (cases) and not c.confidential and c.received_at >= t.first_at and t.organization_id = c.organization_id and t.number_key = u.phone_key and t.state = 'open'
  returning t.id, t.unit_id, t.complaint_id
$$;
revoke all on function call_back.end_by_cases(uuid[], timestamptz) from public;
grant execute on function call_back.end_by_cases(uuid[], timestamptz) to wenguo_app;

create schema thanks;
grant usage on schema thanks to wenguo_app, wenguo_system;

-- A gift for useful feedback, once for each.
create table thanks.gift (
  organization_id uuid not null, id uuid not null, unit_id uuid not null, feedback_id uuid not null, what text not null, worth_fen bigint not null, given_to text not null, given_on date not null, given_by uuid not null, receipt text, file_id uuid, entered_at timestamptz not null,
  withdrawn_at timestamptz, withdrawn_by uuid, withdrawn_why text,
  primary key (organization_id, id), foreign key (organization_id, unit_id) references identity.unit, foreign key (organization_id, feedback_id) references feedback.feedback, foreign key (organization_id, given_by) references identity.person
);
create unique index gift_once on thanks.gift (organization_id, feedback_id) where withdrawn_at is null;
create index gift_latest on thanks.gift (organization_id, id desc);
create index gift_by_day on thanks.gift (organization_id, given_on, unit_id);
select kernel.protect_with_unit('thanks.gift');

create schema meeting;
grant usage on schema meeting to wenguo_app, wenguo_system;

-- When a manager is there for customers: every week on a day (`weekday` 1 = Monday), or on one day.
create table meeting.opening (
  organization_id uuid not null, id uuid not null, unit_id uuid not null, host_id uuid not null, place text not null, weekday int, from_on date not null, until_on date, begins text not null, ends text not null, minutes int not null, capacity int not null,
  made_by uuid, made_at timestamptz not null, ended_on date, version int not null default 1,
  primary key (organization_id, id), foreign key (organization_id, unit_id) references identity.unit, foreign key (organization_id, host_id) references identity.person
);
create index opening_of_unit on meeting.opening (organization_id, unit_id, id);
select kernel.protect('meeting.opening');

-- One seat at one time is given once: two who book at once meet at the index.
create table meeting.booking (
  organization_id uuid not null, id uuid not null, opening_id uuid not null, unit_id uuid not null, host_id uuid not null, starts_at timestamptz not null, ends_at timestamptz not null, place text not null, seat int not null,
  code_hash bytea not null, name text not null, phone text not null, email text, topic text not null, locale text not null, complaint_id uuid, state text not null default 'booked', note text, booked_by uuid, booked_at timestamptz not null, reminded_at timestamptz, done_by uuid, done_at timestamptz, version int not null default 1,
  primary key (organization_id, id), foreign key (organization_id, opening_id) references meeting.opening, foreign key (organization_id, unit_id) references identity.unit, foreign key (organization_id, host_id) references identity.person,
  foreign key (organization_id, complaint_id) references complaint.complaint
);
create unique index booking_seat on meeting.booking (organization_id, host_id, starts_at, seat) where state in ('booked', 'held', 'missed');
create unique index booking_by_code on meeting.booking (code_hash);
create index booking_of_unit on meeting.booking (organization_id, unit_id, starts_at);
create index booking_of_case on meeting.booking (organization_id, complaint_id) where complaint_id is not null;
create index booking_coming on meeting.booking (starts_at) where state = 'booked' and reminded_at is null;
alter table meeting.booking enable row level security;
-- Seen by the unit, by who receives the customer, and with the case.
create policy sight on meeting.booking to wenguo_app
  using (organization_id = (select kernel.organization()) and ((select kernel.sees_all()) or unit_id = any ((select kernel.units())::uuid[]) or host_id = (select kernel.person()) or complaint_id = (select kernel.only_case())))
  with check (organization_id = (select kernel.organization()));
create policy machinery on meeting.booking to wenguo_system using (true) with check (true);
grant select, insert, update on meeting.booking to wenguo_app, wenguo_system;

-- Which seats are taken is no secret; whose they are is.
create function meeting.taken(openings uuid[], since timestamptz) returns table (opening_id uuid, starts_at timestamptz, seats bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select b.opening_id, b.starts_at, count(*) from meeting.booking b
  where b.organization_id = kernel.organization() and b.opening_id = any (openings) and b.starts_at >= since and b.state in ('booked', 'held', 'missed') group by 1, 2
$$;
revoke all on function meeting.taken(uuid[], timestamptz) from public;
grant execute on function meeting.taken(uuid[], timestamptz) to wenguo_app;

-- The lowest seat that is free with a host at a time; null when all are taken.
create function meeting.free_seat(host uuid, moment timestamptz, capacity int) returns int
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select min(s) from generate_series(1, capacity) s
  where not exists (select from meeting.booking b where b.organization_id = kernel.organization() and b.host_id = host and b.starts_at = moment and b.seat = s and b.state in ('booked', 'held', 'missed'))
$$;
revoke all on function meeting.free_seat(uuid, timestamptz, int) from public;
grant execute on function meeting.free_seat(uuid, timestamptz, int) to wenguo_app;

create schema pledge;
grant usage on schema pledge to wenguo_app, wenguo_system;

-- The firm's page for everybody. The name stands in its address, over all organisations; nobody sees it before it is published.
create table pledge.page (
  organization_id uuid primary key, name text not null, texts jsonb not null, shows jsonb not null, published_at timestamptz, changed_by uuid, changed_at timestamptz not null, figures jsonb, counted_at timestamptz, version int not null default 1
);
create unique index page_by_name on pledge.page (name);
select kernel.protect('pledge.page');

-- What complaints have changed. The links to cases and feedback are for us alone.
create table pledge.story (
  organization_id uuid not null, id uuid not null, month text not null, texts jsonb not null, file_id uuid, state text not null default 'draft', links jsonb not null default '[]', written_by uuid, written_at timestamptz not null, published_by uuid, published_at timestamptz, version int not null default 1,
  primary key (organization_id, id)
);
create index story_latest on pledge.story (organization_id, month desc, id desc);
select kernel.protect('pledge.story');

-- Roles that are there already get what their work needs.
update identity.role_book b set roles = (
  select jsonb_agg(case
    when r ->> 'code' = 'handler' then jsonb_set(r, '{permissions}', (r -> 'permissions') || '["call-back.read", "call-back.take", "call-back.try", "call-back.end", "call-back.register", "thanks.read", "thanks.give", "meeting.read", "meeting.book", "meeting.move", "meeting.cancel", "meeting.note", "meeting.register", "pledge.read", "pledge.writeStory"]')
    when r ->> 'code' = 'manager' then jsonb_set(r, '{permissions}', (r -> 'permissions') || '["call-back.*", "thanks.*", "meeting.*", "pledge.read", "pledge.writeStory"]')
    when r ->> 'code' in ('officer', 'director') then jsonb_set(r, '{permissions}', (r -> 'permissions') || '["call-back.*", "thanks.*", "meeting.*", "pledge.read", "pledge.writeStory", "pledge.publishStory"]')
    else r end order by n)
  from jsonb_array_elements(b.roles) with ordinality as each (r, n));
