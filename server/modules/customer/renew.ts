import { type Db, type OpenTransaction, asSystem, sql } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import { keyAt, slicesOf } from '#kernel/slices.ts'
import { searchColumns } from './searched.ts'

/** Records that are made anew in one transaction. */
const RENEWED_AT_ONCE = 500

const waiting = (db: OpenTransaction) => db.selectFrom('customer.customer').select(['organization_id', 'id', 'name', 'phone', 'phone_key', 'email', 'member_number']).where('grams', 'is', null)
  .orderBy('organization_id').orderBy('id', 'desc').limit(RENEWED_AT_ONCE).forNoKeyUpdate().skipLocked().execute()

/** After an upgrade: customers who cannot be searched yet, newest first. @returns how many. */
export const renewCustomers = (db: Db): Promise<number> => asSystem(db, async (open) => {
  const found = await waiting(open)
  for (const [organizationId, own] of groupBy(found, (r) => r.organization_id)) {
    const slices = await slicesOf(open, organizationId)
    const rows = own.map((r) => ({ id: r.id, ...searchColumns(r, keyAt(slices, r.id)) }))
    await sql`update customer.customer c set searched = r.searched, grams = r.grams::tsvector from json_to_recordset(${JSON.stringify(rows)}::json) as r (id uuid, searched text, grams text)
      where c.organization_id = ${organizationId} and c.id = r.id`.execute(open)
  }
  return found.length
})
