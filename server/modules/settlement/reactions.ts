import { whenever } from '#kernel/reaction.ts'
import type { Tx } from '#kernel/tx.ts'
import { ComplaintClosed, ComplaintReopened } from '#modules/complaint/events.ts'
import { forget } from '#modules/precedent/commands.ts'
import { CounterDeclined, DemandDeclined, OfferAccepted, OfferDeclined, RemedyExpired, RemedyReturned, RemedyWithdrawn } from '#modules/remedy/events.ts'
import { carryOver, goOnAgreed, settle } from './commands.ts'
import { sayClosed } from './notice.ts'

const goOnWithTheRest = async (tx: Tx, events: readonly { readonly payload: { readonly complaintId: string } }[]) => {
  for (const { payload } of events) await goOnAgreed(tx, payload.complaintId)
}

export const reactions = [
  whenever(OfferDeclined, goOnWithTheRest),
  whenever(DemandDeclined, goOnWithTheRest),
  whenever(CounterDeclined, goOnWithTheRest),
  whenever(RemedyExpired, goOnWithTheRest),
  whenever(RemedyReturned, goOnWithTheRest),
  whenever(RemedyWithdrawn, goOnWithTheRest),
  whenever(OfferAccepted, async (tx, events) => {
    for (const { payload } of events) await settle(tx, payload.complaintId, payload)
  }),
  whenever(ComplaintClosed, async (tx, events) => {
    for (const { payload } of events) await sayClosed(tx, payload.complaintId)
  }),
  whenever(ComplaintReopened, async (tx, events) => {
    for (const { payload } of events) {
      await forget(tx, payload.complaintId)
      await carryOver(tx, payload.complaintId)
    }
  }),
]
