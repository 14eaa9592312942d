import { groupBy } from './group.ts'
import { type Db, type OpenTransaction, asSystem } from './db.ts'
import { insertRows } from './insert.ts'
import { merkleRoot, sealHash } from './merkle.ts'
import { type StoredEvent, alone, eventsAfterCursor, moveCursor } from './relay.ts'

const SEAL_LOCK = 716_290_013
const MOST = 2_000

type Sealable = StoredEvent & { content_hash: Buffer }

/** Seals committed events: per organisation the content hashes become leaves of a Merkle tree whose root is chained to the one before. */
export const sealOnce = async (db: Db, now: Date): Promise<number> => asSystem(db, async (open) => {
  if (!await alone(open, SEAL_LOCK)) return 0
  const events = await eventsAfterCursor(open, 'seal', MOST)
  const last = events.at(-1)
  if (!last) return 0
  const byOrganization = groupBy(events, (e) => e.organization_id)
  for (const [organizationId, leaves] of byOrganization) await sealOrganization(open, organizationId, leaves, now)
  await moveCursor(open, 'seal', last)
  return events.length
})

const sealOrganization = async (db: OpenTransaction, organizationId: string, events: readonly Sealable[], now: Date) => {
  const before = await db.selectFrom('kernel.seal').select(['seq', 'hash']).where('organization_id', '=', organizationId).orderBy('seq', 'desc').limit(1).executeTakeFirst()
  const seq = (before?.seq ?? 0) + 1
  const root = merkleRoot(events.map((e) => e.content_hash))
  await insertRows(db, { into: 'kernel.leaf', rows: events.map((e, place) => ({ organization_id: organizationId, event_id: e.id, seq, place, content_hash: e.content_hash })) })
  await db.insertInto('kernel.seal').values({ organization_id: organizationId, seq, root, previous: before?.hash ?? null, hash: sealHash(before?.hash ?? null, seq, root), leaves: events.length, at: now }).execute()
}
