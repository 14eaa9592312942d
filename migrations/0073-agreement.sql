-- The agreement both sides sign (G1). `text`: all of it as it is read and signed, headings included; frozen once it is laid before the customer, with `sha256` over its canonical form. What is changed after that is a paper of its own.
create schema agreement;
grant usage on schema agreement to wenguo_app, wenguo_system;

-- Who complains stands in it: where that is protected it is shown to those who may know. Not inlined: it is asked of few rows, and would become a read of all cases.
create function agreement.names_seen(org uuid, one uuid) returns boolean language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from complaint.complaint c where c.organization_id = org and c.id = one and c.identity = 'open') or exists (select from complaint.complainant w where w.organization_id = org and w.complaint_id = one);
end $$;
revoke all on function agreement.names_seen(uuid, uuid) from public;
grant execute on function agreement.names_seen(uuid, uuid) to wenguo_app, wenguo_system;

create table agreement.paper (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, proposal_id uuid not null, no int not null, locale text not null, text jsonb not null, total_fen bigint not null, sha256 text,
  state text not null check (state in ('draft', 'open', 'signed', 'declined', 'voided')), version int not null default 1, made_by uuid, made_at timestamptz not null, opened_by uuid, opened_at timestamptz, despite text,
  ended_by uuid, ended_at timestamptz, ended_cause text, ended_why text, signed_at timestamptz, pdf_id uuid, pdf_sha256 text, sealed_at timestamptz,
  primary key (organization_id, id), unique (organization_id, complaint_id, no), foreign key (organization_id, complaint_id) references complaint.complaint, foreign key (organization_id, proposal_id) references remedy.proposal,
  check ((sha256 is null) = (opened_at is null)), check (state not in ('open', 'signed', 'declined') or sha256 is not null), check ((pdf_id is null) = (pdf_sha256 is null))
);
-- One at a time is worked on or lies before the customer.
create unique index paper_alive on agreement.paper (organization_id, complaint_id) where state in ('draft', 'open');
create index paper_waiting on agreement.paper (organization_id, opened_at) where state = 'open';
create index paper_by_pdf on agreement.paper (organization_id, pdf_sha256) where pdf_sha256 is not null;

-- `way`: on our screen, behind a link, on paper (the file is the scan then). `by_id`: who of us took it, and for the firm who signed. `seal` over the text, who, how and when.
create table agreement.signature (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, paper_id uuid not null, side text not null check (side in ('customer', 'firm')), name text not null, capacity text, way text not null check (way in ('screen', 'link', 'paper')),
  file_id uuid not null, file_sha256 text not null, by_id uuid, link_id uuid, contact text, signed_at timestamptz not null, seal text not null, voided_at timestamptz, voided_why text,
  primary key (organization_id, id), foreign key (organization_id, paper_id) references agreement.paper
);
create unique index signature_once on agreement.signature (organization_id, paper_id, side) where voided_at is null;
-- What was drawn once is put under one text alone; a scan on paper may bear both names.
create unique index drawing_once on agreement.signature (organization_id, file_id) where way <> 'paper';
create index signature_of_case on agreement.signature (organization_id, complaint_id);

-- `token` lies here only until its mail or SMS is out.
create table agreement.link (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, paper_id uuid not null, way text not null, token_hash bytea not null unique, token text, until timestamptz not null,
  made_by uuid, made_at timestamptz not null, sent_at timestamptz, problem text, opened_at timestamptz, warned_at timestamptz, revoked_at timestamptz, revoked_by uuid,
  primary key (organization_id, id), foreign key (organization_id, paper_id) references agreement.paper
);
create index link_of_paper on agreement.link (organization_id, paper_id, made_at);
create index link_to_warn on agreement.link (until, id) where revoked_at is null and warned_at is null;

-- By which whoever came by a link shows to be who they say: sent to the contact we know, used once; what it is exchanged for opens the text for a while.
create table agreement.code (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, link_id uuid not null, way text not null, contact text not null, code_hash bytea not null, token text, until timestamptz not null, wrong int not null default 0,
  asked_at timestamptz not null, sent_at timestamptz, problem text, used_at timestamptz, pass_hash bytea, pass_until timestamptz,
  primary key (organization_id, id), foreign key (organization_id, link_id) references agreement.link
);
create index code_of_link on agreement.code (organization_id, link_id, asked_at);
create unique index code_by_pass on agreement.code (pass_hash) where pass_hash is not null;

select kernel.protect_with_case(t) from unnest(array['agreement.paper', 'agreement.signature', 'agreement.link', 'agreement.code']::regclass[]) as t;
create policy known_to_few on agreement.paper as restrictive to wenguo_app using (agreement.names_seen(organization_id, complaint_id));
create policy known_to_few on agreement.signature as restrictive to wenguo_app using (agreement.names_seen(organization_id, complaint_id));

-- What it was about is no more, whoever ended that, and whether or not they may know who complains. `about`: the proposals, null for all of the case; `spared`: papers the customer has put their name under stay. A row for each name that is void by it, and one for a paper without.
create function agreement.end_papers(this uuid, about uuid[], among text[], spared boolean, cause text, by_whom uuid, moment timestamptz) returns table (paper_id uuid, no int, signature_id uuid, side text)
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  with ended as (
    update agreement.paper p set state = 'voided', ended_by = by_whom, ended_at = moment, ended_cause = cause, ended_why = '', version = p.version + 1
    where p.organization_id = kernel.organization() and p.complaint_id = this and p.state = any (among) and (about is null or p.proposal_id = any (about))
      and not (spared and exists (select from agreement.signature s where s.organization_id = p.organization_id and s.paper_id = p.id and s.side = 'customer' and s.voided_at is null))
    returning p.id, p.no
  ), voided as (
    update agreement.signature s set voided_at = moment, voided_why = '' from ended e where s.organization_id = kernel.organization() and s.paper_id = e.id and s.voided_at is null returning s.paper_id, s.id, s.side
  )
  select e.id, e.no, v.id, v.side from ended e left join voided v on v.paper_id = e.id order by e.no, v.id
$$;
revoke all on function agreement.end_papers(uuid, uuid[], text[], boolean, text, uuid, timestamptz) from public;
grant execute on function agreement.end_papers(uuid, uuid[], text[], boolean, text, uuid, timestamptz) to wenguo_app;

-- Roles that are there already get what their work needs.
update identity.role_book b set roles = (
  select jsonb_agg(case when r ->> 'code' in ('handler', 'manager', 'officer', 'director') then jsonb_set(r, '{permissions}', (r -> 'permissions') || '["agreement.*"]') else r end order by n)
  from jsonb_array_elements(b.roles) with ordinality as each (r, n));
