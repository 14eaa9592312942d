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
