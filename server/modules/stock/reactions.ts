import { whenever } from '#kernel/reaction.ts'
import { ComplaintsUnmerged } from '#modules/complaint/events.ts'
import { handOverApart } from './commands/take-back.ts'

export const reactions = [
  whenever(ComplaintsUnmerged, async (tx, events) => {
    for (const { payload } of events) await handOverApart(tx, payload.separatedId)
  }),
]
