import { z } from 'zod'
import { Day, Fen, Id, Instant, LINE, Locale, PARAGRAPH, PersonRef, optionalText, page, staleVersion, text } from './common.ts'
import { needsApproval } from './commitment-refusals.ts'
import { forbiddenWords } from './communication.ts'
import { notOpen } from './complaint.ts'
import { endpoint, refusal } from './endpoint.ts'
import { fileUnknown, signatureUsed } from './files.ts'
import { identityKept, isAnonymous } from './kept.ts'
import { stoppedWords } from './knowledge.ts'
import { limitLowered, notOffered, offerExpired } from './remedy.ts'
import { authorityMissing } from './representative.ts'
import { LinkDays, secretLink } from './secret-link.ts'
import { belowLaw } from './statute-law.ts'

/** Nothing was approved, offered or agreed that could be put into an agreement. */
export const nothingToSign = refusal('agreement/nothing-to-sign', 409)
export const underWay = refusal('agreement/under-way', 409)
/** Both have signed one of the same remedy. */
export const isSigned = refusal('agreement/is-signed', 409)
/** It lies before the customer: what is changed now is a new edition, and why is told. */
export const reasonMissing = refusal('agreement/reason-missing', 422)
export const notDraft = refusal('agreement/not-draft', 409)
/** Not laid before the customer yet, or over. */
export const notForSigning = refusal('agreement/not-for-signing', 409)
export const signedAlready = refusal('agreement/signed-already', 409)
/** What was to be signed was taken back, ran out or was answered meanwhile. */
export const proposalChanged = refusal('agreement/proposal-changed', 409)
/** The case came back over what was carried out: what the customer has signed of it is made whole or taken back, and not written anew. */
export const carriedOut = refusal('agreement/carried-out', 409)
/** The text before the reader is not the one that is to be signed. */
export const otherText = refusal('agreement/other-text', 409)
export const signatoryBeyond = refusal('agreement/signatory-beyond', 403)
export const nameMissing = refusal('agreement/name-missing', 422)
export const drawingMissing = refusal('agreement/drawing-missing', 422)
export const dayPast = refusal('agreement/day-past', 422)
export const itemUnknown = refusal('agreement/item-unknown', 422)
export const noContact = refusal('agreement/no-contact', 409)
export const noMailAddress = refusal('agreement/no-mail-address', 409)
export const cannotMail = refusal('agreement/cannot-mail', 409)
export const cannotText = refusal('agreement/cannot-text', 409)
export const notSealed = refusal('agreement/not-sealed', 409)
/** Who complains is protected, and stands in the agreement: whoever may know looks first, with the reason. */
export const lookFirst = refusal('agreement/look-first', 403)

export const SIDES = ['customer', 'firm'] as const
export const Side = z.enum(SIDES)
export type Side = z.infer<typeof Side>
export const PaperState = z.enum(['draft', 'open', 'signed', 'declined', 'voided'])
export type PaperState = z.infer<typeof PaperState>
/** Why nobody signs it any more. */
export const EndCause = z.enum(['changed', 'withdrawn', 'declined', 'proposalChanged', 'caseClosed'])
export type EndCause = z.infer<typeof EndCause>
export const SignWay = z.enum(['screen', 'link', 'paper'])
export type SignWay = z.infer<typeof SignWay>

const MOST_CLAUSES = 30
const Party = z.object({ name: z.string(), phone: z.string(), address: z.string() })
const Clause = z.object({ code: z.string(), text: z.string() })
/** Everything that is read and signed. `words`: headings and labels as they stood that day. Sums are those of the proposal and are not typed. */
export const AgreementText = z.object({
  edition: z.literal(1), locale: Locale, number: z.string(), no: z.int(), organization: z.string(), unit: z.string(), words: z.record(z.string(), z.string()),
  firm: Party, customer: Party, representative: z.object({ name: z.string(), relation: z.string() }).nullable(), matter: z.string(), points: z.array(z.object({ no: z.int(), said: z.string(), found: z.string() })),
  items: z.array(z.object({ id: Id, kind: z.string(), label: z.string(), pointNo: z.int(), note: z.string(), amountFen: Fen, amount: z.string(), how: z.string(), until: Day.nullable(), untilWords: z.string() })),
  totalFen: Fen, figures: z.string(), inWords: z.string(), clauses: z.array(Clause), place: z.string(), day: Day, dayWords: z.string(),
})
export type AgreementText = z.infer<typeof AgreementText>

/** What is typed over the proposal of the text. */
export const Edits = z.strictObject({
  customer: z.strictObject({ name: text(LINE), phone: optionalText(40), address: optionalText(LINE) }), matter: text(PARAGRAPH), points: z.array(z.strictObject({ no: z.int(), said: optionalText(PARAGRAPH), found: optionalText(PARAGRAPH) })).max(50),
  items: z.array(z.strictObject({ id: Id, how: text(LINE), until: Day.nullable() })).max(50), clauses: z.array(z.strictObject({ code: text(60), text: text(PARAGRAPH) })).min(1).max(MOST_CLAUSES), place: text(LINE), day: Day,
})
export type Edits = z.infer<typeof Edits>

/** What the rules about words found, and in which part of the text: `clauses/2/text`. */
export const TextFinding = z.object({ field: z.string(), level: z.enum(['stop', 'warn']), found: z.string(), why: z.string(), instead: z.string() })
export type TextFinding = z.infer<typeof TextFinding>

const Signature = z.object({
  id: Id, side: Side, name: z.string(), /** For whom they sign, where not for themselves; of the firm their post. */ capacity: z.string().nullable(), way: SignWay, at: Instant, by: PersonRef.nullable(), /** Where the code went by which they showed who they are; not in full. */ contact: z.string().nullable(),
  fileId: Id, /** SHA-256 over the text, who, how and when. */ seal: z.string(), /** As it comes out today. */ intact: z.boolean(), voided: z.object({ at: Instant, why: z.string() }).nullable(),
})
export type PaperSignature = z.infer<typeof Signature>
const LinkWay = z.enum(['mail', 'sms', 'copy'])
export const Paper = z.object({
  id: Id, complaintId: Id, number: z.string(), customerName: z.string(), unitName: z.string(), timeZone: z.string(), remedyId: Id, no: z.int(), version: z.int(), state: PaperState, locale: Locale, text: AgreementText, totalFen: Fen, sha256: z.string().nullable(),
  made: z.object({ by: PersonRef.nullable(), at: Instant }), openedAt: Instant.nullable(), ended: z.object({ at: Instant, by: PersonRef.nullable(), cause: EndCause, why: z.string() }).nullable(),
  signatures: z.array(Signature), links: z.array(secretLink(LinkWay)), signedAt: Instant.nullable(), /** The PDF both signed, as it is kept. */ sealed: z.object({ sha256: z.string(), at: Instant }).nullable(),
  /** What is said of the whole text, of drafts. */ findings: z.array(TextFinding), /** Why the reader may not, by what they could do; null: they may. */ may: z.record(z.string(), z.string().nullable()),
})
export type Paper = z.infer<typeof Paper>

const One = { id: Id, version: z.int() }
/** Of a case, the newest first; `start`: why none can be made now. */
export const papersOf = endpoint('GET /complaints/:complaintId/agreements', z.strictObject({ complaintId: Id }), z.object({ items: z.array(Paper), start: z.string().nullable(), reach: z.object({ email: z.string().nullable(), phone: z.string().nullable(), canMail: z.boolean(), canText: z.boolean() }) }))
export const onePaper = endpoint('GET /agreements/:id', z.strictObject({ id: Id }), Paper, { refuses: [lookFirst] })
/** Made of what was approved, offered or agreed, in a language. */
export const make = endpoint('POST /complaints/:complaintId/agreements', z.strictObject({ complaintId: Id, locale: Locale }), Paper, { status: 201, refuses: [lookFirst, notOpen, nothingToSign, underWay, isSigned, isAnonymous, identityKept] })
/** Of one that was laid before the customer already: a new edition, and what was signed is void. */
export const change = endpoint('POST /agreements/:id/change', z.strictObject({ ...One, ...Edits.shape, reason: optionalText(PARAGRAPH).default('') }), Paper, { refuses: [lookFirst, notOpen, staleVersion, notForSigning, carriedOut, proposalChanged, offerExpired, reasonMissing, itemUnknown, dayPast] })
/** What the rules about words say of a text while it is written. */
export const preview = endpoint('POST /agreements/:id/preview', z.strictObject({ id: Id, ...Edits.shape }), z.object({ findings: z.array(TextFinding) }), { refuses: [lookFirst, itemUnknown] })
/** From here on the text stands. What was only approved is offered with it. */
export const freeze = endpoint('POST /agreements/:id/freeze', z.strictObject({ ...One, /** Goes out although the wording check found something; the reason is kept. */ despite: text(LINE).optional() }), Paper, { refuses: [lookFirst, notOpen, staleVersion, notDraft, proposalChanged, offerExpired, limitLowered, authorityMissing, ...belowLaw, forbiddenWords, stoppedWords, needsApproval, dayPast] })
export const withdraw = endpoint('POST /agreements/:id/withdraw', z.strictObject({ ...One, reason: text(PARAGRAPH) }), Paper, { refuses: [lookFirst, notOpen, staleVersion, notForSigning] })
/** At the counter on our screen, or on paper (`fileId` is the scan then). The firm is signed for by who asks. */
export const sign = endpoint('POST /agreements/:id/signatures', z.strictObject({ ...One, side: Side, way: z.enum(['screen', 'paper']), /** As the customer writes their name. */ name: optionalText(LINE).default(''), fileId: Id.nullable().default(null) }), Paper, { status: 201, refuses: [lookFirst, notOpen, staleVersion, notForSigning, signedAlready, proposalChanged, notOffered, offerExpired, signatoryBeyond, nameMissing, drawingMissing, fileUnknown, signatureUsed, isAnonymous, authorityMissing] })
/** `url`: only where it is to be copied, and only here. Links before it open nothing any more. */
export const link = endpoint('POST /agreements/:id/links', z.strictObject({ ...One, way: LinkWay, days: LinkDays.default(7) }), z.object({ paper: Paper, url: z.string().nullable() }), { status: 201, refuses: [lookFirst, notOpen, staleVersion, notForSigning, signedAlready, proposalChanged, offerExpired, noContact, noMailAddress, cannotMail, cannotText] })
/** `application/pdf`: what both signed, as it is kept; before that as it reads now, to look at and to sign by hand. */
export const pdf = endpoint('GET /agreements/:id/pdf', z.strictObject({ id: Id }), z.unknown(), { refuses: [lookFirst] })
export const docx = endpoint('GET /agreements/:id/docx', z.strictObject({ id: Id }), z.unknown(), { refuses: [lookFirst] })

/** Papers that wait for a signature, of cases in sight: those the reader looks after, or all. */
export const waiting = endpoint('GET /agreements', z.strictObject({ mine: z.enum(['1']).optional() }), page(z.object({ id: Id, complaintId: Id, number: z.string(), customerName: z.string(), unitName: z.string(), timeZone: z.string(), no: z.int(), totalFen: Fen, openedAt: Instant, lacks: z.array(Side), until: Instant.nullable() })))

const Sha256 = z.string().regex(/^[0-9a-fA-F]{64}$/)
/** Whether a file is the agreement that was signed, by its SHA-256. `intact`: text, signatures and the log of events still say the same. */
export const Checked = z.object({ known: z.boolean(), paper: z.object({ id: Id, complaintId: Id, number: z.string(), no: z.int(), state: PaperState, signedAt: Instant.nullable(), sealedAt: Instant, textSha256: z.string(), signatures: z.array(Signature.pick({ side: true, name: true, way: true, at: true, intact: true })) }).nullable(), intact: z.boolean() })
export type Checked = z.infer<typeof Checked>
export const check = endpoint('GET /agreement-checks/:sha256', z.strictObject({ sha256: Sha256 }), Checked)
