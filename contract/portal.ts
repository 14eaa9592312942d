import { z } from 'zod'
import { Done, Fen, Id, Instant, LETTER, LINE, Locale, PARAGRAPH, notFound, optionalEmail, optionalText, text, tooMany } from './common.ts'
import { notOpen } from './complaint.ts'
import { followUpDone } from './follow-up.ts'
import { BegunUpload, KEY, NewUpload, PART, PartKey, StoredFile, Upload, UploadKey, fileTooLarge, fileUnknown, partRefusals, uploadOver, uploadRefusals } from './files.ts'
import { endpoint, refusal } from './endpoint.ts'
import { RemedyKind } from './packs.ts'
import { TellBy, Way, wayRefusals } from './tell-by.ts'
import { Wish } from './telling.ts'
import { answerRefusals } from './remedy.ts'
import { notAPhone } from './customer.ts'
import { Identity, identityAlready, identityMerged, isAnonymous } from './kept.ts'
import { Greeting } from './comment-card.ts'
import { AnswerBy, FeedbackTold, noAddress, notASuggestion, turnedAlready } from './feedback.ts'

/** The same for a wrong number and a wrong code: who guesses learns nothing. */
export const caseNotFound = refusal('portal/case-not-found', 404)
export const placeUnknown = refusal('portal/place-unknown', 422)
export const nothingToRate = refusal('portal/nothing-to-rate', 409)
/** Used, too old, or never one of ours. */
export const linkOver = refusal('portal/link-over', 404)
export const portalClosed = refusal('portal/closed', 409)

const guessRefusals = [caseNotFound, tooMany]
const CODE = { headers: { code: 'x-case-code' }, open: true } as const
const Key = { number: z.string().max(60), code: z.string().max(60).default('') }

/** `id` names a place for certain; several organisations may use the same code. */
const Place = z.object({ id: Id, code: z.string(), name: z.string() })
/** The code of a scanned card, as typed or printed. */
const CardCode = z.string().max(60)
/** `active: false`: out of use; who scanned it is heard all the same. */
const ScannedCard = z.object({ code: z.string(), active: z.boolean(), counter: z.string().nullable(), product: z.string().nullable(), lot: z.string().nullable(), campaign: z.string().nullable(), greeting: Greeting.nullable() })
/** A card nobody knows is no refusal: `card` is null, and the visitor chooses the place. */
export const info = endpoint('GET /portal', z.strictObject({ place: z.string().max(60).optional(), card: CardCode.optional() }), z.object({ organization: z.string(), places: z.array(Place), place: Place.nullable(), card: ScannedCard.nullable() }), { open: true, refuses: [placeUnknown, portalClosed] })
const Icon = z.object({ src: z.string(), sizes: z.string(), type: z.string(), purpose: z.enum(['any', 'maskable']) })
/** What a phone is told that puts the portal on its home screen (W3C web application manifest). */
export const manifest = endpoint('GET /portal/manifest', z.strictObject({ place: z.string().max(60).optional(), card: CardCode.optional(), locale: Locale.optional() }), z.object({
  id: z.string(), name: z.string(), short_name: z.string(), lang: z.string(), start_url: z.string(), scope: z.string(), display: z.literal('standalone'), background_color: z.string(), theme_color: z.string(), icons: z.array(Icon),
}), { open: true, refuses: [placeUnknown, portalClosed] })
/** Counts that a card was scanned. */
export const openCard = endpoint('POST /portal/cards/:code/opened', z.strictObject({ code: CardCode }), Done, { open: true, refuses: [tooMany] })
const Told = { place: z.string().max(60).nullable().optional(), card: CardCode.nullable().optional(), locale: Locale }
/** Weak signs of a program: the field nobody sees, and how long the page was open. They refuse nobody. */
const Signs = { trap: z.string().max(LINE).optional(), seconds: z.number().nonnegative().optional() }
/** Praise, or a suggestion; one of which something is expected is submitted as a complaint. Number and code open the answer to a suggestion; of praise they are null. */
export const praise = endpoint('POST /portal/feedback', FeedbackTold.extend({ ...Told, ...Signs }), z.object({ number: z.string().nullable(), code: z.string().nullable(), held: z.boolean() }), { status: 201, open: true, refuses: [notAPhone, noAddress, placeUnknown, portalClosed, tooMany] })
/** `held`: too much came at once, and somebody looks at it first. Number and code open it then too. */
export const submit = endpoint('POST /portal/complaints', z.strictObject({
  ...Told, ...Signs, /** Needed unless it is told anonymously. */ name: optionalText(LINE).default(''), identity: Identity.optional(), /** It is about somebody who works there: nobody there sees it, those who see what is confidential do. */ aboutStaff: z.boolean().optional(), phone: optionalText(40).nullable(), /** Where a lost code can be sent. */ email: optionalEmail.nullable().optional(), text: text(LETTER), wants: optionalText(PARAGRAPH).nullable().optional(), fileIds: z.array(Id).max(20).optional(),
}), z.object({ number: z.string(), code: z.string(), nextBy: Instant.nullable(), held: z.boolean() }), { status: 201, open: true, refuses: [notAPhone, placeUnknown, portalClosed, fileUnknown, tooMany] })
/** For a submission to the same place; kept only when one names it within a day. */
export const attach = endpoint('POST /portal/files', z.strictObject({ place: z.string().max(60).optional(), card: CardCode.optional() }), StoredFile, { status: 201, open: true, takesFile: true, refuses: [placeUnknown, portalClosed, tooMany, ...uploadRefusals] })
/** For a message to the case; kept only when one names it within a day. */
export const attachToCase = endpoint('POST /portal/complaints/:number/files', z.strictObject(Key), StoredFile, { ...CODE, status: 201, takesFile: true, refuses: [...guessRefusals, ...uploadRefusals] })
/** The same in parts, for a line that breaks: begun for a place or a case, sent on by its key. */
export const beginUpload = endpoint('POST /portal/uploads', z.strictObject({ ...NewUpload, place: z.string().max(60).optional(), card: CardCode.optional() }), BegunUpload, { status: 201, open: true, refuses: [placeUnknown, portalClosed, tooMany, fileTooLarge] })
export const beginUploadToCase = endpoint('POST /portal/complaints/:number/uploads', z.strictObject({ ...Key, ...NewUpload }), BegunUpload, { ...CODE, status: 201, refuses: [...guessRefusals, fileTooLarge] })
export const lookAtUpload = endpoint('GET /portal/uploads/:id', z.strictObject(UploadKey), Upload, { ...KEY, open: true, refuses: [uploadOver] })
export const sendPart = endpoint('PATCH /portal/uploads/:id', z.strictObject(PartKey), Upload, { ...PART, open: true, refuses: [tooMany, ...partRefusals] })
export const giveUpUpload = endpoint('DELETE /portal/uploads/:id', z.strictObject(UploadKey), Done, { ...KEY, open: true, refuses: [uploadOver] })

export const PortalCase = z.object({
  number: z.string(), /** Not registered yet: somebody looks at it first, or has found that it is no complaint. */ held: z.enum(['waiting', 'discarded']).nullable(), /** Numbers of complaints that were taken into this one: they lead here. */ includes: z.array(z.string()), /** Who speaks for the customer. */ representative: z.string().nullable(), step: z.int().min(1).max(5), stepName: z.string(), organization: z.string(), unitName: z.string(), timeZone: z.string(), handler: z.object({ name: z.string(), phone: z.string().nullable() }).nullable(), nextBy: Instant.nullable(), receivedAt: Instant, closed: z.boolean(),
  /** Who may know who complains. */ identity: Identity,
  points: z.array(z.object({ no: z.int(), text: z.string() })),
  messages: z.array(z.object({ from: z.enum(['us', 'you']), text: z.string(), at: Instant, files: z.array(z.object({ id: Id, name: z.string() })) })),
  offer: z.object({ remedyId: Id, items: z.array(z.object({ kind: RemedyKind, name: z.string(), amountFen: Fen, note: z.string().nullable() })), totalFen: Fen, message: z.string().nullable(), expiresAt: Instant.nullable(), state: z.string(),
    /** Waits for an answer; the same rule refuses one when it does not. */
    open: z.boolean() }).nullable(),
  /** It is a suggestion: what was said to it, and what became better by it. */
  suggestion: z.object({ answerBy: AnswerBy.nullable(), answer: z.object({ at: Instant, text: z.string() }).nullable(), improvement: z.object({ at: Instant, note: z.string() }).nullable() }).nullable(),
  declined: z.object({ grounds: z.string(), furtherWays: z.array(z.string()) }).nullable(),
  rating: z.object({ open: z.boolean(), score: z.int().nullable() }),
  /** How much they want to hear. */
  hear: Wish,
  /** How they asked to hear it, which way it goes now, and what they can ask for. */
  hearBy: z.object({ asked: TellBy, goes: Way, can: z.array(TellBy) }),
  /** Where it is heard outside, how it stands there, and whether we have answered. */
  outside: z.array(z.object({ body: z.string(), contact: z.string(), reference: z.string().nullable(), stage: z.string(), since: Instant, result: z.string().nullable(), resultAt: Instant.nullable(), answeredAt: Instant.nullable() })),
})
export type PortalCase = z.infer<typeof PortalCase>
export const look = endpoint('GET /portal/complaints/:number', z.strictObject(Key), PortalCase, { ...CODE, refuses: guessRefusals })
export const answer = endpoint('POST /portal/complaints/:number/answer', z.strictObject({ ...Key, remedyId: Id, answer: z.enum(['accept', 'counter', 'decline']), counterFen: Fen.nullable().optional(), text: optionalText(PARAGRAPH).nullable().optional() }), PortalCase, { ...CODE, refuses: [...guessRefusals, ...answerRefusals] })
export const write = endpoint('POST /portal/complaints/:number/messages', z.strictObject({ ...Key, text: text(LETTER), fileIds: z.array(Id).max(20).optional() }), PortalCase, { ...CODE, refuses: [...guessRefusals, notOpen, fileUnknown] })
export const rate = endpoint('POST /portal/complaints/:number/rating', z.strictObject({ ...Key, score: z.int().min(1).max(5), satisfied: z.boolean(), text: optionalText(PARAGRAPH).nullable().optional() }), PortalCase, { ...CODE, refuses: [...guessRefusals, nothingToRate, followUpDone] })
/** To be protected from now on, or no longer. */
export const protect = endpoint('POST /portal/complaints/:number/identity', z.strictObject({ ...Key, identity: Identity.exclude(['anonymous']) }), PortalCase, { ...CODE, refuses: [...guessRefusals, notOpen, isAnonymous, identityAlready, identityMerged, notAPhone] })
/** More, or less, of what changes, and how. */
export const hear = endpoint('POST /portal/complaints/:number/hearing', z.strictObject({ ...Key, wish: Wish.optional(), tellBy: TellBy.optional() }), PortalCase, { ...CODE, refuses: [...guessRefusals, isAnonymous, ...wayRefusals] })
/** Who lost the code gives the number and the phone or mail on record. The answer is always the same, after the same time: who guesses learns nothing. */
export const askCode = endpoint('POST /portal/lost-code', z.strictObject({ number: text(60), contact: text(254), locale: Locale }), Done, { open: true, refuses: [tooMany] })
const NewCode = z.object({ number: z.string(), code: z.string() })
/** By the link that went to the mail on record, once and within an hour. The code before opens nothing any more. */
export const renewByLink = endpoint('POST /portal/codes', z.strictObject({ token: text(100) }), NewCode, { status: 201, open: true, refuses: [linkOver, tooMany] })
/** By staff who made sure whom they speak with. The code is said once, to be told to the complainant. */
export const renewCode = endpoint('POST /complaints/:complaintId/portal-code', z.strictObject({ complaintId: Id, identified: z.enum(['phone', 'inPerson', 'letter']), note: text(LINE) }), NewCode, { status: 201, refuses: [isAnonymous] })
/** The same for who made a suggestion. One that is older than codes gets its number by this too. */
export const renewSuggestionCode = endpoint('POST /feedback/:id/portal-code', z.strictObject({ id: Id, identified: z.enum(['phone', 'inPerson', 'letter']), note: text(LINE) }), NewCode, { status: 201, refuses: [notFound, notASuggestion, turnedAlready] })
/** Below `most` is the number whose SHA-256 behind the salt is the challenge. Where the portal answers 429, the same question goes through with the solution in `X-Proof`: base64 of `{algorithm, challenge, number, salt, signature}`. */
export const puzzle = endpoint('GET /portal/puzzle', z.strictObject({}), z.object({ algorithm: z.literal('SHA-256'), challenge: z.string(), salt: z.string(), signature: z.string(), most: z.int(), expiresAt: Instant }), { open: true })
/** A file of the conversation, for who holds the code. */
export const file = endpoint('GET /portal/complaints/:number/files/:id', z.strictObject({ ...Key, id: Id }), z.unknown(), { ...CODE, refuses: guessRefusals })
