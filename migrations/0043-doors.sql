-- Who made a suggestion looks up the answer by a number and a code, as complainants do; `answer_by`: how they want to hear of it.
alter table feedback.feedback add column number text, add column portal_hash bytea, add column answer_by text;
create unique index feedback_by_code on feedback.feedback (portal_hash) where portal_hash is not null;
create index feedback_by_number on feedback.feedback (number) where number is not null;
create index feedback_of_case on feedback.feedback (organization_id, complaint_id) where complaint_id is not null;

-- What became a complaint is opened by the code that was given for the suggestion, and by that of the complaint alone from then on.
create or replace function feedback.tie(this uuid, to_case uuid) returns void language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update complaint.complaint c set portal_hash = f.portal_hash from feedback.feedback f
    where f.organization_id = kernel.organization() and f.id = this and f.portal_hash is not null and c.organization_id = f.organization_id and c.id = to_case;
  update feedback.feedback set complaint_id = to_case, portal_hash = null, version = version + 1 where organization_id = kernel.organization() and id = this
$$;

-- A lost code is that of a case or of a suggestion.
alter table portal.code_request alter column complaint_id drop not null, add column feedback_id uuid, add foreign key (organization_id, feedback_id) references feedback.feedback, add check (num_nonnulls(complaint_id, feedback_id) = 1);
create index code_request_of_feedback on portal.code_request (organization_id, feedback_id, asked_at) where feedback_id is not null;
create policy with_feedback on portal.code_request to wenguo_app
  using (organization_id = (select kernel.organization()) and feedback_id is not null and exists (select from feedback.feedback f where f.organization_id = code_request.organization_id and f.id = code_request.feedback_id));
