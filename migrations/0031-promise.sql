-- Promises are reminded of before they fall due, and their end date may be agreed otherwise.
alter table promise.promise add column remind_at timestamptz;
create index promise_to_remind on promise.promise (remind_at, id) where state = 'open' and reminded_at is null;

-- The end that was agreed with the customer instead of the one counted; the one before is kept.
create table clock.agreed_end (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, clock_id uuid not null, due_before timestamptz not null, until timestamptz not null, reason text not null, agreed_with text not null, how text not null, by_id uuid, at timestamptz not null,
  primary key (organization_id, id), foreign key (organization_id, complaint_id) references complaint.complaint, foreign key (organization_id, clock_id) references clock.deadline
);
create index agreed_end_of_case on clock.agreed_end (organization_id, complaint_id, id);
select kernel.protect_with_case('clock.agreed_end');
