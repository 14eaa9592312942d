import { readerOf } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import type { Tx } from '#kernel/tx.ts'
import type { PackBody } from '#modules/packs/shape.ts'
import { bookOf } from './book.ts'
import type { CalendarBody } from './in-force.ts'
import { type Book, planTimes } from './plan.ts'

export const keepBody = async (tx: Tx, body: CalendarBody): Promise<string> => {
  const id = newId()
  await tx.db.insertInto('clock.calendar').values({ organization_id: tx.actor.organizationId, id, body: JSON.stringify(body), made_at: tx.now }).execute()
  return id
}

const hold = async (tx: Tx, unitId: string, calendarId: string | null) => {
  const row = { organization_id: tx.actor.organizationId, unit_id: unitId, own: 'null', revision: 0, calendar_id: calendarId, changed_by: null, changed_at: tx.now }
  await tx.db.insertInto('clock.unit_times').values(row).onConflict((c) => c.columns(['organization_id', 'unit_id']).doUpdateSet({ calendar_id: calendarId })).execute()
}

/**
 * Writes down what holds for units, as they, those above them and the regions' holidays say now. `before`: the pack until now, where another one comes. What is the same is kept once.
 * @returns the units for which something else holds now.
 */
export const settle = async (tx: Tx, units: Book['units'], unitIds: readonly string[], before?: PackBody): Promise<string[]> => {
  const book = { ...await bookOf(readerOf(tx.db), tx.actor.organizationId, units), ...(before && { before }) }
  const made = new Map([...book.bodies].map(([id, body]) => [JSON.stringify(body), id]))
  const planned = planTimes(book, unitIds, tx.now)
  for (const { unitId, body } of planned) {
    const text = JSON.stringify(body)
    const id = body && (made.get(text) ?? await keepBody(tx, body))
    if (id) made.set(text, id)
    await hold(tx, unitId, id)
  }
  return planned.map(({ unitId }) => unitId)
}
