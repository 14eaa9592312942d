import { type Db, type OpenTransaction, asSystem, readerOf, sql } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import { keyAt, slicesOf } from '#kernel/slices.ts'
import { searchablesOf } from './queries/searched.ts'
import { searchColumns } from './searched.ts'

/** Rows that are made anew in one transaction. */
const RENEWED_AT_ONCE = 500

const waiting = (db: OpenTransaction) => db.selectFrom('complaint.search').select(['organization_id', 'complaint_id']).where('grams', 'is', null)
  .orderBy('organization_id').orderBy('complaint_id', 'desc').limit(RENEWED_AT_ONCE).forUpdate().skipLocked().execute()

const renew = async (db: OpenTransaction, organizationId: string, ids: readonly string[]): Promise<number> => {
  const [texts, slices] = [await searchablesOf(readerOf(db), organizationId, ids), await slicesOf(db, organizationId)]
  const rows = [...texts].map(([id, text]) => ({ id, ...searchColumns(text, keyAt(slices, id)) }))
  await sql`update complaint.search s set body = r.body, grams = r.grams::tsvector from json_to_recordset(${JSON.stringify(rows)}::json) as r (id uuid, body text, grams text)
    where s.organization_id = ${organizationId} and s.complaint_id = r.id`.execute(db)
  return rows.length
}

/** After an upgrade that searches otherwise: what waits is made anew, newest first, while everything else goes on. @returns how many rows. */
export const renewSearch = (db: Db): Promise<number> => asSystem(db, async (open) => {
  let renewed = 0
  for (const [organizationId, own] of groupBy(await waiting(open), (r) => r.organization_id)) renewed += await renew(open, organizationId, own.map((r) => r.complaint_id))
  return renewed
})
