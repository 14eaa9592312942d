import type { Reader } from '#kernel/db.ts'
import { query } from '#kernel/query.ts'

interface Followed { readonly id: string }

const isThere = (read: Reader, table: 'complaint.complaint' | 'customer.customer', organizationId: string, id: string) =>
  read.selectFrom(table).select('id').where('organization_id', '=', organizationId).where('id', '=', id).executeTakeFirst().then((row) => row !== undefined)

/** Whether something is in the reader's sight at this moment; nothing of it is shown. One question for each type that can be followed. */
export const followed = {
  complaint: query('complaint.read', (read, actor, { id }: Followed) => isThere(read, 'complaint.complaint', actor.organizationId, id)),
  customer: query('customer.read', (read, actor, { id }: Followed) => isThere(read, 'customer.customer', actor.organizationId, id)),
}
