import { sql } from '#kernel/db.ts'
import { whenever } from '#kernel/reaction.ts'
import { PeopleAccused } from '#modules/complaint/events.ts'

export const reactions = [
  // Of cases about staff nothing leaves the house: what has not arrived yet is not tried again.
  whenever(PeopleAccused, async (tx, events) => {
    for (const { payload: { complaintId } } of events) await sql`select integration.take_back(${complaintId}::uuid)`.execute(tx.db)
  }),
]
