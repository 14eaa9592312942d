import { sql } from '#kernel/db.ts'
import { whenever } from '#kernel/reaction.ts'
import { IdentityChanged } from '#modules/complaint/events.ts'

export const reactions = [
  // Where a letter came from tells who wrote it.
  whenever(IdentityChanged, async (tx, events) => {
    for (const { payload: { complaintId, identity } } of events) if (identity !== 'open') await sql`select intake.hide_origin(${complaintId}::uuid)`.execute(tx.db)
  }),
]
