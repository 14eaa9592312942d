import { whenever } from '#kernel/reaction.ts'
import { CustomersMerged } from '#modules/customer/events.ts'
import { moveCustomer } from './commands/close.ts'

export const reactions = [
  whenever(CustomersMerged, async (tx, events) => {
    for (const { payload } of events) await moveCustomer(tx, payload.duplicateId, payload.customerId)
  }),
]
