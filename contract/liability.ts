import { z } from 'zod'
import { Day, Fen, Id, Instant, LINE, Locale, PARAGRAPH, PersonRef, notFound, optionalText, page, staleVersion, text } from './common.ts'
import { mergedElsewhere } from './complaint.ts'
import { endpoint, refusal } from './endpoint.ts'
import { PartyKind, outsiderRetired } from './outsider.ts'

export const notWhole = refusal('liability/not-whole', 422)
export const namedTwice = refusal('liability/named-twice', 422)
export const otherKind = refusal('liability/other-kind', 422)
export const dividedAlready = refusal('liability/divided-already', 409)
export const notChargeable = refusal('liability/not-chargeable', 409)
export const partyUnnamed = refusal('liability/party-unnamed', 409)
export const shareReplaced = refusal('liability/share-replaced', 409)
export const amountUnexplained = refusal('liability/amount-unexplained', 422)
export const aboveClaim = refusal('liability/above-claim', 422)
export const chargeBackOver = refusal('liability/over', 409)
export const notAgreedYet = refusal('liability/not-agreed', 409)
/** Words that go out to others name who complains. */
export const groundsTellWho = refusal('liability/grounds-tell-who', 422)
export const answerPast = refusal('liability/answer-past', 422)

/** Who bears a share. */
export const ShareParty = z.enum(['ours', 'customer', 'supplier', 'carrier', 'thirdParty'])
export type ShareParty = z.infer<typeof ShareParty>
/** Kinds of outsiders that may be named for a share; nobody is for ours and the customer's. */
export const NAMED_KINDS: Readonly<Record<ShareParty, readonly PartyKind[]>> = { ours: [], customer: [], supplier: ['supplier', 'company'], carrier: ['carrier', 'company'], thirdParty: PartyKind.options }
/** Shares are counted in hundredths of a per cent: 33.33 % is 3333. */
export const WHOLE = 10_000
/** Money that is claimed: at least one fen. */
const Claimed = Fen.min(1)

const NamedOutsider = z.object({ id: Id, kind: PartyKind, name: z.string(), retired: z.boolean() })
export const ChargeBackState = z.enum(['claimed', 'agreed', 'partlyAgreed', 'refused', 'received', 'withdrawn'])
export type ChargeBackState = z.infer<typeof ChargeBackState>

/** What an outsider is asked to pay of what a case cost, and what became of it. */
export const ChargeBack = z.object({
  id: Id, number: z.string(), complaintId: Id, complaintNumber: z.string(), unitId: Id, unitName: z.string(), timeZone: z.string(), party: ShareParty, share: z.int(), grounds: z.string(), /** Liability was divided anew since. */ replaced: z.boolean(), outsider: NamedOutsider,
  /** What the case had cost when it was claimed, and what of it followed from the share. */ costFen: Fen, proposedFen: Fen, amountFen: Fen, amountReason: z.string().nullable(), state: ChargeBackState, agreedFen: Fen.nullable(), answerBy: Day.nullable(), late: z.boolean(), version: z.int(), claimedAt: Instant, claimedBy: PersonRef.nullable(),
  receipt: z.object({ amountFen: Fen, reference: z.string(), on: Day, note: z.string().nullable(), by: PersonRef.nullable(), at: Instant }).nullable(),
  steps: z.array(z.object({ id: Id, kind: ChargeBackState, amountFen: Fen.nullable(), note: z.string().nullable(), by: PersonRef.nullable(), at: Instant })),
  /** Null when it can be done now, otherwise why not. */ may: z.record(z.string(), z.string().nullable()),
})
export type ChargeBack = z.infer<typeof ChargeBack>

const Share = z.object({ id: Id, party: ShareParty, outsider: NamedOutsider.nullable(), share: z.int(), /** Its part of what the case cost. */ amountFen: Fen, grounds: z.string(), /** What is left of that to be claimed. */ openFen: Fen, /** Why nothing can be claimed of it; null when it can. */ whyNotClaim: z.string().nullable() })
export const Division = z.object({ id: Id, reason: z.string().nullable(), by: PersonRef.nullable(), at: Instant, shares: z.array(Share) })
export type Division = z.infer<typeof Division>

/** Whose fault a case was, in shares, with every earlier division; what it cost so far, and what outsiders are asked to pay of that. */
export const CaseLiability = z.object({ current: Division.nullable(), earlier: z.array(Division), costFen: Fen, chargeBacks: z.array(ChargeBack), may: z.record(z.string(), z.string().nullable()) })
export type CaseLiability = z.infer<typeof CaseLiability>

const ShareInput = z.strictObject({ party: ShareParty, outsiderId: Id.nullable().default(null), share: z.int().min(1).max(WHOLE), grounds: text(PARAGRAPH) })
const MOST_SHARES = 20

export const caseLiability = endpoint('GET /complaints/:complaintId/liability', z.strictObject({ complaintId: Id }), CaseLiability)
/** Shares come to 100 %. `basedOn`: the division that is replaced, null for the first. `reason`: why it is divided anew. */
export const divide = endpoint('POST /complaints/:complaintId/liability', z.strictObject({ complaintId: Id, basedOn: Id.nullable(), reason: optionalText(PARAGRAPH).nullable().default(null), shares: z.array(ShareInput).min(1).max(MOST_SHARES) }), CaseLiability, { refuses: [mergedElsewhere, notWhole, namedTwice, otherKind, dividedAlready, outsiderRetired, groundsTellWho, notFound] })

/** An amount that does not follow from the share is explained. */
export const claim = endpoint('POST /complaints/:complaintId/charge-backs', z.strictObject({ complaintId: Id, shareId: Id, amountFen: Claimed, reason: optionalText(PARAGRAPH).nullable().default(null), answerBy: Day.nullable().default(null) }), ChargeBack, { status: 201, refuses: [mergedElsewhere, notFound, shareReplaced, notChargeable, partyUnnamed, amountUnexplained, groundsTellWho, answerPast] })
const Changed = { id: Id, version: z.int() }
/** What the outsider said. `amountFen`: what they take over, where that is a part. Answers may change until the money is in. */
export const answerChargeBack = endpoint('POST /charge-backs/:id/answer', z.strictObject({ ...Changed, answer: ChargeBackState.extract(['agreed', 'partlyAgreed', 'refused']), amountFen: Claimed.nullable().default(null), note: text(PARAGRAPH) }), ChargeBack, { refuses: [chargeBackOver, staleVersion, aboveClaim, mergedElsewhere] })
/** The money is in; once. Another amount than agreed is explained. */
export const receiveChargeBack = endpoint('POST /charge-backs/:id/receipt', z.strictObject({ ...Changed, amountFen: Claimed, reference: text(LINE), on: Day, note: optionalText(PARAGRAPH).nullable().default(null) }), ChargeBack, { refuses: [chargeBackOver, notAgreedYet, staleVersion, amountUnexplained, mergedElsewhere] })
export const withdrawChargeBack = endpoint('POST /charge-backs/:id/withdrawal', z.strictObject({ ...Changed, reason: text(PARAGRAPH) }), ChargeBack, { refuses: [chargeBackOver, staleVersion, mergedElsewhere] })

const Narrowed = { state: ChargeBackState.optional(), outsiderId: Id.optional(), unitId: Id.optional(), late: z.enum(['1']).optional(), q: z.string().max(LINE).optional() }
/** Charge-backs in sight, newest first. `q`: number of it or of the case, name of the outsider, reference. */
export const chargeBacks = endpoint('GET /charge-backs', z.strictObject({ ...Narrowed, limit: z.coerce.number().int().min(1).max(200).optional(), cursor: z.string().max(400).optional() }), page(ChargeBack))
export const oneChargeBack = endpoint('GET /charge-backs/:id', z.strictObject({ id: Id }), ChargeBack)
/** Of those: how many there are in each state, what was claimed, agreed and received. `next` is always null. */
export const chargeBackSums = endpoint('GET /charge-backs/sums', z.strictObject(Narrowed), z.object({ items: z.array(z.object({ state: ChargeBackState, count: z.int(), amountFen: Fen, agreedFen: Fen, receivedFen: Fen })), next: z.null() }))
/** The same list as comma-separated text; `text/csv`. */
export const chargeBackTable = endpoint('GET /charge-backs/table', z.strictObject(Narrowed), z.unknown())
/** The letter of claim to print; `application/pdf`. In the outsider's language unless told. */
export const claimLetter = endpoint('GET /charge-backs/:id/letter', z.strictObject({ id: Id, locale: Locale.optional() }), z.unknown(), { refuses: [groundsTellWho] })
