import type { z } from 'zod'
import type * as contract from '#contract/remedy.ts'
import { sql } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import { sumFen } from '#kernel/money.ts'
import { query } from '#kernel/query.ts'
import { type Instant, iso, isoOrNull } from '#kernel/time.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { shownItem } from './remedies.ts'

const MOST_SHOWN = 200
/** Never given, or taken back. */
const NOT_GIVEN = ['awaitingApproval', 'returned', 'withdrawn']

/** For who keeps the rules: every exception in sight that was approved. */
export const exceptions = query('packs.readTables', async (read, { organizationId }, _input: Record<string, never>, now): Promise<z.input<typeof contract.exceptions.output>> => {
  const given = read.selectFrom('remedy.proposal as p').innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'p.organization_id').onRef('c.id', '=', 'p.complaint_id'))
    .innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 'c.organization_id').onRef('n.id', '=', 'c.unit_id')).where('p.organization_id', '=', organizationId).where('p.principle', 'is not', null).where('p.state', 'not in', NOT_GIVEN)
  const [rows, year] = await Promise.all([
    given.selectAll('p').select(['c.number', 'n.name as unit_name']).orderBy('p.proposed_at', 'desc').orderBy('p.id', 'desc').limit(MOST_SHOWN).execute(),
    given.select(['p.principle', 'p.total_fen']).where('p.proposed_at', '>', sql<Instant>`${now}::timestamptz - interval '1 year'`).execute(),
  ])
  const items = rows.length ? await read.selectFrom('remedy.item').selectAll().where('organization_id', '=', organizationId).where('proposal_id', 'in', rows.map((r) => r.id)).orderBy('no').execute() : []
  const [name, by] = [await namesOf(read, organizationId, rows.map((r) => r.proposed_by)), groupBy(year, (r) => r.principle ?? '')]
  const sum = (all: readonly { readonly total_fen: number }[]) => ({ count: all.length, totalFen: sumFen(all.map((r) => r.total_fen)) })
  return {
    items: rows.map((r) => ({
      remedyId: r.id, complaintId: r.complaint_id, number: r.number, unitName: r.unit_name, principle: r.principle ?? '', why: r.exception_why ?? '', reason: r.reason, items: items.filter((i) => i.proposal_id === r.id).map(shownItem), totalFen: r.total_fen,
      proposedBy: name(r.proposed_by) ?? { id: r.proposed_by, name: '' }, proposedAt: iso(r.proposed_at), draftedAt: isoOrNull(r.drafted_at),
    })),
    next: null, year: { ...sum(year), byPrinciple: [...by.entries()].map(([principle, all]) => ({ principle, ...sum(all) })).sort((a, b) => b.count - a.count) },
  }
})
