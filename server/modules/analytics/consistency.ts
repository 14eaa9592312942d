import type { z } from 'zod'
import * as contract from '#contract/analytics.ts'
import type { Liability, RemedyKind } from '#contract/packs.ts'
import { startOfDay } from '#kernel/calendar.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import { query } from '#kernel/query.ts'
import { type Instant, iso } from '#kernel/time.ts'
import { NEEDED, type Range, quartiles, spreadOf } from '#modules/precedent/rules.ts'
import { indexOf, monthAt, monthsOf, quarterOf } from './months.ts'

type Asked = z.output<typeof contract.consistency.input>
interface Stretch { readonly tz: string; readonly since: Instant; readonly until: Instant }

export const stretchOf = async (read: Reader, organizationId: string, asked: Asked): Promise<Stretch> => {
  monthsOf(asked)
  const { time_zone: tz } = await read.selectFrom('identity.organization').select('time_zone').where('organization_id', '=', organizationId).executeTakeFirstOrThrow()
  return { tz, since: startOfDay(tz, `${asked.from}-01`), until: startOfDay(tz, `${monthAt(indexOf(asked.to) + 1)}-01`) }
}

/** Closed cases in the reader's sight; what is kept from some is in nobody's figure, as it is in nobody's range. */
const within = (organizationId: string, { since, until }: Stretch, unitId: string | undefined) => sql`precedent.precedent p join complaint.complaint c on c.organization_id = p.organization_id and c.id = p.complaint_id
  where p.organization_id = ${organizationId} and p.closed_at >= ${since} and p.closed_at < ${until} and c.state = 'closed' and not c.confidential and c.accused is null${unitId ? sql` and c.unit_id = ${unitId}` : sql``}`

interface Row { readonly category: string; readonly liability: string | null; readonly unitId: string; readonly month: string; readonly given: number[]; readonly outside: number }

const rowsOf = async (read: Reader, organizationId: string, stretch: Stretch, unitId: string | undefined): Promise<readonly Row[]> => (await sql<Row>`
  select p.category_code as category, p.liability, c.unit_id as "unitId", to_char(p.closed_at at time zone ${stretch.tz}, 'YYYY-MM') as month, json_agg(p.given_fen) as given, count(*) filter (where p.deviated) as outside
  from ${within(organizationId, stretch, unitId)} group by 1, 2, 3, 4`.execute(read.raw)).rows

const PERCENT = 100

const shown = (count: number, range: Range, outside: number): contract.Apart => ({
  count, lowFen: range.low, medianFen: range.median, highFen: range.high, spreadPercent: spreadOf(range), outsidePercent: Math.round((PERCENT * outside) / count),
})

const apart = (rows: readonly Row[]): contract.Apart => {
  const given = rows.flatMap((r) => r.given)
  const range = given.length >= NEEDED ? quartiles(given) : null
  return range ? shown(given.length, range, rows.reduce((sum, r) => sum + r.outside, 0)) : { count: given.length, lowFen: null, medianFen: null, highFen: null, spreadPercent: null, outsidePercent: null }
}

export const namesOf = async (read: Reader, organizationId: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> =>
  new Map((ids.length ? await read.selectFrom('identity.unit').select(['id', 'name']).where('organization_id', '=', organizationId).where('id', 'in', [...ids]).orderBy('code').execute() : []).map((u) => [u.id, u.name]))

/** F4: whether like cases are decided alike, by category and liability, over time and between units. */
export const consistency = query('analytics.read', async (read, actor, asked: Asked): Promise<contract.Consistency> => {
  const stretch = await stretchOf(read, actor.organizationId, asked)
  const rows = await rowsOf(read, actor.organizationId, stretch, asked.unitId)
  const names = await namesOf(read, actor.organizationId, [...new Set(rows.map((r) => r.unitId))])
  const quarters = [...new Set(monthsOf(asked).map(quarterOf))]
  const all = [...groupBy(rows, (r) => `${r.category} ${r.liability ?? ''}`).values()].map((own) => {
    const byUnit = groupBy(own, (r) => r.unitId)
    return {
      categoryCode: own[0]?.category ?? '', liability: (own[0]?.liability ?? null) as Liability | null, ...apart(own),
      quarters: quarters.map((quarter) => ({ quarter, ...apart(own.filter((r) => quarterOf(r.month) === quarter)) })),
      units: [...names].flatMap(([unitId, name]) => { const here = byUnit.get(unitId); return here ? [{ unitId, name, ...apart(here) }] : [] }),
    }
  })
  const items = all.filter((one) => one.spreadPercent !== null).sort((a, b) => (b.spreadPercent ?? 0) - (a.spreadPercent ?? 0) || b.count - a.count)
  return { from: asked.from, to: asked.to, needed: NEEDED, items, left: all.filter((one) => one.spreadPercent === null).reduce((sum, one) => sum + one.count, 0) }
})

interface Case { readonly complaintId: string; readonly number: string; readonly unitName: string; readonly givenFen: number; readonly kinds: string[]; readonly satisfied: boolean | null; readonly outside: boolean; readonly closedAt: Instant }

/** The cases a figure is made of, the newest first. */
export const consistencyCases = query('analytics.read', async (read, actor, asked: z.output<typeof contract.consistencyCases.input>): Promise<z.input<typeof contract.ConsistencyCases>> => {
  const stretch = await stretchOf(read, actor.organizationId, asked)
  const { rows } = await sql<Case>`select c.id as "complaintId", c.number, p.given_fen as "givenFen", p.kinds, p.satisfied, p.deviated as outside, p.closed_at as "closedAt", (select u.name from identity.unit u where u.organization_id = c.organization_id and u.id = c.unit_id) as "unitName"
    from ${within(actor.organizationId, stretch, asked.unitId)} and p.category_code = ${asked.category} and p.liability is not distinct from ${asked.liability || null}
    order by p.closed_at desc, c.id limit ${sql.lit(contract.MOST_ALIKE + 1)}`.execute(read.raw)
  return { items: rows.slice(0, contract.MOST_ALIKE).map((r) => ({ ...r, kinds: r.kinds as z.infer<typeof RemedyKind>[], closedAt: iso(r.closedAt) })), more: rows.length > contract.MOST_ALIKE }
})
