import { z } from 'zod'
import { event } from '#kernel/event.ts'

const OfRemedy = z.object({ complaintId: z.uuid(), remedyId: z.uuid(), no: z.int(), totalFen: z.int() })
export const RemedyProposed = event('remedy.proposed', OfRemedy.extend({ rule: z.string(), version: z.string(), positionCode: z.string(), approved: z.boolean(), /** The principle an exception rests on. */ exception: z.string().nullable().optional() }))
export const RemedyApproved = event('remedy.approved', OfRemedy.extend({ deputyOf: z.uuid().nullable() }))
/** One yes of several. `rule`: by which more is asked for than when it was proposed. */
export const RemedyEndorsed = event('remedy.endorsed', OfRemedy.extend({ deputyOf: z.uuid().nullable(), rule: z.string().optional(), version: z.string().optional() }))
/** Asked too long ago: now of the next above; null when nobody is above. */
export const ApprovalClimbed = event('remedy.approvalClimbed', OfRemedy.extend({ step: z.int(), toRank: z.int().nullable(), people: z.int() }))
export const RemedyReturned = event('remedy.returned', OfRemedy)
export const RemedyWithdrawn = event('remedy.withdrawn', OfRemedy)
export const RemedyOffered = event('remedy.offered', OfRemedy.extend({ expiresAt: z.string() }))
export const OfferAccepted = event('remedy.accepted', OfRemedy.extend({ proof: z.string(), /** Their own hand is under it: a signature that lies with the case, or their press at the portal. */ inHand: z.boolean().optional() }))
export const OfferCountered = event('remedy.countered', OfRemedy.extend({ counterFen: z.int().nullable(), proof: z.string() }))
export const OfferDeclined = event('remedy.declined', OfRemedy.extend({ proof: z.string() }))
/** An exception was offered as a rule of its own. */
export const ExceptionDrafted = event('remedy.exceptionDrafted', OfRemedy.extend({ rules: z.array(z.string()) }))
export const RemedyExpired = event('remedy.expired', OfRemedy)
export const CounterDeclined = event('remedy.counterDeclined', OfRemedy.extend({ furtherWays: z.array(z.string()) }))
/** Nothing was offered for what was asked for. */
export const DemandDeclined = event('remedy.demandDeclined', z.object({ complaintId: z.uuid(), declinedId: z.uuid(), furtherWays: z.array(z.string()) }))
