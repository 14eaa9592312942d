-- Links of a campaign that go out by mail or SMS: one for each customer who was drawn, with what became of it. The secret lies here only while it is on its way.
create table campaign.link (
  organization_id uuid not null, id uuid not null, campaign_id uuid not null, unit_id uuid not null, person_id uuid not null, way text not null check (way in ('mail', 'sms')),
  state text not null default 'waiting' check (state in ('waiting', 'going', 'sent', 'arrived', 'failed', 'stopped')), tries int not null default 0, token text, problem text, asked_by uuid, asked_at timestamptz not null, at timestamptz,
  primary key (organization_id, id), foreign key (organization_id, campaign_id) references campaign.campaign, foreign key (organization_id, person_id) references campaign.person, foreign key (organization_id, unit_id) references identity.unit
);
create unique index link_once on campaign.link (organization_id, person_id);
create index link_of_campaign on campaign.link (organization_id, campaign_id, state);
create index link_waiting on campaign.link (organization_id, id) where state = 'waiting';
select kernel.protect_with_unit('campaign.link');
