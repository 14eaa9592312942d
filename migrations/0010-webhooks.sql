create schema integration;
grant usage on schema integration to wenguo_app, wenguo_system;

-- Where another program wants to hear of events. The secret signs and so cannot be kept as a hash; after a change the one before is good for a day.
create table integration.webhook (
  organization_id uuid not null, id uuid not null, url text not null, events text[] not null, unit_id uuid,
  secret text not null, secret_before text, secret_before_until timestamptz,
  paused_at timestamptz, paused_why text, failing_since timestamptz, made_by uuid not null, made_at timestamptz not null,
  primary key (organization_id, id), foreign key (organization_id, unit_id) references identity.unit, foreign key (organization_id, made_by) references identity.person
);
select kernel.protect('integration.webhook');

-- What goes to one of them of one event: `body` byte for byte as it is signed, at each try. `answer`: the beginning of what was answered last.
create table integration.delivery (
  organization_id uuid not null, id uuid not null, webhook_id uuid not null, event_id uuid not null, event_name text not null, body text not null,
  state text not null, attempts int not null default 0, next_at timestamptz not null, tried_at timestamptz, status int, problem text, answer text, made_at timestamptz not null,
  primary key (organization_id, id), unique (organization_id, webhook_id, event_id),
  foreign key (organization_id, webhook_id) references integration.webhook on delete cascade
);
create index delivery_due on integration.delivery (organization_id, webhook_id, next_at) where state = 'waiting';
create index delivery_latest on integration.delivery (organization_id, webhook_id, id);
create index delivery_by_age on integration.delivery (made_at);
select kernel.protect('integration.delivery');

-- How many requests a minute a token may make.
alter table identity.token add column rate_limit int not null default 600;

-- Of what happened before there were webhooks nothing is sent: they begin where the relay is.
insert into kernel.cursor (name, xid, id) select 'webhooks', xid, id from kernel.cursor where name = 'relay';
