create schema clock;
create schema promise;
create schema routing;
create schema investigation;
create schema communication;
grant usage on schema clock, promise, routing, investigation, communication to wenguo_app, wenguo_system;

create table clock.deadline (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, unit_id uuid not null, kind text not null, ends text not null, rule jsonb not null, rule_version text not null,
  started_at timestamptz not null, warn_at timestamptz not null, due_at timestamptz not null, met_at timestamptz, state text not null, escalate_to text not null,
  warned_at timestamptz, fired_at timestamptz, provisional boolean not null default false, bound text not null default 'ours', pauses boolean not null default false, event text not null default 'received', extended_from timestamptz, extended_at timestamptz,
  primary key (organization_id, id), foreign key (organization_id, complaint_id) references complaint.complaint
);
create index deadline_of_case on clock.deadline (organization_id, complaint_id, due_at);
create index deadline_due on clock.deadline (due_at, id) where fired_at is null and state = 'running';
create index deadline_late on clock.deadline (organization_id, complaint_id desc) where bound = 'ours' and state = 'late';
create index deadline_to_warn on clock.deadline (warn_at, id) where warned_at is null and fired_at is null and state = 'running';
create index deadline_provisional on clock.deadline (id) where provisional and state = 'running';
select kernel.protect_with_case('clock.deadline');

-- While it lasts (`until_at` is empty), the clocks of the case that allow it stand still.
create table clock.pause (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, from_at timestamptz not null, until_at timestamptz, reason text not null, by_id uuid,
  primary key (organization_id, id), foreign key (organization_id, complaint_id) references complaint.complaint
);
create unique index pause_open on clock.pause (organization_id, complaint_id) where until_at is null;
create index pause_of_case on clock.pause (organization_id, complaint_id, from_at);
select kernel.protect_with_case('clock.pause');

create table clock.extension (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, clock_id uuid not null, kind text not null, due_before timestamptz not null, until timestamptz not null, reason text not null, state text not null,
  asked_by uuid, asked_at timestamptz not null, decided_by uuid, decided_at timestamptz, comment text,
  primary key (organization_id, id), foreign key (organization_id, complaint_id) references complaint.complaint, foreign key (organization_id, clock_id) references clock.deadline
);
create unique index extension_pending on clock.extension (organization_id, clock_id) where state = 'pending';
create index extension_of_case on clock.extension (organization_id, complaint_id, id);
create index extension_to_decide on clock.extension (organization_id, id) where state = 'pending';
select kernel.protect_with_case('clock.extension');

create table promise.promise (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, body text not null, due_at timestamptz not null, owner_id uuid not null, state text not null, result text, kept_at timestamptz,
  made_by uuid, made_at timestamptz not null, reminded_at timestamptz,
  primary key (organization_id, id), foreign key (organization_id, complaint_id) references complaint.complaint
);
create index promise_of_case on promise.promise (organization_id, complaint_id);
create index promise_due on promise.promise (due_at, id) where state = 'open';
create index promise_by_due on promise.promise (organization_id, due_at);
select kernel.protect_with_case('promise.promise');

-- What a person has promised and not kept, and a case to find it by, in or out of the asker's sight: nobody is retired over it.
create function promise.open_with(person uuid, out open int, out number text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select count(*)::int, min(c.number) from promise.promise p
    join complaint.complaint c on c.organization_id = p.organization_id and c.id = p.complaint_id
  where p.organization_id = kernel.organization() and p.owner_id = person and p.state in ('open', 'broken')
$$;
revoke all on function promise.open_with(uuid) from public;
grant execute on function promise.open_with(uuid) to wenguo_app;

create table routing.handover (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, from_id uuid not null, to_id uuid not null, story text not null, state text not null, answer text, at timestamptz not null, answered_at timestamptz,
  primary key (organization_id, id), foreign key (organization_id, complaint_id) references complaint.complaint
);
create unique index handover_pending on routing.handover (organization_id, complaint_id) where state = 'pending';
create index handover_of_case on routing.handover (organization_id, complaint_id);
select kernel.protect_with_case('routing.handover');

create table investigation.verification (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, exists_here boolean not null, ours boolean not null, note text not null, by_id uuid, at timestamptz not null,
  primary key (organization_id, id), foreign key (organization_id, complaint_id) references complaint.complaint
);
create index verification_of_case on investigation.verification (organization_id, complaint_id, id);
select kernel.protect_with_case('investigation.verification');

create table investigation.finding (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, point_id uuid not null, body text not null, liability text not null, root_cause text, method text,
  explanation text, alternative_help text, by_id uuid, at timestamptz not null, superseded_at timestamptz,
  primary key (organization_id, id), foreign key (organization_id, complaint_id) references complaint.complaint, foreign key (organization_id, point_id) references complaint.point
);
create index finding_of_case on investigation.finding (organization_id, complaint_id, id);
select kernel.protect_with_case('investigation.finding');

create table investigation.evidence (
  organization_id uuid not null, complaint_id uuid not null, finding_id uuid not null, file_id uuid not null,
  primary key (organization_id, finding_id, file_id), foreign key (organization_id, finding_id) references investigation.finding
);
create index evidence_of_case on investigation.evidence (organization_id, complaint_id);
select kernel.protect_with_case('investigation.evidence');

create table communication.message (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, kind text not null, body text not null, via text, by_id uuid, at timestamptz not null, reached boolean, sent text, in_full boolean not null default false, despite text,
  primary key (organization_id, id), foreign key (organization_id, complaint_id) references complaint.complaint
);
create index message_of_case on communication.message (organization_id, complaint_id, id);
select kernel.protect_with_case('communication.message');

create table communication.attachment (
  organization_id uuid not null, complaint_id uuid not null, message_id uuid not null, file_id uuid not null,
  primary key (organization_id, message_id, file_id), foreign key (organization_id, message_id) references communication.message
);
create index attachment_of_case on communication.attachment (organization_id, complaint_id);
select kernel.protect_with_case('communication.attachment');
