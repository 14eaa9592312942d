import { z } from 'zod'
import { Id, Instant, LETTER, LINE, PARAGRAPH, PersonRef, notFound, optionalText, page, staleVersion, text } from './common.ts'
import { receivedInFuture, unitNotYours, unitUnknown } from './complaint.ts'
import { notAPhone } from './customer.ts'
import { endpoint, refusal } from './endpoint.ts'
import { AccusedIds, KeptAtOnce, nobodyIndependent, personUnknown as accusedUnknown } from './kept.ts'
import { Channel } from './packs.ts'

export const turnedAlready = refusal('feedback/turned-already', 409)
export const personUnknown = refusal('feedback/person-unknown', 422)

/** Who expects an answer to a suggestion complains: that is registered as a complaint. */
export const FeedbackKind = z.enum(['praise', 'suggestion'])
export type FeedbackKind = z.infer<typeof FeedbackKind>
export const FeedbackState = z.enum(['new', 'passed', 'complaint'])
export type FeedbackState = z.infer<typeof FeedbackState>

const line = optionalText(LINE).nullable().optional()
/** What is told: in whose praise, and by whom, if they say. */
export const FeedbackTold = z.strictObject({
  kind: FeedbackKind, text: text(LETTER).meta({ personal: true }), /** Who is praised, in the customer's words. */ praised: line.meta({ personal: true }),
  name: line.meta({ personal: true }), phone: optionalText(40).nullable().optional().meta({ personal: true }),
})
export type FeedbackTold = z.infer<typeof FeedbackTold>

export const Feedback = z.object({
  id: Id, version: z.int(), kind: FeedbackKind, state: FeedbackState, unitId: Id, unitName: z.string(), text: z.string(), praised: z.string().nullable(), place: z.string().nullable(), name: z.string().nullable(), phone: z.string().nullable(),
  channel: Channel, /** What the card is called that was scanned. */ card: z.string().nullable(), receivedAt: Instant, enteredBy: PersonRef.nullable(),
  passed: z.object({ at: Instant, by: PersonRef.nullable(), /** Null: the unit as a whole. */ to: PersonRef.nullable(), note: z.string() }).nullable(),
  complaintId: Id.nullable(),
})
export type Feedback = z.infer<typeof Feedback>

export const feedback = endpoint('GET /feedback', z.strictObject({
  kind: FeedbackKind.optional(), state: FeedbackState.optional(), unitId: Id.optional(), q: z.string().max(LINE).optional(), since: Instant.optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(), cursor: z.string().max(400).optional(),
}), page(Feedback))
export const oneFeedback = endpoint('GET /feedback/:id', z.strictObject({ id: Id }), Feedback)
/** What was told to a person. `receivedAt`: now, unless told. */
export const enterFeedback = endpoint('POST /feedback', FeedbackTold.extend({ unitId: Id, place: line, channel: Channel, receivedAt: Instant.optional() }), Feedback, { status: 201, refuses: [unitUnknown, unitNotYours, receivedInFuture, notAPhone] })
/** So that the praise reaches whom it is for, and the idea who can use it. */
export const passOn = endpoint('POST /feedback/:id/pass', z.strictObject({ id: Id, version: z.int(), toId: Id.nullable(), note: text(PARAGRAPH) }), Feedback, { refuses: [staleVersion, turnedAlready, personUnknown] })
/** It is a complaint after all: registered with everything that was told, received when it was received. The code is said once. */
export const turnIntoComplaint = endpoint('POST /feedback/:id/complaint', z.strictObject({ id: Id, version: z.int(), name: text(LINE), phone: optionalText(40).nullable().optional(), wants: optionalText(PARAGRAPH).nullable().optional(), /** Members of staff it is about. */ accusedIds: AccusedIds.optional() }),
  z.object({ complaintId: Id, number: z.string(), portalCode: z.string(), kept: KeptAtOnce.optional() }), { status: 201, refuses: [accusedUnknown, nobodyIndependent, staleVersion, turnedAlready, notAPhone, unitUnknown, unitNotYours, notFound] })
