import { z } from 'zod'
import { Way } from '#contract/tell-by.ts'
import { Wish } from '#contract/telling.ts'
import { event } from '#kernel/event.ts'

const OfCase = z.object({ complaintId: z.uuid() })
/** A letter that holds so many changes. `byCall`: nobody can write to them, so that somebody has to ring them up. */
export const CustomerUpdated = event('telling.told', OfCase.extend({ messageId: z.uuid(), changes: z.int(), byCall: z.boolean(), way: Way.optional() }))
export const CustomerCalled = event('telling.called', OfCase.extend({ messageId: z.uuid(), changes: z.int(), reached: z.boolean() }))
export const WishChanged = event('telling.wishChanged', OfCase.extend({ tellWish: Wish }))
/** A letter goes by SMS; until it has, it is on the list of who is to be rung. */
export const LetterToText = event('telling.toText', OfCase.extend({ messageId: z.uuid(), letter: z.string() }))
/** Nothing arrives that way any more, and letters go the next. */
export const WayFailed = event('telling.wayFailed', OfCase.extend({ failedWay: Way, nextWay: Way }))
