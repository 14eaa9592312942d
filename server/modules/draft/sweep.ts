import { type Db, asSystem } from '#kernel/db.ts'
import type { Clock } from '#kernel/time.ts'

const AT_ONCE = 500

/** What nobody went on with goes, and everything personal in it; its files follow by the sweep of those that belong to nothing. Those that became a case stay as long as somebody could send them once more. */
export const sweepDrafts = (db: Db, clock: Clock): Promise<number> => asSystem(db, async (open) => {
  const old = await open.selectFrom('draft.draft').select(['organization_id', 'id']).where('expires_at', '<', clock()).where('complaint_id', 'is', null).orderBy('expires_at').limit(AT_ONCE).forUpdate().skipLocked().execute()
  for (const { organization_id, id } of old) await open.deleteFrom('draft.draft').where('organization_id', '=', organization_id).where('id', '=', id).execute()
  return old.length
})
