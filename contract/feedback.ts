import { z } from 'zod'
import { Id, Instant, LETTER, LINE, Nothing, PARAGRAPH, PersonRef, notFound, optionalEmail, optionalText, page, staleVersion, text } from './common.ts'
import { receivedInFuture, unitNotYours, unitUnknown } from './complaint.ts'
import { notAPhone } from './customer.ts'
import { needsApproval } from './commitment-refusals.ts'
import { forbiddenWords } from './communication.ts'
import { stoppedWords } from './knowledge.ts'
import { endpoint, refusal } from './endpoint.ts'
import { AccusedIds, KeptAtOnce, nobodyIndependent, personUnknown as accusedUnknown } from './kept.ts'
import { Channel, SuggestionRule } from './packs.ts'

export const turnedAlready = refusal('feedback/turned-already', 409)
export const personUnknown = refusal('feedback/person-unknown', 422)
export const answeredAlready = refusal('feedback/answered-already', 409)
export const improvedAlready = refusal('feedback/improved-already', 409)
/** Praise is passed on; it waits for no answer. */
export const notASuggestion = refusal('feedback/not-a-suggestion', 409)
/** No gateway sends the answer to this number now. */
export const noSms = refusal('feedback/no-sms', 409)
export const noAddress = refusal('feedback/no-address', 422)

/** Who expects an answer to a suggestion complains: that is registered as a complaint. */
export const FeedbackKind = z.enum(['praise', 'suggestion'])
export type FeedbackKind = z.infer<typeof FeedbackKind>
export const FeedbackState = z.enum(['new', 'passed', 'answered', 'complaint'])
export type FeedbackState = z.infer<typeof FeedbackState>
/** How the answer reached who made the suggestion. `mail`, `sms`: from here; `portal`: they look it up, as they may in any case; `none`: they left no way to be reached, and it is noted what was decided. */
export const AnswerWay = z.enum(['mail', 'sms', 'portal', 'phone', 'inPerson', 'message', 'none'])
export type AnswerWay = z.infer<typeof AnswerWay>

/** How who makes a suggestion wants to hear of the answer: by looking it up, by mail, by SMS. */
export const AnswerBy = AnswerWay.extract(['portal', 'mail', 'sms'])
export type AnswerBy = z.infer<typeof AnswerBy>

const line = optionalText(LINE).nullable().optional()
/** What is told: in whose praise, and by whom, if they say. */
export const FeedbackTold = z.strictObject({
  kind: FeedbackKind, text: text(LETTER).meta({ personal: true }), /** Who is praised, in the customer's words. */ praised: line.meta({ personal: true }),
  name: line.meta({ personal: true }), phone: optionalText(40).nullable().optional().meta({ personal: true }), email: optionalEmail.nullable().optional().meta({ personal: true }),
  /** Of suggestions. */ answerBy: AnswerBy.nullable().optional(),
})
export type FeedbackTold = z.infer<typeof FeedbackTold>

export const Feedback = z.object({
  id: Id, version: z.int(), /** Of suggestions, under which it is looked up. */ number: z.string().nullable(), answerBy: AnswerBy.nullable(), kind: FeedbackKind, state: FeedbackState, unitId: Id, unitName: z.string(), text: z.string(), praised: z.string().nullable(), place: z.string().nullable(), name: z.string().nullable(), phone: z.string().nullable(), email: z.string().nullable(),
  channel: Channel, /** What the card is called that was scanned. */ card: z.string().nullable(), receivedAt: Instant, enteredBy: PersonRef.nullable(),
  passed: z.object({ at: Instant, by: PersonRef.nullable(), /** Null: the unit as a whole. */ to: PersonRef.nullable(), note: z.string() }).nullable(),
  complaintId: Id.nullable(),
  /** Of suggestions: the unit that puts it right, who answers it (null: whoever leads that unit), and by when. */
  improving: z.object({ unitId: Id, unitName: z.string() }).nullable(), owner: PersonRef.nullable(), dueAt: Instant.nullable(), timeZone: z.string(), late: z.boolean(),
  answer: z.object({ at: Instant, by: PersonRef.nullable(), way: AnswerWay, text: z.string(), inTime: z.boolean() }).nullable(),
  /** What became better by it. */
  improvement: z.object({ at: Instant, by: PersonRef.nullable(), note: z.string() }).nullable(),
})
export type Feedback = z.infer<typeof Feedback>

export const feedback = endpoint('GET /feedback', z.strictObject({
  kind: FeedbackKind.optional(), state: FeedbackState.optional(), unitId: Id.optional(), q: z.string().max(LINE).optional(), since: Instant.optional(), /** Suggestions that wait for the reader's answer; that wait too long. */ mine: z.enum(['1']).optional(), late: z.enum(['1']).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(), cursor: z.string().max(400).optional(),
}), page(Feedback))
export const oneFeedback = endpoint('GET /feedback/:id', z.strictObject({ id: Id }), Feedback)
/** What was told to a person. `receivedAt`: now, unless told. */
export const enterFeedback = endpoint('POST /feedback', FeedbackTold.extend({ unitId: Id, place: line, channel: Channel, receivedAt: Instant.optional() }), Feedback.extend({ /** Of a suggestion, said this once, to be told to who made it. */ code: z.string().nullable() }), { status: 201, refuses: [unitUnknown, unitNotYours, receivedInFuture, notAPhone, noAddress] })
/** By unit that puts it right, of suggestions received since then: what waits, what was answered and in time, what became better. */
export const feedbackSums = endpoint('GET /feedback/sums', z.strictObject({ since: Instant.optional() }), z.object({ items: z.array(z.object({ unitId: Id, unitName: z.string(), open: z.int(), late: z.int(), answered: z.int(), inTime: z.int(), improved: z.int() })), next: z.null() }))
/** So that the praise reaches whom it is for, and the idea who can use it: whoever gets a suggestion answers it, or whoever leads `unitId`, the unit that puts it right. */
export const passOn = endpoint('POST /feedback/:id/pass', z.strictObject({ id: Id, version: z.int(), toId: Id.nullable(), unitId: Id.optional(), note: text(PARAGRAPH) }), Feedback, { refuses: [staleVersion, turnedAlready, answeredAlready, personUnknown, unitUnknown] })
/** What was said to who made the suggestion. By mail it goes out from here, where they left an address. */
export const answerFeedback = endpoint('POST /feedback/:id/answer', z.strictObject({ id: Id, version: z.int(), way: AnswerWay, text: text(PARAGRAPH), /** Goes out although the wording check found something; the reason is kept. */ despite: text(LINE).optional() }), Feedback, { refuses: [staleVersion, turnedAlready, answeredAlready, notASuggestion, noAddress, noSms, forbiddenWords, stoppedWords, needsApproval] })
/** What became better, before or after it is answered. */
export const improve = endpoint('POST /feedback/:id/improvement', z.strictObject({ id: Id, version: z.int(), note: text(PARAGRAPH) }), Feedback, { refuses: [staleVersion, turnedAlready, improvedAlready, notASuggestion] })
const Ruled = SuggestionRule.extend({ own: z.boolean(), version: z.int() })
/** `own`: the organisation's; otherwise its pack's. It counts for what comes from now on. */
export const suggestionRule = endpoint('GET /feedback-rule', Nothing, Ruled)
export const changeSuggestionRule = endpoint('PUT /feedback-rule', SuggestionRule.extend({ version: z.int() }), Ruled, { refuses: [staleVersion] })
/** It is a complaint after all: registered with everything that was told, received when it was received. The code is said once; null where the number and code of the suggestion lead to it. */
export const turnIntoComplaint = endpoint('POST /feedback/:id/complaint', z.strictObject({ id: Id, version: z.int(), name: text(LINE), phone: optionalText(40).nullable().optional(), wants: optionalText(PARAGRAPH).nullable().optional(), /** Members of staff it is about. */ accusedIds: AccusedIds.optional() }),
  z.object({ complaintId: Id, number: z.string(), portalCode: z.string().nullable(), kept: KeptAtOnce.optional() }), { status: 201, refuses: [accusedUnknown, nobodyIndependent, staleVersion, turnedAlready, notAPhone, unitUnknown, unitNotYours, notFound] })
