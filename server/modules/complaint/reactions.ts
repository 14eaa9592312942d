import { whenever } from '#kernel/reaction.ts'
import { CustomersMerged, CustomersUnmerged } from '#modules/customer/events.ts'
import { moveCustomer, moveCustomerBack } from './commands/close.ts'

export const reactions = [
  whenever(CustomersMerged, async (tx, events) => {
    for (const { payload } of events) await moveCustomer(tx, payload.duplicateId, payload.customerId, payload.mergeId)
  }),
  whenever(CustomersUnmerged, async (tx, events) => {
    for (const { payload } of events) await moveCustomerBack(tx, payload.duplicateId, payload.customerId, payload.mergeId)
  }),
]
