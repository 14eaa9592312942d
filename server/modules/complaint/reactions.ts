import { whenever } from '#kernel/reaction.ts'
import type { Tx } from '#kernel/tx.ts'
import { CustomersMerged, CustomersUnmerged } from '#modules/customer/events.ts'
import { moveCustomer, moveCustomerBack } from './commands/close.ts'
import { lockComplaint } from './commands/lock.ts'
import { lookForSameMatter } from './commands/same-matter.ts'
import { Classified, PointAdded } from './events.ts'

const lookAgain = async (tx: Tx, events: readonly { readonly payload: { readonly complaintId: string } }[]) => {
  for (const id of new Set(events.map(({ payload }) => payload.complaintId))) await lookForSameMatter(tx, await lockComplaint(tx, id))
}

export const reactions = [
  whenever(CustomersMerged, async (tx, events) => {
    for (const { payload } of events) await moveCustomer(tx, payload.duplicateId, payload.customerId, payload.mergeId)
  }),
  whenever(CustomersUnmerged, async (tx, events) => {
    for (const { payload } of events) await moveCustomerBack(tx, payload.duplicateId, payload.customerId, payload.mergeId)
  }),
  whenever(Classified, lookAgain),
  whenever(PointAdded, lookAgain),
]
