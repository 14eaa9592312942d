import { sql } from '#kernel/db.ts'
import { whenever } from '#kernel/reaction.ts'
import type { Tx } from '#kernel/tx.ts'
import { AccusedCleared, PeopleAccused } from '#modules/complaint/events.ts'

/** How many of these people have the case kept from their place: asked before the case itself says so. */
const namedOn = async (tx: Tx, complaintId: string): Promise<number> => {
  const { n } = await tx.db.selectFrom('complaint.accused').select((eb) => eb.fn.countAll<number>().as('n')).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where('ended_at', 'is', null).executeTakeFirstOrThrow()
  return n
}

const recount = (tx: Tx, complaintId: string, more: 1 | -1) => sql`select comment_card.recount(${complaintId}::uuid, ${more}::int)`.execute(tx.db)

export const reactions = [
  // A place that counts one more than it sees knows that something is kept from it.
  whenever(PeopleAccused, async (tx, events) => {
    for (const { payload: { complaintId, accusedIds } } of events) if (await namedOn(tx, complaintId) === accusedIds.length) await recount(tx, complaintId, -1)
  }),
  whenever(AccusedCleared, async (tx, events) => {
    for (const { payload: { complaintId } } of events) if (await namedOn(tx, complaintId) === 0) await recount(tx, complaintId, 1)
  }),
]
