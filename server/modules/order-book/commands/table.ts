import type { FoundOrder } from '#contract/order-book.ts'
import { newId } from '#kernel/id.ts'
import { insertRows } from '#kernel/insert.ts'
import type { Tx } from '#kernel/tx.ts'
import { BookBrought, BookTakenBack } from '../events.ts'
import { thingKey } from '../queries/sold.ts'
import { keyOf } from '../rules.ts'

export interface TableOrder { readonly no: number; readonly order: FoundOrder }

const subjectOf = (id: string) => ({ type: 'import', id, unitId: null })

/** A piece of a table of orders. Nothing of it is found before the table is whole. */
export const addOrders = async (tx: Tx, bookId: string, rows: readonly TableOrder[]): Promise<void> => {
  const { organizationId } = tx.actor
  await tx.db.insertInto('order_book.book').values({ organization_id: organizationId, id: bookId, rows: rows.length, live_at: null, replaced_by: null, replaced_at: null })
    .onConflict((c) => c.columns(['organization_id', 'id']).doUpdateSet((eb) => ({ rows: eb('order_book.book.rows', '+', rows.length) }))).execute()
  await insertRows(tx.db, { into: 'order_book.entry', rows: rows.map(({ no, order }) => ({
    organization_id: organizationId, id: newId(), book_id: bookId, row_no: no, number_key: keyOf('order', order.number) ?? '', phone_key: keyOf('phone', order.phone), member_key: keyOf('member', order.memberNumber),
    serial_key: keyOf('serial', order.serial), lot_key: keyOf('lot', order.lot), product_key: thingKey(order.product), code_key: thingKey(order.productCode), body: JSON.stringify(order),
  })) })
}

/** The table is whole: from now on it is looked into, beside those before it or in their place. */
export const openBook = async (tx: Tx, bookId: string, replaces: boolean): Promise<void> => {
  const { organizationId } = tx.actor
  const book = await tx.db.updateTable('order_book.book').set({ live_at: tx.now }).where('organization_id', '=', organizationId).where('id', '=', bookId).returning('rows').executeTakeFirst()
  if (!book) return
  if (replaces) await tx.db.updateTable('order_book.book').set({ replaced_by: bookId, replaced_at: tx.now }).where('organization_id', '=', organizationId).where('id', '<>', bookId).where('live_at', 'is not', null).where('replaced_by', 'is', null).execute()
  await tx.record(BookBrought, { subject: subjectOf(bookId), payload: { bookId, rows: book.rows, replaces } })
}

/** The table goes, and what it took the place of is back: or, where another has taken its place since, in the place of which that other stands. @returns how many rows went. */
export const takeBackBook = async (tx: Tx, bookId: string): Promise<number> => {
  const { organizationId } = tx.actor
  const gone = await tx.db.deleteFrom('order_book.book').where('organization_id', '=', organizationId).where('id', '=', bookId).returning(['rows', 'replaced_by', 'replaced_at']).executeTakeFirst()
  await tx.db.updateTable('order_book.book').set({ replaced_by: gone?.replaced_by ?? null, replaced_at: gone?.replaced_at ?? null }).where('organization_id', '=', organizationId).where('replaced_by', '=', bookId).execute()
  if (gone) await tx.record(BookTakenBack, { subject: subjectOf(bookId), payload: { bookId, rows: gone.rows } })
  return gone?.rows ?? 0
}
