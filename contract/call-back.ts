import { z } from 'zod'
import { Done, Id, Instant, LINE, Nothing, PARAGRAPH, PersonRef, notFound, optionalText, page, staleVersion, text } from './common.ts'
import { RegisterComplaint, Registered, receivedInFuture, register, unitNotYours, unitUnknown } from './complaint.ts'
import { notAPhone } from './customer.ts'
import { endpoint, refusal } from './endpoint.ts'
import { FeedbackTold } from './feedback.ts'
import { CallBackRule } from './packs.ts'

export const taken = refusal('call-back/taken', 409)
export const ended = refusal('call-back/ended', 409)
export const notTaken = refusal('call-back/not-taken', 409)
export const lineTaken = refusal('call-back/line-taken', 409)

/** What became of a missed call: `answered` we picked up a later one, `cameIn` they told us in another way, `unreachable` after as many tries as the rule asks for. */
export const CallResult = z.enum(['answered', 'cameIn', 'complaint', 'feedback', 'settled', 'notWanted', 'unreachable'])
export type CallResult = z.infer<typeof CallResult>
export const CallState = z.enum(['open', 'done'])

const CaseOfCaller = z.object({ id: Id, number: z.string(), firstWords: z.string() })
export const CallBack = z.object({
  id: Id, version: z.int(), state: CallState, unitId: Id, unitName: z.string(), timeZone: z.string(), number: z.string(), customer: PersonRef.nullable(), /** Open complaints of whoever has this number. */ openCases: z.array(CaseOfCaller),
  calls: z.int(), firstAt: Instant, lastAt: Instant, dueAt: Instant, late: z.boolean(), /** When to try again. */ nextAt: Instant.nullable(), tries: z.int(), mostTries: z.int(),
  taken: z.object({ by: PersonRef, at: Instant }).nullable(), result: CallResult.nullable(), note: z.string().nullable(), complaintId: Id.nullable(), feedbackId: Id.nullable(), endedAt: Instant.nullable(), endedBy: PersonRef.nullable(),
  history: z.array(z.object({ at: Instant, by: PersonRef.nullable(), note: z.string().nullable() })),
})
export type CallBack = z.infer<typeof CallBack>

const CALL_ID = 120
/** As the telephone system knows it. `from`: null when the number was withheld. `to`: the number that was dialled. */
export const PhoneCall = z.strictObject({ callId: text(CALL_ID), kind: z.enum(['missed', 'answered']), at: Instant, from: optionalText(40).nullable().meta({ personal: true }), to: optionalText(40) })
export type PhoneCall = z.infer<typeof PhoneCall>
/** `new` a task began, `counted` with one that waits, `withheld` cannot be called back, `known` was told before, `old` too long ago to be called back, `answered` ended what waited or made it needless. */
export const CallOutcome = z.enum(['new', 'counted', 'withheld', 'known', 'old', 'answered'])
export type CallOutcome = z.infer<typeof CallOutcome>
/** From the telephone system, as often as it likes: the same `callId` counts once. A token with the scope `call-back.tell` may do this and nothing else. */
export const tellCalls = endpoint('POST /missed-calls', z.strictObject({ items: z.array(PhoneCall).min(1).max(500) }), z.object({ items: z.array(z.object({ callId: z.string(), outcome: CallOutcome, taskId: Id.nullable() })) }), { status: 201, refuses: [unitNotYours, receivedInFuture, unitUnknown] })

export const callBacks = endpoint('GET /call-backs', z.strictObject({
  state: CallState.optional(), mine: z.enum(['1']).optional(), late: z.enum(['1']).optional(), unitId: Id.optional(), q: z.string().max(LINE).optional(), limit: z.coerce.number().int().min(1).max(200).optional(), cursor: z.string().max(400).optional(),
}), page(CallBack))
export const callBack = endpoint('GET /call-backs/:id', z.strictObject({ id: Id }), CallBack)
/** What waits, and of the last seven days: how many called without a number, how many were called back in time. */
export const callSummary = endpoint('GET /call-backs/summary', Nothing, z.object({ open: z.int(), late: z.int(), withheld: z.int(), ended: z.int(), inTime: z.int() }))

const One = { id: Id, version: z.int() }
const oneRefuses = [staleVersion, taken, ended]
/** One takes it; nobody else rings the same number meanwhile. */
export const takeCall = endpoint('POST /call-backs/:id/take', z.strictObject(One), CallBack, { refuses: oneRefuses })
export const giveCallBack = endpoint('POST /call-backs/:id/release', z.strictObject(One), CallBack, { refuses: [...oneRefuses, notTaken] })
/** Nobody answered: counted, with a time for the next try; the last one ends it. */
export const tryCall = endpoint('POST /call-backs/:id/try', z.strictObject({ ...One, note: optionalText(LINE).nullable().optional() }), CallBack, { refuses: oneRefuses })
/** Reached, and it is done: put right at once, or nothing was wanted. */
export const endCall = endpoint('POST /call-backs/:id/end', z.strictObject({ ...One, result: z.enum(['settled', 'notWanted']), note: text(PARAGRAPH) }), CallBack, { refuses: oneRefuses })
/** What they told is registered as a complaint, in one step with the end of the call back. */
export const registerCall = endpoint('POST /call-backs/:id/complaint', z.strictObject({ ...One, complaint: RegisterComplaint }), Registered, { status: 201, refuses: [...oneRefuses, ...(register.refuses ?? [])] })
export const praiseCall = endpoint('POST /call-backs/:id/feedback', FeedbackTold.extend(One), CallBack, { refuses: [...oneRefuses, notAPhone, unitNotYours, unitUnknown, receivedInFuture] })

export const Line = z.object({ id: Id, number: z.string(), unitId: Id, unitName: z.string() })
export const lines = endpoint('GET /call-back-lines', Nothing, z.object({ items: z.array(Line), next: z.null() }))
export const addLine = endpoint('POST /call-back-lines', z.strictObject({ number: text(40), unitId: Id }), Done, { status: 201, refuses: [notAPhone, lineTaken, unitNotYours, unitUnknown] })
export const removeLine = endpoint('POST /call-back-lines/:id/remove', z.strictObject({ id: Id }), Done, { refuses: [notFound, unitNotYours] })
/** `own`: the organisation's; otherwise its pack's. */
export const callRule = endpoint('GET /call-back-rule', Nothing, CallBackRule.extend({ own: z.boolean(), version: z.int() }))
export const changeCallRule = endpoint('PUT /call-back-rule', CallBackRule.extend({ version: z.int() }), CallBackRule.extend({ own: z.boolean(), version: z.int() }), { refuses: [staleVersion] })
