import { z } from 'zod'
import { Wish } from '#contract/telling.ts'
import { event } from '#kernel/event.ts'

const OfCase = z.object({ complaintId: z.uuid() })
/** A letter that holds so many changes. `byCall`: nobody can write to them, so that somebody has to ring them up. */
export const CustomerUpdated = event('telling.told', OfCase.extend({ messageId: z.uuid(), changes: z.int(), byCall: z.boolean() }))
export const CustomerCalled = event('telling.called', OfCase.extend({ messageId: z.uuid(), changes: z.int(), reached: z.boolean() }))
export const WishChanged = event('telling.wishChanged', OfCase.extend({ tellWish: Wish }))
