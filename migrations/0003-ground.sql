create schema files;
create schema notification;
create schema packs;
create schema forms;
create schema knowledge;
grant usage on schema files, notification, packs, forms, knowledge to wenguo_app, wenguo_system;

-- Bytes lie content-addressed in the file store; `subject_id` is what the file was attached to, empty until then.
create table files.file (
  organization_id uuid not null, id uuid not null, sha256 text not null, name text not null, media_type text not null, bytes bigint not null, preview boolean not null,
  uploaded_by uuid, at timestamptz not null, subject_id uuid,
  primary key (organization_id, id)
);
create index file_of_subject on files.file (organization_id, subject_id);
create index file_by_bytes on files.file (sha256);
create index file_unattached on files.file (at) where subject_id is null;
select kernel.protect('files.file');

create table notification.notice (
  organization_id uuid not null, id uuid not null, person_id uuid not null, name text not null, complaint_id uuid, payload jsonb not null, at timestamptz not null, read_at timestamptz,
  primary key (organization_id, id)
);
create index notice_of_person on notification.notice (organization_id, person_id, id);
create index notice_unread on notification.notice (organization_id, person_id) where read_at is null;
select kernel.protect('notification.notice');

create table notification.mail (
  organization_id uuid not null, id uuid not null, recipient text not null, subject text not null, body text not null, state text not null, attempts int not null default 0, problem text, at timestamptz not null, sent_at timestamptz,
  primary key (organization_id, id)
);
select kernel.protect('notification.mail');

-- An installed pack never changes; a new version is a new row.
create table packs.version (
  organization_id uuid not null, id uuid not null, pack text not null, version text not null, body jsonb not null, installed_at timestamptz not null,
  primary key (organization_id, id)
);
select kernel.protect('packs.version');
create table packs.policy (
  organization_id uuid not null, id uuid not null, table_name text not null, version text not null, body jsonb not null, published_at timestamptz not null, published_by uuid,
  primary key (organization_id, id), unique (organization_id, table_name, version)
);
select kernel.protect('packs.policy');
create trigger append_only before update or delete on packs.version for each row execute function kernel.refuse_change();
create trigger append_only before update or delete on packs.policy for each row execute function kernel.refuse_change();
create table packs.current (
  organization_id uuid primary key, version_id uuid not null, policies jsonb not null
);
select kernel.protect('packs.current');

create table forms.answer (
  organization_id uuid not null, subject_id uuid not null, field text not null, text_value text, number_value bigint, day_value date,
  primary key (organization_id, subject_id, field)
);
create index answer_by_text on forms.answer (organization_id, field, text_value);
create index answer_by_number on forms.answer (organization_id, field, number_value);
create index answer_by_day on forms.answer (organization_id, field, day_value);
select kernel.protect('forms.answer');

create table knowledge.phrase (
  organization_id uuid not null, id uuid not null, person_id uuid not null, situation text not null, temperament text, body text not null, at timestamptz not null,
  primary key (organization_id, id)
);
select kernel.protect('knowledge.phrase');
create table knowledge.favourite (
  organization_id uuid not null, person_id uuid not null, phrase_id text not null,
  primary key (organization_id, person_id, phrase_id)
);
select kernel.protect('knowledge.favourite');
