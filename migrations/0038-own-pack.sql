-- What a firm says its own way, place by place, in what its pack brought. The newest revision holds. `content`: null, as the pack says it. `was`: what the pack said when these words were chosen.
create table packs.own (
  organization_id uuid not null, list text not null, code text not null, revision int not null, content jsonb, was jsonb, retired boolean not null, changed_by uuid, changed_at timestamptz not null,
  primary key (organization_id, list, code, revision)
);
select kernel.protect('packs.own');
revoke update, delete on packs.own from wenguo_app, wenguo_system;

-- Another one with every change, so that what was read once need not be read again.
alter table packs.current add column own_id uuid;
