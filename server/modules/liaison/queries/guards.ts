import { formUnderWay } from '#contract/links.ts'
import type { OpenTransaction } from '#kernel/db.ts'
import { gates, guard } from '#kernel/guard.ts'

const underWay = async (db: OpenTransaction, complaintId: string) =>
  await db.selectFrom('liaison.form').select('id').where('complaint_id', '=', complaintId).where('ended_at', 'is', null).where('state', '!=', 'draft').limit(1).executeTakeFirst() !== undefined

/** A case does not end, nor go into another, while units still answer for it. */
export const guards = [
  guard('complaint.close', async (db, complaintId) => gates({ liaison: await underWay(db, complaintId) ? formUnderWay : null })),
  guard('merging.merge', async (db, complaintId) => gates({ liaison: await underWay(db, complaintId) ? formUnderWay : null })),
]
