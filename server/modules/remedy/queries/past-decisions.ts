import { MOST_DECISIONS } from '#contract/tables.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Reader, sql } from '#kernel/db.ts'
import type { Instant } from '#kernel/time.ts'
import type { Parts } from '../told-apart.ts'

const MOST_SHOWN = 100

interface Span { readonly now: Instant; readonly months: number }
/** Decisions that were asked alike and kept alike, of a unit and a category. */
export interface Group { readonly unit_id: string; readonly category: string | null; readonly asked: string; readonly kept: string; readonly decisions: number; readonly total_fen: number; /** Of the newest of them; microseconds. */ readonly newest: number }
export interface Shown { readonly complaint_id: string; readonly number: string; readonly unit_id: string; readonly proposed_at: Instant; readonly total_fen: number; readonly asked: string }

type Words = ReturnType<typeof sql>
/** What a decision was asked and what came out, as the database says it of a proposal `p`; `there`: those of which it is known. */
export interface Asking { readonly asked: Words; readonly kept: Words; readonly there: Words }

const fact = (name: string) => sql`p.facts -> ${name}::text`

/** On which step a number stands among bounds: below the first 0, on it 1, above it 2, and so on. Anything else stands for itself. */
const toldApart = (name: string, bounds: readonly number[] | null): Words => {
  if (!bounds) return fact(name)
  const [value, all] = [sql`(${fact(name)})::float8`, sql`${bounds}::float8[]`]
  const place = sql`width_bucket(${value}, ${all})`
  return sql`case when jsonb_typeof(${fact(name)}) = 'number' then to_jsonb(2 * ${place} - coalesce((${value} = (${all})[${place}])::int, 0)) else ${fact(name)} end`
}

/** Facts of an approval, no finer than tables tell them apart: a hundred thousand amounts become as many as there are steps. */
export const askedOfAuthority = (parts: Parts): Asking => ({
  asked: sql`jsonb_strip_nulls(jsonb_build_object(${sql.join([...parts].flatMap(([name, bounds]) => [sql`${name}::text`, toldApart(name, bounds)]))}))`,
  kept: sql`jsonb_build_array(p.table_version, p.rule_id)`, there: sql`true`,
})

/** Facts of every point: standards are reckoned from the price itself. Of before it was kept, nothing can be said. */
export const askedOfStandard: Asking = {
  asked: sql`jsonb_path_query_array(p.standard, '$.points[*].facts')`,
  kept: sql`jsonb_build_array(p.standard -> 'version', jsonb_path_query_array(p.standard, '$.points[*].rules[*]'), jsonb_path_query_array(p.standard, '$.points[*].fen'))`, there: sql`p.standard is not null`,
}

/** What was decided in that time and is in sight, the newest. */
const past = ({ organizationId }: Actor, { now, months }: Span, { asked, kept, there }: Asking) => sql`
  select p.id, p.complaint_id, p.proposed_at, p.total_fen, ${asked} as asked, ${kept} as kept from remedy.proposal p
  where p.organization_id = ${organizationId} and p.proposed_at >= ${now}::timestamptz - make_interval(months => ${months}::int) and ${there}
  order by p.proposed_at desc, p.id desc limit ${sql.lit(MOST_DECISIONS)}`

const caseOf = ({ organizationId }: Actor) => sql`join complaint.complaint c on c.organization_id = ${organizationId} and c.id = p.complaint_id`

/** Added up where they lie: what a hundred thousand have in common travels once. */
export const groupsOf = async (read: Reader, actor: Actor, span: Span, asking: Asking): Promise<readonly Group[]> => (await sql<Group>`
  select c.unit_id, t.category_code as category, p.asked::text, p.kept::text, count(*)::int as decisions, sum(p.total_fen)::bigint as total_fen, (extract(epoch from max(p.proposed_at)) * 1000000)::bigint as newest
  from (${past(actor, span, asking)}) p ${caseOf(actor)} left join complaint.point t on t.organization_id = ${actor.organizationId} and t.complaint_id = p.complaint_id and t.no = 1
  group by c.unit_id, t.category_code, p.asked, p.kept`.execute(read.raw)).rows

/** The newest of decisions that were asked so. `groups`: of those that count. */
export const newestOf = async (read: Reader, actor: Actor, span: Span, asking: Asking, groups: readonly Group[]): Promise<readonly Shown[]> => {
  // The newest so many decisions lie in the groups whose own newest are the newest.
  const asked = new Set(groups.toSorted((a, b) => b.newest - a.newest).slice(0, MOST_SHOWN).map((group) => group.asked))
  if (!asked.size) return []
  return (await sql<Shown>`
    select p.complaint_id, c.number, c.unit_id, p.proposed_at, p.total_fen, p.asked::text from (${past(actor, span, asking)}) p ${caseOf(actor)}
    where p.asked = any(${[...asked]}::jsonb[]) order by p.proposed_at desc, p.id desc limit ${sql.lit(MOST_SHOWN)}`.execute(read.raw)).rows
}
