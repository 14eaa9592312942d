-- A table of rules while it is worked on: one draft of each, by everybody who may. Sent, it lies with whoever approves it.
create table packs.table_draft (
  organization_id uuid not null, table_name text not null, state text not null default 'open', version int not null, rules jsonb not null, examples jsonb not null, based_on text not null,
  begun_by uuid, begun_at timestamptz not null, changed_by uuid, changed_at timestamptz not null, editors uuid[] not null, sent_by uuid, sent_at timestamptz, note text not null default '',
  returned_by uuid, returned_at timestamptz, returned_why text,
  primary key (organization_id, table_name)
);
select kernel.protect('packs.table_draft');

-- How a table of the organisation's own came to be, beside its immutable content in packs.policy.
create table packs.table_version (
  organization_id uuid not null, id uuid not null, table_name text not null, no int not null, state text not null, note text not null, drafted_by uuid[] not null, approved_by uuid, approved_at timestamptz not null,
  alone boolean not null, effective_at timestamptz not null, running text not null,
  primary key (organization_id, id), unique (organization_id, table_name, no), foreign key (organization_id, id) references packs.policy
);
create index table_version_scheduled on packs.table_version (effective_at) where state = 'scheduled';
select kernel.protect('packs.table_version');
