-- The liaison form goes to outsiders: suppliers, carriers, installers, laboratories. They get a link that shows what was released for them.

-- Somebody outside who is asked. `shown`: what was released, as it read then, with its labels; `asks`: the fields of the part they answer.
create table liaison.party (
  organization_id uuid not null, id uuid not null, form_id uuid not null, complaint_id uuid not null, kind text not null, name text not null, contact text, email text, phone text, locale text not null,
  matter text not null, shown jsonb not null, asks text[] not null, file_ids uuid[] not null, release_reason text, version int not null default 1, made_by uuid, made_at timestamptz not null,
  primary key (organization_id, id), foreign key (organization_id, form_id) references liaison.form
);
create index party_of_form on liaison.party (organization_id, form_id);

-- One link of a party. `token` lies here only until its mail is out.
create table liaison.link (
  organization_id uuid not null, id uuid not null, form_id uuid not null, complaint_id uuid not null, party_id uuid not null, way text not null, token_hash bytea not null, token text, until timestamptz not null,
  made_by uuid, made_at timestamptz not null, sent_at timestamptz, problem text, opened_at timestamptz, revoked_at timestamptz, revoked_by uuid,
  primary key (organization_id, id), foreign key (organization_id, party_id) references liaison.party
);
create unique index link_by_token on liaison.link (token_hash);
create index link_of_form on liaison.link (organization_id, form_id, made_at);

-- What a party wants to know before it answers.
create table liaison.question (
  organization_id uuid not null, id uuid not null, form_id uuid not null, complaint_id uuid not null, stop_id uuid not null, party_id uuid not null, body text not null, asked_by text not null, asked_at timestamptz not null,
  reply text, replied_by uuid, replied_at timestamptz,
  primary key (organization_id, id), foreign key (organization_id, stop_id) references liaison.stop
);
create index question_of_form on liaison.question (organization_id, form_id, asked_at);
select liaison.protect(t, 'form_id') from unnest(array['liaison.party', 'liaison.link', 'liaison.question']::regclass[]) as t;

-- The general manager's office leads what goes outside: its unit has the stop, the party signs it.
alter table liaison.stop add column party_id uuid, add foreign key (organization_id, party_id) references liaison.party;

-- Whether words tell who complains, by name or by number. Whoever writes to an outsider may not know the number; the database says yes or no and nothing else.
create function liaison.tells_who(one uuid, words text) returns table (by_name boolean, by_phone boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with who as (
    select array[c.complainant_name, u.name, w.name] as names, array[c.complainant_phone, u.phone, w.phone] as phones
    from liaison.form f join complaint.complaint c on c.organization_id = f.organization_id and c.id = f.complaint_id
    join customer.customer u on u.organization_id = c.organization_id and u.id = c.customer_id
    left join complaint.complainant w on w.organization_id = c.organization_id and w.complaint_id = c.id
    where f.organization_id = kernel.organization() and f.id = one)
  select exists (select from who, unnest(names) as name where length(trim(name)) > 1 and strpos(lower(words), lower(trim(name))) > 0),
    exists (select from who, unnest(phones) as phone, lateral (select right(regexp_replace(phone, '\D', '', 'g'), 8) as digits) as d where length(digits) > 6 and strpos(regexp_replace(words, '\D', '', 'g'), digits) > 0)
$$;
revoke all on function liaison.tells_who(uuid, text) from public;
grant execute on function liaison.tells_who(uuid, text) to wenguo_app, wenguo_system;

-- Lists of forms. Asked row by row, who sees a form costs more than reading it; here it is asked once for all of them.
create index stop_by_unit on liaison.stop (organization_id, unit_id, form_id) where state <> 'voided';

-- The units in which whoever asks has a part.
create function liaison.own_units() returns uuid[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select kernel.units() || array(select o.unit_id from identity.holding h join identity.position o on o.organization_id = h.organization_id and o.id = h.position_id
    where h.organization_id = kernel.organization() and h.person_id = kernel.person() and h.until is null)
$$;

-- Where forms lie, without what stands on them, newest first; `part`: whether whoever asks has a part in it, or sees every case.
create function liaison.lying(ended boolean, words text, before uuid, most int) returns table (id uuid, complaint_id uuid, state text, due_at timestamptz, part boolean)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp rows 1000 as $$
declare
  units constant uuid[] := liaison.own_units();
  kept constant uuid[] := complaint.kept();
  every constant boolean := complaint.sees_every();
begin
  return query select f.id, f.complaint_id, f.state, f.next_due_at, every or f.id in (select s.form_id from liaison.stop s where s.organization_id = kernel.organization() and s.unit_id = any (units) and s.state <> 'voided')
    from liaison.form f where f.organization_id = kernel.organization() and (f.ended_at is not null) = ended and f.complaint_id <> all (kept) and (before is null or f.id < before)
    and (words is null or f.number ilike words or f.customer_name ilike words or f.product ilike words or f.lot ilike words or f.order_number ilike words or f.body ilike words)
    order by f.id desc limit most;
end $$;

-- Open stops, without what stands on them.
create function liaison.waiting(units uuid[]) returns table (form_id uuid, unit_id uuid, due_at timestamptz) language sql stable security definer set search_path = pg_catalog, pg_temp rows 1000 as $$
  select s.form_id, s.unit_id, s.due_at from liaison.stop s where s.organization_id = kernel.organization() and s.state = 'open' and (units is null or s.unit_id = any (units))
$$;

-- Those in sight of whoever asks: cases are read under their own row security, all in one question.
create function liaison.in_sight(ended boolean, words text, before uuid, most int) returns table (id uuid, state text, due_at timestamptz) language plpgsql stable rows 1000 as $$
declare
  got int := 0;
  found_here int;
  last uuid := before;
  near constant int := case when ended then 2000 end;
  ids uuid[]; cases uuid[]; states text[]; dues timestamptz[]; parts boolean[]; seen uuid[];
begin
  loop
    select array_agg(l.id), array_agg(l.complaint_id), array_agg(l.state), array_agg(l.due_at), array_agg(l.part) into ids, cases, states, dues, parts from liaison.lying(ended, words, last, near) l;
    if ids is null then return; end if;
    if false = any (parts) then seen := array(select c.id from complaint.complaint c where c.organization_id = kernel.organization() and c.id = any (cases)); end if;
    return query select r.one, r.state, r.due from unnest(ids, cases, states, dues, parts) as r (one, about, state, due, part)
      where r.part or r.about in (select unnest(seen)) limit most - got;
    get diagnostics found_here = row_count;
    got := got + found_here;
    if near is null or got >= most or cardinality(ids) < near then return; end if;
    last := ids[near];
  end loop;
end $$;
revoke all on function liaison.own_units(), liaison.lying(boolean, text, uuid, int), liaison.waiting(uuid[]), liaison.in_sight(boolean, text, uuid, int) from public;
grant execute on function liaison.own_units(), liaison.lying(boolean, text, uuid, int), liaison.waiting(uuid[]), liaison.in_sight(boolean, text, uuid, int) to wenguo_app, wenguo_system;

-- What a notice is about where it is no case: whoever is told opens it from there.
alter table notification.notice add column about_type text, add column about_id uuid;
