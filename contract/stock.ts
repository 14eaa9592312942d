import { z } from 'zod'
import { Day, Fen, Id, Instant, LINE, PARAGRAPH, PersonRef, notFound, optionalText, page, staleVersion, text } from './common.ts'
import { notOpen } from './complaint.ts'
import { endpoint, refusal } from './endpoint.ts'
import { fileUnknown, signatureUsed } from './files.ts'
import { notYourTask, taskDone } from './settlement.ts'

export const kindKnown = refusal('stock/known', 409)
export const kindRetired = refusal('stock/retired', 409)
export const notYourStock = refusal('stock/not-yours', 403)
export const codesOdd = refusal('stock/codes-odd', 422)
export const codeKnown = refusal('stock/code-known', 409)
export const tooFew = refusal('stock/too-few', 409)
export const expired = refusal('stock/expired', 409)
export const countUnexplained = refusal('stock/count-unexplained', 422)
export const missingDiffer = refusal('stock/missing-differ', 422)
export const sameUnit = refusal('stock/same-unit', 422)
export const notGift = refusal('stock/not-gift', 409)
export const worthAbove = refusal('stock/worth-above', 409)
export const unsigned = refusal('stock/unsigned', 422)
export const backAlready = refusal('stock/back-already', 409)
export const owedUnsaid = refusal('stock/owed-unsaid', 422)
export const notOwedWhyMissing = refusal('stock/not-owed-why-missing', 422)
export const notOwed = refusal('stock/not-owed', 409)
export const foundOdd = refusal('stock/found-odd', 422)
export const expiresPast = refusal('stock/expires-past', 422)

export const GiftForm = z.enum(['gift', 'coupon'])
export type GiftForm = z.infer<typeof GiftForm>
export const GiftKind = z.object({ id: Id, name: z.string(), form: GiftForm, worthFen: Fen, numbered: z.boolean(), lowAt: z.int().nullable(), note: z.string().nullable(), retired: z.boolean(), version: z.int() })
export type GiftKind = z.infer<typeof GiftKind>

const MOST = 1_000_000
const MOST_CODES = 2_000
const Quantity = z.int().min(1).max(MOST)
const Code = text(LINE)
const KindFields = { name: text(LINE).regex(/\S/), worthFen: Fen, lowAt: z.int().min(0).max(MOST).nullable().default(null), note: optionalText(PARAGRAPH).nullable().default(null) }

export const giftKinds = endpoint('GET /stock/kinds', z.strictObject({ retired: z.enum(['1']).optional() }), z.object({ items: z.array(GiftKind), next: z.null() }))
export const addGiftKind = endpoint('POST /stock/kinds', z.strictObject({ ...KindFields, form: GiftForm, numbered: z.boolean().default(false) }), GiftKind, { status: 201, refuses: [kindKnown] })
/** Whether pieces are numbered, and what they are, stays. What was issued keeps the worth it had. */
export const changeGiftKind = endpoint('PUT /stock/kinds/:id', z.strictObject({ id: Id, version: z.int(), ...KindFields, retired: z.boolean().default(false) }), GiftKind, { refuses: [kindKnown, staleVersion, notFound] })

/** What of a kind lies in a unit. `codes`: the first of those that are there. */
export const Lot = z.object({ id: Id, kind: GiftKind, unitId: Id, unitName: z.string(), quantity: z.int(), expiresOn: Day.nullable(), standing: z.enum(['good', 'low', 'expiring', 'expired']), version: z.int(), codes: z.array(z.string()) })
export type Lot = z.infer<typeof Lot>
/** Soonest to expire first; what is used up is left out unless asked for. */
export const stock = endpoint('GET /stock', z.strictObject({ unitId: Id.optional(), kindId: Id.optional(), used: z.enum(['1']).optional() }), z.object({ items: z.array(Lot), next: z.null() }))
export const oneLot = endpoint('GET /stock/lots/:id', z.strictObject({ id: Id }), Lot)
/** Numbered pieces come with their codes, the others by their number. A piece that was missing and turns up comes in again under its code. */
export const receiveStock = endpoint('POST /stock/receipts', z.strictObject({ kindId: Id, unitId: Id, quantity: Quantity, codes: z.array(Code).max(MOST_CODES).default([]), expiresOn: Day.nullable().default(null), note: optionalText(LINE).nullable().default(null) }), Lot, { status: 201, refuses: [notFound, kindRetired, notYourStock, codesOdd, codeKnown, expiresPast] })
/** To another unit; numbered pieces in the order of their codes. */
export const moveStock = endpoint('POST /stock/lots/:id/move', z.strictObject({ id: Id, version: z.int(), toUnitId: Id, quantity: Quantity, note: optionalText(LINE).nullable().default(null) }), Lot, { refuses: [notFound, notYourStock, staleVersion, tooFew, sameUnit] })
/** A difference is explained; of numbered pieces it is said which are missing, and which were and are there again. */
export const countStock = endpoint('POST /stock/lots/:id/count', z.strictObject({ id: Id, version: z.int(), counted: z.int().min(0).max(MOST), missing: z.array(Code).max(MOST_CODES).default([]), found: z.array(Code).max(MOST_CODES).default([]), note: optionalText(PARAGRAPH).nullable().default(null) }), Lot, { refuses: [notFound, notYourStock, staleVersion, countUnexplained, missingDiffer, foundOdd] })

export const Entry = z.object({ id: Id, kind: z.enum(['received', 'movedOut', 'movedIn', 'counted', 'issued', 'takenBack']), change: z.int(), note: z.string().nullable(), issueNumber: z.string().nullable(), by: PersonRef.nullable(), at: Instant })
/** Newest first. */
export const stockEntries = endpoint('GET /stock/lots/:id/entries', z.strictObject({ id: Id }), z.object({ items: z.array(Entry), next: z.null() }))

/** The issue register: what went to whom, for which case, by whom. */
export const Issue = z.object({
  id: Id, number: z.string(), complaintId: Id, complaintNumber: z.string(), taskId: Id, kindId: Id, kindName: z.string(), unitId: Id, unitName: z.string(), timeZone: z.string(), quantity: z.int(), worthFen: Fen, codes: z.array(z.string()), /** Null where the complainant's name is kept. */ recipient: z.string().nullable(),
  signatureId: Id.nullable(), unsignedWhy: z.string().nullable(), by: PersonRef.nullable(), at: Instant, returned: z.int(), returnedFen: Fen, /** When it comes back it is to be said whether the customer is still owed it. */ asksOwed: z.boolean(), version: z.int(),
})
export type Issue = z.infer<typeof Issue>
/** Handed to the customer, who signs, or it is said why not. Together no more worth than was agreed. `code`: which of numbered pieces; the first ones unless told. `last`: what was agreed is done with it. */
export const issueGift = endpoint('POST /tasks/:taskId/issues', z.strictObject({ taskId: Id, lotId: Id, quantity: z.int().min(1).max(MOST_CODES).default(1), codes: z.array(Code).max(MOST_CODES).default([]), recipient: text(LINE), signatureId: Id.nullable().default(null), unsignedWhy: optionalText(LINE).nullable().default(null), last: z.boolean().default(true) }), Issue,
  { status: 201, refuses: [notOpen, notFound, notYourTask, taskDone, notGift, notYourStock, tooFew, expired, worthAbove, unsigned, codesOdd, fileUnknown, signatureUsed] })
/** Newest first. `q`: number of it or of the case, name of the kind, code. */
export const issues = endpoint('GET /stock/issues', z.strictObject({ complaintId: Id.optional(), unitId: Id.optional(), q: z.string().max(LINE).optional(), limit: z.coerce.number().int().min(1).max(200).optional(), cursor: z.string().max(400).optional() }), page(Issue))
export const oneIssue = endpoint('GET /stock/issues/:id', z.strictObject({ id: Id }), Issue)
/**
 * The customer gave it back: it lies in stock again. A closed case is no bar. Where what was agreed was done by then, `owed` says whether the customer is still owed it: then
 * the item is open again, and the case with it; if not, `notOwedWhy` says why.
 */
export const takeBackGift = endpoint('POST /stock/issues/:id/return', z.strictObject({ id: Id, version: z.int(), quantity: Quantity, codes: z.array(Code).max(MOST_CODES).default([]), note: text(LINE), owed: z.boolean().nullable().default(null), notOwedWhy: optionalText(LINE).nullable().default(null) }), Issue, { refuses: [notFound, staleVersion, notYourStock, backAlready, codesOdd, owedUnsaid, notOwedWhyMissing, notOwed] })
