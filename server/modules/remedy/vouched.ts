import { sql } from '#kernel/db.ts'
import type { Payload, Vouched } from '#kernel/vouched.ts'

const told = (state: string) => (p: Payload) => ({ id: String(p['remedyId']), known: { totalFen: p['totalFen'], itemsFen: p['totalFen'], state } })

/** What was proposed, and how far it came: the sum, also that of its items. */
export const proposals: Vouched = {
  what: 'proposal',
  tells: {
    'remedy.proposed': (p) => told(p['approved'] ? 'approved' : 'awaitingApproval')(p), 'remedy.approved': told('approved'), 'remedy.returned': told('returned'), 'remedy.withdrawn': told('withdrawn'), 'remedy.offered': told('offered'),
    'remedy.accepted': told('agreed'), 'remedy.countered': told('countered'), 'remedy.declined': told('declined'), 'remedy.expired': told('expired'), 'remedy.counterDeclined': told('counterDeclined'),
    'settlement.cancelled': (p) => ({ id: String(p['remedyId']), known: { state: 'withdrawn' } }),
  },
  rows: async (read, organizationId, { by, ids }) =>
    (await read.selectFrom('remedy.proposal as p').innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'p.organization_id').onRef('c.id', '=', 'p.complaint_id'))
      .select(['p.id', 'p.no', 'p.total_fen', 'p.state', 'c.number', sql<number>`(select coalesce(sum(i.amount_fen), 0)::bigint from remedy.item i where i.organization_id = p.organization_id and i.proposal_id = p.id)`.as('items_fen')])
      .where('p.organization_id', '=', organizationId).where(by === 'id' ? 'p.id' : 'p.complaint_id', 'in', [...ids]).execute())
      // What was agreed is fulfilled when the last task is done.
      .map((p) => ({ id: p.id, name: `${p.no} of ${p.number}`, known: { totalFen: p.total_fen, itemsFen: p.items_fen, state: p.state === 'fulfilled' ? 'agreed' : p.state } })),
}
