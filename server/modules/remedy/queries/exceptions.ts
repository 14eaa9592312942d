import type { z } from 'zod'
import type * as contract from '#contract/remedy.ts'
import { sql } from '#kernel/db.ts'
import { query } from '#kernel/query.ts'
import { type Instant, iso, isoOrNull } from '#kernel/time.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { shownItem } from './remedies.ts'

const MOST_SHOWN = 200
/** Not approved, or taken back. */
const NOT_APPROVED = ['awaitingApproval', 'returned', 'withdrawn']
/** The customer agreed to it. */
const GIVEN = ['agreed', 'fulfilled']

/** For who keeps the rules: every exception in sight that was approved. */
export const exceptions = query('packs.readTables', async (read, { organizationId }, _input: Record<string, never>, now): Promise<z.input<typeof contract.exceptions.output>> => {
  const approved = read.selectFrom('remedy.proposal as p').innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'p.organization_id').onRef('c.id', '=', 'p.complaint_id'))
    .innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 'c.organization_id').onRef('n.id', '=', 'c.unit_id')).where('p.organization_id', '=', organizationId).where('p.principle', 'is not', null).where('p.state', 'not in', NOT_APPROVED)
  const [rows, year] = await Promise.all([
    approved.selectAll('p').select(['c.number', 'n.name as unit_name']).orderBy('p.proposed_at', 'desc').orderBy('p.id', 'desc').limit(MOST_SHOWN).execute(),
    approved.where('p.state', 'in', GIVEN).where('p.proposed_at', '>', sql<Instant>`${now}::timestamptz - interval '1 year'`)
      .select(['p.principle', sql<number>`count(*)::int`.as('count'), sql<number>`sum(p.total_fen)::bigint`.as('total_fen')]).groupBy('p.principle').orderBy('count', 'desc').orderBy('p.principle').execute(),
  ])
  const items = rows.length ? await read.selectFrom('remedy.item').selectAll().where('organization_id', '=', organizationId).where('proposal_id', 'in', rows.map((r) => r.id)).orderBy('no').execute() : []
  const name = await namesOf(read, organizationId, rows.map((r) => r.proposed_by))
  const byPrinciple = year.map(({ principle, count, total_fen }) => ({ principle: principle ?? '', count, totalFen: total_fen }))
  return {
    items: rows.map((r) => ({
      remedyId: r.id, state: r.state as contract.RemedyState, complaintId: r.complaint_id, number: r.number, unitName: r.unit_name, principle: r.principle ?? '', why: r.exception_why ?? '', reason: r.reason, items: items.filter((i) => i.proposal_id === r.id).map(shownItem), totalFen: r.total_fen,
      proposedBy: name(r.proposed_by) ?? { id: r.proposed_by, name: '' }, proposedAt: iso(r.proposed_at), draftedAt: isoOrNull(r.drafted_at),
    })),
    next: null, year: { count: byPrinciple.reduce((all, one) => all + one.count, 0), totalFen: byPrinciple.reduce((all, one) => all + one.totalFen, 0), byPrinciple },
  }
})
