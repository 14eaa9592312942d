-- What the table of evidence was asked when it said until when a piece is kept; of what was taken before, that is not known.
alter table evidence.item add column facts jsonb;

-- What is done, the newest first, page by page.
create index task_done on settlement.task (organization_id, (coalesce(done_at, due_at)), id) where state = 'done';
