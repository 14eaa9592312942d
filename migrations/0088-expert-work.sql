-- What a colleague was asked and has not answered, in or out of the asker's sight: nobody is retired over it. Of what is kept from the asker, only that there is some.
create function expert.open_with(person uuid, out open int, out number text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(case when count(*) > 0 then greatest(1, count(*) filter (where c.id <> all (complaint.kept()))) end, 0)::int, coalesce(min(c.number) filter (where c.id <> all (complaint.kept())), '…') from expert.opinion o
    join complaint.complaint c on c.organization_id = o.organization_id and c.id = o.complaint_id
  where o.organization_id = kernel.organization() and o.person_id = person and o.state = 'asked'
$$;
revoke all on function expert.open_with(uuid) from public;
grant execute on function expert.open_with(uuid) to wenguo_app;

create index opinion_of_colleague on expert.opinion (organization_id, person_id, due_at) where state = 'asked' and person_id is not null;
