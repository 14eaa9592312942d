create schema classification;
grant usage on schema classification to wenguo_app, wenguo_system;

-- What was learnt from closed cases. `learnt` holds weights of hashed marks, no text of anybody.
create table classification.model (
  organization_id uuid not null, id uuid not null, no int not null, learnt_at timestamptz not null, asked_by uuid, cases int not null, report jsonb not null, learnt bytea not null,
  primary key (organization_id, id), unique (organization_id, no)
);
select kernel.protect('classification.model');

-- Where learning stands. `learnt_until`: cases closed later are new to it.
create table classification.standing (
  organization_id uuid primary key, state text not null, asked_by uuid, begun_at timestamptz, problem text, model_id uuid, chosen boolean not null default false, last_no int not null default 0,
  learnt_until timestamptz, learnt_cases int not null default 0,
  foreign key (organization_id, model_id) references classification.model
);
create index standing_at_work on classification.standing (organization_id) where state <> 'idle';
select kernel.protect('classification.standing');

-- How customers say it, and what it is called here. `phrase_key` is what texts are compared by.
create table classification.wording (
  organization_id uuid not null, id uuid not null, phrase text not null, phrase_key text not null, category_code text not null, state text not null, source text not null,
  corrections int not null default 0, elsewhere int not null default 0, complaint_ids uuid[] not null default '{}', at timestamptz not null, made_by uuid, decided_by uuid, decided_at timestamptz,
  primary key (organization_id, id), unique (organization_id, phrase_key, category_code)
);
create index wording_of_state on classification.wording (organization_id, state, id desc);
select kernel.protect('classification.wording');

-- Where a person decided otherwise than the words suggested.
create table classification.correction (
  organization_id uuid not null, point_id uuid not null, complaint_id uuid not null, suggested text, chosen text not null, at timestamptz not null, weighed_at timestamptz,
  primary key (organization_id, point_id), foreign key (organization_id, point_id) references complaint.point on delete cascade
);
create index correction_to_weigh on classification.correction (organization_id) where weighed_at is null;
create index correction_of_case on classification.correction (organization_id, complaint_id);
select kernel.protect_with_case('classification.correction');

-- The pack as the program brought it, beside the version in force, which may hold the organisation's own categories.
alter table packs.current add column base_id uuid;
update packs.current set base_id = version_id;
alter table packs.current alter column base_id set not null;

-- Published trees of categories. `base_id`: the version they were made from; what has come since is merged in when they take effect.
create table packs.tree (
  organization_id uuid not null, id uuid not null, no int not null, state text not null, base_id uuid not null, categories jsonb not null, changes jsonb not null, note text not null,
  published_by uuid, published_at timestamptz not null, effective_at timestamptz not null,
  primary key (organization_id, id), unique (organization_id, no)
);
create index tree_scheduled on packs.tree (effective_at) where state = 'scheduled';
select kernel.protect('packs.tree');

-- The tree that is being worked on: one, by everybody who may.
create table packs.draft (
  organization_id uuid primary key, base_id uuid not null, begun_by uuid, begun_at timestamptz not null
);
select kernel.protect('packs.draft');
create table packs.draft_category (
  organization_id uuid not null, code text not null, parent text, label jsonb not null, matter text not null, keywords text[] not null, wording text[] not null, place int not null, retired boolean not null,
  version int not null, changed_by uuid, changed_at timestamptz,
  primary key (organization_id, code), foreign key (organization_id) references packs.draft on delete cascade
);
select kernel.protect('packs.draft_category');

-- Of which version the category of a point is, where it was changed after registration; before that it is the case's.
alter table complaint.point add column category_version uuid;

-- A manager's yes before a matter of contract goes further (C2). It holds for the category it was given for.
create table complaint.sign_off (
  organization_id uuid not null, point_id uuid not null, complaint_id uuid not null, by_id uuid not null, comment text not null, at timestamptz not null,
  primary key (organization_id, point_id), foreign key (organization_id, point_id) references complaint.point on delete cascade
);
create index sign_off_of_case on complaint.sign_off (organization_id, complaint_id);
select kernel.protect_with_case('complaint.sign_off');
