import { z } from 'zod'
import { Fen, FileRef, Id, Instant, LINE, Locale, PARAGRAPH, PersonRef, notFound, optionalText, page, staleVersion, text } from './common.ts'
import { notOpen } from './complaint.ts'
import { endpoint, refusal } from './endpoint.ts'
import { fileUnknown } from './files.ts'

export const goodsWithUs = refusal('custody/with-us', 409)
export const goodsGone = refusal('custody/gone', 409)
export const returnInPast = refusal('custody/return-in-past', 422)
export const signatureMissing = refusal('custody/signature-missing', 422)
export const authorityMissing = refusal('custody/authority-missing', 422)

export const GoodsKind = z.enum(['jewellery', 'garment', 'sample', 'photograph', 'device', 'document', 'product', 'other'])
export const WeightUnit = z.enum(['g', 'kg', 'ct', 't', 'piece'])
/** In thousandths of the unit: 3.52 g is 3520. */
export const Weight = z.strictObject({ milli: z.int().positive().max(1_000_000_000_000), unit: WeightUnit })
/** `held`: it is with us. */
export const GoodsState = z.enum(['held', 'returned', 'lost'])

/** One step of a chain of custody: who gave what to whom, where and why. */
export const Move = z.object({ id: Id, at: Instant, by: PersonRef.nullable(), from: PersonRef.nullable(), to: PersonRef.nullable(), place: z.string(), why: z.string(), signatureId: Id.nullable() })
/** E16: something of the customer's that is with us, from its receipt until it is handed back. */
export const Goods = z.object({
  id: Id, number: z.string(), complaintId: Id, complaintNumber: z.string(), unitId: Id, unitName: z.string(), timeZone: z.string(), customerName: z.string(), kind: GoodsKind, what: z.string(), weight: Weight.nullable(), condition: z.string(), seal: z.string().nullable(), valueFen: Fen.nullable(),
  returnBy: Instant, state: GoodsState, late: z.boolean(), version: z.int(), takenAt: Instant, takenBy: PersonRef.nullable(), /** Who has it now. */ holder: PersonRef.nullable(), place: z.string(), photos: z.array(FileRef), moves: z.array(Move),
  customerSignatureId: Id.nullable(), staffSignatureId: Id.nullable(), /** Why nobody signed when it came. */ unsignedWhy: z.string().nullable(),
  ended: z.object({ at: Instant, by: PersonRef.nullable(), note: z.string(), /** To whom it was handed back, and by what authority where that is not the customer. */ to: z.string().nullable(), authority: z.string().nullable(), signatureId: Id.nullable() }).nullable(),
})
export type Goods = z.infer<typeof Goods>

/** Signed by both on the tablet, or why not (it came by courier). */
export const TakeGoods = z.strictObject({
  complaintId: Id, kind: GoodsKind, what: text(LINE), weight: Weight.nullable().optional(), condition: text(PARAGRAPH), seal: optionalText(LINE).nullable().optional(), valueFen: Fen.nullable().optional(), returnBy: Instant, place: text(LINE),
  photoIds: z.array(Id).max(20).optional(), customerSignatureId: Id.optional(), staffSignatureId: Id.optional(), unsignedWhy: optionalText(LINE).optional(),
})
export const takeGoods = endpoint('POST /complaints/:complaintId/goods', TakeGoods, Goods, { status: 201, refuses: [notOpen, returnInPast, signatureMissing, fileUnknown] })
const Changed = { id: Id, version: z.int() }
export const moveGoods = endpoint('POST /goods/:id/moves', z.strictObject({ ...Changed, holderId: Id.optional(), place: text(LINE), why: text(LINE), signatureId: Id.optional() }), Goods, { refuses: [goodsGone, staleVersion, fileUnknown, notFound] })
export const postponeReturn = endpoint('POST /goods/:id/return-date', z.strictObject({ ...Changed, returnBy: Instant, why: text(LINE) }), Goods, { refuses: [goodsGone, staleVersion, returnInPast] })
/** To the customer, or to somebody whose authority is named. */
export const returnGoods = endpoint('POST /goods/:id/return', z.strictObject({ ...Changed, to: text(LINE).meta({ personal: true }), isCustomer: z.boolean(), authority: optionalText(LINE).optional(), signatureId: Id, note: optionalText(PARAGRAPH).default('') }), Goods, { refuses: [goodsGone, staleVersion, authorityMissing, fileUnknown] })
/** It is not there any more: looked into as a suspected offence from now on. */
export const loseGoods = endpoint('POST /goods/:id/lost', z.strictObject({ ...Changed, why: text(PARAGRAPH) }), Goods, { refuses: [goodsGone, staleVersion] })
/** What is, or was, with us, soonest to be returned first. `q`: the number of the receipt or of the case, what it is, its seal. */
export const goodsList = endpoint('GET /goods', z.strictObject({ state: GoodsState.optional(), late: z.enum(['1']).optional(), unitId: Id.optional(), complaintId: Id.optional(), q: z.string().max(LINE).optional(), limit: z.coerce.number().int().min(1).max(200).optional(), cursor: z.string().max(400).optional() }), page(Goods).extend({ held: z.int(), lateHeld: z.int() }))
export const oneGoods = endpoint('GET /goods/:id', z.strictObject({ id: Id }), Goods)
/** The receipt to print; `application/pdf`. */
export const goodsSlip = endpoint('GET /goods/:id/receipt', z.strictObject({ id: Id, locale: Locale.optional() }), z.unknown())
