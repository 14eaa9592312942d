import { z } from 'zod'
import { Fen, Id, Words } from './common.ts'
import { refusal } from './endpoint.ts'
import { RemedyKind } from './packs.ts'

/** Less money than a rule of law gives. */
export const belowMinimum = refusal('statute/below-minimum', 422)
/** None of the ways that a rule of law leaves the customer. */
export const wayOwed = refusal('statute/way-owed', 422)
export const belowLaw = [belowMinimum, wayOwed]

/** A minimum that is not reached. `minFen` and `givenFen` are null where a way is owed. `kinds`: what counts towards it. */
export const Shortfall = z.object({ pointId: Id, no: z.int(), rule: z.string(), minFen: Fen.nullable(), givenFen: Fen.nullable(), kinds: z.array(RemedyKind), text: Words, basis: Words, verified: z.boolean() })
export type Shortfall = z.infer<typeof Shortfall>
