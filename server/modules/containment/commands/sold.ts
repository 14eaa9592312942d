import { MOST_ORDERS, tooManyOrders } from '#contract/containment.ts'
import type { Asked, FoundOrder } from '#contract/order-book.ts'
import { command } from '#kernel/command.ts'
import { readerOf, sql } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { soldCounts, soldOf } from '#modules/order-book/queries/sold.ts'
import { type Buyer, buyersOf } from '../buyers.ts'
import { RecipientsSought } from '../events.ts'
import { keyOf } from '../keys.ts'
import { whyNotSearch } from '../rules.ts'
import { type LockedHold, lockHold, payloadOf, subjectOf } from './lock.ts'
import { add } from './recipients.ts'

/** Units that were told, by name and by code: whoever sold it speaks with their customers. Another unit does not know of the order to hold. */
const toldUnits = async (tx: Tx, hold: LockedHold): Promise<ReadonlyMap<string | null, string>> => {
  const rows = await tx.db.selectFrom('containment.told as t').innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 't.organization_id').onRef('n.id', '=', 't.unit_id'))
    .select(['n.id', 'n.name', 'n.code']).where('t.organization_id', '=', tx.actor.organizationId).where('t.hold_id', '=', hold.id).execute()
  return new Map(rows.flatMap(({ id, name, code }) => [[keyOf(code), id] as const, [keyOf(name), id] as const]))
}

/** Who is on the list already, out of the orders: what they bought since stands there, too. Whoever was not affected is, by another order. */
const follow = (tx: Tx, hold: LockedHold, buyers: readonly Buyer[]) => sql`
  update containment.recipient p set order_number = b.orders, quantity = b.quantities, state = case when p.state = 'notAffected' then 'open' else p.state end, version = p.version + 1
  from json_to_recordset(${JSON.stringify(buyers)}::json) as b (key text, orders text, quantities text)
  where p.organization_id = ${tx.actor.organizationId} and p.hold_id = ${hold.id} and p.key = b.key and p.source = 'order' and p.order_number is distinct from b.orders`.execute(tx.db)

interface Told { readonly id: string; /** What the firm's own system says of it. */ readonly fromSystem: readonly FoundOrder[]; readonly asked: readonly Asked[] }

/** Everybody to whom an order of what is held was sold. What the system says now goes before what tables said once. */
export const addSold = command('containment.addRecipients', async (tx, { id, fromSystem, asked }: Told) => {
  const hold = await lockHold(tx, id, (locked) => whyNotSearch(locked, tx.actor))
  const read = readerOf(tx.db)
  const { rows } = await soldCounts(read, tx.actor.organizationId, hold)
  if (rows > MOST_ORDERS) throw new Problem(tooManyOrders, { most: MOST_ORDERS })
  const orders = await soldOf(read, tx.actor.organizationId, hold, MOST_ORDERS, fromSystem)
  const { buyers, unnamed } = buyersOf(orders)
  const units = await toldUnits(tx, hold)
  await follow(tx, hold, buyers)
  const done = await add(tx, hold, buyers.map(({ soldBy, orders: order, quantities: quantity, ...buyer }) => ({ ...buyer, order, quantity, source: 'order' as const, unitId: units.get(keyOf(soldBy)) ?? hold.unit_id })))
  await tx.record(RecipientsSought, { subject: subjectOf(hold), payload: { ...payloadOf(hold), orders: orders.length, buyers: buyers.length, down: asked.some(({ outcome }) => outcome === 'down') } })
  return { ...done, unnamed, asked: [...asked] }
})
