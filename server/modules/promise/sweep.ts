import { systemActor } from '#kernel/actor.ts'
import type { Perform } from '#kernel/command.ts'
import { type Db, asSystem } from '#kernel/db.ts'
import { eachOrganization } from '#kernel/each.ts'
import type { Clock } from '#kernel/time.ts'
import { type Whose, swept } from '#modules/identity/queries/swept.ts'
import { breakOverdue } from './commands.ts'

/** Promises whose time has passed. */
export const sweepPromises = async (db: Db, perform: Perform, clock: Clock, of: Whose = {}): Promise<number> => {
  const due = await asSystem(db, (open) => swept(open.selectFrom('promise.promise').select(['organization_id', 'id']).where('state', '=', 'open').where('due_at', '<=', clock()), of).orderBy('due_at').limit(500).execute())
  return eachOrganization(due, (organizationId, ids) => perform(breakOverdue, { actor: systemActor(organizationId), requestId: 'sweep' }, { ids }))
}
