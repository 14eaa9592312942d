import type { Reader, Selectable } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import { fingerprint } from '#kernel/id.ts'
import type { Payload, Vouched } from '#kernel/vouched.ts'
import type { Tables } from '../../tables/index.ts'

type DivisionRow = Pick<Selectable<Tables['liability.division']>, 'reason' | 'by_id' | 'at'>
type ShareRow = Pick<Selectable<Tables['liability.share']>, 'no' | 'party' | 'outsider_id' | 'share' | 'grounds'>

/** Who bears how much, and for what reasons; which division holds is left out: one comes along when cases merge. */
export const digestOfDivision = ({ reason, by_id, at }: DivisionRow, shares: readonly ShareRow[]): string =>
  fingerprint([reason, by_id, at, [...shares].sort((a, b) => a.no - b.no).map((s) => [s.no, s.party, s.outsider_id, s.share, s.grounds])])

export const divisions: Vouched = {
  what: 'division of liability',
  tells: { 'liability.divided': (p) => ({ id: String(p['divisionId']), known: { shares: p['shares'], content: p['digest'] } }) },
  rows: async (read, organizationId, { by, ids }) => {
    const rows = await read.selectFrom('liability.division as d').innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'd.organization_id').onRef('c.id', '=', 'd.complaint_id'))
      .selectAll('d').select('c.number').where('d.organization_id', '=', organizationId).where(by === 'id' ? 'd.id' : 'd.complaint_id', 'in', [...ids]).execute()
    const shares = rows.length ? groupBy(await read.selectFrom('liability.share').selectAll().where('organization_id', '=', organizationId).where('division_id', 'in', rows.map((row) => row.id)).execute(), (s) => s.division_id) : new Map<string, never[]>()
    return rows.map((row) => ({ id: row.id, name: `of ${row.number}`, known: { shares: (shares.get(row.id) ?? []).length, content: digestOfDivision(row, shares.get(row.id) ?? []) } }))
  },
}

type ChargeBack = Selectable<Tables['liability.charge_back']>
const contentOf = (b: ChargeBack) => [b.share_id, b.outsider_id, b.number, b.cost_fen, b.proposed_fen, b.amount_fen, b.amount_reason, b.state, b.agreed_fen, b.answer_by, b.claimed_by, b.claimed_at]

/** What is claimed of whom, every step of it, and what came in. */
export const digestsOfChargeBacks = async (read: Reader, organizationId: string, rows: readonly ChargeBack[]): Promise<ReadonlyMap<string, string>> => {
  const ids = rows.map((row) => row.id)
  const [steps, receipts] = ids.length ? await Promise.all([
    read.selectFrom('liability.step').selectAll().where('organization_id', '=', organizationId).where('charge_back_id', 'in', ids).orderBy('id').execute(),
    read.selectFrom('liability.receipt').selectAll().where('organization_id', '=', organizationId).where('charge_back_id', 'in', ids).execute(),
  ]) : [[], []]
  const stepsOf = groupBy(steps, (s) => s.charge_back_id)
  return new Map(rows.map((row) => [row.id, fingerprint([
    contentOf(row), (stepsOf.get(row.id) ?? []).map((s) => [s.id, s.kind, s.amount_fen, s.note, s.by_id, s.at]),
    receipts.filter((r) => r.charge_back_id === row.id).map((r) => [r.amount_fen, r.reference, r.received_on, r.note, r.by_id, r.at]),
  ])]))
}

const told = (known: (p: Payload) => Record<string, unknown>) => (p: Payload) => ({ id: String(p['chargeBackId']), known: { ...known(p), content: p['digest'] } })

export const chargeBacks: Vouched = {
  what: 'charge-back',
  tells: {
    'liability.claimed': told((p) => ({ amountFen: p['amountFen'], state: 'claimed' })),
    'liability.answered': told((p) => ({ state: p['chargeBackState'] })),
    'liability.received': told(() => ({ state: 'received' })),
    'liability.withdrawn': told(() => ({ state: 'withdrawn' })),
  },
  rows: async (read, organizationId, { by, ids }) => {
    const rows = await read.selectFrom('liability.charge_back').selectAll().where('organization_id', '=', organizationId).where(by === 'id' ? 'id' : 'complaint_id', 'in', [...ids]).execute()
    const digests = await digestsOfChargeBacks(read, organizationId, rows)
    return rows.map((row) => ({ id: row.id, name: row.number, known: { amountFen: row.amount_fen, state: row.state, content: digests.get(row.id) } }))
  },
}
