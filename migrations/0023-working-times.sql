-- When a unit is open, as its own people set it; what is not set comes from above it, at last from the pack.
create table clock.unit_times (
  organization_id uuid not null, unit_id uuid not null, own jsonb not null, revision integer not null, calendar_id uuid, changed_by uuid, changed_at timestamptz not null,
  primary key (organization_id, unit_id), foreign key (organization_id, unit_id) references identity.unit
);
select kernel.protect('clock.unit_times');

-- What was in force, worked out; never changed, so that a deadline explains itself by the hours it was counted with.
create table clock.calendar (
  organization_id uuid not null, id uuid not null, body jsonb not null, made_at timestamptz not null,
  primary key (organization_id, id)
);
select kernel.protect('clock.calendar');
revoke update, delete on clock.calendar from wenguo_app, wenguo_system;

alter table clock.deadline add column calendar_id uuid;
