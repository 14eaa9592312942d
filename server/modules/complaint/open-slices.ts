import { type Db, type OpenTransaction, asSystem } from '#kernel/db.ts'
import { openNextSlices } from '#kernel/slices.ts'
import type { Clock } from '#kernel/time.ts'

const countBehind = (db: OpenTransaction) => async (organizationId: string, behind: string, most: number) => {
  const next = await db.selectFrom('complaint.search').select('complaint_id').where('organization_id', '=', organizationId).where('complaint_id', '>', behind).orderBy('complaint_id').limit(most).execute()
  return { rows: next.length, last: next.at(-1)?.complaint_id ?? null }
}

/** Complaints are what slices of the search are counted by; customers come with them. */
export const openSlices = (db: Db, clock: Clock): Promise<void> => asSystem(db, (open) => openNextSlices(open, clock(), countBehind(open)))
