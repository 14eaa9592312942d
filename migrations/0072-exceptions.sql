-- What no rule foresaw, or a rule would make unjust: on which principle it rests, and why; and what became of it as a rule.
alter table remedy.proposal add column principle text, add column exception_why text, add column drafted_at timestamptz, add column drafted_by uuid, add constraint exception_whole check ((principle is null) = (exception_why is null));
create index proposal_exception on remedy.proposal (organization_id, proposed_at desc) where principle is not null;

-- What the standard of compensation was asked for each point when it was proposed, and what it gave: so that a draft of it can be tried on what was decided. Null: of before.
alter table remedy.proposal add column standard jsonb;
create index proposal_by_time on remedy.proposal (organization_id, proposed_at desc, id desc);
