import { z } from 'zod'
import { Id, Instant, LETTER, LINE, PARAGRAPH, PersonRef, notFound, optionalText, page, staleVersion, text } from './common.ts'
import { Weight } from './custody.ts'
import { endpoint, refusal } from './endpoint.ts'
import { Asked, FoundOrder } from './order-book.ts'

export const nothingHeld = refusal('containment/nothing-held', 422)
export const confirmTooSoon = refusal('containment/confirm-too-soon', 422)
export const holdOver = refusal('containment/over', 409)
export const notYourUnit = refusal('containment/not-your-unit', 403)
export const toldAlready = refusal('containment/told-already', 409)
export const liftAskedAlready = refusal('containment/lift-asked', 409)
export const liftNotAsked = refusal('containment/lift-not-asked', 409)
/** Units that were told hold it, and ask. */
export const notYoursToLift = refusal('containment/not-yours-to-lift', 403)
/** Everybody at once, in every shop that sold it: by who leads the order and may know all customers. */
export const notYoursToSearch = refusal('containment/not-yours-to-search', 403)
export const ownLift = refusal('containment/own-lift', 403)
export const spokenAlready = refusal('containment/spoken-already', 409)
export const tooManyRecipients = refusal('containment/too-many', 422)
export const tooManyOrders = refusal('containment/too-many-orders', 422)
export const tableWithoutNames = refusal('containment/table-without-names', 422)

/** What is held: a lot, the sale of goods, a service. */
export const HoldKind = z.enum(['lot', 'sale', 'service'])
export type HoldKind = z.infer<typeof HoldKind>
/** `liftAsked`: somebody wants it lifted; it holds until another person says so. */
export const HoldState = z.enum(['active', 'liftAsked', 'lifted'])
export type HoldState = z.infer<typeof HoldState>
/** `open`: still to be spoken with. */
export const RecipientState = z.enum(['open', 'informed', 'notAffected'])
export type RecipientState = z.infer<typeof RecipientState>
/** `order`: found among the orders that were brought, or in the firm's own system. */
export const RecipientSource = z.enum(['case', 'typed', 'table', 'order'])
export const ContactHow = z.enum(['phone', 'message', 'email', 'visit', 'letter'])

const Told = z.object({ unitId: Id, unitName: z.string(), version: z.int(), late: z.boolean(), mine: z.boolean(), confirmed: z.object({ by: PersonRef.nullable(), at: Instant, /** What they counted; null: nothing there. */ found: Weight.nullable(), note: z.string().nullable() }).nullable() })
/** E11: an order to hold something at once, whom it was told, and how far those are who have it. Of units and recipients those in sight; the counts are of those. */
export const Hold = z.object({
  id: Id, number: z.string(), kind: HoldKind, product: z.string().nullable(), lot: z.string().nullable(), reason: z.string(), complaint: z.object({ id: Id, number: z.string() }).nullable(), unitName: z.string(), timeZone: z.string(), orderedBy: PersonRef.nullable(), orderedAt: Instant, confirmBy: Instant,
  state: HoldState, version: z.int(), units: z.array(Told), recipients: z.object({ all: z.int(), informed: z.int(), open: z.int() }),
  lift: z.object({ reason: z.string(), askedBy: PersonRef.nullable(), askedAt: Instant }).nullable(), decision: z.object({ by: PersonRef.nullable(), at: Instant, words: z.string() }).nullable(),
  /** Null when it can be done now, otherwise why not. */ may: z.record(z.string(), z.string().nullable()),
})
export type Hold = z.infer<typeof Hold>

const MOST_UNITS = 500
const Scope = { kind: HoldKind, product: optionalText(LINE).nullable().default(null), lot: optionalText(LINE).nullable().default(null) }
const Changed = { id: Id, version: z.int() }
export const orderHold = endpoint('POST /hold-orders', z.strictObject({ ...Scope, reason: text(PARAGRAPH), complaintId: Id.nullable().default(null), unitIds: z.array(Id).min(1).max(MOST_UNITS), confirmBy: Instant }), Hold, { status: 201, refuses: [nothingHeld, confirmTooSoon, notFound] })
/** One more unit is told of it. */
export const tellUnit = endpoint('POST /hold-orders/:id/units', z.strictObject({ id: Id, unitId: Id }), Hold, { refuses: [holdOver, toldAlready] })
/** A unit says what it found and that it is held there; it may count again. */
export const confirmHold = endpoint('POST /hold-orders/:id/confirmations', z.strictObject({ ...Changed, unitId: Id, found: Weight.nullable().default(null), note: optionalText(PARAGRAPH).nullable().default(null) }), Hold, { refuses: [holdOver, notYourUnit, staleVersion] })
export const askLift = endpoint('POST /hold-orders/:id/lift', z.strictObject({ ...Changed, reason: text(PARAGRAPH) }), Hold, { refuses: [holdOver, liftAskedAlready, staleVersion] })
/** By who leads the order: whoever gave it, or sees the unit that did; and by somebody else than who asked. */
export const decideLift = endpoint('POST /hold-orders/:id/lift/decision', z.strictObject({ ...Changed, approve: z.boolean(), comment: text(PARAGRAPH) }), Hold, { refuses: [holdOver, liftNotAsked, notYoursToLift, ownLift, staleVersion] })

export const holds = endpoint('GET /hold-orders', z.strictObject({ state: z.enum(['standing', 'lifted']).default('standing'), q: z.string().max(LINE).optional(), limit: z.coerce.number().int().min(1).max(200).optional(), cursor: z.string().max(400).optional() }), page(Hold))
export const oneHold = endpoint('GET /hold-orders/:id', z.strictObject({ id: Id }), Hold)
/** Orders in sight that hold what is named. `product`: its name or its code. */
export const holdsOn = endpoint('GET /hold-warnings', z.strictObject({ product: z.string().max(LINE).optional(), code: z.string().max(LINE).optional(), lot: z.string().max(LINE).optional() }), z.object({ items: z.array(Hold.pick({ id: true, number: true, kind: true, product: true, lot: true, reason: true, orderedAt: true, state: true })), next: z.null() }))

/** Somebody who has what is held: told of it or not, and what they said. */
export const Recipient = z.object({
  id: Id, version: z.int(), name: z.string(), phone: z.string().nullable(), order: z.string().nullable(), quantity: z.string().nullable(), source: RecipientSource, complaint: z.object({ id: Id, number: z.string() }).nullable(), unitName: z.string(), state: RecipientState, tries: z.int(),
  spoken: z.object({ how: ContactHow, result: z.string(), by: PersonRef.nullable(), at: Instant }).nullable(),
})
export type Recipient = z.infer<typeof Recipient>
const RecipientInput = z.strictObject({ name: text(LINE), phone: optionalText(LINE).nullable().default(null), order: optionalText(LINE).nullable().default(null), quantity: optionalText(LINE).nullable().default(null) })
/** So many at once, and altogether. */
const MOST_AT_ONCE = 2_000
export const MOST_RECIPIENTS = 20_000
export const MOST_ORDERS = 100_000
const MOST_TABLE = 2_000_000
const Added = z.object({ added: z.int(), /** There already. */ known: z.int() })
export const recipients = endpoint('GET /hold-orders/:id/recipients', z.strictObject({ id: Id, state: RecipientState.optional(), q: z.string().max(LINE).optional(), limit: z.coerce.number().int().min(1).max(200).optional(), cursor: z.string().max(400).optional() }), page(Recipient))
/** Typed one by one, or customers of cases in sight. */
export const addRecipients = endpoint('POST /hold-orders/:id/recipients', z.strictObject({ id: Id, people: z.array(RecipientInput).max(MOST_AT_ONCE).default([]), complaintIds: z.array(Id).max(MOST_AT_ONCE).default([]) }), Added, { status: 201, refuses: [holdOver, tooManyRecipients, notFound] })
/** A table of deliveries as comma-separated text: a column is known by its heading (name, telephone, order, quantity). */
export const addRecipientTable = endpoint('POST /hold-orders/:id/recipients/table', z.strictObject({ id: Id, csv: text(MOST_TABLE) }), Added.extend({ /** Lines without a name. */ skipped: z.array(z.int()) }), { status: 201, refuses: [holdOver, tooManyRecipients, tableWithoutNames] })
/** Of orders only what says nothing of who bought. */
export const SoldOrder = FoundOrder.pick({ number: true, product: true, lot: true, unit: true, quantity: true, boughtOn: true })
export type SoldOrder = z.infer<typeof SoldOrder>
/** Orders of what is held in the tables of orders: the lot, of the product where one is named; all lots of a product whose sale is held. The first fifty, and how many there are. `unnamed`: those that do not say who bought. `others`: of the same lot under the names of other products. `system`: the firm's own that is asked as well when customers are added. */
export const soldOrders = endpoint('GET /hold-orders/:id/orders', z.strictObject({ id: Id }), z.object({ items: z.array(SoldOrder), orders: z.int(), unnamed: z.int(), others: z.int(), system: z.string().nullable(), next: z.null() }))
/** Everybody to whom such an order was sold, each once with all their orders; told by the unit that sold it where that was told of the hold. `asked`: what came of asking the firm's own system; where it did not answer, those of the tables are added and it can be asked again. */
export const addSold = endpoint('POST /hold-orders/:id/recipients/orders', z.strictObject({ id: Id }), Added.extend({ unnamed: z.int(), asked: z.array(Asked) }), { status: 201, refuses: [holdOver, notYoursToSearch, tooManyOrders, tooManyRecipients] })
/** `outcome`: nobody was reached and they stay to be spoken with, they know of it, they do not have it. */
export const contactRecipient = endpoint('POST /hold-recipients/:id/contact', z.strictObject({ ...Changed, outcome: z.enum(['noAnswer', 'informed', 'notAffected']), how: ContactHow, result: text(LETTER) }), Recipient, { refuses: [spokenAlready, staleVersion] })

/** Cases in sight with the same lot, product or order: their customers may have it too. `q`: another lot or order number. */
export const FoundCase = z.object({ complaintId: Id, number: z.string(), customerName: z.string(), unitName: z.string(), product: z.string().nullable(), lot: z.string().nullable(), order: z.string().nullable(), receivedAt: Instant, same: z.array(z.enum(['lot', 'product', 'asked'])), added: z.boolean() })
export type FoundCase = z.infer<typeof FoundCase>
export const alsoAffected = endpoint('GET /hold-orders/:id/found', z.strictObject({ id: Id, q: z.string().max(LINE).optional() }), z.object({ items: z.array(FoundCase), next: z.null() }))
