import { z } from 'zod'
import { Code, Id, Instant, LINE, PARAGRAPH, PersonRef, Words, notFound, optionalText, page, staleVersion, text } from './common.ts'
import { ClockView } from './complaint.ts'
import { endpoint, refusal } from './endpoint.ts'
import { Rung } from './ladder.ts'
import { From, Moves } from './moves.ts'
import { Bound } from './packs.ts'

export const nothingToPause = refusal('clock/nothing-to-pause', 409)
export const notPaused = refusal('clock/not-paused', 409)
export const notRunning = refusal('clock/not-running', 409)
export const notOurs = refusal('clock/not-ours', 409)
export const alreadyAsked = refusal('clock/already-asked', 409)
export const notLater = refusal('clock/not-later', 422)
export const ownExtension = refusal('clock/own-extension', 403)
export const refusalUnexplained = refusal('clock/refusal-unexplained', 422)
export const alreadyDecided = refusal('clock/already-decided', 409)

export const alreadyConfirmed = refusal('clock/already-confirmed', 409)
export const notConfirmed = refusal('clock/not-confirmed', 409)
export const noLink = refusal('clock/no-link', 422)

/** Whether somebody has checked a clock against its source: `shipped` with the pack, `confirmed` here, `changed` since it was confirmed, or `open`. */
export const Standing = z.enum(['shipped', 'confirmed', 'changed', 'open'])
/** D8: who has confirmed a clock of the pack, against what. */
export const ClockStanding = z.object({ kind: Code, legal: z.boolean(), bound: Bound, /** Of the wording it has now. */ digest: z.string(), standing: Standing, by: PersonRef.nullable(), at: Instant.nullable(), source: z.string().nullable(), link: z.string().nullable() })
export type ClockStanding = z.infer<typeof ClockStanding>
export const clockStandings = endpoint('GET /clock-standings', z.strictObject({}), page(ClockStanding))
/** `source`: article, edition, who was asked; `digest`: the wording that was looked at. */
export const confirmClock = endpoint('POST /clock-standings/:kind/confirmation', z.strictObject({ kind: Code, digest: z.string().max(100), source: text(PARAGRAPH), link: optionalText(LINE).default('') }), ClockStanding, { refuses: [alreadyConfirmed, noLink, staleVersion, notFound] })
export const withdrawConfirmation = endpoint('DELETE /clock-standings/:kind/confirmation', z.strictObject({ kind: Code, reason: text(PARAGRAPH) }), ClockStanding, { refuses: [notConfirmed, notFound] })

/** D5: what a newer pack would move if its clocks held for what runs. `take`: tables of their own that give way. */
export const upgradeMoves = endpoint('POST /pack/upgrade/moves', z.strictObject({ take: z.array(Code).max(20).default([]), from: From }), Moves)

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
  clock: ClockView, label: Words, basis: Words, rule: z.object({ amount: z.int(), unit: z.string(), version: z.string(), id: z.string(), movePastHoliday: z.boolean() }), provisional: z.boolean(), /** Nobody has checked it against its source yet, or not this wording. */ legal: z.boolean(), standing: Standing, confirmed: z.object({ by: PersonRef.nullable(), at: Instant, source: z.string(), link: z.string() }).nullable(), escalateTo: z.string(), extendedFrom: Instant.nullable(),
  /** Every stretch in order, without a gap; `units`: how many days or stretches of hours it joins, more than one only where there are very many. `extended`: granted, by no calendar. */
  periods: z.array(z.object({ from: Instant, to: Instant, counted: z.boolean(), units: z.int().positive(), why: z.enum(['open', 'closed', 'holiday', 'makeUpDay', 'paused', 'weekend', 'startDay', 'running', 'movedTo', 'extended']) })),
  /** Who hears of it as its time runs out, and who has. */
  ladder: z.array(Rung),
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
