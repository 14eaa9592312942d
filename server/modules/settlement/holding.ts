import type { Reader } from '#kernel/db.ts'

/**
 * What of a case was agreed and holds, the newest first: the agreements of this round. One of before the case came back holds no more, until what comes back of it is taken up again,
 * and it stays on record. `open`: something of it is still to be carried out.
 */
export const holding = (read: Pick<Reader, 'selectFrom'>, complaintId: string) => read.selectFrom('settlement.agreement as a')
  .innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'a.organization_id').onRef('c.id', '=', 'a.complaint_id').onRef('c.reopened', '=', 'a.round'))
  .select((eb) => ['a.id', 'a.proposal_id', 'a.total_fen', 'a.agreed_at', 'a.in_hand',
    eb.exists(eb.selectFrom('settlement.task as t').select('t.id').whereRef('t.organization_id', '=', 'a.organization_id').whereRef('t.agreement_id', '=', 'a.id').where('t.state', 'in', ['open', 'begun'])).$castTo<boolean>().as('open')])
  .where('a.complaint_id', '=', complaintId).where('a.cancelled_at', 'is', null).orderBy('a.id', 'desc').execute()
