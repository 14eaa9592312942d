import { type Db, type OpenTransaction, asSystem, sql } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import { newId } from '#kernel/id.ts'
import { pairsOf } from './text-likeness.ts'

/** Closed cases that are counted in one transaction, and that are made comparable in one. */
export const FOLDED_AT_ONCE = 500
const RENEWED_AT_ONCE = 500

/** Brings some changes into the counts of how rare a pair of characters is. @returns how many. */
export const foldPairs = (db: Db): Promise<number> => asSystem(db, async (open) => (await sql<{ n: number }>`select precedent.fold(${FOLDED_AT_ONCE}) as n`.execute(open)).rows[0]?.n ?? 0)

const waiting = (open: OpenTransaction) => open.selectFrom('precedent.lesson').select(['organization_id', 'complaint_id']).where('grams', 'is', null)
  .orderBy('organization_id').orderBy('closed_at', 'desc').limit(RENEWED_AT_ONCE).forUpdate().skipLocked().execute()

const renew = async (open: OpenTransaction, organizationId: string, ids: readonly string[]): Promise<void> => {
  const points = await open.selectFrom('complaint.point').select(['complaint_id', 'words']).where('organization_id', '=', organizationId).where('complaint_id', 'in', [...ids]).orderBy('no').execute()
  const said = groupBy(points, (p) => p.complaint_id)
  for (const id of ids) {
    const grams = pairsOf(organizationId, (said.get(id) ?? []).map((p) => p.words).join('\n'))
    await open.updateTable('precedent.lesson').set({ grams }).where('organization_id', '=', organizationId).where('complaint_id', '=', id).execute()
    if (grams.length) await open.insertInto('precedent.change').values({ organization_id: organizationId, id: newId(), grams, step: 1 }).execute()
  }
}

/** Cases closed before what was said was compared: newest first, while everything else goes on. @returns how many. */
export const renewLessons = (db: Db): Promise<number> => asSystem(db, async (open) => {
  const rows = await waiting(open)
  for (const [organizationId, own] of groupBy(rows, (r) => r.organization_id)) await renew(open, organizationId, own.map((r) => r.complaint_id))
  return rows.length
})
