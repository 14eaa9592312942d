import { systemActor } from '#kernel/actor.ts'
import { localDay, shiftDay } from '#kernel/calendar.ts'
import type { Perform } from '#kernel/command.ts'
import { type Db, asSystem } from '#kernel/db.ts'
import { eachOrganization } from '#kernel/each.ts'
import type { Clock } from '#kernel/time.ts'
import { type Whose, swept } from '#modules/identity/queries/swept.ts'
import { noteExpiring } from './commands/due.ts'
import { WARNED_DAYS } from './rules.ts'

/** Gifts and coupons that expire before long. A day more or less is nothing here: the day of the world. */
export const sweepStock = async (db: Db, perform: Perform, clock: Clock, of: Whose = {}): Promise<number> => {
  const until = shiftDay(localDay('UTC', clock()), WARNED_DAYS)
  const due = await asSystem(db, (open) => swept(open.selectFrom('stock.lot').select(['organization_id', 'id']).where('quantity', '>', 0).where('expiry_told_at', 'is', null).where('expires_on', '<=', until), of).orderBy('expires_on').limit(500).execute())
  return eachOrganization(due, (organizationId, ids) => perform(noteExpiring, { actor: systemActor(organizationId), requestId: 'sweep' }, { ids }))
}
