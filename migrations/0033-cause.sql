-- Why it happened: a tree of whys or a fishbone of a case, every edition kept.
create schema cause;
grant usage on schema cause to wenguo_app, wenguo_system;

create table cause.diagram (
  organization_id uuid not null, id uuid not null, complaint_id uuid not null, point_id uuid, kind text not null, scheme jsonb, version int not null default 1,
  primary key (organization_id, id), foreign key (organization_id, complaint_id) references complaint.complaint, foreign key (organization_id, point_id) references complaint.point
);
create index diagram_of_case on cause.diagram (organization_id, complaint_id, id);
select kernel.protect_with_case('cause.diagram');

create table cause.edition (
  organization_id uuid not null, complaint_id uuid not null, diagram_id uuid not null, version int not null, effect text not null, nodes jsonb not null, by_id uuid, at timestamptz not null,
  primary key (organization_id, diagram_id, version), foreign key (organization_id, diagram_id) references cause.diagram
);
select kernel.protect_with_case('cause.edition');
