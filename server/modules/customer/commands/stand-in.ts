import { newId } from '#kernel/id.ts'
import { insertRows } from '#kernel/insert.ts'
import type { Tx } from '#kernel/tx.ts'
import type { Identified } from './record.ts'

export interface StandIn { readonly complaintId: string; readonly name: string; /** What rules ask of a customer, and nobody is known by. */ readonly classCode: string | null; readonly temperament: string | null }

/** Customers who only stand for somebody: no search finds them, no list shows them, and they are seen with their case alone. */
export const addStandIns = async (tx: Tx, wanted: readonly StandIn[]): Promise<Identified[]> => {
  const made = wanted.map((w) => ({ ...w, id: newId() }))
  await insertRows(tx.db, { into: 'customer.customer', rows: made.map((m) => ({
    organization_id: tx.actor.organizationId, id: m.id, name: m.name, stands_for: m.complaintId, class_code: m.classCode, temperament: m.temperament, since: tx.now, searched: '', grams: '', version: 1,
  })) })
  return made.map(({ id, name, classCode }) => ({ id, name, phone: null, email: null, classCode, isNew: true }))
}

/** Nobody needs it any more. */
export const dropStandIn = async (tx: Tx, id: string): Promise<void> => {
  await tx.db.deleteFrom('customer.customer').where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).where('stands_for', 'is not', null).execute()
}
