import { z } from 'zod'
import { Code, Day, Fen, Id, Instant, PARAGRAPH, PersonRef, Words, notFound, optionalText, page, staleVersion, text } from './common.ts'
import { notOpen, pointUnknown } from './complaint.ts'
import { endpoint, refusal } from './endpoint.ts'
import { RemedyKind } from './packs.ts'
import { aboveLimit, ownProposal } from './remedy.ts'
import { Jurisdiction, STATUTE_COUNTS, STATUTE_FLAGS, STATUTE_SUMS, StatuteBase, StatuteClaim } from './statute-pack.ts'
import { Facts } from './table-shape.ts'

export const ruleNotApplying = refusal('statute/rule-not-applying', 409)
export const exemptionThere = refusal('statute/exemption-there', 409)
/** Decisions rest on an expert who found it. */
export const settledByExpert = refusal('statute/settled-by-expert', 409)
/** A rule binds by this answer: who gave it may correct it as long as nobody refused an exemption, else somebody above them; for others there is the exemption. */
export const answerBinds = refusal('statute/answer-binds', 409)
export const exemptionDecided = refusal('statute/exemption-decided', 409)

const MOST_COUNT = 100_000
const of = <K extends string, V extends z.ZodType>(names: readonly K[], value: V) => Object.fromEntries(names.map((name) => [name, value])) as Record<K, V>
/** What was found; null takes an answer back. */
export const StatuteFacts = z.strictObject({ ...of(STATUTE_FLAGS, z.boolean().nullable().optional()), ...of(STATUTE_COUNTS, z.int().min(0).max(MOST_COUNT).nullable().optional()), ...of(STATUTE_SUMS, Fen.nullable().optional()) })
export type StatuteFacts = z.infer<typeof StatuteFacts>

export const ExemptionState = z.enum(['asked', 'approved', 'returned', 'lapsed'])
export const Exemption = z.object({
  id: Id, complaintId: Id, pointId: Id, rule: z.string(), reason: z.string(), state: ExemptionState, positionCode: Code, version: z.int(), askedBy: PersonRef, askedAt: Instant,
  decidedBy: PersonRef.nullable(), decidedAt: Instant.nullable(), comment: z.string().nullable(), whyNot: z.string().nullable(),
})
export type Exemption = z.infer<typeof Exemption>

/**
 * A rule of law that holds for a point, or may. `asks`: what is not known yet, the next one first; `liability`: nobody has written down whose fault it was. `minFen`: what it
 * comes to at least, with what is known; null for a way. `floorFen`: what has to be there: of a sum that nobody knows yet more than nothing, unless there may be none. `onceFen`: how much of that is beyond the cap, and given once. `backFen`, `goodFen`: from how much on money back, or
 * money for the difference, is a way; null where that is not known, or is no way here. `binds`: it stops a proposal that gives less.
 */
export const Ruled = z.object({
  rule: z.string(), claim: StatuteClaim, of: StatuteBase.nullable(), times: z.int(), leastFen: Fen.nullable(), baseFen: Fen.nullable(), minFen: Fen.nullable(), floorFen: Fen, onceFen: Fen, backFen: Fen.nullable(), goodFen: Fen.nullable(), ways: z.array(RemedyKind), kinds: z.array(RemedyKind), text: Words, basis: Words, jurisdiction: Jurisdiction, verified: z.boolean(),
  standing: z.enum(['applies', 'asks']), asks: z.array(z.string()), binds: z.boolean(), exemption: Exemption.nullable(),
})
export type Ruled = z.infer<typeof Ruled>

/** Which law holds for a thing is decided by the day it was bought, else by when it happened, else by when it was received. */
export const LawDay = z.enum(['bought', 'occurred', 'received'])
export type LawDay = z.infer<typeof LawDay>

/**
 * Whose law holds, and of which day. `jurisdiction`: of where it was told; null where that is a place of which none can be told. `lawKnown`: whether the table has any rule of it.
 */
const WhichLaw = z.object({ jurisdiction: Jurisdiction.nullable(), lawKnown: z.boolean(), day: Day, dayOf: LawDay })

/**
 * What the law gives at least for each point of a case; of a point that came along when cases were merged by the law, the goods and the days of the case in which it was told.
 * `facts`: all that is known of the point; `answered`: what of it was found here; `held`: of these, by which a rule binds and
 * which the reader may not take back.
 */
export const CaseStatute = z.object({
  version: z.string(), ...WhichLaw.shape, points: z.array(z.object({ ...WhichLaw.shape, pointId: Id, no: z.int(), facts: Facts, answered: z.array(z.string()), /** Of these, what an expert found on whom decisions rest. */ settled: z.array(z.string()), held: z.array(z.string()), /** Before it is filed under anything, rules that ask its category say nothing. */ classified: z.boolean(), rules: z.array(Ruled) })),
  may: z.record(z.string(), z.string().nullable()),
})
export type CaseStatute = z.infer<typeof CaseStatute>

export const caseStatute = endpoint('GET /complaints/:complaintId/statute', z.strictObject({ complaintId: Id }), CaseStatute)
export const answerFacts = endpoint('PUT /complaints/:complaintId/points/:pointId/statute-facts', z.strictObject({ complaintId: Id, pointId: Id, facts: StatuteFacts }), CaseStatute, { refuses: [notOpen, pointUnknown, settledByExpert, answerBinds] })
/** A rule is said not to apply: somebody above decides. */
export const exempt = endpoint('POST /complaints/:complaintId/statute-exemptions', z.strictObject({ complaintId: Id, pointId: Id, rule: z.string().min(1).max(60), reason: text(PARAGRAPH) }), CaseStatute, { status: 201, refuses: [notOpen, pointUnknown, ruleNotApplying, exemptionThere] })
const Decision = z.strictObject({ id: Id, version: z.int(), comment: optionalText(PARAGRAPH).default('') })
const decisions = [notOpen, ownProposal, aboveLimit, exemptionDecided, staleVersion, notFound]
export const approveExemption = endpoint('POST /statute-exemptions/:id/approve', Decision, Exemption, { refuses: decisions })
export const returnExemption = endpoint('POST /statute-exemptions/:id/return', Decision.extend({ comment: text(PARAGRAPH) }), Exemption, { refuses: decisions })
/** What waits for the reader's decision. */
export const exemptions = endpoint('GET /statute-exemptions', z.strictObject({}), page(Exemption.extend({ number: z.string(), customerName: z.string(), unitName: z.string(), timeZone: z.string(), urgency: z.string(), pointText: z.string(), text: Words, basis: Words })))
