import { systemActor } from '#kernel/actor.ts'
import type { Perform } from '#kernel/command.ts'
import { type Db, asSystem } from '#kernel/db.ts'
import { eachOrganization } from '#kernel/each.ts'
import type { Clock } from '#kernel/time.ts'
import { type Whose, swept } from '#modules/identity/queries/swept.ts'
import { noteDue } from './commands/due.ts'

/** Customers' goods that are to be back soon, or should be. */
export const sweepGoods = async (db: Db, perform: Perform, clock: Clock, of: Whose = {}): Promise<number> => {
  const due = await asSystem(db, (open) => swept(open.selectFrom('custody.item').select(['organization_id', 'id']).where('state', '=', 'held').where((eb) => eb.or([eb.and([eb('late_at', 'is', null), eb('return_by', '<=', clock())]), eb.and([eb('warned_at', 'is', null), eb('warn_at', '<=', clock())])])), of).orderBy('return_by').limit(500).execute())
  return eachOrganization(due, (organizationId, ids) => perform(noteDue, { actor: systemActor(organizationId), requestId: 'sweep' }, { ids }))
}
