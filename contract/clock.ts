import { z } from 'zod'
import { Id, Instant, LINE, PARAGRAPH, PersonRef, Words, optionalText, text } from './common.ts'
import { ClockView } from './complaint.ts'
import { endpoint, refusal } from './endpoint.ts'

export const nothingToPause = refusal('clock/nothing-to-pause', 409)
export const notPaused = refusal('clock/not-paused', 409)
export const notRunning = refusal('clock/not-running', 409)
export const notOurs = refusal('clock/not-ours', 409)
export const alreadyAsked = refusal('clock/already-asked', 409)
export const notLater = refusal('clock/not-later', 422)
export const ownExtension = refusal('clock/own-extension', 403)
export const refusalUnexplained = refusal('clock/refusal-unexplained', 422)
export const alreadyDecided = refusal('clock/already-decided', 409)

export const endTooFar = refusal('clock/end-too-far', 422)
export const endAgreedTooOften = refusal('clock/end-agreed-too-often', 409)
export const endInPast = refusal('clock/end-in-past', 422)
export const noEnd = refusal('clock/no-end', 409)

/** D4: the end that was agreed with the customer instead of the one that was counted. */
export const AgreedEnd = z.object({ id: Id, clockId: Id, dueBefore: Instant, until: Instant, reason: z.string(), agreedWith: z.string(), how: z.string(), by: PersonRef.nullable(), at: Instant })
export type AgreedEnd = z.infer<typeof AgreedEnd>
/** `agreedWith`: who of the customer's side said yes. The end may also be an earlier one. */
export const AgreeEnd = z.strictObject({ id: Id, until: Instant, reason: text(PARAGRAPH), agreedWith: text(LINE).meta({ personal: true }), how: z.enum(['phone', 'inPerson', 'email', 'letter', 'sms', 'message', 'portal']) })

/** D7: every counted, skipped and paused period of a deadline and the rule behind it. `extendedFrom`: the due time before it was extended. */
export const Explanation = z.object({
  clock: ClockView, label: Words, basis: Words, rule: z.object({ amount: z.int(), unit: z.string(), version: z.string(), id: z.string(), movePastHoliday: z.boolean() }), provisional: z.boolean(), escalateTo: z.string(), extendedFrom: Instant.nullable(),
  /** Every stretch in order, without a gap; `units`: how many days or stretches of hours it joins, more than one only where there are very many. `extended`: granted, by no calendar. */
  periods: z.array(z.object({ from: Instant, to: Instant, counted: z.boolean(), units: z.int().positive(), why: z.enum(['open', 'closed', 'holiday', 'makeUpDay', 'paused', 'weekend', 'startDay', 'running', 'movedTo', 'extended']) })),
})
export type Explanation = z.infer<typeof Explanation>
export const explain = endpoint('GET /clocks/:id', z.strictObject({ id: Id }), Explanation)

/** D2: while we wait for the customer the clocks that allow it stand still, visibly and with a reason. */
export const PauseView = z.object({ id: Id, from: Instant, to: Instant.nullable(), reason: z.string(), by: PersonRef.nullable() })
export const Pause = z.strictObject({ id: Id, reason: text(PARAGRAPH) })
export const Resume = z.strictObject({ id: Id })

/** D9: more time is asked for by the handler, granted by somebody else, and told to the complainant with the reason. */
export const Extension = z.object({
  id: Id, clockId: Id, clock: z.string(), dueBefore: Instant, until: Instant, reason: z.string(), state: z.enum(['pending', 'approved', 'refused']),
  askedBy: PersonRef.nullable(), askedAt: Instant, decidedBy: PersonRef.nullable(), decidedAt: Instant.nullable(), comment: z.string().nullable(), whyNot: z.string().nullable(),
})
export type Extension = z.infer<typeof Extension>
export const AskExtension = z.strictObject({ id: Id, clockId: Id, until: Instant, reason: text(PARAGRAPH) })
export const DecideExtension = z.strictObject({ id: Id, extensionId: Id, approve: z.boolean(), comment: optionalText(PARAGRAPH).default('') })
