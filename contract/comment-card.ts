import { z } from 'zod'
import { Done, Id, Instant, LINE, Locale, notFound, optionalText, page, staleVersion, text } from './common.ts'
import { endpoint, refusal } from './endpoint.ts'

export const cardElsewhere = refusal('comment-card/elsewhere', 403)
export const cardRetired = refusal('comment-card/retired', 409)

const SHORT = 60
/** Our own words in place of the usual ones, in any of the three languages; an empty one leaves the usual. */
export const Greeting = z.strictObject({ 'zh-CN': optionalText(LINE), 'zh-Hant': optionalText(LINE), en: optionalText(LINE) })
export type Greeting = z.infer<typeof Greeting>

const detail = optionalText(SHORT).nullable()
const Fields = z.strictObject({
  unitId: Id, /** What it is called in our own list. */ title: text(SHORT),
  /** What whoever scans it need not say any more: the counter, the goods and their lot, the campaign. */
  counter: detail, product: optionalText(LINE).nullable(), lot: detail, campaign: detail, greeting: Greeting.nullable(),
})
export type CardFields = z.infer<typeof Fields>

export const CommentCard = Fields.extend({
  id: Id, version: z.int(), /** Printed and typed; whoever has it stands where the card stands. */ code: z.string(), /** What the QR code opens. */ address: z.string(), unitName: z.string(), unitRetired: z.boolean(),
  opened: z.int(), complaints: z.int(), feedback: z.int(), lastUsedAt: Instant.nullable(), madeAt: Instant, retired: z.boolean(),
})
export type CommentCard = z.infer<typeof CommentCard>

export const cards = endpoint('GET /comment-cards', z.strictObject({
  retired: z.enum(['1']).optional(), unitId: Id.optional(), q: z.string().max(LINE).optional(), limit: z.coerce.number().int().min(1).max(200).optional(), cursor: z.string().max(400).optional(),
}), page(CommentCard))
export const makeCard = endpoint('POST /comment-cards', Fields, z.object({ id: Id, code: z.string() }), { status: 201, refuses: [cardElsewhere, notFound] })
export const changeCard = endpoint('PUT /comment-cards/:id', Fields.extend({ id: Id, version: z.int() }), Done, { refuses: [cardElsewhere, staleVersion, cardRetired] })
export const retireCard = endpoint('POST /comment-cards/:id/retire', z.strictObject({ id: Id }), Done, { refuses: [cardElsewhere] })
export const restoreCard = endpoint('POST /comment-cards/:id/restore', z.strictObject({ id: Id }), Done, { refuses: [cardElsewhere] })

/** `one`: a poster; `four`, `eight`: to cut apart; `tent`: to fold and stand on a table. */
export const SHEETS = ['one', 'four', 'eight', 'tent'] as const
export const SheetLayout = z.enum(SHEETS)
export type SheetLayout = z.infer<typeof SheetLayout>
const MOST_CARDS = 100
/** A PDF. One card alone fills its sheet; several come one after the other. `ids` separated by commas. */
export const sheet = endpoint('GET /comment-cards/sheet', z.strictObject({
  ids: z.string().max(40 * MOST_CARDS).transform((list) => list.split(',')).pipe(z.array(Id).min(1).max(MOST_CARDS)), layout: SheetLayout, locale: Locale.optional(),
}), z.unknown(), { refuses: [notFound, cardRetired] })
