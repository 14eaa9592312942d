import type { Reader, Selectable } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import { fingerprint } from '#kernel/id.ts'
import type { Payload, Vouched } from '#kernel/vouched.ts'
import { sql } from '#kernel/db.ts'
import type { Tables } from '../../tables/index.ts'

export const digestOfKind = ({ name, form, worth_fen, numbered, low_at, note, retired_at }: Pick<Selectable<Tables['stock.kind']>, 'name' | 'form' | 'worth_fen' | 'numbered' | 'low_at' | 'note' | 'retired_at'>): string => fingerprint([name, form, worth_fen, numbered, low_at, note, retired_at !== null])

const toldOfKind = (p: Payload) => ({ id: String(p['kindId']), known: { worthFen: p['worthFen'], content: p['digest'] } })

/** What a gift or a coupon is worth. Kinds and lots hang on the organisation. */
export const giftKinds: Vouched = {
  what: 'kind of gift', tells: { 'stock.kindAdded': toldOfKind, 'stock.kindChanged': toldOfKind },
  rows: async (read, organizationId, { by, ids }) => {
    if (by === 'subject' && !ids.includes(organizationId)) return []
    let rows = read.selectFrom('stock.kind').selectAll().where('organization_id', '=', organizationId)
    if (by === 'id') rows = rows.where('id', 'in', [...ids])
    return (await rows.execute()).map((row) => ({ id: row.id, name: row.name, known: { worthFen: row.worth_fen, content: digestOfKind(row) } }))
  },
}

/** How many there are: as the last event says, and as all entries come to. */
export const lots: Vouched = {
  what: 'stock', tells: { 'stock.lotChanged': (p) => ({ id: String(p['lotId']), known: { quantity: p['quantity'], entries: p['quantity'] } }) },
  rows: async (read, organizationId, { by, ids }) => {
    if (by === 'subject' && !ids.includes(organizationId)) return []
    let rows = read.selectFrom('stock.lot as l').innerJoin('stock.kind as k', (j) => j.onRef('k.organization_id', '=', 'l.organization_id').onRef('k.id', '=', 'l.kind_id'))
      .select(['l.id', 'l.quantity', 'k.name', sql<number>`(select coalesce(sum(e.change), 0)::int from stock.entry e where e.organization_id = l.organization_id and e.lot_id = l.id)`.as('entries')]).where('l.organization_id', '=', organizationId)
    if (by === 'id') rows = rows.where('l.id', 'in', [...ids])
    return (await rows.execute()).map((row) => ({ id: row.id, name: `of ${row.name}`, known: { quantity: row.quantity, entries: row.entries } }))
  },
}

/** To whom what went, and what came back. */
export const digestsOfIssues = async (read: Reader, organizationId: string, rows: readonly Selectable<Tables['stock.issue']>[]): Promise<ReadonlyMap<string, string>> => {
  const ids = rows.map((row) => row.id)
  const codes = ids.length ? groupBy(await read.selectFrom('stock.coupon').select(['issue_id', 'code']).where('organization_id', '=', organizationId).where('issue_id', 'in', ids).execute(), (c) => c.issue_id) : new Map<string, never[]>()
  return new Map(rows.map((r) => [r.id, fingerprint([r.task_id, r.lot_id, r.number, r.quantity, r.worth_fen, r.recipient, r.signature, r.unsigned_why, r.by_id, r.at, r.returned, r.returned_fen, (codes.get(r.id) ?? []).map((c) => c.code).sort()])]))
}

const toldOfIssue = (p: Payload) => ({ id: String(p['issueId']), known: { content: p['digest'] } })

export const giftIssues: Vouched = {
  what: 'gift issued', tells: { 'stock.issued': toldOfIssue, 'stock.takenBack': toldOfIssue },
  rows: async (read, organizationId, { by, ids }) => {
    const rows = await read.selectFrom('stock.issue').selectAll().where('organization_id', '=', organizationId).where(by === 'id' ? 'id' : 'complaint_id', 'in', [...ids]).execute()
    const digests = await digestsOfIssues(read, organizationId, rows)
    return rows.map((row) => ({ id: row.id, name: row.number, known: { content: digests.get(row.id) } }))
  },
}
