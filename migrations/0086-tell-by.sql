-- How customers hear of what changes (G4): as they asked for, per case; the next case begins with what they asked for last.
alter table customer.customer add column tell_by text check (tell_by in ('usual', 'mail', 'sms', 'call', 'portal'));
-- Without one nobody said anything: as usual.
alter table complaint.complaint add column tell_by text check (tell_by in ('usual', 'mail', 'sms', 'call', 'portal'));

-- A way that failed: a mail that came back, an SMS that did not arrive. `address`: fingerprint of where it went, so that another address is another chance and nothing lies here that is kept apart elsewhere.
create table complaint.unreached (
  organization_id uuid not null, complaint_id uuid not null, way text not null check (way in ('mail', 'sms')), address text not null, at timestamptz not null,
  primary key (organization_id, complaint_id, way), foreign key (organization_id, complaint_id) references complaint.complaint on delete cascade
);
select kernel.protect_with_case('complaint.unreached');

-- Where who is to be known to few is reached, for whatever chooses a way for a letter: who works on the case need not see it, and it is shown to nobody.
create function complaint.kept_address(this uuid) returns table (email text, phone text) language sql stable security definer set search_path = pg_catalog, pg_temp as
  $$ select k.email, k.phone from complaint.complainant k where k.organization_id = kernel.organization() and k.complaint_id = this $$;
revoke all on function complaint.kept_address(uuid) from public;
grant execute on function complaint.kept_address(uuid) to wenguo_app;

-- By which way a letter went that the program wrote; of what people write, `portal` where nothing is to be sent at all, else null.
alter table communication.message add column goes text check (goes in ('mail', 'sms', 'call', 'portal'));
