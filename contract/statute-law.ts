import { z } from 'zod'
import { Fen, Id, Words } from './common.ts'
import { refusal } from './endpoint.ts'
import { RemedyKind } from './packs.ts'
import { STATUTE_SUMS, StatuteClaim } from './statute-pack.ts'

/** Less money than a rule of law gives. */
export const belowMinimum = refusal('statute/below-minimum', 422)
/** None of the ways that a rule of law leaves the customer. */
export const wayOwed = refusal('statute/way-owed', 422)
/** One of the ways, but too little of it. */
export const wayShort = refusal('statute/way-short', 422)
/** Nothing of what is owed; how much that is at least depends on a sum that is not known yet. */
export const sumOwed = refusal('statute/sum-owed', 422)
export const belowLaw = [belowMinimum, wayOwed, wayShort, sumOwed]

/**
 * A minimum that is not reached. `minFen` and `givenFen` are null where a way is owed and none of them is there; where some of one is, it is too little. `lacks`: the sum
 * without which it is not known how much is owed. `kinds`: what counts towards it. `ways`: what may be given instead.
 */
export const Shortfall = z.object({ pointId: Id, no: z.int(), rule: z.string(), claim: StatuteClaim, minFen: Fen.nullable(), givenFen: Fen.nullable(), lacks: z.enum(STATUTE_SUMS).nullable(), ways: z.array(RemedyKind), kinds: z.array(RemedyKind), text: Words, basis: Words, verified: z.boolean() })
export type Shortfall = z.infer<typeof Shortfall>
