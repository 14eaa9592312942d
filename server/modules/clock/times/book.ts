import type { Reader } from '#kernel/db.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { learnOfficial, officialIds, officialOf } from '../official/kept.ts'
import type { Book } from './plan.ts'
import { bodiesOf, timesRows } from './rows.ts'

/** What says now when the given units are open. */
export const bookOf = async (read: Reader, organizationId: string, units: Book['units']): Promise<Book> => {
  const [rows, { body: pack }, official] = await Promise.all([timesRows(read, organizationId), currentPack(read, organizationId), officialIds(read, organizationId)])
  const bodies = await bodiesOf(read, organizationId, rows.map((row) => row.calendar_id))
  await learnOfficial(read, organizationId, [...official.values()])
  return { units, rows, bodies, pack, official, daysOf: officialOf }
}
