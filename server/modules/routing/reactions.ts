import { whenever } from '#kernel/reaction.ts'
import { isApart } from '#modules/complaint/commands/accused.ts'
import { ComplaintRegistered, PeopleAccused } from '#modules/complaint/events.ts'
import { layBefore } from './commands.ts'

export const reactions = [
  whenever(ComplaintRegistered, async (tx, events) => {
    // What another system brings along was laid before somebody there.
    for (const { payload } of events) if (payload.channel === 'letter' && payload.closedAt === undefined) await layBefore(tx, payload.complaintId)
  }),
  // A case in mid-air between people who may not know of it any more goes to who was found for it.
  whenever(PeopleAccused, async (tx, events) => {
    for (const { subject, payload: { complaintId } } of events) {
      const [to, from] = [await isApart(tx, subject, 'to_id'), await isApart(tx, subject, 'from_id')]
      await tx.db.updateTable('routing.handover').set({ state: 'withdrawn', answered_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where('state', '=', 'pending')
        .where((eb) => eb.or([to, from])).execute()
    }
  }),
]
