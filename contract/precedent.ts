import { z } from 'zod'
import { Fen, Id, Instant, PARAGRAPH, PersonRef, text } from './common.ts'
import { endpoint, refusal } from './endpoint.ts'
import { RemedyKind } from './packs.ts'

/** By what a closed case is like the one at hand. */
export const Trait = z.enum(['category', 'text', 'liability', 'severity', 'product', 'customerClass'])
export type Trait = z.infer<typeof Trait>
/** What the cases of the range have in common with it beside the category, where enough of them have. */
export const ComparedBy = z.enum(['liability', 'severity'])
export type ComparedBy = z.infer<typeof ComparedBy>

export const noPrecedent = refusal('precedent/no-precedent', 409)
export const keptCase = refusal('precedent/kept-case', 409)
export const leadingAlready = refusal('precedent/leading-already', 409)
export const notLeading = refusal('precedent/not-leading', 409)

/** That a case leads: others like it are to be decided by it. `ended`: it was said that it does not any more. */
export const Leading = z.object({ id: Id, complaintId: Id, reason: z.string(), by: PersonRef.nullable(), at: Instant, ended: z.object({ reason: z.string(), by: PersonRef.nullable(), at: Instant }).nullable() })
export type Leading = z.infer<typeof Leading>

/** A closed case like the one at hand. */
export const Precedent = z.object({
  complaintId: Id, number: z.string(), /** Of none of the same categories: to be read, not reckoned with. */ near: z.boolean(), /** Others are to be decided by it, and why. */ leading: Leading.nullable(),
  /** How like it is, out of a hundred, and by what, the weightiest first; each in percent. */
  score: z.int(), why: z.array(z.object({ trait: Trait, percent: z.int() })),
  givenFen: Fen, kinds: z.array(RemedyKind), satisfied: z.boolean().nullable(), /** How often the case was opened again before it was closed. */ reopened: z.int(), /** The customer came again with the same matter. */ cameBack: z.boolean(), closedAt: Instant,
})
export type Precedent = z.infer<typeof Precedent>

/** Where the remedies of closed cases lie, and the cases most like this one. */
export const Precedents = z.object({
  /** A range is only ever of the same category. Fewer than `needed` are too few to compare: then there is none, and cases of near categories are shown beside them, marked. */
  basis: z.enum(['sameCategory', 'tooFew']), /** Closed cases of the category, as far back as is looked. */ count: z.int(),
  /** Those that make the range. */ compared: z.int(), comparedBy: z.array(ComparedBy), /** Of those, how many are in units that the asker does not see: counted, and not listed. */ elsewhere: z.int(),
  needed: z.int(), lowFen: Fen.nullable(), medianFen: Fen.nullable(), highFen: Fen.nullable(), items: z.array(Precedent),
})

/** Whether a closed case leads, since when, and what was said of it before; what of it the asker may do, or why not. */
export const LeadingOfCase = z.object({ complaintId: Id, current: Leading.nullable(), earlier: z.array(Leading), may: z.object({ 'precedent.mark': z.string().nullable(), 'precedent.withdraw': z.string().nullable() }) })
export type LeadingOfCase = z.infer<typeof LeadingOfCase>
export const leading = endpoint('GET /complaints/:complaintId/leading', z.strictObject({ complaintId: Id }), LeadingOfCase)
export const mark = endpoint('POST /complaints/:complaintId/leading', z.strictObject({ complaintId: Id, reason: text(PARAGRAPH) }), LeadingOfCase, { status: 201, refuses: [noPrecedent, keptCase, leadingAlready] })
export const withdrawLeading = endpoint('POST /leading-cases/:id/withdraw', z.strictObject({ id: Id, reason: text(PARAGRAPH) }), LeadingOfCase, { refuses: [notLeading] })
