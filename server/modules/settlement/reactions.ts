import { whenever } from '#kernel/reaction.ts'
import { ComplaintClosed, ComplaintReopened } from '#modules/complaint/events.ts'
import { forget } from '#modules/precedent/commands.ts'
import { OfferAccepted } from '#modules/remedy/events.ts'
import { sayClosed, settle } from './commands.ts'

export const reactions = [
  whenever(OfferAccepted, async (tx, events) => {
    for (const { payload } of events) await settle(tx, payload.complaintId, payload)
  }),
  whenever(ComplaintClosed, async (tx, events) => {
    for (const { payload } of events) await sayClosed(tx, payload.complaintId)
  }),
  whenever(ComplaintReopened, async (tx, events) => {
    for (const { payload } of events) await forget(tx, payload.complaintId)
  }),
]
