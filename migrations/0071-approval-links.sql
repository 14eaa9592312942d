-- A link in a message by which one person decides one proposal, once. Its secret is known to the message alone.
create table authority.link (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, subject_id uuid not null, person_id uuid not null, token_hash bytea not null unique, until timestamptz not null, made_at timestamptz not null,
  used_at timestamptz, used_for text check (used_for in ('approved', 'returned')), revoked_at timestamptz,
  primary key (organization_id, id), foreign key (organization_id, complaint_id) references complaint.complaint, foreign key (organization_id, person_id) references identity.person
);
create index link_of_subject on authority.link (organization_id, subject_id);
select kernel.protect_with_case('authority.link');
