-- Why it happened: a tree of whys or a fishbone of a case, every edition kept.
create schema cause;
grant usage on schema cause to wenguo_app, wenguo_system;

create table cause.diagram (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, point_id uuid, kind text not null, scheme jsonb, version int not null default 1,
  primary key (organization_id, id), foreign key (organization_id, complaint_id) references complaint.complaint, foreign key (organization_id, point_id) references complaint.point
);
create index diagram_of_case on cause.diagram (organization_id, complaint_id, id);
select kernel.protect_with_case('cause.diagram');

create table cause.edition (
  organization_id uuid not null, complaint_id uuid not null, diagram_id uuid not null, version int not null, effect text not null, nodes jsonb not null, by_id uuid, at timestamptz not null,
  primary key (organization_id, diagram_id, version), foreign key (organization_id, diagram_id) references cause.diagram
);
select kernel.protect_with_case('cause.edition');

-- Root causes of the firm's own beside those of its pack, and what a finding adds to the cause that was chosen.
alter table packs.current add column own_causes jsonb not null default '[]';
alter table investigation.finding add column cause_detail text;
create index finding_by_cause on investigation.finding (organization_id, root_cause, complaint_id) where superseded_at is null;

-- Cases are counted by the causes found, too: codes alone, what was written freely is nobody's figure.
create or replace function analytics.refresh(organization uuid, this uuid) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  was analytics.fact;
  becomes analytics.fact;
begin
  select * into was from analytics.fact f where f.organization_id = organization and f.complaint_id = this;
  select c.organization_id, c.id, c.unit_id, c.owner_id, date_trunc('month', c.received_at at time zone o.time_zone)::date, c.confidential or c.accused is not null,
      array(select distinct found.mark from (
          select m.mark from complaint.point p cross join lateral (values ('severity.' || p.severity), ('stage.' || p.service_stage), ('fault.' || p.service_fault)) as m (mark)
            where p.organization_id = c.organization_id and p.complaint_id = c.id and m.mark is not null
          union all select 'cause.' || f.root_cause from investigation.finding f
            where f.organization_id = c.organization_id and f.complaint_id = c.id and f.superseded_at is null and f.root_cause ~ '^[A-Za-z][A-Za-z0-9-]{0,39}$') as found order by found.mark)
    into becomes from complaint.complaint c join identity.organization o on o.organization_id = c.organization_id
    where c.organization_id = organization and c.id = this and c.state <> 'merged';
  if becomes.marks = '{}' then becomes := null; end if;
  if was is not distinct from becomes then return; end if;
  insert into analytics.change (organization_id, unit_id, month, mark, step)
    select organization, d.unit_id, d.month, d.mark, sum(d.step) from (
      select was.unit_id, was.month, unnest(was.marks) as mark, -1 as step where not was.kept
      union all select becomes.unit_id, becomes.month, unnest(becomes.marks), 1 where not becomes.kept) as d
    group by d.unit_id, d.month, d.mark having sum(d.step) <> 0;
  if becomes.complaint_id is null then
    delete from analytics.fact f where f.organization_id = organization and f.complaint_id = this;
  else
    insert into analytics.fact select becomes.* on conflict (organization_id, complaint_id) do update
      set unit_id = excluded.unit_id, owner_id = excluded.owner_id, month = excluded.month, kept = excluded.kept, marks = excluded.marks;
  end if;
end $$;

create trigger finding_added after insert on investigation.finding for each row when (new.root_cause is not null) execute function analytics.point_changed();
create trigger finding_changed after update on investigation.finding for each row
  when ((old.root_cause, old.superseded_at, old.complaint_id) is distinct from (new.root_cause, new.superseded_at, new.complaint_id)) execute function analytics.point_changed();
select analytics.refresh(f.organization_id, f.complaint_id) from (select distinct organization_id, complaint_id from investigation.finding where root_cause is not null) as f;
