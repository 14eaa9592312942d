import type { z } from 'zod'
import type * as contract from '#contract/analytics.ts'
import type { Actor } from '#kernel/actor.ts'
import { startOfDay } from '#kernel/calendar.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { query } from '#kernel/query.ts'
import { iso } from '#kernel/time.ts'
import { indexOf, monthAt, monthsOf } from './months.ts'

type Asked = z.output<typeof contract.classified.input>
type Condition = ReturnType<typeof sql<boolean>>

/**
 * Cases of other units that somebody sees all the same: owned, or given sight of.
 * Of who sees all units there are none.
 */
const elsewhere = ({ units, id }: Actor): Condition => (units === 'all' ? sql<boolean>`false` : sql<boolean>`not (f.unit_id = any (${[...units]}::uuid[])) and (f.owner_id = ${id}
  or f.complaint_id in (select p.complaint_id from complaint.participant p where p.organization_id = f.organization_id and (p.grantee_id = ${id} or p.grantee_id = any (${[...units]}::uuid[]))))`)

interface Row { readonly unit_id: string | null; readonly month: string | null; readonly mark: string; readonly cases: number }

/**
 * Sums over what is kept from nobody in the units in sight, with the changes that are not in them yet, and one by one whatever is kept from some, or seen past one's units.
 * Row security is on all of them: a row that is not in sight is in no sum.
 */
const rowsOf = async (read: Reader, actor: Actor, { from, to, unitId }: Asked): Promise<Row[]> => {
  const within = (of: string): Condition => sql<boolean>`${sql.ref(`${of}.organization_id`)} = ${actor.organizationId} and ${sql.ref(`${of}.month`)} between ${`${from}-01`}::date and ${`${to}-01`}::date${unitId ? sql` and ${sql.ref(`${of}.unit_id`)} = ${unitId}` : sql``}`
  const { rows } = await sql<Row>`
    with counted as (
      select t.unit_id, t.month, t.mark, t.cases from analytics.tally t where ${within('t')}
      union all select g.unit_id, g.month, g.mark, g.step from analytics.change g where ${within('g')}
      union all select f.unit_id, f.month, unnest(f.marks), 1 from analytics.fact f where f.kept and ${within('f')}
      union all select f.unit_id, f.month, unnest(f.marks), 1 from analytics.fact f where not f.kept and ${within('f')} and ${elsewhere(actor)})
    select unit_id, to_char(month, 'YYYY-MM') as month, mark, sum(cases)::int as cases from counted group by grouping sets ((mark), (month, mark), (unit_id, mark)) having sum(cases) > 0`.execute(read.raw)
  return rows
}

const countsOf = (rows: readonly Row[]) => Object.fromEntries(rows.map(({ mark, cases }) => [mark, cases]))

/** C7, C8: cases in sight by severity, stage of service and fault, by month and by unit. */
export const classified = query('analytics.read', async (read, actor, asked: Asked): Promise<contract.Classified> => {
  const months = monthsOf(asked)
  const [rows, { time_zone: tz }] = await Promise.all([rowsOf(read, actor, asked), read.selectFrom('identity.organization').select('time_zone').where('organization_id', '=', actor.organizationId).executeTakeFirstOrThrow()])
  const begins = (month: string) => iso(startOfDay(tz, `${month}-01`))
  const after = (month: string) => begins(monthAt(indexOf(month) + 1))
  const ids = [...new Set(rows.flatMap((r) => r.unit_id ?? []))]
  const units = ids.length ? await read.selectFrom('identity.unit').select(['id', 'name']).where('organization_id', '=', actor.organizationId).where('id', 'in', ids).orderBy('code').execute() : []
  return {
    from: asked.from, to: asked.to, since: begins(asked.from), until: after(asked.to), totals: countsOf(rows.filter((r) => r.unit_id === null && r.month === null)),
    months: months.map((month) => ({ month, since: begins(month), until: after(month), cases: countsOf(rows.filter((r) => r.month === month)) })),
    units: units.map((u) => ({ unitId: u.id, name: u.name, cases: countsOf(rows.filter((r) => r.unit_id === u.id)) })),
  }
})
