import type { z } from 'zod'
import * as contract from '#contract/analytics.ts'
import { sql } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import { query } from '#kernel/query.ts'
import { type Instant, iso } from '#kernel/time.ts'
import { namesOf, stretchOf } from './consistency.ts'

type Asked = z.output<typeof contract.exceptionFigures.input>
interface Row { readonly unitId: string; readonly category: string; readonly count: number; readonly fen: number; readonly of: number }
interface Case { readonly remedyId: string; readonly complaintId: string; readonly number: string; readonly unitName: string; readonly categoryCode: string; readonly principle: string; readonly totalFen: number; readonly proposedAt: Instant }

/** A proposal counts for the category of what its first item is about. Those that were returned or taken back were not given. */
const CATEGORY = sql`coalesce((select t.category_code from remedy.item i join complaint.point t on t.organization_id = i.organization_id and t.id = i.point_id where i.organization_id = p.organization_id and i.proposal_id = p.id order by i.no limit 1), '')`

const summed = (rows: readonly Row[]) => ({ count: rows.reduce((sum, r) => sum + r.count, 0), totalFen: rows.reduce((sum, r) => sum + r.fen, 0), of: rows.reduce((sum, r) => sum + r.of, 0) })
const byMost = (a: { readonly count: number; readonly totalFen: number }, b: { readonly count: number; readonly totalFen: number }) => b.count - a.count || b.totalFen - a.totalFen

/** Where rules are left, by unit and category: where it is always the same one, a rule is missing there. */
export const exceptionFigures = query('analytics.read', async (read, actor, asked: Asked): Promise<contract.ExceptionFigures> => {
  const own = actor.organizationId
  const { since, until } = await stretchOf(read, own, asked)
  const within = sql`remedy.proposal p join complaint.complaint c on c.organization_id = p.organization_id and c.id = p.complaint_id
    where p.organization_id = ${own} and p.proposed_at >= ${since} and p.proposed_at < ${until} and p.state not in ('awaitingApproval', 'returned', 'withdrawn') and not c.confidential and c.accused is null${asked.unitId ? sql` and c.unit_id = ${asked.unitId}` : sql``}`
  const [{ rows }, { rows: cases }] = await Promise.all([
    sql<Row>`select c.unit_id as "unitId", ${CATEGORY} as category, count(*) filter (where p.principle is not null)::int as count, coalesce(sum(p.total_fen) filter (where p.principle is not null), 0)::bigint as fen, count(*)::int as of from ${within} group by 1, 2`.execute(read.raw),
    sql<Case>`select p.id as "remedyId", c.id as "complaintId", c.number, (select u.name from identity.unit u where u.organization_id = c.organization_id and u.id = c.unit_id) as "unitName", ${CATEGORY} as "categoryCode", p.principle, p.total_fen as "totalFen", p.proposed_at as "proposedAt"
      from ${within} and p.principle is not null order by p.proposed_at desc, p.id limit ${sql.lit(contract.MOST_ALIKE + 1)}`.execute(read.raw),
  ])
  const names = await namesOf(read, own, [...new Set(rows.map((r) => r.unitId))])
  const [units, categories] = [groupBy(rows, (r) => r.unitId), groupBy(rows, (r) => r.category)]
  return {
    from: asked.from, to: asked.to, ...summed(rows),
    units: [...units].map(([unitId, here]) => ({ unitId, name: names.get(unitId) ?? '', ...summed(here) })).filter((one) => one.count > 0).sort(byMost),
    categories: [...categories].map(([categoryCode, here]) => ({ categoryCode, ...summed(here) })).filter((one) => one.count > 0).sort(byMost),
    cases: cases.slice(0, contract.MOST_ALIKE).map((one) => ({ ...one, proposedAt: iso(one.proposedAt) })), more: cases.length > contract.MOST_ALIKE,
  }
})
