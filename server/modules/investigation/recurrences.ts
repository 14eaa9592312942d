import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import { pointUnknown } from '#contract/complaint.ts'
import type * as contract from '#contract/investigation.ts'
import { RECURRENCES_TO } from '#contract/investigation.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { type Instant, iso } from '#kernel/time.ts'
import { findComplaint } from '#modules/complaint/queries/case.ts'
import { judgedWith } from '#modules/complaint/queries/links.ts'

type Asked = z.output<typeof contract.recurrences.input>
interface Row { readonly id: string; readonly number: string; readonly state: string; readonly unit_name: string; readonly time_zone: string; readonly received_at: Instant; readonly first_words: string; readonly same_unit: boolean; readonly same_product: boolean | null; readonly same_lot: boolean | null; readonly count: number }

const MOST_SHOWN = 10

/** What is compared is folded alike on both sides: nobody types a lot twice in the same case. */
const folded = (text: string | null | undefined) => text?.trim().toLowerCase() ?? ''
const field = (name: 'name' | 'lot') => sql<string>`lower(btrim(coalesce(c.product ->> ${sql.lit(name)}, '')))`

/** The planner takes this for true of every other row: it goes through the index and stops at the limit, instead of sorting all there is for the few it would expect. */
const often = (condition: ReturnType<typeof sql>) => sql<boolean>`case when ${condition} then true else false end`

interface Here { readonly id: string; readonly unitId: string; readonly category: string; readonly product: string; readonly lot: string }

const hereOf = async (read: Reader, organizationId: string, { complaintId, pointId }: Asked): Promise<Here & { readonly receivedAt: Instant }> => {
  const c = await findComplaint(read, organizationId, complaintId)
  if (!c) throw new Problem(notFound)
  const point = await read.selectFrom('complaint.point').select('category_code').where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).where('id', '=', pointId).executeTakeFirst()
  if (!point) throw new Problem(pointUnknown, {}, 'pointId')
  const product = c.product as { name?: string | null; lot?: string | null } | null
  return { id: c.id, unitId: c.unit_id, category: point.category_code ?? '', product: folded(product?.name), lot: folded(product?.lot), receivedAt: c.received_at }
}

/**
 * E7: cases in sight with the same cause and category, and the same unit, product or lot, of the months before this one came.
 * The findings of the cause are gone through from the newest case back and no further than is counted: each asks whether its case is in sight.
 */
export const recurrences = query('investigation.recurrences', async (read, { organizationId }, asked: Asked) => {
  const here = await hereOf(read, organizationId, asked)
  if (here.category === '') return { items: [], next: null, count: 0 }
  const since = sql<Instant>`${here.receivedAt}::timestamptz - make_interval(months => ${asked.months})`
  const { rows } = await sql<Row>`
    select found.*, u.name as unit_name, u.time_zone, count(*) over ()::int as count from (
      select distinct on (f.complaint_id) c.*, left(p.words, 80) as first_words
      from investigation.finding f
      cross join lateral (
        select c.id, c.number, c.state, c.received_at, c.unit_id, c.unit_id = ${here.unitId} as same_unit, ${here.product} <> '' and ${field('name')} = ${here.product} as same_product, ${here.lot} <> '' and ${field('lot')} = ${here.lot} as same_lot
        from complaint.complaint c where c.organization_id = f.organization_id and c.id = f.complaint_id and c.state <> 'merged' and c.received_at between ${since} and ${here.receivedAt} offset 0) as c
      cross join lateral (select p.words, p.category_code from complaint.point p where p.organization_id = f.organization_id and p.id = f.point_id offset 0) as p
      where f.organization_id = ${organizationId} and f.root_cause = ${asked.rootCause} and f.superseded_at is null and f.at >= ${since} and f.complaint_id <> ${here.id}
        and ${often(sql`c.same_unit or c.same_product or c.same_lot`)} and ${often(sql`p.category_code = ${here.category}`)}
      order by f.complaint_id desc, f.point_id limit ${sql.lit(RECURRENCES_TO + 1)}) as found
    join identity.unit u on u.organization_id = ${organizationId} and u.id = found.unit_id
    order by found.received_at desc, found.id desc limit ${sql.lit(MOST_SHOWN)}`.execute(read.raw)
  const linked = await judgedWith(read, organizationId, here.id)
  return {
    items: rows.map((r) => ({ id: r.id, number: r.number, state: r.state as 'open', unitName: r.unit_name, timeZone: r.time_zone, receivedAt: iso(r.received_at), firstWords: r.first_words, linked: linked.has(r.id), shared: [...(r.same_unit ? ['unit' as const] : []), ...(r.same_product ? ['product' as const] : []), ...(r.same_lot ? ['lot' as const] : [])] })),
    next: null, count: rows[0]?.count ?? 0,
  }
}, ({ complaintId }) => ({ type: 'complaint', id: complaintId, unitId: null }))
