import { z } from 'zod'
import { Day, Fen, FileRef, Id, Instant, LINE, PARAGRAPH, PersonRef, notFound, optionalText, page, staleVersion, text } from './common.ts'
import { notOpen } from './complaint.ts'
import { endpoint, refusal } from './endpoint.ts'
import { fileUnknown, signatureUsed } from './files.ts'
import { RemedyKind } from './packs.ts'
import { aboveLimit } from './remedy.ts'
import { notYourTask, taskDone } from './settlement.ts'

export const notMoney = refusal('payout/not-money', 409)
export const payoutAlive = refusal('payout/alive', 409)
export const aboveAgreed = refusal('payout/above-agreed', 409)
export const accountMissing = refusal('payout/account-missing', 422)
export const accountOdd = refusal('payout/account-odd', 422)
export const referenceOdd = refusal('payout/reference-odd', 422)
export const ownPayout = refusal('payout/own', 403)
export const notAsked = refusal('payout/not-asked', 409)
export const notToPay = refusal('payout/not-to-pay', 409)
export const payoutOver = refusal('payout/over', 409)
export const referenceTaken = refusal('payout/reference-taken', 409)
export const paidLater = refusal('payout/paid-later', 422)
/** Before anything was owed. */
export const paidEarly = refusal('payout/paid-early', 422)
export const cashByHand = refusal('payout/cash-by-hand', 409)
/** What was never paid does not come back. */
export const notPaid = refusal('payout/not-paid', 409)
/** Cash that was signed for does not. */
export const cashStays = refusal('payout/cash-stays', 409)
export const bouncedEarlier = refusal('payout/bounced-earlier', 422)
/** The customer pays the expert, nobody does, or it is somebody of the house. */
export const noFee = refusal('payout/no-fee', 409)
/** What a customer was promised and somebody asked for is paid, or taken back, before the case ends. */
export const moneyUnderWay = refusal('payout/under-way', 409)
export const notCash = refusal('payout/not-cash', 409)

/** How money leaves: `original` is back the way it was paid. */
export const PayWay = z.enum(['bank', 'alipay', 'wechat', 'cash', 'original'])
export type PayWay = z.infer<typeof PayWay>
/** Ways that need to know where to. */
export const needsAccount = (way: PayWay): boolean => way === 'bank' || way === 'alipay' || way === 'wechat'

/** `asked` and `approved` are alive: one at a time for each thing agreed. */
export const PayoutState = z.enum(['asked', 'approved', 'returned', 'paid', 'failed', 'withdrawn', 'bounced'])
export type PayoutState = z.infer<typeof PayoutState>

export const Payout = z.object({
  id: Id, number: z.string(), complaintId: Id, complaintNumber: z.string(), /** What was agreed, or the expert's opinion whose fee it is. */ taskId: Id, opinionId: Id.nullable(), kind: RemedyKind, /** Whose it is to pay. */ unitId: Id, unitName: z.string(), timeZone: z.string(),
  amountFen: Fen, /** What was agreed, and what of that is paid by now. */ agreedFen: Fen, paidFen: Fen, way: PayWay,
  /** Null where the complainant's name is kept from the reader. */ payee: z.string().nullable(), bank: z.string().nullable(), /** In full for who pays, else its last figures. */ account: z.string().nullable(), note: z.string().nullable(),
  state: PayoutState, version: z.int(), askedBy: PersonRef.nullable(), askedAt: Instant, /** The first day on which it may have been paid. */ firstOn: Day,
  decided: z.object({ by: PersonRef.nullable(), at: Instant, note: z.string().nullable() }).nullable(),
  paid: z.object({ by: PersonRef.nullable(), at: Instant, on: Day, reference: z.string().nullable(), evidence: z.array(FileRef) }).nullable(),
  /** It came back after it had been recorded as paid. */ bounced: z.object({ by: PersonRef.nullable(), at: Instant, on: Day, words: z.string(), reference: z.string().nullable() }).nullable(),
  /** Why it was given up after it had been approved, or before. */ ended: z.object({ by: PersonRef.nullable(), at: Instant, why: z.string() }).nullable(),
  /** Null when it can be done now, otherwise why not. */ may: z.record(z.string(), z.string().nullable()),
})
export type Payout = z.infer<typeof Payout>

/** Money: at least one fen. */
const Sum = Fen.min(1)
/** Money that was agreed leaves by a payout; what is agreed may leave in parts, one after the other. */
export const askPayout = endpoint('POST /tasks/:taskId/payouts', z.strictObject({ taskId: Id, amountFen: Sum, way: PayWay, payee: text(LINE), bank: optionalText(LINE).nullable().default(null), account: optionalText(LINE).nullable().default(null), note: optionalText(PARAGRAPH).nullable().default(null) }), Payout,
  { status: 201, refuses: [notOpen, notFound, notYourTask, taskDone, notMoney, payoutAlive, aboveAgreed, accountMissing, accountOdd] })

const Changed = { id: Id, version: z.int() }
const changing = [notOpen, notFound, staleVersion]
/** By somebody else than who asked: of who pays as far as their own limit goes, beyond it of who has the authority. */
export const approvePayout = endpoint('POST /payouts/:id/approve', z.strictObject({ ...Changed, comment: optionalText(PARAGRAPH).default('') }), Payout, { refuses: [...changing, notAsked, ownPayout, aboveLimit, notYourTask] })
export const returnPayout = endpoint('POST /payouts/:id/return', z.strictObject({ ...Changed, comment: text(PARAGRAPH) }), Payout, { refuses: [...changing, notAsked, ownPayout, aboveLimit, notYourTask] })
/** A reference is used once for each way. */
export const payPayout = endpoint('POST /payouts/:id/payment', z.strictObject({ ...Changed, reference: text(LINE), on: Day, evidence: z.array(Id).max(20).default([]) }), Payout, { refuses: [...changing, notToPay, notYourTask, cashByHand, referenceOdd, referenceTaken, paidEarly, paidLater, fileUnknown] })
/** Cash at the counter, for the customer's signature. */
export const handOver = endpoint('POST /payouts/:id/hand-over', z.strictObject({ ...Changed, receiptId: Id }), Payout, { refuses: [...changing, notToPay, notYourTask, notCash, fileUnknown, signatureUsed] })
/** Approved, and it did not go through. It may be asked for again. */
export const failPayout = endpoint('POST /payouts/:id/failure', z.strictObject({ ...Changed, reason: text(PARAGRAPH) }), Payout, { refuses: [...changing, notToPay, notYourTask] })
/** Paid, and the bank sent it back: what was agreed is to be paid again, and the books have a line for it. */
export const bouncePayout = endpoint('POST /payouts/:id/bounce', z.strictObject({ ...Changed, on: Day, words: text(PARAGRAPH), reference: optionalText(LINE).nullable().default(null) }), Payout, { refuses: [...changing, notPaid, cashStays, notYourTask, paidLater, bouncedEarlier] })
/** The fee of an expert outside, whole. */
export const askFee = endpoint('POST /opinions/:id/payouts', z.strictObject({ id: Id, way: PayWay.exclude(['cash', 'original']), payee: text(LINE), bank: optionalText(LINE).nullable().default(null), account: optionalText(LINE).nullable().default(null), note: optionalText(PARAGRAPH).nullable().default(null) }), Payout,
  { status: 201, refuses: [notOpen, notFound, notYourTask, noFee, payoutAlive, aboveAgreed, accountMissing, accountOdd] })
export const withdrawPayout = endpoint('POST /payouts/:id/withdrawal', z.strictObject({ ...Changed, reason: text(PARAGRAPH) }), Payout, { refuses: [...changing, payoutOver, notYourTask] })

const Narrowed = { state: PayoutState.optional(), way: PayWay.optional(), unitId: Id.optional(), complaintId: Id.optional(), q: z.string().max(LINE).optional() }
/** Payouts in sight, newest first. `q`: number of it or of the case, reference. */
export const payouts = endpoint('GET /payouts', z.strictObject({ ...Narrowed, limit: z.coerce.number().int().min(1).max(200).optional(), cursor: z.string().max(400).optional() }), page(Payout))
export const onePayout = endpoint('GET /payouts/:id', z.strictObject({ id: Id }), Payout)
export const payoutSums = endpoint('GET /payouts/sums', z.strictObject(Narrowed), z.object({ items: z.array(z.object({ state: PayoutState, count: z.int(), amountFen: Fen })), next: z.null() }))

/** How much who pays may approve without asking who has the authority. */
export const PayoutRule = z.object({ limitFen: Fen, version: z.int() })
export const payoutRule = endpoint('GET /payout-rule', z.strictObject({}), PayoutRule)
export const setPayoutRule = endpoint('PUT /payout-rule', z.strictObject({ limitFen: Fen, version: z.int() }), PayoutRule, { refuses: [staleVersion] })
