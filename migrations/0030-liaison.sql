-- The liaison form (客户抱怨联络单): it travels from the business unit to quality and the units that answer, and back.
create schema liaison;
grant usage on schema liaison to wenguo_app, wenguo_system;

-- What is known of the case stands on the form itself: the units that answer see the form and not the case.
create table liaison.form (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, no int not null, number text not null, state text not null, version int not null default 1,
  unit_id uuid not null, quality_unit_id uuid, office_unit_id uuid not null, planned uuid[] not null, route jsonb not null, otherwise text, template jsonb not null,
  customer_name text, product text, lot text, order_number text, body text not null, demand text not null, fields jsonb not null,
  next_due_at timestamptz, made_by uuid, made_at timestamptz not null, sent_at timestamptz, ended_at timestamptz, end_reason text,
  primary key (organization_id, id), unique (organization_id, complaint_id, no), foreign key (organization_id, complaint_id) references complaint.complaint
);
create index form_under_way on liaison.form (organization_id, coalesce(next_due_at, 'infinity'), id) where ended_at is null;
create index form_by_time on liaison.form (organization_id, id desc);
create index form_by_number on liaison.form (organization_id, number);

-- A place where the form lies, lay, or was signed. `from_id`: the stop whose signature brought it there; `about_id`: the answer that is asked for again, sent back or disputed.
create table liaison.stop (
  organization_id uuid not null, id uuid not null, form_id uuid not null, complaint_id uuid not null, no int not null, round int not null, kind text not null, unit_id uuid not null, state text not null, binding boolean not null default false,
  from_id uuid, about_id uuid, message text, asked_by uuid, asked_at timestamptz not null, due_at timestamptz, clock_id uuid, taken_by uuid, taken_at timestamptz,
  answer jsonb, signed_by uuid, signed_name text, signed_at timestamptz, signature_id uuid, seal text, ended_at timestamptz, end_reason text, adopted_at timestamptz,
  primary key (organization_id, id), unique (organization_id, form_id, no), foreign key (organization_id, form_id) references liaison.form, foreign key (organization_id, unit_id) references identity.unit
);
create index stop_of_unit on liaison.stop (organization_id, unit_id, due_at) where state = 'open';
create index stop_of_clock on liaison.stop (organization_id, clock_id) where clock_id is not null;

create table liaison.file (
  organization_id uuid not null, form_id uuid not null, complaint_id uuid not null, stop_id uuid not null, file_id uuid not null,
  primary key (organization_id, stop_id, file_id), foreign key (organization_id, stop_id) references liaison.stop, foreign key (organization_id, file_id) references files.file
);
create index file_of_form on liaison.file (organization_id, form_id);

-- Countermeasures one by one, so that each can be followed until it works.
create table liaison.measure (
  organization_id uuid not null, id uuid not null, form_id uuid not null, complaint_id uuid not null, stop_id uuid not null, no int not null, kind text not null, body text not null, responsible text, due_on date,
  primary key (organization_id, id), foreign key (organization_id, stop_id) references liaison.stop
);
create index measure_of_form on liaison.measure (organization_id, form_id, no);

-- Whether one of the units of whoever asks has, or had, a part in the form. What was called back before it was signed never was there.
create function liaison.takes_part(organization uuid, form uuid) returns boolean language plpgsql stable parallel safe cost 200 security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from liaison.stop s where s.organization_id = organization and s.organization_id = kernel.organization() and s.form_id = form and s.state <> 'voided' and (s.unit_id = any (kernel.units())
    or exists (select from identity.holding h join identity.position o on o.organization_id = h.organization_id and o.id = h.position_id
      where h.organization_id = s.organization_id and h.person_id = kernel.person() and h.until is null and o.unit_id = s.unit_id)));
end $$;
revoke all on function liaison.takes_part(uuid, uuid) from public;
grant execute on function liaison.takes_part(uuid, uuid) to wenguo_app, wenguo_system;

create function liaison.protect(tbl regclass, form text) returns void language plpgsql as $$
declare own constant text := 'organization_id = (select kernel.organization())';
begin
  execute format('alter table %s enable row level security', tbl);
  execute format('create policy with_case_or_part on %s to wenguo_app using (%s and ((select complaint.sees_every()) or complaint.seen(organization_id, complaint_id) or liaison.takes_part(organization_id, %I))) with check (%s)', tbl, own, form, own);
  execute format('create policy machinery on %s to wenguo_system using (true) with check (true)', tbl);
  execute format('grant select, insert, update, delete on %s to wenguo_app, wenguo_system', tbl);
  perform kernel.keep_with_case(tbl, 'complaint_id');
end $$;
select liaison.protect('liaison.form', 'id');
select liaison.protect(t, 'form_id') from unnest(array['liaison.stop', 'liaison.file', 'liaison.measure']::regclass[]) as t;

-- What whoever acts on a form needs of a case they may not see: whom to tell, in which unit's name, and by when the customer expects an answer.
create function liaison.case_of(form uuid) returns table (id uuid, unit_id uuid, owner_id uuid, confidential boolean, accused uuid[], state text, urgency text, reply_due_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.id, c.unit_id, c.owner_id, c.confidential, c.accused, c.state, c.urgency,
    (select min(d.due_at) from clock.deadline d where d.organization_id = c.organization_id and d.complaint_id = c.id and d.ends = 'answered' and d.bound = 'ours' and d.state in ('running', 'paused', 'late'))
  from liaison.form f join complaint.complaint c on c.organization_id = f.organization_id and c.id = f.complaint_id
  where f.organization_id = kernel.organization() and f.id = form
$$;
revoke all on function liaison.case_of(uuid) from public;
grant execute on function liaison.case_of(uuid) to wenguo_app, wenguo_system;

-- A clock that waits for one signature ends with it, whoever signs: they may see the form and not the case.
create function clock.end_signed(one uuid, at timestamptz, met boolean) returns table (kind text, late boolean)
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update clock.deadline d set met_at = case when met then at end, state = case when not met then 'cancelled' when d.due_at < at and d.state <> 'paused' then 'breached' else 'met' end
  where d.organization_id = kernel.organization() and d.id = one and d.ends = 'signed' and d.state in ('running', 'paused', 'late') returning d.kind, d.state = 'breached'
$$;
revoke all on function clock.end_signed(uuid, timestamptz, boolean) from public;
grant execute on function clock.end_signed(uuid, timestamptz, boolean) to wenguo_app, wenguo_system;

-- Who handles complaints issues forms; who does special work answers them.
update identity.role_book b set roles = (
  select jsonb_agg(case when r -> 'permissions' ? 'remedy.*' or r ->> 'code' = 'quality' then jsonb_set(r, '{permissions}', (r -> 'permissions') || '["liaison.*"]')
    when r ->> 'code' = 'specialist' then jsonb_set(r, '{permissions}', (r -> 'permissions') || '["liaison.read", "liaison.take", "liaison.forward", "liaison.answer", "liaison.sendBack", "liaison.recall", "liaison.dispute"]') else r end order by n)
  from jsonb_array_elements(b.roles) with ordinality as each (r, n));
