-- Questionnaires: what is asked, in editions; who was asked it about a case, by which link, and what they answered.
create schema questionnaire;
grant usage on schema questionnaire to wenguo_app, wenguo_system;

-- `pack_code`: came with the pack under this code; `edition`: the one that goes out, 0 before there is any; `draft`: what is being worked on.
create table questionnaire.template (
  organization_id uuid not null, id uuid not null, pack_code text, edition int not null default 0, title jsonb not null, questions int not null, draft jsonb, retired_at timestamptz, changed_at timestamptz not null, changed_by uuid, version int not null default 1,
  primary key (organization_id, id)
);
create unique index template_of_pack on questionnaire.template (organization_id, pack_code) where pack_code is not null;
select kernel.protect('questionnaire.template');

create table questionnaire.edition (
  organization_id uuid not null, template_id uuid not null, no int not null, body jsonb not null, by_pack boolean not null, at timestamptz not null, by_id uuid,
  primary key (organization_id, template_id, no), foreign key (organization_id, template_id) references questionnaire.template
);
select kernel.protect('questionnaire.edition');

-- Somebody who was asked about a case. `recipient`: customer, staff, outsider; `signed_name`: as who answered wrote it.
create table questionnaire.sent (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, number text not null, template_id uuid not null, edition int not null, recipient text not null, person_id uuid, name text not null, email text, locale text not null, note text,
  state text not null default 'open', until timestamptz not null, remind_at timestamptz, asked_at timestamptz not null, asked_by uuid, answered_at timestamptz, signed_name text, answers jsonb, ended_at timestamptz, ended_by uuid, end_why text, version int not null default 1,
  primary key (organization_id, id), unique (organization_id, number), foreign key (organization_id, complaint_id) references complaint.complaint, foreign key (organization_id, template_id, edition) references questionnaire.edition
);
create index sent_of_case on questionnaire.sent (organization_id, complaint_id, id);
create index sent_of_template on questionnaire.sent (organization_id, template_id, id desc);
create index sent_to_remind on questionnaire.sent (remind_at, id) where state = 'open' and remind_at is not null;
create index sent_to_end on questionnaire.sent (until, id) where state = 'open';

-- `token` lies here only until its mail or SMS is out.
create table questionnaire.link (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, sent_id uuid not null, way text not null, token_hash bytea not null, token text, until timestamptz not null,
  made_by uuid, made_at timestamptz not null, sent_at timestamptz, problem text, opened_at timestamptz, revoked_at timestamptz, revoked_by uuid,
  primary key (organization_id, id), foreign key (organization_id, sent_id) references questionnaire.sent
);
create unique index link_by_token on questionnaire.link (token_hash);
create index link_of_sent on questionnaire.link (organization_id, sent_id, made_at);

create table questionnaire.file (
  organization_id uuid not null, complaint_id uuid not null, sent_id uuid not null, file_id uuid not null,
  primary key (organization_id, sent_id, file_id), foreign key (organization_id, sent_id) references questionnaire.sent
);
select kernel.protect_with_case(t) from unnest(array['questionnaire.sent', 'questionnaire.link', 'questionnaire.file']::regclass[]) as t;

-- Whether words tell who complains, asked of the case; forms that go outside ask by it.
create function complaint.tells_who(one uuid, words text) returns table (by_name boolean, by_phone boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with who as (
    select array[c.complainant_name, u.name, w.name] as names, array[c.complainant_phone, u.phone, w.phone] as phones
    from complaint.complaint c join customer.customer u on u.organization_id = c.organization_id and u.id = c.customer_id
    left join complaint.complainant w on w.organization_id = c.organization_id and w.complaint_id = c.id
    where c.organization_id = kernel.organization() and c.id = one)
  select exists (select from who, unnest(names) as name where length(trim(name)) > 1 and strpos(lower(words), lower(trim(name))) > 0),
    exists (select from who, unnest(phones) as phone, lateral (select right(regexp_replace(phone, '\D', '', 'g'), 8) as digits) as d where length(digits) > 6 and strpos(regexp_replace(words, '\D', '', 'g'), digits) > 0)
$$;
revoke all on function complaint.tells_who(uuid, text) from public;
grant execute on function complaint.tells_who(uuid, text) to wenguo_app, wenguo_system;
create or replace function liaison.tells_who(one uuid, words text) returns table (by_name boolean, by_phone boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select t.by_name, t.by_phone from liaison.form f, lateral complaint.tells_who(f.complaint_id, words) t where f.organization_id = kernel.organization() and f.id = one
$$;

-- Roles that are there already get what their work needs.
update identity.role_book b set roles = (
  select jsonb_agg(case
    when r ->> 'code' in ('manager', 'officer', 'director') then jsonb_set(r, '{permissions}', (r -> 'permissions') || '["questionnaire.*"]')
    when r ->> 'code' in ('handler', 'specialist', 'quality') then jsonb_set(r, '{permissions}', (r -> 'permissions') || '["questionnaire.read", "questionnaire.send", "questionnaire.link", "questionnaire.withdraw"]')
    else r end order by n)
  from jsonb_array_elements(b.roles) with ordinality as each (r, n));
