import type { RemedyKind } from '#contract/packs.ts'
import type { Reader } from '#kernel/db.ts'

interface Row { readonly state: string; readonly amount_fen: number; readonly task_state: string | null; readonly paid_fen: number | null }

/** Of an agreement that fell away what was done stays done, and what was paid stays paid. */
const givenFen = ({ state, amount_fen, task_state, paid_fen }: Row): number | null => {
  if (state === 'fulfilled') return amount_fen
  if (paid_fen) return paid_fen
  return task_state === 'done' && paid_fen === null ? amount_fen : null
}

/** What this case was given already: the law is not to be done twice, nor a fee given back twice. */
export const givenItems = async (read: Reader, organizationId: string, complaintId: string) =>
  (await read.selectFrom('remedy.item as i').innerJoin('remedy.proposal as p', (j) => j.onRef('p.organization_id', '=', 'i.organization_id').onRef('p.id', '=', 'i.proposal_id'))
    .leftJoin('settlement.task as t', (j) => j.onRef('t.organization_id', '=', 'i.organization_id').onRef('t.item_id', '=', 'i.id'))
    .leftJoin('payout.due as d', (j) => j.onRef('d.organization_id', '=', 't.organization_id').onRef('d.task_id', '=', 't.id'))
    .select(['i.kind', 'i.amount_fen', 'i.point_id', 'p.state', 't.state as task_state', 'd.paid_fen'])
    .where('i.organization_id', '=', organizationId).where('p.complaint_id', '=', complaintId).where('p.state', 'in', ['fulfilled', 'withdrawn']).execute())
    .flatMap((row) => {
      const amountFen = givenFen(row)
      return amountFen === null ? [] : [{ kind: row.kind as RemedyKind, amountFen, pointId: row.point_id }]
    })
