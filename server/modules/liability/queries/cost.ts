import { type Reader, sql } from '#kernel/db.ts'
import { apportioned } from '#kernel/money.ts'
import { openOf } from '../rules.ts'

/** What a case cost so far, fen: what is agreed, what was done of agreements that were dropped, and what experts were paid. */
export const costOf = async (read: Reader, organizationId: string, complaintId: string): Promise<number> => {
  const { rows: [row] } = await sql<{ fen: number }>`select (
    coalesce((select sum(a.total_fen) from settlement.agreement a where a.organization_id = ${organizationId} and a.complaint_id = ${complaintId} and a.cancelled_at is null), 0)
    + coalesce((select sum(case when t.state = 'done' then t.amount_fen else coalesce(d.paid_fen, 0) end) from settlement.task t join settlement.agreement a on a.organization_id = t.organization_id and a.id = t.agreement_id
        left join payout.due d on d.organization_id = t.organization_id and d.task_id = t.id
        where t.organization_id = ${organizationId} and t.complaint_id = ${complaintId} and a.cancelled_at is not null), 0)
    + coalesce((select sum(d.paid_fen) from payout.due d where d.organization_id = ${organizationId} and d.complaint_id = ${complaintId} and d.opinion_id is not null), 0))::bigint as fen`.execute(read.raw)
  return row?.fen ?? 0
}

export const shareRows = (read: Reader, organizationId: string, complaintId: string) => read.selectFrom('liability.share as s')
  .leftJoin('outsider.outsider as o', (j) => j.onRef('o.organization_id', '=', 's.organization_id').onRef('o.id', '=', 's.outsider_id'))
  .selectAll('s').select(['o.kind as outsider_kind', 'o.name as outsider_name', 'o.retired_at as outsider_retired']).where('s.organization_id', '=', organizationId).where('s.complaint_id', '=', complaintId).orderBy('s.division_id').orderBy('s.no').execute()

export interface Part { readonly amountFen: number; readonly openFen: number }

/** What each share of each division of a case comes to, and what of it is not claimed yet, of whoever bears it in whichever division. */
export const partsOfShares = async (read: Reader, organizationId: string, complaintId: string, costFen: number): Promise<ReadonlyMap<string, Part>> => {
  const [shares, claims] = await Promise.all([
    shareRows(read, organizationId, complaintId),
    read.selectFrom('liability.charge_back as b').innerJoin('liability.share as s', (j) => j.onRef('s.organization_id', '=', 'b.organization_id').onRef('s.id', '=', 'b.share_id'))
      .select(['b.state', 'b.amount_fen', 'b.outsider_id']).where('b.organization_id', '=', organizationId).where('b.complaint_id', '=', complaintId).execute(),
  ])
  const amounts = new Map([...new Set(shares.map((s) => s.division_id))].flatMap((division) => {
    const own = shares.filter((s) => s.division_id === division)
    return apportioned(costFen, own.map((s) => s.share)).map((fen, at) => [own[at]?.id ?? '', fen] as const)
  }))
  return new Map(shares.map((s) => {
    const amountFen = amounts.get(s.id) ?? 0
    return [s.id, { amountFen, openFen: s.outsider_id ? openOf(amountFen, claims.filter((b) => b.outsider_id === s.outsider_id)) : 0 }]
  }))
}
