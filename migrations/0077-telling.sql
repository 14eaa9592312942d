-- What customers hear without asking (G4): changes are gathered and go out together; one that nobody can write to is told by a call.
create schema telling;
grant usage on schema telling to wenguo_app, wenguo_system;

-- `because`: the event that brought it; told of once. `goes_at`: when the letter that holds it goes at the earliest.
create table telling.pending (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, change text not null, detail text, because uuid not null, at timestamptz not null, goes_at timestamptz not null, state text not null check (state in ('waiting', 'call', 'told', 'called', 'dropped')), message_id uuid, done_by uuid, done_at timestamptz,
  primary key (organization_id, id), unique (organization_id, complaint_id, change, because), foreign key (organization_id, complaint_id) references complaint.complaint
);
create index pending_due on telling.pending (goes_at) where state = 'waiting';
create index pending_of_case on telling.pending (organization_id, complaint_id, id);
create index pending_call on telling.pending (organization_id, complaint_id) where state = 'call';
select kernel.protect_with_case('telling.pending');

-- How much the customer of a case wants to hear; without a row, everything.
create table telling.wish (
  organization_id uuid not null, complaint_id uuid not null, wish text not null check (wish in ('all', 'less', 'none')), by_id uuid, at timestamptz not null,
  primary key (organization_id, complaint_id), foreign key (organization_id, complaint_id) references complaint.complaint
);
select kernel.protect_with_case('telling.wish');

-- Roles that are there already get what their work needs.
update identity.role_book b set roles = (
  select jsonb_agg(case when r ->> 'code' in ('handler', 'manager', 'officer', 'director') then jsonb_set(r, '{permissions}', (r -> 'permissions') || '["telling.*"]') else r end order by n)
  from jsonb_array_elements(b.roles) with ordinality as each (r, n));
