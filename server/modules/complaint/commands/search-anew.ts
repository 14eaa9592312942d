import { readerOf, sql } from '#kernel/db.ts'
import { keyAt, slicesOf } from '#kernel/slices.ts'
import type { Tx } from '#kernel/tx.ts'
import { searchablesOf } from '../queries/searched.ts'
import { searchColumns } from '../searched.ts'
import type { LockedComplaint } from './lock.ts'

/** What came later is found like what was there from the beginning. */
export const searchAnew = async (tx: Tx, { id }: Pick<LockedComplaint, 'id'>): Promise<void> => {
  const { organizationId } = tx.actor
  const [texts, slices] = [await searchablesOf(readerOf(tx.db), organizationId, [id]), await slicesOf(tx.db, organizationId)]
  const text = texts.get(id)
  if (!text) return
  const { body, grams } = searchColumns(text, keyAt(slices, id))
  await tx.db.updateTable('complaint.search').set({ body, grams: sql<string>`${grams}::tsvector` }).where('organization_id', '=', organizationId).where('complaint_id', '=', id).execute()
}
