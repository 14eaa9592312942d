-- A file on its way, in parts that lie in the file store. `key_hash`: who began it goes on with it. What is not whole within a day is removed.
create table files.upload (
  organization_id uuid not null, id uuid not null, key_hash bytea not null, name text not null, bytes bigint not null, received bigint not null default 0, parts text[] not null default '{}',
  uploaded_by uuid, at timestamptz not null, file_id uuid,
  primary key (organization_id, id), foreign key (organization_id, file_id) references files.file on delete cascade
);
create unique index upload_by_key on files.upload (key_hash);
create index upload_of_file on files.upload (organization_id, file_id) where file_id is not null;
create index upload_by_age on files.upload (at);
select kernel.protect('files.upload');

-- What came through the portal when too much did: nothing of it is registered before somebody has looked. The sender holds number and code, which lead to the complaint once it is one.
create table portal.held (
  organization_id uuid not null, id uuid not null, number text not null, portal_hash bytea not null, unit_id uuid not null, card_id uuid, why text not null, submission jsonb not null, locale text not null, at timestamptz not null,
  state text not null default 'waiting', decided_by uuid, decided_at timestamptz, reason text, complaint_id uuid, version int not null default 1,
  primary key (organization_id, id), foreign key (organization_id, unit_id) references identity.unit, foreign key (organization_id, card_id) references comment_card.card,
  foreign key (organization_id, decided_by) references identity.person, foreign key (organization_id, complaint_id) references complaint.complaint
);
create unique index held_by_code on portal.held (portal_hash);
create index held_of_state on portal.held (organization_id, state, id desc);
alter table portal.held enable row level security;
grant select, insert, update, delete on portal.held to wenguo_app, wenguo_system;
create policy machinery on portal.held to wenguo_system using (true) with check (true);
create policy sight on portal.held to wenguo_app
  using (organization_id = (select kernel.organization()) and ((select kernel.sees_all()) or unit_id = any ((select kernel.units())::uuid[])))
  with check (organization_id = (select kernel.organization()));

-- By this key every node knows the puzzles of the others.
create table portal.puzzle_key (only_one boolean primary key default true check (only_one), key text not null);
alter table portal.puzzle_key enable row level security;
grant select on portal.puzzle_key to wenguo_system;
create policy machinery on portal.puzzle_key to wenguo_system using (true);
insert into portal.puzzle_key (key) values (replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''));
