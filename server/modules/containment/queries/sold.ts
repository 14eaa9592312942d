import { notFound } from '#contract/common.ts'
import type { SoldOrder } from '#contract/containment.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Reader } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { hostOf } from '#modules/order-book/queries.ts'
import { soldCounts, soldOf, systemByLot } from '#modules/order-book/sold.ts'

const SHOWN = 50

const goodsOf = async (read: Reader, { organizationId }: Pick<Actor, 'organizationId'>, id: string) => {
  const hold = await read.selectFrom('containment.hold').select(['lot', 'product']).where('organization_id', '=', organizationId).where('id', '=', id).executeTakeFirst()
  if (!hold) throw new Problem(notFound)
  return hold
}

/** Orders of what is held, as the tables tell them: how many, and the first of them. Who bought it is told when they are put on the list, to who may. */
export const soldOrders = query('containment.read', async (read, actor, { id }: { id: string }) => {
  const goods = await goodsOf(read, actor, id)
  const [counts, orders, system] = await Promise.all([soldCounts(read, actor.organizationId, goods), soldOf(read, actor.organizationId, goods, SHOWN), goods.lot ? systemByLot(read, actor.organizationId) : null])
  const items = orders.map(({ number, product, lot, unit, quantity, boughtOn }): SoldOrder => ({ number, product, lot, unit, quantity, boughtOn }))
  return { items, ...counts, system: system && hostOf(system.url), next: null }
})

/** What is asked of the firm's own system before its customers are put on the list. */
export const askedOfSystem = query('containment.addRecipients', async (read, actor, { id }: { id: string }) => {
  const goods = await goodsOf(read, actor, id)
  return { goods, system: goods.lot ? await systemByLot(read, actor.organizationId) : null }
})
