-- What came beside the cases since is kept from the same people, and says as little of who complains.

-- Who comes without a name, and the machinery, see what they were led to.
create function kernel.nobody() returns boolean language sql stable parallel safe as $$ select kernel.person() is null $$;

select kernel.keep_with_case('call_back.task', 'complaint_id');
select kernel.keep_with_case('meeting.booking', 'complaint_id');
select kernel.keep_with_case('channel.message', 'complaint_id');
select kernel.keep_with_case('portal.held', 'complaint_id');
create policy tells_who on call_back.task as restrictive to wenguo_app using (complaint_id is null or (select kernel.nobody()) or complaint.may_tell_who(organization_id, complaint_id)) with check (true);
create policy tells_who on portal.held as restrictive to wenguo_app using (complaint_id is null or (select kernel.nobody()) or complaint.may_tell_who(organization_id, complaint_id)) with check (true);
-- What was told to a customer goes to their number.
create policy tells_who on channel.message as restrictive to wenguo_app using (complaint_id is null or person_id is not null or (select kernel.nobody()) or complaint.may_tell_who(organization_id, complaint_id)) with check (true);

-- Calls and tries tell the number of their task.
create function call_back.seen(organization uuid, one uuid) returns boolean language plpgsql stable parallel safe cost 100 as
  $$ begin return exists (select from call_back.task t where t.organization_id = organization and t.id = one); end $$;
create policy with_task on call_back.call as restrictive to wenguo_app using (task_id is null or call_back.seen(organization_id, task_id)) with check (true);
create policy with_task on call_back.try as restrictive to wenguo_app using (call_back.seen(organization_id, task_id)) with check (true);

-- What became a case is tied to it past row security: who registers a complaint about their superior, or of somebody who wants to be known to few, does not see any more what it came from.
create function call_back.tie(this uuid, to_case uuid) returns void language sql volatile security definer set search_path = pg_catalog, pg_temp as
  $$ update call_back.task set complaint_id = to_case where organization_id = kernel.organization() and id = this $$;
create function meeting.tie(this uuid, to_case uuid) returns void language sql volatile security definer set search_path = pg_catalog, pg_temp as
  $$ update meeting.booking set complaint_id = to_case, version = version + 1 where organization_id = kernel.organization() and id = this $$;
create function feedback.tie(this uuid, to_case uuid) returns void language sql volatile security definer set search_path = pg_catalog, pg_temp as
  $$ update feedback.feedback set complaint_id = to_case, version = version + 1 where organization_id = kernel.organization() and id = this $$;
create function importing.tie(this uuid, to_case uuid) returns void language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update importing.candidate set complaint_id = to_case where organization_id = kernel.organization() and id = this;
  update importing.known set complaint_id = to_case where organization_id = kernel.organization() and candidate_id = this
$$;
revoke all on function call_back.tie(uuid, uuid), meeting.tie(uuid, uuid), feedback.tie(uuid, uuid), importing.tie(uuid, uuid) from public;
grant execute on function call_back.tie(uuid, uuid), meeting.tie(uuid, uuid), feedback.tie(uuid, uuid), importing.tie(uuid, uuid) to wenguo_app;

-- A group whose every case is kept from somebody is: what it is called tells what they are about.
create function grouping.only_kept(organization uuid, one uuid) returns boolean language plpgsql stable parallel safe security definer set search_path = pg_catalog, pg_temp cost 200 as $$
begin
  return exists (select from grouping.member m where m.organization_id = organization and m.group_id = one and m.removed_at is null)
    and not exists (select from grouping.member m where m.organization_id = organization and m.group_id = one and m.removed_at is null and m.complaint_id <> all (complaint.kept()));
end $$;
revoke all on function grouping.only_kept(uuid, uuid) from public;
grant execute on function grouping.only_kept(uuid, uuid) to wenguo_app, wenguo_system;
create policy kept_from on grouping.cause_group as restrictive to wenguo_app using ((select complaint.nothing_kept()) or not grouping.only_kept(organization_id, id)) with check (true);

-- Customers of whom there is nothing but cases kept from whoever asks: their name alone would tell that somebody complained.
create function complaint.kept_customers() returns uuid[] language plpgsql stable parallel safe security definer set search_path = pg_catalog, pg_temp as $$
declare kept constant uuid[] := complaint.kept();
begin
  if kept = '{}' then return '{}'; end if;
  return coalesce((select array_agg(distinct c.customer_id) from complaint.complaint c where c.organization_id = kernel.organization() and c.id = any (kept)
    and not exists (select from complaint.complaint o where o.organization_id = c.organization_id and o.customer_id = c.customer_id and o.id <> all (kept))), '{}');
end $$;
revoke all on function complaint.kept_customers() from public;
grant execute on function complaint.kept_customers() to wenguo_app, wenguo_system;
create policy kept_from on customer.customer as restrictive to wenguo_app using (id <> all ((select complaint.kept_customers())::uuid[])) with check (true);
-- Whoever registers for one of them meets the same record: two of one telephone cannot be.
create function customer.of_phones(keys text[]) returns table (id uuid, name text, phone text, phone_key text, class_code text, merged_into uuid) language sql volatile security definer set search_path = pg_catalog, pg_temp as
  $$ select u.id, u.name, u.phone, u.phone_key, u.class_code, u.merged_into from customer.customer u where u.organization_id = kernel.organization() and u.phone_key = any (keys) order by u.id for key share $$;
revoke all on function customer.of_phones(text[]) from public;
grant execute on function customer.of_phones(text[]) to wenguo_app;
drop policy kept_from on kernel.event;
create policy kept_from on kernel.event as restrictive to wenguo_app
  using ((select complaint.nothing_kept()) or not complaint.speaks_of(subject_id, payload, (select complaint.kept() || complaint.kept_customers()))) with check (true);

-- What was on its way to people who must not know of a case does not go out; nor to a room where they sit.
create function channel.take_back(this uuid, people uuid[]) returns void language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  delete from channel.message m where m.organization_id = kernel.organization() and m.complaint_id = this and m.state in ('waiting', 'gathered') and (m.medium = 'robot' or m.person_id = any (people))
$$;
revoke all on function channel.take_back(uuid, uuid[]) from public;
grant execute on function channel.take_back(uuid, uuid[]) to wenguo_app;
-- Nor out of the house: what has not arrived yet is not tried again.
create function integration.take_back(this uuid) returns void language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  delete from integration.delivery d where d.organization_id = kernel.organization() and d.state <> 'sent' and strpos(d.body, this::text) > 0
$$;
revoke all on function integration.take_back(uuid) from public;
grant execute on function integration.take_back(uuid) to wenguo_app;

create function meeting.hosted_by(this uuid, people uuid[]) returns bigint language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select count(*) from meeting.booking b where b.organization_id = kernel.organization() and b.complaint_id = this and b.state = 'booked' and b.host_id = any (people)
$$;
revoke all on function meeting.hosted_by(uuid, uuid[]) from public;
grant execute on function meeting.hosted_by(uuid, uuid[]) to wenguo_app;

-- A place that sees its counters sees no case in them that is kept from it.
create function comment_card.recount(this uuid, more int) returns void language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update comment_card.card k set complaints = greatest(0, k.complaints + more) from kernel.event e
  where e.organization_id = kernel.organization() and e.subject_id = this and e.name = 'comment-card.used' and k.organization_id = e.organization_id and k.id = (e.payload ->> 'cardId')::uuid
$$;
revoke all on function comment_card.recount(uuid, int) from public;
grant execute on function comment_card.recount(uuid, int) to wenguo_app;

-- Who speaks for somebody tells who that is: the name lies apart, seen by who may know who complains.
create table complaint.representative_person (
  organization_id uuid not null, representative_id uuid not null, name text not null, phone text, email text,
  primary key (organization_id, representative_id), foreign key (organization_id, representative_id) references complaint.representative on delete cascade
);
insert into complaint.representative_person select organization_id, id, name, phone, email from complaint.representative;
alter table complaint.representative drop column name, drop column phone, drop column email;
create function complaint.may_tell_of(organization uuid, representative uuid) returns boolean language plpgsql stable parallel safe cost 200 as
  $$ begin return exists (select from complaint.representative r where r.organization_id = organization and r.id = representative and ((select kernel.nobody()) or complaint.may_tell_who(organization, r.complaint_id))); end $$;
alter table complaint.representative_person enable row level security;
create policy known_to_few on complaint.representative_person to wenguo_app using (organization_id = (select kernel.organization()) and complaint.may_tell_of(organization_id, representative_id)) with check (organization_id = (select kernel.organization()));
create policy machinery on complaint.representative_person to wenguo_system using (true) with check (true);
grant select, insert, update, delete on complaint.representative_person to wenguo_app, wenguo_system;

-- So do a signature, and the paper that somebody may speak for them.
create or replace function complaint.keep_recordings(this uuid) returns void language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update files.file f set tells_who = c.identity <> 'open' from complaint.complaint c
  where c.organization_id = kernel.organization() and c.id = this and f.organization_id = c.organization_id and f.subject_id = c.id and f.tells_who <> (c.identity <> 'open')
    and (f.media_type like 'audio/%' or f.media_type like 'video/%' or exists (select from complaint.attachment a where a.organization_id = c.organization_id and a.complaint_id = c.id and a.file_id = f.id and a.kind in ('authority', 'signature')))
$$;
-- Where a letter came from goes with who complains.
create function intake.hide_origin(this uuid) returns void language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  with told as (select r.written_from from intake.reception r where r.organization_id = kernel.organization() and r.complaint_id = this and r.written_from is not null),
    kept as (update complaint.complainant c set address = coalesce(c.address, told.written_from) from told where c.organization_id = kernel.organization() and c.complaint_id = this)
  update intake.reception r set written_from = null where r.organization_id = kernel.organization() and r.complaint_id = this
$$;
revoke all on function intake.hide_origin(uuid) from public;
grant execute on function intake.hide_origin(uuid) to wenguo_app;
update complaint.attachment a set kind = 'signature' from intake.reception r where r.organization_id = a.organization_id and r.complaint_id = a.complaint_id and r.signature_id = a.file_id;
update files.file f set tells_who = true from complaint.complaint c join complaint.attachment a on a.organization_id = c.organization_id and a.complaint_id = c.id
where c.identity <> 'open' and a.kind in ('authority', 'signature') and f.organization_id = a.organization_id and f.id = a.file_id and f.subject_id = c.id;
update complaint.complainant k set address = r.written_from from intake.reception r where r.organization_id = k.organization_id and r.complaint_id = k.complaint_id and k.address is null;
update intake.reception r set written_from = null from complaint.complaint c where c.organization_id = r.organization_id and c.id = r.complaint_id and c.identity <> 'open';
