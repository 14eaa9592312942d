import { MOST_RECIPIENTS, tooManyRecipients } from '#contract/containment.ts'
import type { Asked, FoundOrder } from '#contract/order-book.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { soldOf } from '#modules/order-book/sold.ts'
import { buyersOf } from '../buyers.ts'
import { keyOf } from '../keys.ts'
import { whyNotSearch } from '../rules.ts'
import { type LockedHold, lockHold } from './lock.ts'
import { add } from './recipients.ts'

/** One customer buys several times. */
const MOST_ORDERS = 5 * MOST_RECIPIENTS

/** Units that were told, by name and by code: whoever sold it speaks with their customers. Another unit does not know of the order to hold. */
const toldUnits = async (tx: Tx, hold: LockedHold): Promise<ReadonlyMap<string | null, string>> => {
  const rows = await tx.db.selectFrom('containment.told as t').innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 't.organization_id').onRef('n.id', '=', 't.unit_id'))
    .select(['n.id', 'n.name', 'n.code']).where('t.organization_id', '=', tx.actor.organizationId).where('t.hold_id', '=', hold.id).execute()
  return new Map(rows.flatMap(({ id, name, code }) => [[keyOf(code), id] as const, [keyOf(name), id] as const]))
}

interface Told { readonly id: string; /** What the firm's own system says of it. */ readonly fromSystem: readonly FoundOrder[]; readonly asked: readonly Asked[] }

/** Everybody to whom an order of what is held was sold. What the system says now goes before what tables said once. */
export const addSold = command('containment.addRecipients', async (tx, { id, fromSystem, asked }: Told) => {
  const hold = await lockHold(tx, id, (locked) => whyNotSearch(locked, tx.actor))
  const inTables = await soldOf(readerOf(tx.db), tx.actor.organizationId, hold, MOST_ORDERS + 1)
  if (inTables.length > MOST_ORDERS) throw new Problem(tooManyRecipients, { most: MOST_RECIPIENTS })
  const { buyers, unnamed } = buyersOf([...fromSystem, ...inTables])
  const units = await toldUnits(tx, hold)
  const done = await add(tx, hold, buyers.map(({ soldBy, ...buyer }) => {
    const unitId = units.get(keyOf(soldBy))
    return { ...buyer, source: 'order' as const, ...(soldBy !== null && unitId !== undefined && { unitId }) }
  }))
  return { ...done, unnamed, asked: [...asked] }
})
