import { z } from 'zod'
import { event } from '#kernel/event.ts'

const OfCase = z.object({ complaintId: z.uuid() })

/** `mail`: a letter goes to the address on record; `sms`: a code to the mobile on record; `callBack`: somebody has to ring them. */
export const CodeAsked = event('portal.codeAsked', OfCase.extend({ requestId: z.uuid(), codeWay: z.enum(['mail', 'sms', 'callBack']) }))
/** From now on the code before opens nothing. `identified`: how we knew who it was. */
export const CodeRenewed = event('portal.codeRenewed', OfCase.extend({ identified: z.enum(['link', 'phone', 'inPerson', 'letter']) }))

const OfSuggestion = z.object({ feedbackId: z.uuid() })
export const SuggestionCodeAsked = event('portal.suggestionCodeAsked', OfSuggestion.extend({ requestId: z.uuid(), codeWay: z.enum(['mail', 'sms', 'callBack']) }))
export const SuggestionCodeRenewed = event('portal.suggestionCodeRenewed', OfSuggestion.extend({ identified: z.enum(['link', 'phone', 'inPerson', 'letter']) }))

const OfHeld = z.object({ heldId: z.uuid() })
/** Too much came: somebody looks at it before it is registered. */
export const HeldBack = event('portal.heldBack', OfHeld.extend({ unitId: z.uuid(), why: z.enum(['address', 'place', 'organization', 'sameWords']) }))
export const HeldReleased = event('portal.heldReleased', OfHeld.extend({ complaintId: z.uuid().nullable() }))
export const HeldDiscarded = event('portal.heldDiscarded', OfHeld)
export const HeldRestored = event('portal.heldRestored', OfHeld)
