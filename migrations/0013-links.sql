-- Cases that belong together: linked, merged, of one matter.
alter table complaint.complaint add column lot text;
alter table complaint.complaint add column same_matter boolean not null default false;
alter table complaint.complaint add column merged_into uuid;
alter table complaint.complaint add foreign key (organization_id, merged_into) references complaint.complaint;
update complaint.complaint set lot = product ->> 'lot' where coalesce(product ->> 'lot', '') <> '';
create index complaint_by_lot on complaint.complaint (organization_id, lot) where lot is not null;
create index complaint_merged_into on complaint.complaint (organization_id, merged_into) where merged_into is not null;

-- `from_id` is what is said of `to_id`: a duplicate, a follow-up, the same matter, related. `notSame`: somebody looked, and they are two things.
-- `by_id` is empty where the rules found it. A link that is taken away stays as it was.
create table complaint.link (
  organization_id uuid not null, id uuid not null, from_id uuid not null, to_id uuid not null, kind text not null, reason text, by_id uuid, at timestamptz not null,
  ended_at timestamptz, ended_by uuid, end_reason text,
  primary key (organization_id, id), check (from_id <> to_id),
  foreign key (organization_id, from_id) references complaint.complaint, foreign key (organization_id, to_id) references complaint.complaint
);
-- Two who link the same pair at once meet here.
create unique index link_of_pair on complaint.link (organization_id, least(from_id, to_id), greatest(from_id, to_id)) where ended_at is null;
create index link_from on complaint.link (organization_id, from_id);
create index link_to on complaint.link (organization_id, to_id);
alter table complaint.link enable row level security;
-- A link is known to who sees one of its ends; what the other end is, that end's own policy says.
create policy with_case on complaint.link to wenguo_app
  using (organization_id = (select kernel.organization()) and ((select complaint.sees_every()) or complaint.seen(organization_id, from_id) or complaint.seen(organization_id, to_id)))
  with check (organization_id = (select kernel.organization()));
create policy machinery on complaint.link to wenguo_system using (true) with check (true);
grant select, insert, update, delete on complaint.link to wenguo_app, wenguo_system;

-- One case taken into another. `before`: what the merging changed of the surviving case, and to what.
create table complaint.merge (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, merged_id uuid not null, merged_number text not null, reason text not null, before jsonb not null, by_id uuid, at timestamptz not null,
  undone_at timestamptz, undone_by uuid, undo_reason text,
  primary key (organization_id, id), foreign key (organization_id, complaint_id) references complaint.complaint, foreign key (organization_id, merged_id) references complaint.complaint
);
create unique index merge_in_force on complaint.merge (organization_id, merged_id) where undone_at is null;
create index merge_of_case on complaint.merge (organization_id, complaint_id, id);
select kernel.protect_with_case('complaint.merge');

-- What went over with it, row by row, and how each stood before: the way back.
create table complaint.moved (
  organization_id uuid not null, merge_id uuid not null, complaint_id uuid not null, what text not null, row_id uuid not null, before jsonb not null default '{}',
  primary key (organization_id, merge_id, what, row_id), foreign key (organization_id, merge_id) references complaint.merge
);
create index moved_point on complaint.moved (organization_id, complaint_id) where what = 'point';
select kernel.protect_with_case('complaint.moved');

-- Where a number or a look-up code leads: a merged case to the one it was taken into, however often that was merged on.
create function complaint.survivor(organization uuid, complaint uuid) returns uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with recursive way as (
    select c.id, c.merged_into from complaint.complaint c where c.organization_id = organization and c.id = complaint
    union all select c.id, c.merged_into from way join complaint.complaint c on c.organization_id = organization and c.id = way.merged_into)
  select id from way where merged_into is null
$$;
revoke all on function complaint.survivor(uuid, uuid) from public;
grant execute on function complaint.survivor(uuid, uuid) to wenguo_app, wenguo_system;

-- What these customers complained of before, in whatever shop, as far as it tells one matter from another: no words, no names, nothing confidential.
create function complaint.matters_of(customers uuid[], since timestamptz, except_case uuid)
  returns table (customer_id uuid, complaint_id uuid, received_at timestamptz, order_number text, lot text, product jsonb, categories text[])
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.customer_id, c.id, c.received_at, c.order_number, c.lot, c.product,
    array(select distinct p.category_code from complaint.point p where p.organization_id = c.organization_id and p.complaint_id = c.id and p.category_code is not null)
  from unnest(customers) as asked
    cross join lateral (select * from complaint.complaint x where x.organization_id = kernel.organization() and x.customer_id = asked and x.received_at >= since and not x.confidential and x.state <> 'merged'
      and x.id is distinct from except_case order by x.id desc limit 20) c
$$;
revoke all on function complaint.matters_of(uuid[], timestamptz, uuid) from public;
grant execute on function complaint.matters_of(uuid[], timestamptz, uuid) to wenguo_app;

-- Who looks after cases, asked by somebody who may not see them: where, and whom to ask. Nothing of confidential ones.
create function complaint.whereabouts(cases uuid[]) returns table (id uuid, unit_name text, unit_phone text, owner_name text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.id, u.name, u.phone, p.name from complaint.complaint c join identity.unit u on u.organization_id = c.organization_id and u.id = c.unit_id
    left join identity.person p on p.organization_id = c.organization_id and p.id = c.owner_id
  where c.organization_id = kernel.organization() and c.id = any (cases) and not c.confidential
$$;
revoke all on function complaint.whereabouts(uuid[]) from public;
grant execute on function complaint.whereabouts(uuid[]) to wenguo_app;

-- The same complaint counts once.
create or replace function complaint.complained_before(customers uuid[]) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp as
  $$ select asked from unnest(customers) as asked where exists (select 1 from complaint.complaint c where c.organization_id = kernel.organization() and c.customer_id = asked and c.state <> 'merged') $$;

-- Who speaks for the customer, and by what authority. `file_id`: the paper that says so; `waived`: why it is not asked for.
create table complaint.representative (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, name text not null, phone text, email text, relation text not null,
  scope text, until_on date, file_id uuid, shown_at timestamptz, waived text, waived_by uuid, by_id uuid, at timestamptz not null, ended_at timestamptz, end_reason text,
  primary key (organization_id, id), foreign key (organization_id, complaint_id) references complaint.complaint
);
create unique index representative_now on complaint.representative (organization_id, complaint_id) where ended_at is null;
select kernel.protect_with_case('complaint.representative');

-- Cases of one cause, answered with one answer.
create schema grouping;
grant usage on schema grouping to wenguo_app, wenguo_system;

create table grouping.cause_group (
  organization_id uuid not null, id uuid not null, name text not null, cause text not null, cause_words text not null, lot text, lead_id uuid, created_by uuid, created_at timestamptz not null, ended_at timestamptz, version int not null default 1,
  primary key (organization_id, id)
);
create table grouping.member (
  organization_id uuid not null, group_id uuid not null, complaint_id uuid not null, added_by uuid, added_at timestamptz not null, removed_at timestamptz, removed_by uuid, reason text,
  primary key (organization_id, group_id, complaint_id), foreign key (organization_id, group_id) references grouping.cause_group, foreign key (organization_id, complaint_id) references complaint.complaint
);
create index member_of_case on grouping.member (organization_id, complaint_id);
select kernel.protect_with_case('grouping.member');

-- A group is known to who sees one of its cases, who made it and who leads it: what it is called may tell what it is about.
create function grouping.seen(organization uuid, one uuid) returns boolean language plpgsql stable parallel safe cost 200 as
  $$ begin return exists (select from grouping.member m where m.organization_id = organization and m.group_id = one and m.removed_at is null); end $$;
alter table grouping.cause_group enable row level security;
create policy with_member on grouping.cause_group to wenguo_app
  using (organization_id = (select kernel.organization()) and ((select complaint.sees_every()) or created_by = (select kernel.person()) or lead_id = (select kernel.person()) or grouping.seen(organization_id, id)))
  with check (organization_id = (select kernel.organization()));
create policy machinery on grouping.cause_group to wenguo_system using (true) with check (true);
grant select, insert, update on grouping.cause_group to wenguo_app, wenguo_system;

create table grouping.answer (
  organization_id uuid not null, id uuid not null, group_id uuid not null, body text not null, in_full boolean not null, by_id uuid, at timestamptz not null,
  primary key (organization_id, id), foreign key (organization_id, group_id) references grouping.cause_group
);
create index answer_of_group on grouping.answer (organization_id, group_id, id);
alter table grouping.answer enable row level security;
create policy with_group on grouping.answer to wenguo_app
  using (organization_id = (select kernel.organization()) and exists (select from grouping.cause_group g where g.organization_id = answer.organization_id and g.id = answer.group_id)) with check (organization_id = (select kernel.organization()));
create policy machinery on grouping.answer to wenguo_system using (true) with check (true);
grant select, insert on grouping.answer to wenguo_app, wenguo_system;

-- What became of an answer in each case: sent, left out with a reason, or refused by how the case stood.
create table grouping.sent (
  organization_id uuid not null, answer_id uuid not null, complaint_id uuid not null, outcome text not null, own_words boolean not null default false, message_id uuid, reason text,
  primary key (organization_id, answer_id, complaint_id), foreign key (organization_id, answer_id) references grouping.answer
);
create index sent_of_case on grouping.sent (organization_id, complaint_id);
select kernel.protect_with_case('grouping.sent');

-- Who answers for complaints merges and groups them; who handles them sees the groups.
update identity.role_book b set roles = (
  select jsonb_agg(case when r -> 'permissions' ? 'routing.*' then jsonb_set(r, '{permissions}', (r -> 'permissions') || '["merging.*", "grouping.*", "authority.waive"]')
    when r ->> 'code' = 'handler' then jsonb_set(r, '{permissions}', (r -> 'permissions') || '["grouping.read"]') else r end order by n)
  from jsonb_array_elements(b.roles) with ordinality as each (r, n));

-- A case of these customers that was taken into a case of somebody else: its look-up code would open theirs.
create function complaint.divided(customers uuid[]) returns text
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select min(c.number) from complaint.complaint c join complaint.complaint k on k.organization_id = c.organization_id and k.id = c.merged_into
  where c.organization_id = kernel.organization() and c.customer_id = any (customers) and c.merged_into is not null and k.customer_id <> c.customer_id
$$;
revoke all on function complaint.divided(uuid[]) from public;
grant execute on function complaint.divided(uuid[]) to wenguo_app;
