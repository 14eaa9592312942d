import { z } from 'zod'
import { Code, Fen, Id, Instant, LETTER, PARAGRAPH, PersonRef, Words, notFound, optionalText, page, staleVersion, text } from './common.ts'
import { forbiddenWords } from './communication.ts'
import { notOpen } from './complaint.ts'
import { endpoint, refusal } from './endpoint.ts'
import { fileUnknown } from './files.ts'
import { Flag, stoppedWords } from './knowledge.ts'
import { RemedyKind } from './packs.ts'
import { NewPromise, promiseRefusals } from './promise.ts'
import { aboveLimit, ownProposal } from './remedy.ts'

/** It promises nothing that somebody else would have to decide: it is sent like any other. */
export const nothingHeld = refusal('commitment/nothing-held', 409)
export const notWaiting = refusal('commitment/not-waiting', 409)
export const notYours = refusal('commitment/not-yours', 403)

/** A promise in a text, with where it stands; `mostFen` null: without a limit. */
export const Promised = z.object({ from: z.int(), to: z.int(), found: z.string(), kinds: z.array(RemedyKind), mostFen: Fen.nullable(), /** A sum or a share of the price was named. */ named: z.boolean() })
export type Promised = z.infer<typeof Promised>

/** What the words check finds before a text goes out. `limitFen`: what the asker may promise alone with what is promised here. `approver`: who would have to decide; null when it can go out. */
export const WordsCheck = z.object({ flags: z.array(Flag), promised: z.array(Promised), mostFen: Fen.nullable(), limitFen: Fen, covered: z.boolean(), approver: z.object({ positionCode: Code, why: Words.nullable() }).nullable() })
export type WordsCheck = z.infer<typeof WordsCheck>
export const checkWords = endpoint('POST /complaints/:complaintId/words-check', z.strictObject({ complaintId: Id, text: optionalText(LETTER) }), WordsCheck)

export const HeldState = z.enum(['waiting', 'sent', 'returned', 'withdrawn'])
/** A reply that waits for somebody who may promise what it promises. */
export const Held = z.object({
  id: Id, complaintId: Id, text: z.string(), promised: z.array(Promised), mostFen: Fen.nullable(), /** With what letters of the case promised before and no proposal took up; null: without a limit. */ totalFen: Fen.nullable(), limitFen: Fen, positionCode: Code, decidedBy: z.object({ table: z.string(), version: z.string(), rule: z.string() }), state: HeldState, version: z.int(),
  askedBy: PersonRef, askedAt: Instant, by: PersonRef.nullable(), at: Instant.nullable(), comment: z.string().nullable(), messageId: Id.nullable(), whyNot: z.string().nullable(), own: z.boolean(), /** Whose yes is there, and was not enough when it was given. */ endorsedBy: z.array(PersonRef),
  number: z.string(), customerName: z.string(), unitName: z.string(), timeZone: z.string(), urgency: z.string(),
})
export type Held = z.infer<typeof Held>

/** A reply that promises above one's limit, to be let go by somebody who may. The same content as a reply. */
export const hold = endpoint('POST /complaints/:complaintId/held-messages', z.strictObject({
  complaintId: Id, text: text(LETTER), fileIds: z.array(Id).max(20).optional(), answersInFull: z.boolean().optional(), despite: text(200).optional(), promises: z.array(NewPromise).max(5).optional(),
}), Held, { status: 201, refuses: [notOpen, nothingHeld, forbiddenWords, stoppedWords, fileUnknown] })
const Decision = z.strictObject({ id: Id, version: z.int(), comment: optionalText(PARAGRAPH).default('') })
const decisions = [notOpen, ownProposal, aboveLimit, notWaiting, staleVersion, notFound]
/** It goes out at once, as written by who wrote it; or, `waiting` still, it wants a yes from somebody above by what was promised since. */
export const release = endpoint('POST /held-messages/:id/approve', Decision, Held, { refuses: [...decisions, stoppedWords, forbiddenWords, fileUnknown, ...promiseRefusals] })
export const giveBack = endpoint('POST /held-messages/:id/return', Decision.extend({ comment: text(PARAGRAPH) }), Held, { refuses: decisions })
export const takeBack = endpoint('POST /held-messages/:id/withdraw', z.strictObject({ id: Id, version: z.int() }), Held, { refuses: [notOpen, notYours, notWaiting, staleVersion, notFound] })
/** Of a case: all of them. Without: what waits for the reader's decision; of what waits for others, their own and what they said yes to. */
export const heldMessages = endpoint('GET /held-messages', z.strictObject({ complaintId: Id.optional() }), page(Held))
