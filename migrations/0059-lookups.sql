-- Looking up an order changes nothing of a case: an import that brought it can still be taken back.
create or replace function complaint.untouched(cases uuid[]) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.id from complaint.complaint c where c.organization_id = kernel.organization() and c.id = any (cases) and not exists (
    select from kernel.event e where e.organization_id = c.organization_id and e.subject_id = c.id and e.actor_kind <> 'system'
      and e.name not in ('complaint.registered', 'complaint.takenBack', 'order-book.lookedUp') and e.name not like 'audit.%'
      and not exists (select from kernel.event r where r.organization_id = e.organization_id and r.subject_id = e.subject_id and r.name = 'complaint.registered' and r.xid = e.xid))
$$;
