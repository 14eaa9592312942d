-- Whoever was let in for two reasons stays in until both are over.
alter table complaint.participant drop constraint participant_pkey, add primary key (organization_id, complaint_id, grantee_id, why);
