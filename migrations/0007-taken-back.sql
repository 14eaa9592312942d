-- What was set up by mistake is taken back: a deputy period ends before its last day, and its row stays.
alter table identity.absence add column cancelled_at timestamptz;

-- Whoever may say that somebody is away may take it back.
update identity.role_book b set roles = (
  select jsonb_agg(case when r -> 'permissions' ? 'identity.recordAbsence' and not r -> 'permissions' ? 'identity.cancelAbsence'
    then jsonb_set(r, '{permissions}', (r -> 'permissions') || '["identity.cancelAbsence"]') else r end order by n)
  from jsonb_array_elements(b.roles) with ordinality as each (r, n))
where b.roles @> '[{"permissions": ["identity.recordAbsence"]}]';
