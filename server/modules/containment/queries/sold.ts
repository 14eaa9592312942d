import { notFound } from '#contract/common.ts'
import type { SoldOrder } from '#contract/containment.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Reader } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { hostOf } from '#modules/order-book/queries/look.ts'
import { soldCounts, soldOf, systemByLot } from '#modules/order-book/queries/sold.ts'
import { whyNotSearch } from '../rules.ts'

const SHOWN = 50

const holdOf = async (read: Reader, { organizationId }: Pick<Actor, 'organizationId'>, id: string) => {
  const hold = await read.selectFrom('containment.hold').select(['lot', 'product', 'state', 'unit_id', 'ordered_by']).where('organization_id', '=', organizationId).where('id', '=', id).executeTakeFirst()
  if (!hold) throw new Problem(notFound)
  return hold
}

/** Orders of what is held, as the tables tell them: how many, and the first of them. Who bought it is told when they are put on the list, to who may. */
export const soldOrders = query('containment.read', async (read, actor, { id }: { id: string }) => {
  const goods = await holdOf(read, actor, id)
  const [{ orders: all, unnamed, others }, orders, system] = await Promise.all([soldCounts(read, actor.organizationId, goods), soldOf(read, actor.organizationId, goods, SHOWN), goods.lot ? systemByLot(read, actor.organizationId) : null])
  const items = orders.map(({ number, product, lot, unit, quantity, boughtOn }): SoldOrder => ({ number, product, lot, unit, quantity, boughtOn }))
  return { items, orders: all, unnamed, others, system: system && hostOf(system.url), next: null }
})

/** What is asked of the firm's own system before its customers are put on the list: nothing where they would not be. */
export const askedOfSystem = query('containment.addRecipients', async (read, actor, { id }: { id: string }) => {
  const hold = await holdOf(read, actor, id)
  const refusal = whyNotSearch(hold, actor)
  if (refusal) throw new Problem(refusal)
  return { lot: hold.lot, system: hold.lot ? await systemByLot(read, actor.organizationId) : null }
})
