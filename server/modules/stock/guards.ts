import { giftWorthMissing } from '#contract/remedy.ts'
import { gates, guard } from '#kernel/guard.ts'

/** Where gifts are kept in stock, one that is promised says what it is worth: without that nothing could be issued for it, and it would leave past stock and books. */
export const guards = [guard('remedy.propose', async (db, complaintId) => {
  const kept = await db.selectFrom('complaint.complaint as c').innerJoin('stock.kind as k', 'k.organization_id', 'c.organization_id').select('k.id').where('c.id', '=', complaintId).where('k.retired_at', 'is', null).limit(1).executeTakeFirst()
  return gates({ giftWorth: kept ? giftWorthMissing : null })
})]
