import type { Reader, Selectable } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import { fingerprint } from '#kernel/id.ts'
import type { Payload, Vouched } from '#kernel/vouched.ts'
import type { Tables } from '../../tables/index.ts'

type Row = Selectable<Tables['payout.payout']>

/** To whom, how much, by which way, who decided it, and by what it was paid. */
export const digestsOf = async (read: Reader, organizationId: string, rows: readonly Row[]): Promise<ReadonlyMap<string, string>> => {
  const ids = rows.map((row) => row.id)
  const files = ids.length ? groupBy(await read.selectFrom('payout.evidence').select(['payout_id', 'file_id']).where('organization_id', '=', organizationId).where('payout_id', 'in', ids).execute(), (e) => e.payout_id) : new Map<string, never[]>()
  return new Map(rows.map((r) => [r.id, fingerprint([
    r.task_id, r.unit_id, r.number, r.amount_fen, r.way, r.payee, r.bank, r.account, r.note, r.state, r.asked_by, r.asked_at, r.decided_by, r.decided_at, r.decision,
    r.paid_by, r.paid_at, r.paid_on, r.reference, r.ended_by, r.ended_at, r.ended_why, (files.get(r.id) ?? []).map((e) => e.file_id).sort(),
    // What was said before there were such has nothing of it.
    ...(r.bounced_at ? [r.bounced_at, r.bounced_by, r.bounced_on, r.bounced_words, r.bounced_reference] : []),
  ])]))
}

const told = (state: string) => (p: Payload) => ({ id: String(p['payoutId']), known: { amountFen: p['amountFen'], state, content: p['digest'] } })

export const payouts: Vouched = {
  what: 'payout',
  tells: { 'payout.asked': told('asked'), 'payout.approved': told('approved'), 'payout.returned': told('returned'), 'payout.paid': told('paid'), 'payout.failed': told('failed'), 'payout.bounced': told('bounced'), 'payout.withdrawn': told('withdrawn') },
  rows: async (read, organizationId, { by, ids }) => {
    const rows = await read.selectFrom('payout.payout').selectAll().where('organization_id', '=', organizationId).where(by === 'id' ? 'id' : 'complaint_id', 'in', [...ids]).execute()
    const digests = await digestsOf(read, organizationId, rows)
    return rows.map((row) => ({ id: row.id, name: row.number, known: { amountFen: row.amount_fen, state: row.state, content: digests.get(row.id) } }))
  },
}

const sums = (p: Payload) => ({ id: String(p['taskId']), known: { paidFen: p['paidFen'], agreedFen: p['agreedFen'] } })

/** What of an agreed item is paid: never by hand. */
export const dues: Vouched = {
  what: 'sum paid',
  tells: { 'payout.paid': sums, 'payout.bounced': sums },
  rows: async (read, organizationId, { by, ids }) =>
    (await read.selectFrom('payout.due').selectAll().where('organization_id', '=', organizationId).where(by === 'id' ? 'task_id' : 'complaint_id', 'in', [...ids]).execute())
      .map((row) => ({ id: row.task_id, name: `of ${row.task_id}`, known: { paidFen: row.paid_fen, agreedFen: row.agreed_fen }, untold: row.paid_fen === 0 })),
}
