-- The trail is asked who did what, and when. The last is written in the order of time: a note for each stretch of the table is enough.
create index event_of_actor on kernel.event (organization_id, actor_id, id);
create index event_named on kernel.event (organization_id, name, id);
create index event_at on kernel.event using brin (at) with (autosummarize = on);
