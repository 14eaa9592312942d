-- Closed cases are compared by what they were about, by the goods, by who complained and by what was said; only within one organisation.
-- A row for each case; what was given stands with each of its categories, as before. `grams`: pairs of characters of what was said, each as a number. Null: the program has yet to make them.
create table precedent.lesson (
  organization_id uuid not null, complaint_id uuid not null, unit_id uuid not null, product_code text, product_name text, customer_class text, grams int[], closed_at timestamptz not null,
  primary key (organization_id, complaint_id)
);
-- A row is read where it stands.
alter table precedent.lesson alter grams set storage main;
create index lesson_by_grams on precedent.lesson using gin (grams);
create index lesson_by_product on precedent.lesson (organization_id, product_code, closed_at desc) where product_code is not null;
create index lesson_waiting on precedent.lesson (organization_id, closed_at desc) where grams is null;
select kernel.protect('precedent.lesson');
select kernel.keep_with_case('precedent.lesson', 'complaint_id');

-- `deviated`: whoever proposed it said why it left the range as it was then.
alter table precedent.precedent add column unit_id uuid, add column deviated boolean not null default false;
update precedent.precedent p set unit_id = c.unit_id,
  deviated = exists (select from remedy.proposal r where r.organization_id = p.organization_id and r.complaint_id = p.complaint_id and r.state in ('agreed', 'fulfilled') and r.deviation_reason is not null)
from complaint.complaint c where c.organization_id = p.organization_id and c.id = p.complaint_id;
create index precedent_by_unit on precedent.precedent (organization_id, unit_id, category_code, closed_at desc);
create index precedent_by_time on precedent.precedent (organization_id, closed_at);

insert into precedent.lesson (organization_id, complaint_id, unit_id, product_code, product_name, customer_class, closed_at)
  select distinct on (p.organization_id, p.complaint_id) p.organization_id, p.complaint_id, c.unit_id, c.product ->> 'code', c.product ->> 'name', u.class_code, p.closed_at
  from precedent.precedent p join complaint.complaint c on c.organization_id = p.organization_id and c.id = p.complaint_id join customer.customer u on u.organization_id = c.organization_id and u.id = c.customer_id;

-- In how many cases a pair of characters stands: the rarer, the more it tells. Counted a moment later out of `change`, so that two who close cases never wait for each other.
create table precedent.gram (organization_id uuid not null, gram int not null, cases int not null, primary key (organization_id, gram));
create table precedent.tally (organization_id uuid primary key, cases int not null, grams bigint not null);
create table precedent.change (organization_id uuid not null, id uuid not null, grams int[] not null, step int not null, primary key (organization_id, id));
select kernel.protect('precedent.gram');
select kernel.protect('precedent.tally');
select kernel.protect('precedent.change');

create function precedent.fold(most int) returns int language plpgsql set search_path = pg_catalog, pg_temp as $$
declare folded int;
begin
  lock table precedent.tally in share row exclusive mode;
  with taken as materialized (
      delete from precedent.change c using (select o.organization_id, o.id from precedent.change o order by o.organization_id, o.id limit most) t
      where c.organization_id = t.organization_id and c.id = t.id returning c.organization_id, c.grams, c.step),
    counted as (
      insert into precedent.gram as k (organization_id, gram, cases) select t.organization_id, g, sum(t.step) from taken t, unnest(t.grams) as g group by t.organization_id, g
      on conflict (organization_id, gram) do update set cases = k.cases + excluded.cases),
    summed as (
      insert into precedent.tally as s (organization_id, cases, grams) select t.organization_id, sum(t.step), sum(t.step * cardinality(t.grams)) from taken t group by t.organization_id
      on conflict (organization_id) do update set cases = s.cases + excluded.cases, grams = s.grams + excluded.grams)
  select count(*) into folded from taken;
  return folded;
end $$;

-- The closed cases that are most like one, within the sight of whoever asks; the rows are read again under row security. Looked at are the newest of its categories and of near ones, those of the same goods, those in which
-- something rare was said (`rare`: pairs that few cases have, so that their number does not matter), and `also`. `share`: how much of what was said in the one is said in the other, as BM25 has it (Robertson & Zaragoza 2009;
-- k1 1.2, b 0.75, each pair counted once), against what a text would get that says the same words in the same length.
create function precedent.alike(codes text[], near text[], product text, class text, asked int[], weights real[], rare int[], average real, also uuid[], except_case uuid, most int) returns table (complaint_id uuid, share real)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
declare
  organization constant uuid := kernel.organization();
  everywhere constant boolean := coalesce(kernel.sees_all(), false);
  units constant uuid[] := kernel.units();
  kept constant uuid[] := complaint.kept();
  each constant int := case when everywhere then 120 else greatest(12, 240 / greatest(1, cardinality(kernel.units()))) end;
  own constant real := (select coalesce(sum(w), 0) from unnest(weights) w) * 2.2 / (1 + 1.2 * (0.25 + 0.75 * cardinality(asked) / average));
  let_in uuid[] := '{}';
  candidates uuid[];
begin
  if organization is null then return; end if;
  if everywhere then
    candidates := array(select x.complaint_id from unnest(codes || near) k cross join lateral (
      select p.complaint_id from precedent.precedent p where p.organization_id = organization and p.category_code = k order by p.closed_at desc limit case when k = any (codes) then each else each / 4 end) x);
  else
    let_in := array(select p.complaint_id from complaint.participant p where p.organization_id = organization and (p.grantee_id = kernel.person() or p.grantee_id = any (units)));
    candidates := let_in || array(select x.complaint_id from unnest(units) u cross join unnest(codes || near) k cross join lateral (
      select p.complaint_id from precedent.precedent p where p.organization_id = organization and p.unit_id = u and p.category_code = k order by p.closed_at desc limit case when k = any (codes) then each else each / 4 end) x);
  end if;
  candidates := candidates || also
    || array(select l.complaint_id from precedent.lesson l where l.organization_id = organization and l.product_code = product order by l.closed_at desc limit 40)
    || array(select l.complaint_id from precedent.lesson l where l.grams && rare and l.organization_id = organization limit 300);
  return query
    with pair as materialized (select q.gram, q.weight from unnest(asked, weights) as q (gram, weight)),
      mine as materialized (
        select l.complaint_id, l.grams, l.closed_at, l.product_code, l.customer_class from precedent.lesson l
        where l.organization_id = organization and l.complaint_id = any (candidates) and l.complaint_id <> except_case and l.complaint_id <> all (kept) and (everywhere or l.unit_id = any (units) or l.complaint_id = any (let_in))),
      said as (select m.complaint_id, sum(q.weight) as weight from mine m cross join lateral unnest(m.grams) as g join pair q on q.gram = g group by m.complaint_id),
      judged as (
        select m.*, case when own > 0 and s.weight is not null then least(1, s.weight * 2.2 / (1 + 1.2 * (0.25 + 0.75 * cardinality(m.grams) / average)) / own) else 0 end::real as told,
          case when exists (select from precedent.precedent p where p.organization_id = organization and p.complaint_id = m.complaint_id and p.category_code = any (codes)) then 40
            when exists (select from precedent.precedent p where p.organization_id = organization and p.complaint_id = m.complaint_id and p.category_code = any (near)) then 14 else 0 end as kind
        from mine m left join said s on s.complaint_id = m.complaint_id)
    select j.complaint_id, j.told from judged j
    order by (j.complaint_id = any (also)) desc, j.kind + 25 * j.told + case when j.product_code = product then 8 else 0 end + case when j.customer_class = class then 7 else 0 end desc, j.closed_at desc limit most;
end $$;
revoke all on function precedent.alike(text[], text[], text, text, int[], real[], int[], real, uuid[], uuid, int) from public;
grant execute on function precedent.alike(text[], text[], text, text, int[], real[], int[], real, uuid[], uuid, int) to wenguo_app;

-- What was given in the newest cases of a category, in whatever unit: one practice for the whole organisation, the same for everybody who asks. What is confidential or about somebody counts for nobody.
-- No case is named; `in_sight`: whether the asker could look at it.
create function precedent.given_for(code text, except_case uuid, most int) returns table (given_fen bigint, severity text, liability text, in_sight boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.given_fen, p.severity, p.liability, coalesce(kernel.sees_all(), false) or p.unit_id = any (kernel.units())
      or exists (select from complaint.participant a where a.organization_id = p.organization_id and a.complaint_id = p.complaint_id and (a.grantee_id = kernel.person() or a.grantee_id = any (kernel.units())))
  from (select n.* from precedent.precedent n where n.organization_id = kernel.organization() and n.category_code = code and n.complaint_id <> except_case
      and not exists (select from complaint.complaint c where c.organization_id = n.organization_id and c.id = n.complaint_id and (c.confidential or c.accused is not null or c.state <> 'closed'))
    order by n.closed_at desc limit most) p
$$;
revoke all on function precedent.given_for(text, uuid, int) from public;
grant execute on function precedent.given_for(text, uuid, int) to wenguo_app;
