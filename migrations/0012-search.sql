-- What can be searched is cut into slices by time, about 100,000 complaints of one organisation each. Every gram in the index begins with the key of its
-- slice: the newest is asked first, a common word reads one slice only, and no organisation's words make another's slower.
-- A slice is made known before it begins, so that every transaction that writes into it knows of it.
create table kernel.slice (
  organization_id uuid not null, no int not null, since uuid not null, key text not null, counted int not null default 0, counted_to uuid not null default '00000000-0000-0000-0000-000000000000',
  primary key (organization_id, no)
);
select kernel.protect('kernel.slice');

insert into kernel.slice (organization_id, no, since, key)
  select organization_id, ((n - 1) / 100000)::int, case when n = 1 then '00000000-0000-0000-0000-000000000000' else complaint_id end, substr(md5(organization_id::text || n), 1, 2)
  from (select organization_id, complaint_id, row_number() over (partition by organization_id order by complaint_id) as n from complaint.search) as numbered where n % 100000 = 1;
update kernel.slice s set counted_to = s.since;

-- `body` is the text as it is compared: folded, with the readings of names behind it. Rows without grams are made anew by the program, newest first.
drop index complaint.search_grams;
alter table complaint.search alter grams drop not null;
-- A row is read where it stands: neither packed nor put elsewhere while it fits on a page.
alter table complaint.search alter grams set storage external;
alter table complaint.search set (toast_tuple_target = 8160);
update complaint.search set grams = null;
create index search_grams on complaint.search using gin (grams) with (fastupdate = on, gin_pending_list_limit = 1024);
create index search_waiting on complaint.search (organization_id, complaint_id desc) where grams is null;

alter table customer.customer add searched text, add grams tsvector;
alter table customer.customer alter grams set storage external;
alter table customer.customer set (toast_tuple_target = 8160);
create index customer_grams on customer.customer using gin (grams) with (fastupdate = on, gin_pending_list_limit = 1024);
create index customer_waiting on customer.customer (organization_id, id desc) where grams is null;

drop function complaint.find_ids(tsquery, uuid, int);

-- Newest ids that hold every word, within the caller's organisation and units. Operators that are not leakproof cannot use an
-- index under row security: so this one function applies the scope itself; rows are protected again where they are read.
-- First the newest rows are looked through, which is enough for common words; then the index is asked, slice by slice.
-- `plain`: words with one meaning, all of which a text must be like; `either`, `or_else`: of those with two, either will do. `asked` has a sign where the key of the slice belongs; null where no index can tell.
create function complaint.find_ids(asked text, plain text[], either text[], or_else text[], before uuid, most int) returns setof uuid
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
declare
  organization constant uuid := kernel.organization();
  everywhere constant boolean := coalesce(kernel.sees_all(), false);
  units constant uuid[] := kernel.units();
  let_in uuid[] := '{}';
  below uuid := coalesce(before, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
  near int;
  newest uuid[];
  fitting uuid[];
  slice record;
  found_here int;
  got int := 0;
begin
  if organization is null then return; end if;
  if not everywhere then
    let_in := array(
      select p.complaint_id from complaint.participant p where p.organization_id = organization and (p.grantee_id = kernel.person() or p.grantee_id = any (units))
      union select c.id from complaint.complaint c where c.organization_id = organization and c.owner_id = kernel.person() and c.state = 'open');
  end if;
  foreach near in array array[250, 750] loop
    select array_agg(r.complaint_id order by r.complaint_id desc), array_agg(r.complaint_id order by r.complaint_id desc) filter (where (everywhere or r.unit_id = any (units) or r.complaint_id = any (let_in)) and r.body like all (plain) and (either = '{}' or not exists (select from unnest(either, or_else) as w (one, other) where not (r.body like w.one or r.body like w.other))))
      into newest, fitting
      from (select s.complaint_id, s.unit_id, s.body from complaint.search s where s.organization_id = organization and s.complaint_id < below and s.grams is not null order by s.complaint_id desc limit near) r;
    return query select unnest(fitting[1:most - got]);
    got := got + least(coalesce(cardinality(fitting), 0), most - got);
    if got >= most or coalesce(cardinality(newest), 0) < near then return; end if;
    below := newest[near];
  end loop;
  if asked is null then
    return query select s.complaint_id from complaint.search s where s.organization_id = organization and s.complaint_id < below and s.grams is not null
      and (everywhere or s.unit_id = any (units) or s.complaint_id = any (let_in)) and s.body like all (plain) and (either = '{}' or not exists (select from unnest(either, or_else) as w (one, other) where not (s.body like w.one or s.body like w.other))) order by s.complaint_id desc limit most - got;
    return;
  end if;
  for slice in select l.since, l.key from kernel.slice l where l.organization_id = organization and l.since < below order by l.no desc loop
    return query
      with held as materialized (select s.organization_id, s.complaint_id, s.unit_id, s.body from complaint.search s where s.grams @@ replace(asked, e'\x01', slice.key)::tsquery)
      select r.complaint_id from (
        select h.complaint_id, h.body from held h
        where h.organization_id = organization and h.complaint_id < below and h.complaint_id >= slice.since and (everywhere or h.unit_id = any (units) or h.complaint_id = any (let_in))
        order by h.complaint_id desc offset 0) r
      where r.body like all (plain) and (either = '{}' or not exists (select from unnest(either, or_else) as w (one, other) where not (r.body like w.one or r.body like w.other))) limit most - got;
    get diagnostics found_here = row_count;
    got := got + found_here;
    if got >= most then return; end if;
    below := least(below, slice.since);
  end loop;
end $$;
revoke all on function complaint.find_ids(text, text[], text[], text[], uuid, int) from public;
grant execute on function complaint.find_ids(text, text[], text[], text[], uuid, int) to wenguo_app;

-- The same for living customers: everybody who may read customers sees all of the organisation.
create function customer.find_ids(asked text, plain text[], either text[], or_else text[], before uuid, most int) returns setof uuid
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
declare
  organization constant uuid := kernel.organization();
  below uuid := coalesce(before, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
  near constant int := 1000;
  newest uuid[];
  fitting uuid[];
  slice record;
  found_here int;
  got int := 0;
begin
  if organization is null then return; end if;
  select array_agg(r.id order by r.id desc), array_agg(r.id order by r.id desc) filter (where r.searched like all (plain) and (either = '{}' or not exists (select from unnest(either, or_else) as w (one, other) where not (r.searched like w.one or r.searched like w.other))))
    into newest, fitting
    from (select c.id, c.searched from customer.customer c where c.organization_id = organization and c.id < below and c.merged_into is null and c.grams is not null order by c.id desc limit near) r;
  return query select unnest(fitting[1:most]);
  got := least(coalesce(cardinality(fitting), 0), most);
  if got >= most or coalesce(cardinality(newest), 0) < near then return; end if;
  below := newest[near];
  if asked is null then
    return query select c.id from customer.customer c where c.organization_id = organization and c.id < below and c.merged_into is null and c.grams is not null
      and c.searched like all (plain) and (either = '{}' or not exists (select from unnest(either, or_else) as w (one, other) where not (c.searched like w.one or c.searched like w.other))) order by c.id desc limit most - got;
    return;
  end if;
  for slice in select l.since, l.key from kernel.slice l where l.organization_id = organization and l.since < below order by l.no desc loop
    return query
      with held as materialized (select c.organization_id, c.id, c.merged_into, c.searched from customer.customer c where c.grams @@ replace(asked, e'\x01', slice.key)::tsquery)
      select r.id from (
        select h.id, h.searched from held h
        where h.organization_id = organization and h.id < below and h.id >= slice.since and h.merged_into is null
        order by h.id desc offset 0) r
      where r.searched like all (plain) and (either = '{}' or not exists (select from unnest(either, or_else) as w (one, other) where not (r.searched like w.one or r.searched like w.other))) limit most - got;
    get diagnostics found_here = row_count;
    got := got + found_here;
    if got >= most then return; end if;
    below := least(below, slice.since);
  end loop;
end $$;
revoke all on function customer.find_ids(text, text[], text[], text[], uuid, int) from public;
grant execute on function customer.find_ids(text, text[], text[], text[], uuid, int) to wenguo_app;
