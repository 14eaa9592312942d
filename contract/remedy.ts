import { z } from 'zod'
import { Code, Fen, FileRef, Id, Instant, LINE, PARAGRAPH, PersonRef, Words, optionalText, page, staleVersion, text } from './common.ts'
import { Step, alreadyDecided } from './authority.ts'
import { contractUnsigned, notOpen, pointUnknown } from './complaint.ts'
import { endpoint, refusal } from './endpoint.ts'
import { needsApproval } from './commitment-refusals.ts'
import { forbiddenWords } from './communication.ts'
import { fileUnknown, signatureUsed } from './files.ts'
import { stoppedWords } from './knowledge.ts'
import { isAnonymous } from './kept.ts'
import { feeOwed, opinionNeeded } from './expert.ts'
import { ExpertFinding } from './expert-pack.ts'
import { RemedyKind } from './packs.ts'
import { Precedents } from './precedent.ts'
import { authorityMissing } from './representative.ts'
import { Shortfall, belowLaw } from './statute-law.ts'
import { draftSent } from './tables.ts'

export const ownProposal = refusal('authority/own-proposal', 403)
export const aboveLimit = refusal('authority/above-limit', 403)
export const proposalPending = refusal('remedy/proposal-pending', 409)
export const alreadyAgreed = refusal('remedy/already-agreed', 409)
export const notAwaitingApproval = refusal('remedy/not-awaiting-approval', 409)
export const notApproved = refusal('remedy/not-approved', 409)
export const notOffered = refusal('remedy/not-offered', 409)
export const notCountered = refusal('remedy/not-countered', 409)
export const offerUnanswered = refusal('remedy/offer-unanswered', 409)
/** The law gives what was never offered: the firm's word alone does not end the case. `no`: of the point. */
export const lawOwes = refusal('remedy/law-owes', 409)
export const counterAmountMissing = refusal('remedy/counter-amount-missing', 422)
export const amountMissing = refusal('remedy/amount-missing', 422)
/** More than there is money for: figures typed once too often. */
export const totalTooHigh = refusal('remedy/total-too-high', 422)
/** Where gifts are kept in stock one is promised with what it is worth. */
export const giftWorthMissing = refusal('remedy/gift-worth-missing', 422)
export const deviationReasonMissing = refusal('remedy/deviation-reason-missing', 422)
/** The table of today asks for somebody higher than those who said yes. */
export const limitLowered = refusal('remedy/limit-lowered', 409)
export const principleUnknown = refusal('remedy/principle-unknown', 422)
export const notException = refusal('remedy/not-exception', 409)
export const alreadyDrafted = refusal('remedy/already-drafted', 409)
export const offerExpired = refusal('remedy/offer-expired', 409)

export const ItemInput = z.strictObject({ kind: RemedyKind, amountFen: Fen.default(0), pointId: Id, note: optionalText(LINE).nullable().optional() })
export type ItemGiven = z.output<typeof ItemInput>
export const Item = z.object({ id: Id, kind: RemedyKind, amountFen: Fen, pointId: Id, note: z.string().nullable() })
export const RemedyState = z.enum(['awaitingApproval', 'approved', 'returned', 'offered', 'countered', 'counterDeclined', 'declined', 'agreed', 'fulfilled', 'expired', 'withdrawn'])
export type RemedyState = z.infer<typeof RemedyState>

export const DecidedBy = z.object({ table: z.string(), version: z.string(), rule: z.string(), why: Words.optional() })
/** No rule fits, or one would be unjust here: the principle it rests on, and why. */
const ExceptionInput = z.strictObject({ principle: Code, why: text(PARAGRAPH) })
const Exception = z.object({ principle: z.string(), why: z.string(), /** A rule was drafted of it. */ draftedAt: Instant.nullable() })
/** An answer of an expert that a proposal rests on; `why`: in the place of another one. */
const RestsOn = z.object({ opinionId: Id, number: z.string(), pointId: Id, code: z.string(), finding: ExpertFinding, why: z.string().nullable() })
export const FurtherWay = z.enum(['manager', 'mediation', 'consumerAssociation', 'hotline12315', 'court'])
export type FurtherWay = z.infer<typeof FurtherWay>
/** A no to what the customer asked for, as the customer reads it. */
const SaidNo = z.object({ grounds: z.string(), furtherWays: z.array(z.string()), at: Instant, by: PersonRef })
/** One with nothing offered. */
export const DeclinedDemand = SaidNo.extend({ id: Id })
export type DeclinedDemand = z.infer<typeof DeclinedDemand>

export const Remedy = z.object({
  id: Id, complaintId: Id, no: z.int(), version: z.int(), state: RemedyState, items: z.array(Item), totalFen: Fen, reason: z.string(), decidedBy: DecidedBy,
  approver: z.object({ positionCode: z.string(), people: z.array(PersonRef).optional() }).nullable(), proposedBy: PersonRef, proposedAt: Instant,
  approvals: z.array(z.object({ by: PersonRef, verdict: z.enum(['approved', 'returned']), comment: z.string(), at: Instant, asDeputyOf: PersonRef.nullable(), /** Lent, though who lent it is there. */ delegated: z.boolean(), via: z.enum(['page', 'link']) })), steps: z.array(Step), exception: Exception.nullable(),
  /** On which opinions of experts it rests, as it was made. */ opinions: z.array(RestsOn),
  offeredAt: Instant.nullable(), expiresAt: Instant.nullable(),
  answers: z.array(z.object({ answer: z.enum(['accept', 'counter', 'decline']), counterFen: Fen.nullable(), text: z.string().nullable(), proof: z.string(), /** What was noted of the proof, and the proof itself. */ note: z.string().nullable(), file: FileRef.nullable(), at: Instant, by: PersonRef.nullable() })),
  declinedCounter: SaidNo.nullable(),
  may: z.record(z.string(), z.string().nullable()),
})
export type Remedy = z.infer<typeof Remedy>

export const propose = endpoint('POST /complaints/:complaintId/remedies', z.strictObject({
  complaintId: Id, items: z.array(ItemInput).min(1).max(50), reason: text(PARAGRAPH), deviationReason: optionalText(PARAGRAPH).nullable().optional(), exception: ExceptionInput.nullable().optional(),
}), Remedy, { status: 201, refuses: [principleUnknown, opinionNeeded, feeOwed, contractUnsigned, notOpen, proposalPending, alreadyAgreed, pointUnknown, totalTooHigh, amountMissing, giftWorthMissing, deviationReasonMissing, ...belowLaw, stoppedWords] })

const decisionRefusals = [notOpen, ownProposal, aboveLimit, alreadyDecided, notAwaitingApproval, staleVersion]
const Decision = z.strictObject({ id: Id, version: z.int(), comment: optionalText(PARAGRAPH).default('') })
export const approve = endpoint('POST /remedies/:id/approve', Decision, Remedy, { refuses: [...decisionRefusals, ...belowLaw] })
export const sendBack = endpoint('POST /remedies/:id/return', z.strictObject({ id: Id, version: z.int(), comment: text(PARAGRAPH) }), Remedy, { refuses: decisionRefusals })
export const withdraw = endpoint('POST /remedies/:id/withdraw', z.strictObject({ id: Id, version: z.int(), reason: text(PARAGRAPH) }), Remedy, { refuses: [notOpen, staleVersion, notOffered] })
export const offer = endpoint('POST /remedies/:id/offer', z.strictObject({ id: Id, version: z.int(), message: optionalText(PARAGRAPH).optional(), validDays: z.int().min(1).max(60).optional(), /** The message goes out although the wording check found something; the reason is kept. */ despite: text(200).optional() }), Remedy, { refuses: [notApproved, limitLowered, staleVersion, notOpen, authorityMissing, ...belowLaw, forbiddenWords, stoppedWords, needsApproval] })
export const answerRefusals = [notOpen, notOffered, counterAmountMissing, offerExpired, authorityMissing]
export const Proof = z.strictObject({ kind: z.enum(['portal', 'call', 'signature', 'mail', 'inPerson']), fileId: Id.nullable().optional(), note: optionalText(LINE).nullable().optional() })
export const answer = endpoint('POST /remedies/:id/answer', z.strictObject({ id: Id, answer: z.enum(['accept', 'counter', 'decline']), counterFen: Fen.nullable().optional(), text: optionalText(PARAGRAPH).nullable().optional(), proof: Proof }), Remedy, { refuses: [...answerRefusals, fileUnknown, signatureUsed, isAnonymous] })
const No = { grounds: text(PARAGRAPH), furtherWays: z.array(FurtherWay).min(1), /** The no goes out although the wording check found something; this is why. */ despite: optionalText(LINE).optional() }
/** F7: no to a counter-demand, with grounds and the customer's further ways. */
export const declineCounter = endpoint('POST /remedies/:id/decline-counter', z.strictObject({ id: Id, version: z.int(), ...No }), Remedy, { refuses: [notOpen, notCountered, staleVersion, ...belowLaw, stoppedWords, forbiddenWords, needsApproval] })
/** F7: no to what was asked for, with nothing offered. `version`: of the case. Refused while the law gives what was never offered, or a proposal is under way. */
export const declineDemand = endpoint('POST /complaints/:complaintId/decline-demand', z.strictObject({ complaintId: Id, version: z.int(), ...No }), DeclinedDemand, { status: 201, refuses: [notOpen, staleVersion, proposalPending, alreadyAgreed, contractUnsigned, opinionNeeded, feeOwed, lawOwes, stoppedWords, forbiddenWords, needsApproval] })

/** What the compensation standard proposes for each point, the asker's own limit, and where past cases lie. */
export const advice = endpoint('GET /complaints/:complaintId/remedy-advice', z.strictObject({ complaintId: Id }), z.object({
  /** `limitFen`: what the asker may decide alone as far as no rule about a kind says otherwise; `limits`: with each kind of remedy. */
  version: z.string(), /** What this case was given before; a proposal comes on top of it. */ givenFen: Fen, limitFen: Fen, limits: z.partialRecord(RemedyKind, Fen), rank: z.int(), /** What the customer paid for tests and has back to get, less what was given. */ owedFen: Fen,
  standards: z.array(z.object({ pointId: Id, rule: z.string(), text: Words, basis: Words, items: z.array(z.object({ kind: RemedyKind, amountFen: Fen.nullable(), leastFen: Fen.nullable(), mostFen: Fen.nullable() })) })),
  precedents: Precedents,
}))
/** What an amount would need, while it is typed. */
export const preview = endpoint('POST /complaints/:complaintId/remedies/preview', z.strictObject({ complaintId: Id, items: z.array(ItemInput).min(1).max(50), exception: z.boolean().default(false) }), z.object({ totalFen: Fen, approver: z.object({ positionCode: z.string() }).nullable(), /** Whose yes is still wanted, in order; of `hours`, working ones, somebody above is asked. */ steps: z.array(z.object({ no: z.int(), positions: z.array(z.string()), hours: z.int() })), decidedBy: DecidedBy, outsidePrecedent: z.boolean(), /** Where it gives less than the law does. */ belowLaw: z.array(Shortfall) }), { refuses: [pointUnknown, totalTooHigh] })

export const Approval = z.object({ remedyId: Id, version: z.int(), complaintId: Id, number: z.string(), customerName: z.string(), unitName: z.string(), timeZone: z.string(), urgency: z.string(), totalFen: Fen, items: z.array(Item), reason: z.string(), proposedBy: PersonRef, proposedAt: Instant, positionCode: z.string(), decidedBy: DecidedBy, steps: z.array(Step), exception: Exception.nullable(), whyNot: z.string().nullable() })
export type Approval = z.infer<typeof Approval>
/** What the reader may decide, the longest waiting first, then their own proposals; `count`: of all of them, with the first page only. */
export const approvals = endpoint('GET /approvals', z.strictObject({ limit: z.coerce.number().int().min(1).max(200).optional(), cursor: z.string().max(400).optional() }), page(Approval).extend({ count: z.int().nullable() }))

/** Exceptions that were approved, newest first, for who keeps the rules: each may become a draft rule. Sums are of the last twelve months, of those that customers agreed to: what they declined or let run out was never given. */
export const ApprovedException = z.object({ remedyId: Id, state: RemedyState, complaintId: Id, number: z.string(), unitName: z.string(), principle: z.string(), why: z.string(), reason: z.string(), items: z.array(Item), totalFen: Fen, proposedBy: PersonRef, proposedAt: Instant, draftedAt: Instant.nullable() })
export type ApprovedException = z.infer<typeof ApprovedException>
export const exceptions = endpoint('GET /exceptions', z.strictObject({}), z.object({ items: z.array(ApprovedException), next: z.null(), year: z.object({ count: z.int(), totalFen: Fen, byPrinciple: z.array(z.object({ principle: z.string(), count: z.int(), totalFen: Fen })) }) }))
/** The facts of the case as conditions, what was given as outcome: a rule at the end of the draft of compensation, for somebody to finish. */
export const draftRule = endpoint('POST /remedies/:id/draft-rule', z.strictObject({ id: Id }), z.object({ table: z.literal('compensation'), rules: z.array(z.string()) }), { refuses: [notException, alreadyDrafted, draftSent, staleVersion] })
