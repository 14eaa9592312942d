import { z } from 'zod'
import { event } from '#kernel/event.ts'

const OfHeld = z.object({ complaintId: z.uuid(), heldId: z.uuid() })
export const MessageHeld = event('commitment.held', OfHeld.extend({ rule: z.string(), version: z.string(), positionCode: z.string(), promises: z.int(), digest: z.string() }))
/** A yes that is not enough by now: somebody above is asked besides. */
export const MessageEndorsed = event('commitment.endorsed', OfHeld.extend({ rule: z.string(), version: z.string(), positionCode: z.string(), deputyOf: z.uuid().nullable() }))
export const MessageReleased = event('commitment.released', OfHeld.extend({ messageId: z.uuid(), deputyOf: z.uuid().nullable() }))
export const MessageGivenBack = event('commitment.givenBack', OfHeld)
export const MessageTakenBack = event('commitment.takenBack', OfHeld)
