import { systemActor } from '#kernel/actor.ts'
import type { Perform } from '#kernel/command.ts'
import { type Db, asSystem } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import { type Clock, DAY, type Instant, plusMs } from '#kernel/time.ts'
import { removeUnattached } from './commands.ts'
import type { FileStore } from './port.ts'

const AT_ONCE = 500

/** Bytes may lie under rows of several organisations: they go with the last one. */
const stillNamed = (db: Db, hashes: readonly string[]) => asSystem(db, async (open) => {
  const rows = await open.selectFrom('files.file').select('sha256').distinct().where('sha256', 'in', [...hashes]).execute()
  return new Set(rows.map((r) => r.sha256))
})

const removeUnnamed = async (db: Db, store: FileStore, hashes: readonly string[], before: Instant) => {
  const named = await stillNamed(db, hashes)
  for (const hash of hashes) if (!named.has(hash)) await store.remove(hash, before)
}

/** Files that nobody attached within a day go, then the bytes that no row names any more, and what broken uploads left. */
export const sweepFiles = async (db: Db, perform: Perform, store: FileStore, clock: Clock): Promise<number> => {
  const before = plusMs(clock(), -DAY)
  await store.sweepComing(before)
  const old = await asSystem(db, (open) => open.selectFrom('files.file').select(['organization_id', 'id', 'sha256']).where('subject_id', 'is', null).where('at', '<', before).where((eb) => eb.or([eb('kept_until', 'is', null), eb('kept_until', '<', clock())])).orderBy('at').limit(AT_ONCE).execute())
  for (const [organizationId, rows] of groupBy(old, (r) => r.organization_id)) await perform(removeUnattached, { actor: systemActor(organizationId), requestId: 'sweep' }, { ids: rows.map((r) => r.id) })
  if (!old.length) return 0
  await removeUnnamed(db, store, [...new Set(old.map((r) => r.sha256))], before)
  return old.length
}

/** Bytes that no row names, though no sweep left them so: the program ended between the bytes and their row. */
export const sweepOrphans = async (db: Db, store: FileStore, clock: Clock): Promise<void> => {
  const before = plusMs(clock(), -DAY)
  for await (const hashes of store.stored(before)) await removeUnnamed(db, store, hashes, before)
}
