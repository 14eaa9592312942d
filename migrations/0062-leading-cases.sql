-- Cases by which others are to be decided, with the reason; what was taken back stays on record. Seen with their case.
create table precedent.leading (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, reason text not null, by_id uuid, at timestamptz not null, ended_at timestamptz, ended_by uuid, end_reason text,
  primary key (organization_id, id), foreign key (organization_id, complaint_id) references complaint.complaint on delete cascade
);
create unique index leading_now on precedent.leading (organization_id, complaint_id) where ended_at is null;
create index leading_of_case on precedent.leading (organization_id, complaint_id, id);
select kernel.protect_with_case('precedent.leading');

-- Who answers for complaints in the whole organisation says which cases lead.
update identity.role_book b set roles = (
  select jsonb_agg(case when r ->> 'code' in ('officer', 'director') and r -> 'permissions' ? 'precedent.read' then jsonb_set(r, '{permissions}', (r -> 'permissions') || '["precedent.mark", "precedent.withdraw"]') else r end order by n)
  from jsonb_array_elements(b.roles) with ordinality as each (r, n));
