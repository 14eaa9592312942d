import { whenever } from '#kernel/reaction.ts'
import { ComplaintRegistered } from '#modules/complaint/events.ts'
import { layBefore } from './commands.ts'

export const reactions = [
  whenever(ComplaintRegistered, async (tx, events) => {
    // What another system brings along was laid before somebody there.
    for (const { payload } of events) if (payload.channel === 'letter' && payload.closedAt === undefined) await layBefore(tx, payload.complaintId)
  }),
]
