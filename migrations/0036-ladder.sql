-- Who hears of a clock as its time runs out, level by level. The newest revision of a kind holds; without levels the pack's.
create table clock.ladder (
  organization_id uuid not null, kind text not null, revision int not null, levels jsonb, changed_by uuid, changed_at timestamptz not null,
  primary key (organization_id, kind, revision)
);
select kernel.protect('clock.ladder');
revoke update, delete on clock.ladder from wenguo_app, wenguo_system;

-- `climb_at`: when a clock is to be looked at for the next level. `climbs_from`: levels that had passed before are not reached any more.
alter table clock.deadline add column climb_at timestamptz, add column climbs_from timestamptz;
create index deadline_to_climb on clock.deadline (climb_at, id) where climb_at is not null and state in ('running', 'late');

-- Whoever moves an end need not think of its levels: the clock is looked at anew.
create function clock.look_anew() returns trigger language plpgsql as $$
begin
  new.climb_at := to_timestamp(0);
  return new;
end $$;
create trigger look_anew before update on clock.deadline for each row
  when (new.bound = 'ours' and new.ends <> 'elapsed' and (old.due_at, old.started_at, old.extended_at) is distinct from (new.due_at, new.started_at, new.extended_at)) execute function clock.look_anew();

-- Levels that were reached. `run_at`: since when the clock ran then; time that was granted begins anew.
create table clock.rung (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, clock_id uuid not null, run_at timestamptz not null, level text not null, no int not null, time int not null, why text not null, at timestamptz not null, people uuid[] not null,
  primary key (organization_id, id), unique (organization_id, clock_id, run_at, level, time), foreign key (organization_id, clock_id) references clock.deadline
);
create index rung_of_case on clock.rung (organization_id, complaint_id, id);
select kernel.protect_with_case('clock.rung');
