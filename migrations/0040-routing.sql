-- A case belongs to the unit that received it; `handling_unit_id`: the other one that handles it, null where it is the same.
-- `decided`: what the tables of rules were asked as it was registered, and which rules answered. `way_offered`: where it would go as it is seen now, until somebody has chosen.
alter table complaint.complaint add column handling_unit_id uuid, add column decided jsonb, add column way_offered jsonb,
  add foreign key (organization_id, handling_unit_id) references identity.unit;
create index complaint_handled_in on complaint.complaint (organization_id, handling_unit_id, id desc) where handling_unit_id is not null;

-- What the table of clocks was asked, of clocks that began or were changed later than the case was registered.
alter table clock.deadline add column facts jsonb;

-- Who hears of harm at once, and what is looked at together: by which version of the table, and what it was asked.
alter table review.told add column table_version text, add column facts jsonb;
alter table review.review add column table_version text, add column facts jsonb;

-- Whoever may hand a case over may send it the way the rules offer.
update identity.role_book b set roles = (
  select jsonb_agg(case when r -> 'permissions' ? 'routing.handOver' and not r -> 'permissions' ? 'routing.follow' then jsonb_set(r, '{permissions}', (r -> 'permissions') || '["routing.follow", "routing.keepWay"]') else r end order by n)
  from jsonb_array_elements(b.roles) with ordinality as e (r, n)
);

-- What the rules did with a case as it was registered is no work on it: an import that brought it can still be taken back.
create or replace function complaint.untouched(cases uuid[]) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.id from complaint.complaint c where c.organization_id = kernel.organization() and c.id = any (cases) and not exists (
    select from kernel.event e where e.organization_id = c.organization_id and e.subject_id = c.id and e.actor_kind <> 'system'
      and e.name not in ('complaint.registered', 'complaint.takenBack') and e.name not like 'audit.%'
      and not exists (select from kernel.event r where r.organization_id = e.organization_id and r.subject_id = e.subject_id and r.name = 'complaint.registered' and r.xid = e.xid))
$$;
