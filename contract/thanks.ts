import { z } from 'zod'
import { Day, Fen, Id, Instant, LINE, PersonRef, notFound, optionalText, page, text } from './common.ts'
import { endpoint, refusal } from './endpoint.ts'
import { fileUnknown } from './files.ts'

export const alreadyThanked = refusal('thanks/already-thanked', 409)
export const aboveLimit = refusal('thanks/above-limit', 403)
export const inFuture = refusal('thanks/in-future', 422)
export const alreadyWithdrawn = refusal('thanks/withdrawn', 409)
export const receiptMissing = refusal('thanks/receipt-missing', 422)

export const Gift = z.object({
  id: Id, feedbackId: Id, feedbackWords: z.string(), unitId: Id, unitName: z.string(), what: z.string(), worthFen: Fen, givenTo: z.string(), givenOn: Day, givenBy: PersonRef, /** Who signed for it, as written. */ receipt: z.string().nullable(), hasPhoto: z.boolean(),
  enteredAt: Instant, withdrawn: z.object({ by: PersonRef.nullable(), at: Instant, why: z.string() }).nullable(),
})
export type Gift = z.infer<typeof Gift>
const Filter = { unitId: Id.optional(), from: Day.optional(), until: Day.optional(), q: z.string().max(LINE).optional() }
export const gifts = endpoint('GET /thanks', z.strictObject({ ...Filter, limit: z.coerce.number().int().min(1).max(200).optional(), cursor: z.string().max(400).optional() }), page(Gift))
/** By unit and month; what was taken back does not count. */
export const giftSums = endpoint('GET /thanks/sums', z.strictObject({ from: Day.optional(), until: Day.optional() }), z.object({ items: z.array(z.object({ unitId: Id, unitName: z.string(), month: z.string(), count: z.int(), worthFen: Fen })), next: z.null(), /** What the asker may give without asking anybody; null: no limit. */ limitFen: Fen.nullable() }))
/** For a spreadsheet program: nothing in it is taken for a formula. */
export const giftTable = endpoint('GET /thanks/table', z.strictObject(Filter), z.unknown())
/** For feedback that was of use: once for each. Signed for by the customer, or photographed. */
export const give = endpoint('POST /thanks', z.strictObject({ feedbackId: Id, what: text(LINE), worthFen: Fen, givenTo: text(LINE).meta({ personal: true }), givenOn: Day, receipt: optionalText(LINE).nullable().optional().meta({ personal: true }), fileId: Id.nullable().optional() }), Gift, { status: 201, refuses: [alreadyThanked, aboveLimit, inFuture, receiptMissing, fileUnknown, notFound] })
/** Written down by mistake, or given back. */
export const withdraw = endpoint('POST /thanks/:id/withdraw', z.strictObject({ id: Id, why: text(LINE) }), Gift, { refuses: [alreadyWithdrawn] })
export const giftPhoto = endpoint('GET /thanks/:id/photo', z.strictObject({ id: Id }), z.unknown())
