import type { FoundOrder } from '#contract/order-book.ts'
import { type Reader, sql } from '#kernel/db.ts'
import type { Settings } from './ask.ts'
import { findSource, settingsOf } from './queries.ts'
import { keyOf, thingKey } from './rules.ts'

/** Goods: a lot, of one product where it is named, or a product in all its lots. */
export interface Goods { readonly lot: string | null; readonly product: string | null }

const keysOf = ({ lot, product }: Goods) => ({ lot: keyOf('lot', lot), product: thingKey(product) })

/** An order that says nothing of the product may be of it; lots of other products can bear the same number. */
const isOfGoods = (goods: Goods) => {
  const { lot, product } = keysOf(goods)
  if (lot === null) return product === null ? sql<boolean>`false` : sql<boolean>`(e.product_key = ${product} or e.code_key = ${product})`
  return product === null ? sql<boolean>`e.lot_key = ${lot}` : sql<boolean>`(e.lot_key = ${lot} and (coalesce(e.product_key, e.code_key) is null or ${product} in (e.product_key, e.code_key)))`
}

/** The same of an order that a system tells. */
export const isSoldOf = (goods: Goods, order: Pick<FoundOrder, 'lot' | 'product' | 'productCode'>): boolean => {
  const { lot, product } = keysOf(goods)
  const things = [thingKey(order.product), thingKey(order.productCode)]
  const named = things.some((thing) => thing !== null)
  if (lot === null) return product !== null && things.includes(product)
  return keyOf('lot', order.lot) === lot && (product === null || !named || things.includes(product))
}

const inTables = (read: Reader, organizationId: string, goods: Goods) => read.selectFrom('order_book.entry as e').innerJoin('order_book.book as b', (j) => j.onRef('b.organization_id', '=', 'e.organization_id').onRef('b.id', '=', 'e.book_id'))
  .where('e.organization_id', '=', organizationId).where('b.live_at', 'is not', null).where('b.replaced_by', 'is', null).where(isOfGoods(goods))

/** Orders of the goods in the tables that stand, those of the latest table first; at most so many. */
export const soldOf = async (read: Reader, organizationId: string, goods: Goods, most: number): Promise<readonly FoundOrder[]> =>
  (await inTables(read, organizationId, goods).select('e.body').orderBy('b.live_at', 'desc').orderBy('b.id', 'desc').orderBy('e.row_no').limit(most).execute()).map(({ body }) => body as FoundOrder)

/** How many there are, and how many of them do not say who bought it. */
export const soldCounts = (read: Reader, organizationId: string, goods: Goods) =>
  inTables(read, organizationId, goods).select([sql<number>`count(*)::int`.as('orders'), sql<number>`(count(*) filter (where coalesce(nullif(e.body ->> 'customerName', ''), nullif(e.body ->> 'phone', ''), nullif(e.body ->> 'memberNumber', '')) is null))::int`.as('unnamed')]).executeTakeFirstOrThrow()

/** The firm's own system, where it can be asked by lot. */
export const systemByLot = async (read: Reader, organizationId: string): Promise<Settings | null> => {
  const source = await findSource(read, organizationId)
  return source?.asks.includes('lot') ? settingsOf(source) : null
}
