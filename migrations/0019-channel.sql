create schema channel;
grant usage on schema channel to wenguo_app, wenguo_system;

-- A way out of the house: an SMS gateway, an application or a group robot of WeCom, DingTalk or Feishu. The secrets sign or fetch tokens and so cannot be kept as hashes.
-- `unit_id`, `news`, `summary_at`: of robots, whose cases the group hears of, what, and when the day's summary comes. `token`: what the provider gave last, for all nodes.
create table channel.channel (
  organization_id uuid not null, id uuid not null, kind text not null, name text not null, settings jsonb not null, secrets jsonb not null, templates jsonb not null,
  unit_id uuid, news text[] not null, summary_at text, summarised_on date, locale text not null,
  token text, token_until timestamptz, paused_at timestamptz, removed_at timestamptz, tried_at timestamptz, problem text, said text, failing_since timestamptz, failing_told boolean not null default false,
  made_by uuid not null, made_at timestamptz not null,
  primary key (organization_id, id), foreign key (organization_id, unit_id) references identity.unit, foreign key (organization_id, made_by) references identity.person
);
create index channel_with_summary on channel.channel (organization_id) where summary_at is not null and removed_at is null and paused_at is null;
select kernel.protect('channel.channel');

-- One message out. `lane`: the channel it goes through, or `mail`, `push`. `once`: what makes it the same message, however often it is asked for.
-- `gathered`: waits for the day's digest; `waiting`: goes out at `next_at`; `sent`: the provider took it; `arrived`: the provider says that it reached the phone.
create table channel.message (
  organization_id uuid not null, id uuid not null, lane text not null, medium text not null, kind text not null, person_id uuid, device_id uuid, complaint_id uuid, notice_id uuid, address text,
  said jsonb not null, once text not null, pressing boolean not null, held boolean not null default false, state text not null, attempts int not null default 0, next_at timestamptz not null, tried_at timestamptz,
  provider_id text, problem text, answer text, done_at timestamptz, asked_at timestamptz, asked int not null default 0, made_at timestamptz not null,
  primary key (organization_id, id), unique (organization_id, once)
);
create index message_due on channel.message (organization_id, lane, next_at) where state = 'waiting';
create index message_gathered on channel.message (organization_id, person_id, next_at) where state = 'gathered';
create index message_unconfirmed on channel.message (asked_at) where state = 'sent' and asked_at is not null;
create index message_of_lane on channel.message (organization_id, lane, id desc);
create index message_tried on channel.message (organization_id, lane, tried_at);
create index message_dead on channel.message (organization_id, lane) where state = 'dead';
create index message_of_case on channel.message (organization_id, complaint_id, id) where complaint_id is not null and person_id is null;
create index message_by_age on channel.message (made_at);
-- What tells of a case is seen with the case, and by whom it was for.
alter table channel.message enable row level security;
create policy sight on channel.message to wenguo_app
  using (organization_id = (select kernel.organization()) and (complaint_id is null or person_id = (select kernel.person()) or (select complaint.sees_every()) or complaint.seen(organization_id, complaint_id)))
  with check (organization_id = (select kernel.organization()));
create policy machinery on channel.message to wenguo_system using (true) with check (true);
grant select, insert, update, delete on channel.message to wenguo_app, wenguo_system;

-- How somebody wants to be told. What is not chosen is null or missing: the defaults of their role count.
create table channel.preference (
  organization_id uuid not null, person_id uuid not null, choices jsonb not null, quiet_from text, quiet_until text, time_zone text, digest text not null, digest_at text not null,
  primary key (organization_id, person_id), foreign key (organization_id, person_id) references identity.person
);
select kernel.protect('channel.preference');

-- Under which name a person is reached there: the mobile number, the user id of the application.
create table channel.address (
  organization_id uuid not null, person_id uuid not null, medium text not null, address text not null, set_by uuid not null, set_at timestamptz not null,
  primary key (organization_id, person_id, medium), foreign key (organization_id, person_id) references identity.person
);
select kernel.protect('channel.address');

-- A browser that is woken by web push; `endpoint` is an address at the browser's maker, `p256dh` and `auth` encrypt for that browser alone.
create table channel.device (
  organization_id uuid not null, id uuid not null, person_id uuid not null, endpoint text not null, p256dh text not null, auth text not null, name text not null, made_at timestamptz not null, reached_at timestamptz,
  primary key (organization_id, id), foreign key (organization_id, person_id) references identity.person
);
-- A browser belongs to whoever signed in there last, in whichever organisation.
create unique index device_once on channel.device (md5(endpoint));
create index device_of_person on channel.device (organization_id, person_id);
select kernel.protect('channel.device');

-- The key with which this installation names itself to the makers of browsers (VAPID); one for all organisations, for ever: browsers are bound to it.
create table channel.push_key (only_one boolean primary key default true check (only_one), public_key text not null, private_key text not null, made_at timestamptz not null);
grant select, insert on channel.push_key to wenguo_system;

-- A browser that somebody else signed in to tells its former owner nothing more; what belongs to another organisation is out of the application's sight.
create function channel.let_go(which text) returns void language sql volatile security definer set search_path = pg_catalog, pg_temp as
  $$ delete from channel.device where md5(endpoint) = md5(which) and endpoint = which $$;
revoke all on function channel.let_go(text) from public;
grant execute on function channel.let_go(text) to wenguo_app;
