import { MOST_DECISIONS } from '#contract/tables.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Reader, sql } from '#kernel/db.ts'
import type { Instant } from '#kernel/time.ts'
import type { Parts } from '../told-apart.ts'

interface Span { readonly now: Instant; readonly months: number }
/** Decisions of a unit and a category that were asked alike and kept alike. */
interface Group { readonly unit_id: string; readonly category: string | null; readonly asked: string; readonly kept: string; readonly each: string }
/** `place`: from the newest on. `given`: the customer agreed to it. `amounts`: what the outcome is reckoned from, of each point asked about; `keptFen`: what it came to then, where that was kept. */
export interface One { readonly id: string; readonly place: number; readonly given: boolean; readonly amounts: readonly number[]; readonly keptFen: number | null }
export interface Shown { readonly id: string; readonly complaint_id: string; readonly number: string; readonly unit_id: string; readonly proposed_at: Instant }

type Words = ReturnType<typeof sql>
/** What a decision was asked and what came out, as the database says it of a proposal `p`, in the form in which standards are kept; `amounts`: with colons between, of a decision `b` taken to pieces; `there`: those of which it is known. */
export interface Asking { readonly points: Words; readonly version: Words; readonly amounts: Words; readonly there: Words; /** Tells facts apart. */ readonly parts: Parts }

/** On which step a number stands among bounds: below the first 0, on it 1, above it 2, and so on. Anything else stands for itself. */
const step = (fact: Words, bounds: readonly number[] | null): Words => {
  if (!bounds) return fact
  const [value, all] = [sql`(${fact})::float8`, sql`${bounds}::float8[]`]
  const place = sql`width_bucket(${value}, ${all})`
  return sql`case when jsonb_typeof(${fact}) = 'number' then to_jsonb(2 * ${place} - coalesce((${value} = (${all})[${place}])::int, 0)) else ${fact} end`
}

/** Facts no finer than tables tell them apart: a hundred thousand amounts become as many as there are steps. */
const toldApart = (facts: Words, parts: Parts): Words =>
  sql`jsonb_strip_nulls(jsonb_build_object(${sql.join([...parts].flatMap(([name, bounds]) => [sql`${name}::text`, step(sql`${facts} -> ${name}::text`, bounds)]))}))`

/** Who had to say yes; reckoned from the sum that was proposed. */
export const askedOfAuthority = (parts: Parts): Asking => ({
  points: sql`jsonb_build_array(jsonb_build_object('facts', p.facts, 'rules', jsonb_build_array(p.rule_id)))`, version: sql`to_jsonb(p.table_version)`, amounts: sql`b.total_fen::text`, there: sql`true`, parts,
})

/** What the standard proposed to each point; reckoned from the price that was paid for what the point is about. Of before it was kept, nothing can be said. */
export const askedOfStandard = (parts: Parts): Asking => ({
  points: sql`p.standard -> 'points'`, version: sql`p.standard -> 'version'`, there: sql`p.standard is not null`, parts,
  amounts: sql`case when b.many = 1 then coalesce(b.facts ->> 'priceFen', '0') else (select string_agg(coalesce(e.point #>> '{facts,priceFen}', '0'), ':' order by e.no) from jsonb_array_elements(b.points) with ordinality e (point, no)) end`,
})

/**
 * Added up where they lie, the newest in sight of that time: what a hundred thousand have in common travels once. Step by step (`limit`, `offset 0`, `materialized`): what is
 * kept packed is unpacked once for each decision, not for each fact, and none of it once for each case. Nearly all have one point, which is told apart without taking a list to pieces.
 */
export const groupsOf = async (read: Reader, { organizationId }: Actor, { now, months }: Span, { points, version, amounts, there, parts }: Asking): Promise<readonly Group[]> => (await sql<Group>`
  with a as (select p.id, p.complaint_id, row_number() over (order by p.proposed_at desc, p.id desc) as place, ${points} as points, ${version} as version, p.total_fen, (p.state in ('agreed', 'fulfilled'))::int as given from remedy.proposal p
      where p.organization_id = ${organizationId} and p.proposed_at >= ${now}::timestamptz - make_interval(months => ${months}::int) and ${there} order by p.proposed_at desc, p.id desc limit ${sql.lit(MOST_DECISIONS)}),
    b as (select a.*, jsonb_array_length(a.points) as many, a.points #> '{0,facts}' as facts from a offset 0),
    d as materialized (select b.id, b.complaint_id, b.place, b.given, coalesce(${amounts}, '0') as amounts, jsonb_build_array(b.version, jsonb_path_query_array(b.points, '$[*].rules[*]')) as kept,
      case when b.many = 1 then (b.points #>> '{0,fen}')::bigint else (select sum((e.point ->> 'fen')::bigint) from jsonb_array_elements(b.points) e (point)) end as kept_fen,
      case when b.many = 1 then jsonb_build_array(${toldApart(sql`b.facts`, parts)}) else coalesce((select jsonb_agg(${toldApart(sql`(e.point -> 'facts')`, parts)} order by e.no) from jsonb_array_elements(b.points) with ordinality e (point, no)), '[]') end as asked from b)
  select c.unit_id, t.category_code as category, d.asked::text, d.kept::text, string_agg(concat_ws(' ', d.id, d.place, d.given, d.amounts, d.kept_fen), ',') as each
  from d join complaint.complaint c on c.organization_id = ${organizationId} and c.id = d.complaint_id
    left join complaint.point t on t.organization_id = ${organizationId} and t.complaint_id = d.complaint_id and t.no = 1
  group by c.unit_id, t.category_code, d.asked, d.kept`.execute(read.raw)).rows

export const onesOf = ({ each }: Group): readonly One[] => each.split(',').map((one) => {
  const [id = '', place, given, amounts = '', keptFen] = one.split(' ')
  return { id, place: Number(place), given: given === '1', amounts: amounts.split(':').map(Number), keptFen: keptFen === undefined ? null : Number(keptFen) }
})

export const shownOf = async (read: Reader, { organizationId }: Actor, ids: readonly string[]): Promise<ReadonlyMap<string, Shown>> => {
  const { rows } = await sql<Shown>`select p.id, p.complaint_id, c.number, c.unit_id, p.proposed_at from remedy.proposal p join complaint.complaint c on c.organization_id = p.organization_id and c.id = p.complaint_id
    where p.organization_id = ${organizationId} and p.id = any(${[...ids]}::uuid[])`.execute(read.raw)
  return new Map(rows.map((row) => [row.id, row]))
}
