-- How many letters went to a number since then, of whichever case: who asks for one sees their own case alone.
create index message_to_number on channel.message (organization_id, address, made_at) where person_id is null and medium = 'sms';
create function channel.letters_to(number text, since timestamptz) returns int
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select count(*)::int from channel.message m where m.organization_id = kernel.organization() and m.person_id is null and m.medium = 'sms' and m.address = number and m.made_at > since
$$;
revoke all on function channel.letters_to(text, timestamptz) from public;
grant execute on function channel.letters_to(text, timestamptz) to wenguo_app;

-- A booking about a confidential case is seen with the case and by who receives the customer; one about people of the firm is kept from them like the case.
create function meeting.lies_open(one uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select not exists (select from complaint.complaint c where c.organization_id = kernel.organization() and c.id = one and c.confidential)
$$;
revoke all on function meeting.lies_open(uuid) from public;
grant execute on function meeting.lies_open(uuid) to wenguo_app;
drop policy sight on meeting.booking;
create policy sight on meeting.booking to wenguo_app
  using (organization_id = (select kernel.organization()) and (host_id = (select kernel.person()) or complaint_id = (select kernel.only_case())
    or (((select kernel.sees_all()) or unit_id = any ((select kernel.units())::uuid[])) and (complaint_id is null or (select complaint.sees_every()) or meeting.lies_open(complaint_id) or complaint.seen(organization_id, complaint_id)))))
  with check (organization_id = (select kernel.organization()));

-- A manager sits with one customer at a time, whichever opening a booking was made of: of an opening that ended what was booked stays.
drop function meeting.taken(uuid[], timestamptz);
create function meeting.busy(hosts uuid[], since timestamptz) returns table (host_id uuid, starts_at timestamptz, ends_at timestamptz, seats bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select b.host_id, b.starts_at, b.ends_at, count(*) from meeting.booking b
  where b.organization_id = kernel.organization() and b.host_id = any (hosts) and b.ends_at > since and b.state in ('booked', 'held', 'missed') group by 1, 2, 3
$$;
revoke all on function meeting.busy(uuid[], timestamptz) from public;
grant execute on function meeting.busy(uuid[], timestamptz) to wenguo_app;

drop function meeting.free_seat(uuid, timestamptz, int);
create function meeting.free_seat(host uuid, moment timestamptz, until timestamptz, capacity int, except_booking uuid) returns int
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select min(s) from generate_series(1, capacity) s
  where not exists (select from meeting.booking b where b.organization_id = kernel.organization() and b.host_id = host and b.state in ('booked', 'held', 'missed') and b.id is distinct from except_booking
    and ((b.starts_at = moment and b.ends_at = until and b.seat = s) or (b.starts_at < until and b.ends_at > moment and (b.starts_at <> moment or b.ends_at <> until))))
$$;
revoke all on function meeting.free_seat(uuid, timestamptz, timestamptz, int, uuid) from public;
grant execute on function meeting.free_seat(uuid, timestamptz, timestamptz, int, uuid) to wenguo_app;

-- Numbers are compared as they are dialled, however they were typed.
alter table meeting.booking add column phone_key text;
create index booking_of_host on meeting.booking (organization_id, host_id, starts_at);
create index booking_of_number on meeting.booking (organization_id, phone_key, starts_at) where state = 'booked';
create function meeting.held_by(number text, since timestamptz) returns table (host_id uuid, starts_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select b.host_id, b.starts_at from meeting.booking b where b.organization_id = kernel.organization() and b.phone_key = number and b.state = 'booked' and b.starts_at >= since
$$;
revoke all on function meeting.held_by(text, timestamptz) from public;
grant execute on function meeting.held_by(text, timestamptz) to wenguo_app;
