import { z } from 'zod'
import { Code, Fen, Id } from './common.ts'
import { endpoint } from './endpoint.ts'
import { RemedyKind, Urgency } from './packs.ts'

/** What the reader may promise alone before there is a case: by the table of authority that is in force, with what the customer was given before. `kinds`: with commas; none: as far as no rule about a kind says otherwise. */
export const spotLimit = endpoint('GET /spot-limit', z.strictObject({
  unitId: Id, urgency: Urgency, customerId: Id.optional(), /** As it is entered; else that of the customer. */ classCode: Code.optional(),
  kinds: z.string().max(400).transform((list) => list.split(',')).pipe(z.array(RemedyKind).max(RemedyKind.options.length)).optional(),
}), z.object({ limitFen: Fen, /** Any amount: no rule asks somebody else. */ unlimited: z.boolean() }))
