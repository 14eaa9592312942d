import { sql } from '#kernel/db.ts'
import { whenever } from '#kernel/reaction.ts'
import { IdentityChanged } from '#modules/complaint/events.ts'

export const reactions = [
  // Who changes it may see no order at all: the complainant in the portal, a clerk of another shop.
  whenever(IdentityChanged, async (tx, events) => {
    for (const { payload: { complaintId } } of events) await sql`select containment.follow_identity(${complaintId}::uuid)`.execute(tx.db)
  }),
]
