import { sql } from '#kernel/db.ts'
import { whenever } from '#kernel/reaction.ts'
import { IdentityChanged, PeopleAccused } from '#modules/complaint/events.ts'

export const reactions = [
  // Of cases about staff nothing leaves the house: what has not arrived yet is not tried again.
  whenever(PeopleAccused, async (tx, events) => {
    for (const { payload: { complaintId } } of events) await sql`select integration.take_back(${complaintId}::uuid)`.execute(tx.db)
  }),
  // Of who wants to be known to few no record is named, also in what was on its way.
  whenever(IdentityChanged, async (tx, events) => {
    for (const { payload: { complaintId, identity } } of events) if (identity !== 'open') await sql`select integration.unname(${complaintId}::uuid)`.execute(tx.db)
  }),
]
