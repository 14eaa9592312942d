import type { Reader, Selectable } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import { fingerprint } from '#kernel/id.ts'
import type { Payload, Vouched } from '#kernel/vouched.ts'
import type { Tables } from '../../tables/index.ts'

type Item = Selectable<Tables['custody.item']>

const contentOf = (i: Item) => [i.number, i.kind, i.what, i.weight_milli, i.weight_unit, i.condition, i.seal, i.value_fen, i.return_by, i.state, i.taken_at, i.taken_by, i.holder_id, i.place, i.customer_signature, i.staff_signature, i.unsigned_why, i.ended_at, i.ended_by, i.returned_to, i.authority, i.return_signature, i.end_note]

/** What was left with us, how it stands, and every hand it went through; when people are warned is left out. */
export const digestsOf = async (read: Reader, organizationId: string, rows: readonly Item[]): Promise<ReadonlyMap<string, string>> => {
  const ids = rows.map((row) => row.id)
  const [photos, moves] = ids.length ? await Promise.all([
    read.selectFrom('custody.photo').select(['item_id', 'file_id']).where('organization_id', '=', organizationId).where('item_id', 'in', ids).orderBy('file_id').execute(),
    read.selectFrom('custody.move').selectAll().where('organization_id', '=', organizationId).where('item_id', 'in', ids).orderBy('id').execute(),
  ]) : [[], []]
  const [shown, moved] = [groupBy(photos, (p) => p.item_id), groupBy(moves, (m) => m.item_id)]
  return new Map(rows.map((row) => [row.id, fingerprint([contentOf(row), (shown.get(row.id) ?? []).map((p) => p.file_id), (moved.get(row.id) ?? []).map((m) => [m.id, m.at, m.by_id, m.from_id, m.to_id, m.place, m.why, m.signature])])]))
}

const told = (p: Payload) => ({ id: String(p['itemId']), known: { content: p['digest'] } })

export const goods: Vouched = {
  what: 'goods',
  tells: { 'custody.taken': told, 'custody.moved': told, 'custody.postponed': told, 'custody.returned': told, 'custody.lost': told },
  rows: async (read, organizationId, { by, ids }) => {
    const rows = await read.selectFrom('custody.item').selectAll().where('organization_id', '=', organizationId).where(by === 'id' ? 'id' : 'complaint_id', 'in', [...ids]).execute()
    const digests = await digestsOf(read, organizationId, rows)
    return rows.map((row) => ({ id: row.id, name: row.number, known: { content: digests.get(row.id) } }))
  },
}
