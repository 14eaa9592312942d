import type { RemedyKind } from '#contract/packs.ts'
import type { Reader } from '#kernel/db.ts'

/** What this case was given already, by agreements that were carried out: the law is not to be done twice. */
export const givenItems = async (read: Reader, organizationId: string, complaintId: string) =>
  (await read.selectFrom('remedy.item as i').innerJoin('remedy.proposal as p', (j) => j.onRef('p.organization_id', '=', 'i.organization_id').onRef('p.id', '=', 'i.proposal_id')).select(['i.kind', 'i.amount_fen', 'i.point_id'])
    .where('i.organization_id', '=', organizationId).where('p.complaint_id', '=', complaintId).where('p.state', '=', 'fulfilled').execute())
    .map((item) => ({ kind: item.kind as RemedyKind, amountFen: item.amount_fen, pointId: item.point_id }))
