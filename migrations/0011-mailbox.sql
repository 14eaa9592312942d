create schema mailbox;
grant usage on schema mailbox to wenguo_app, wenguo_system;

-- An address that is watched. The passwords open the mailbox and so cannot be kept as hashes.
-- `uid_validity` and `last_uid`: how far the folder is read; `lease_*`: which node watches it; `begin_at`: mails that came before are left alone.
create table mailbox.mailbox (
  organization_id uuid not null, id uuid not null, unit_id uuid not null, address text not null, address_key text not null, folder text not null,
  imap_host text not null, imap_port int not null, imap_security text not null, imap_user text not null, imap_password text not null,
  smtp_host text, smtp_port int, smtp_security text, smtp_user text, smtp_password text,
  begin_at timestamptz, uid_validity bigint, last_uid bigint not null default 0, revision int not null default 1, lease_by uuid, lease_until timestamptz,
  paused_at timestamptz, removed_at timestamptz, trouble text, trouble_said text, trouble_since timestamptz, trouble_told boolean not null default false, seen_at timestamptz, last_mail_at timestamptz,
  made_by uuid not null, made_at timestamptz not null,
  primary key (organization_id, id), foreign key (organization_id, unit_id) references identity.unit, foreign key (organization_id, made_by) references identity.person
);
create unique index mailbox_once on mailbox.mailbox (organization_id, imap_host, imap_user, folder) where removed_at is null;
select kernel.protect('mailbox.mailbox');

-- One mail of a mailbox. `fingerprint`: what makes it the same mail, wherever else it lies. `refs`: message ids it refers to, oldest first.
-- `flagged`: the server was told that it is read. `receipt`: whether its sender gets an automatic receipt, in which language.
create table mailbox.mail (
  organization_id uuid not null, id uuid not null, mailbox_id uuid not null, unit_id uuid not null, uid_validity bigint not null, uid bigint not null, fingerprint text not null,
  sha256 text not null, bytes bigint not null, message_id text, refs text[] not null, from_name text, from_address text, from_key text, recipients jsonb not null, subject text not null,
  sent_at timestamptz, arrived_at timestamptz not null, received_at timestamptz not null, words text not null, quoted text not null, attachments jsonb not null,
  verdict text not null, reason text, proposed_id uuid, complaint_id uuid, message_in_case uuid, receipt text, flagged boolean not null default false,
  decided_by uuid, decided_at timestamptz, note text, at timestamptz not null,
  primary key (organization_id, id), unique (organization_id, mailbox_id, uid_validity, uid), foreign key (organization_id, mailbox_id) references mailbox.mailbox, foreign key (organization_id, unit_id) references identity.unit
);
create unique index mail_once on mailbox.mail (organization_id, fingerprint) where reason is distinct from 'duplicate';
create index mail_of_list on mailbox.mail (organization_id, verdict, id desc);
create index mail_by_message_id on mailbox.mail (organization_id, message_id) where message_id is not null;
create index mail_of_case on mailbox.mail (organization_id, complaint_id, id) where complaint_id is not null;
create index mail_of_sender on mailbox.mail (organization_id, from_key, arrived_at) where from_key is not null;
create index mail_by_arrival on mailbox.mail (organization_id, mailbox_id, arrived_at);
create index mail_unflagged on mailbox.mail (organization_id, mailbox_id) where not flagged;
-- Seen by its unit, and when it is in a case, only with the case.
alter table mailbox.mail enable row level security;
create policy sight on mailbox.mail to wenguo_app
  using (organization_id = (select kernel.organization()) and ((select kernel.sees_all()) or unit_id = any ((select kernel.units())::uuid[]))
    and (complaint_id is null or (select complaint.sees_every()) or complaint.seen(organization_id, complaint_id)))
  with check (organization_id = (select kernel.organization()));
create policy machinery on mailbox.mail to wenguo_system using (true) with check (true);
grant select, insert, update, delete on mailbox.mail to wenguo_app, wenguo_system;

-- With what message ids of ours are signed, so that only an answer to a mail of ours finds its case.
create table mailbox.signing_key (organization_id uuid primary key, secret bytea not null, made_at timestamptz not null);
select kernel.protect('mailbox.signing_key');
