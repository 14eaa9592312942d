import type { FoundOrder } from '#contract/order-book.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { fold } from '#kernel/fold.ts'
import type { Settings } from '../port.ts'
import { type ToldOrder, keyOf, once } from '../rules.ts'
import { findSource, settingsOf } from './look.ts'

/** Goods: a lot, of one product where it is named, or a product in all its lots. */
export interface Goods { readonly lot: string | null; readonly product: string | null }

/** What goods are called, as it is compared: blanks, width, case and script do not count. Null: not named. */
export const thingKey = (value: string | null): string | null => fold(value ?? '').replace(/\s/g, '') || null
const keysOf = ({ lot, product }: Goods) => ({ lot: keyOf('lot', lot), product: thingKey(product) })

const ofLot = (lot: string) => sql<boolean>`e.lot_key = ${lot}`
const ofThing = (product: string) => sql<boolean>`${product} in (e.product_key, e.code_key)`

/** An order that says nothing of the product may be of it; lots of other products can bear the same number. */
const isOfGoods = (goods: Goods) => {
  const { lot, product } = keysOf(goods)
  if (lot === null) return product === null ? sql<boolean>`false` : sql<boolean>`(e.product_key = ${product} or e.code_key = ${product})`
  return product === null ? ofLot(lot) : sql<boolean>`(${ofLot(lot)} and (coalesce(e.product_key, e.code_key) is null or ${ofThing(product)}))`
}

/** The same of an order that a system tells. */
const isSoldOf = (goods: Goods, order: Pick<FoundOrder, 'lot' | 'product' | 'productCode'>): boolean => {
  const { lot, product } = keysOf(goods)
  const things = [thingKey(order.product), thingKey(order.productCode)]
  if (lot === null) return product !== null && things.includes(product)
  return keyOf('lot', order.lot) === lot && (product === null || things.every((thing) => thing === null) || things.includes(product))
}

const standing = (read: Reader, organizationId: string) => read.selectFrom('order_book.entry as e').innerJoin('order_book.book as b', (j) => j.onRef('b.organization_id', '=', 'e.organization_id').onRef('b.id', '=', 'e.book_id'))
  .where('e.organization_id', '=', organizationId).where('b.live_at', 'is not', null).where('b.replaced_by', 'is', null)

/** Orders of the goods in the tables that stand, those of the latest table first; at most so many rows. */
const inTables = async (read: Reader, organizationId: string, goods: Goods, most: number): Promise<ToldOrder[]> =>
  (await standing(read, organizationId).where(isOfGoods(goods)).select(['e.book_id', 'e.body']).orderBy('b.live_at', 'desc').orderBy('b.id', 'desc').orderBy('e.row_no').limit(most).execute()).map(({ book_id, body }) => ({ from: book_id, order: body as FoundOrder }))

const SYSTEM = 'http'
/** How well an order tells who bought: by a telephone they are known again, whoever tells it. */
const tells = ({ order: { phone, customerName, memberNumber } }: ToldOrder): number => (phone ? 2 : Number(Boolean(customerName || memberNumber)))
const bestFirst = (told: readonly ToldOrder[]) => [2, 1, 0].flatMap((rank) => told.filter((one) => tells(one) === rank))

/** Each sale once, whoever tells of it: the firm's own system (`fromSystem`) before the tables, the latest of those first. Of the tables at most so many rows are read. */
export const soldOf = async (read: Reader, organizationId: string, goods: Goods, most: number, fromSystem: readonly FoundOrder[] = []): Promise<readonly FoundOrder[]> =>
  once(bestFirst([...fromSystem.filter((order) => isSoldOf(goods, order)).map((order) => ({ from: SYSTEM, order })), ...await inTables(read, organizationId, goods, most)]))

/** Of the tables: how many rows, how many orders by their numbers, of how many nobody says who bought, and how many there are of the lot under other products. */
export const soldCounts = async (read: Reader, organizationId: string, goods: Goods) => {
  const { lot, product } = keysOf(goods)
  const number = sql`e.number_key`
  const [counts, others] = await Promise.all([
    standing(read, organizationId).where(isOfGoods(goods)).select([
      sql<number>`count(*)::int`.as('rows'), sql<number>`count(distinct ${number})::int`.as('orders'),
      sql<number>`(count(distinct ${number}) - count(distinct ${number}) filter (where coalesce(nullif(e.body ->> 'customerName', ''), nullif(e.body ->> 'phone', ''), nullif(e.body ->> 'memberNumber', '')) is not null))::int`.as('unnamed'),
    ]).executeTakeFirstOrThrow(),
    lot !== null && product !== null ? standing(read, organizationId).where(ofLot(lot)).where(sql<boolean>`coalesce(e.product_key, e.code_key) is not null and not coalesce(${ofThing(product)}, false)`).select(sql<number>`count(distinct ${number})::int`.as('n')).executeTakeFirstOrThrow() : { n: 0 },
  ])
  return { ...counts, others: others.n }
}

/** The firm's own system, where it can be asked by lot. */
export const systemByLot = async (read: Reader, organizationId: string): Promise<Settings | null> => {
  const source = await findSource(read, organizationId)
  return source?.asks.includes('lot') ? settingsOf(source) : null
}
