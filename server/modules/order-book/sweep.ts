import { type Db, asSystem } from '#kernel/db.ts'
import { type Clock, DAY, plusMs } from '#kernel/time.ts'

const LOOKUP_DAYS = 1
const REPLACED_DAYS = 30

/** What was found and not taken over is forgotten after a day; tables whose place another took, after a month. */
export const forgetOrders = (db: Db, clock: Clock) => asSystem(db, async (open) => {
  await open.deleteFrom('order_book.lookup').where('asked_at', '<', plusMs(clock(), -LOOKUP_DAYS * DAY)).execute()
  await open.deleteFrom('order_book.book').where('replaced_by', 'is not', null).where('replaced_at', '<', plusMs(clock(), -REPLACED_DAYS * DAY)).execute()
})
