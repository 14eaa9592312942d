import { z } from 'zod'
import { Done, Fen, Id, Instant, LINE, Nothing, PersonRef, notFound, text } from './common.ts'
import { notOpen } from './complaint.ts'
import { endpoint, refusal } from './endpoint.ts'
import { addressInside, addressUnusable } from './integration.ts'

export const noValue = refusal('order-book/no-value', 422)
export const hostVaries = refusal('order-book/host-varies', 422)
export const secretAgain = refusal('order-book/secret-again', 422)
export const headerOdd = refusal('order-book/header-odd', 422)
export const lookupGone = refusal('order-book/lookup-gone', 409)
export const noSource = refusal('order-book/no-source', 409)

/** What an order can be looked up by. */
export const By = z.enum(['order', 'phone', 'member', 'serial', 'lot'])
export type By = z.infer<typeof By>

const Said = z.string().max(LINE).nullable()
/** One thing sold, as its source tells it; null where it says nothing. `unit`: who sold it. */
export const FoundOrder = z.object({
  number: z.string().max(LINE), product: Said, productCode: Said, lot: Said, serial: Said, quantity: Said, boughtOn: z.iso.date().nullable(), amountFen: Fen.nullable(), unit: Said,
  customerName: Said.meta({ personal: true }), phone: Said.meta({ personal: true }), memberNumber: Said.meta({ personal: true }), shipment: Said, shippedOn: z.iso.date().nullable(),
})
export type FoundOrder = z.infer<typeof FoundOrder>

/** `table`: orders that were brought as a table; `http`: the firm's own system. */
export const OrderSource = z.enum(['table', 'http'])
export type OrderSource = z.infer<typeof OrderSource>
/** Why a system could not be asked. `status`: it answered with a fault; `unreadable`: with something else than was agreed; `tooLarge`: with more than a megabyte. */
export const SourceTrouble = z.enum(['redirect', 'timeout', 'connection', 'unresolved', 'inside', 'status', 'unreadable', 'tooLarge'])
export type SourceTrouble = z.infer<typeof SourceTrouble>
/** What came of asking one source. `down`: it could not say; whether there is such an order is not known then. `more`: it knows more than are shown. */
export const Asked = z.object({ source: OrderSource, outcome: z.enum(['found', 'notFound', 'down']), trouble: SourceTrouble.nullable(), status: z.int().nullable(), more: z.boolean() })
export type Asked = z.infer<typeof Asked>
/** `named`: the source says who bought it, also where that is not shown. */
export const Hit = z.object({ source: OrderSource, order: FoundOrder, named: z.boolean() })
export type Hit = z.infer<typeof Hit>

/** So many orders are shown of what was found; who has more asks by something narrower. */
export const MOST_FOUND = 20

/** Looks in every source there is. What was found can be taken over for a day, under the id of the answer. Who bought it is shown where it was asked by phone or member number, or to who may see whoever complains; never for a case of somebody anonymous or protected. With a case: only of one in sight. */
export const lookUp = endpoint('POST /order-lookups', z.strictObject({ by: By, value: text(LINE).meta({ personal: true }), complaintId: Id.nullable().optional() }),
  z.object({ id: Id, at: Instant, found: z.array(Hit), asked: z.array(Asked) }), { status: 201, refuses: [notFound] })

/** Of an order that was taken over into a case. `filled`: which fields of the case were empty and are not any more. */
export const TakenOrder = z.object({ id: Id, source: OrderSource, by: By, value: z.string(), order: FoundOrder, filled: z.array(z.string()), lookedAt: Instant, takenBy: PersonRef.nullable(), takenAt: Instant })
export type TakenOrder = z.infer<typeof TakenOrder>
/** Keeps the order in the case as it was found and fills what is empty there, unless `fill` is false; what says something else stays. `at`: the place in the answer, from 0. The same one comes once. */
export const takeOrder = endpoint('POST /complaints/:complaintId/orders', z.strictObject({ complaintId: Id, lookupId: Id, at: z.int().min(0).max(2 * MOST_FOUND), fill: z.boolean().optional() }), z.object({ id: Id, filled: z.array(z.string()) }), { status: 201, refuses: [notOpen, lookupGone] })

/** Parts of an order that an answer can tell. */
export const ANSWER_PARTS = ['number', 'product', 'productCode', 'lot', 'serial', 'quantity', 'boughtOn', 'amount', 'unit', 'customerName', 'phone', 'memberNumber', 'shipment', 'shippedOn'] as const
export type AnswerPart = typeof ANSWER_PARTS[number]
/** Names with dots between them, `0` for the first of a list: `data.items`, `goods.0.title`. */
const Path = z.string().max(LINE)
const HEADER_NAME = /^[A-Za-z0-9!#$%&'*+.^_|~-]{1,80}$/

/**
 * How the system is asked. `url`: with `{value}`, and `{by}` if it wants to know what by; a POST bears both as JSON, `{"by":"order","value":"…"}`.
 * The answer is JSON. Without paths: `{"orders":[{"number":"…","product":"…","boughtOn":"2026-03-02","amount":1280.5,…}]}`, with the names of the parts. An empty list or 404: there is none.
 */
const SourceFields = z.strictObject({
  url: z.string().min(1).max(2_000), method: z.enum(['GET', 'POST']), by: z.array(By).min(1).max(By.options.length),
  header: z.strictObject({ name: z.string().regex(HEADER_NAME), /** Empty: as it was. */ secret: z.string().max(4_000).regex(/^[\t\x20-\x7e]*$/) }).nullable(),
  listPath: Path.default(''), paths: z.partialRecord(z.enum(ANSWER_PARTS), Path).default({}), amountIn: z.enum(['yuan', 'fen']).default('yuan'), timeoutMs: z.int().min(500).max(20_000).default(5_000),
})
export type SourceFields = z.output<typeof SourceFields>
/** As it is shown: without the secret. */
const ShownSource = SourceFields.omit({ header: true }).extend({ headerName: z.string().nullable(), changedBy: PersonRef, changedAt: Instant })
export type ShownSource = z.infer<typeof ShownSource>

/** Where orders are looked up. `http.settings`: for who may set it. */
export const sources = endpoint('GET /order-sources', Nothing, z.object({ table: z.object({ orders: z.int(), since: Instant.nullable() }), http: z.object({ host: z.string(), by: z.array(By), settings: ShownSource.nullable() }).nullable() }))
const sourceRefusals = [addressUnusable, addressInside, noValue, hostVaries, headerOdd, secretAgain]
export const setSource = endpoint('PUT /order-sources/http', SourceFields, Done, { refuses: sourceRefusals })
export const removeSource = endpoint('POST /order-sources/http/remove', Nothing, Done, { refuses: [noSource] })
/** Asks as these settings say, before they are kept. */
export const testSource = endpoint('POST /order-sources/http/test', z.strictObject({ settings: SourceFields, ask: By, value: text(LINE).meta({ personal: true }) }), z.object({ asked: Asked, found: z.array(FoundOrder), /** The beginning of what was answered, where it could not be read. */ answer: z.string().nullable() }), { refuses: sourceRefusals })
