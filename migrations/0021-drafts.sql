create schema draft;
grant usage on schema draft to wenguo_app, wenguo_system;

-- A registration that is being written. Its id is made where the typing begins; the row stays when it became a case, so that it becomes one once.
create table draft.draft (
  organization_id uuid not null, id uuid not null, owner_id uuid not null, revision int not null, form int not null, body text not null, file_ids uuid[] not null default '{}', candidate_id uuid,
  begun_at timestamptz not null, saved_at timestamptz not null, expires_at timestamptz not null, handed_to uuid, handed_note text, handed_at timestamptz, discarded_at timestamptz, complaint_id uuid,
  primary key (organization_id, id), foreign key (organization_id, owner_id) references identity.person, foreign key (organization_id, handed_to) references identity.person
);
create index draft_of_owner on draft.draft (organization_id, owner_id, id desc) where complaint_id is null;
create index draft_handed_to on draft.draft (organization_id, handed_to) where handed_to is not null;
create index draft_expiring on draft.draft (expires_at);
alter table draft.draft enable row level security;
grant select, insert, update, delete on draft.draft to wenguo_app, wenguo_system;
create policy machinery on draft.draft to wenguo_system using (true) with check (true);
-- Seen by who writes it and by whom it is handed to, by nobody else, whatever their post.
create policy sight on draft.draft to wenguo_app
  using (organization_id = (select kernel.organization()) and (owner_id = (select kernel.person()) or handed_to = (select kernel.person())))
  with check (organization_id = (select kernel.organization()) and owner_id = (select kernel.person()));

-- Files of what is still being written are kept as long as it is.
alter table files.file add column kept_until timestamptz;

create schema intake;
grant usage on schema intake to wenguo_app, wenguo_system;

-- How a complaint was received: what a call, a visit, a letter or a transfer brought along. `seal` binds what was read to the customer to what they signed.
create table intake.reception (
  organization_id uuid not null, complaint_id uuid not null, notes jsonb not null, recording_id uuid, recording_started_at timestamptz, talk jsonb, seated_at text, host_id uuid,
  read_back text, read_back_at timestamptz, signature_id uuid, seal text, written_from text, reference text, answer_by timestamptz,
  primary key (organization_id, complaint_id), foreign key (organization_id, complaint_id) references complaint.complaint on delete cascade,
  foreign key (organization_id, recording_id) references files.file, foreign key (organization_id, signature_id) references files.file, foreign key (organization_id, host_id) references identity.person
);
select kernel.protect_with_case('intake.reception');
