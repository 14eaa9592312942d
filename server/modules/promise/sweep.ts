import { systemActor } from '#kernel/actor.ts'
import type { Perform } from '#kernel/command.ts'
import { type Db, asSystem } from '#kernel/db.ts'
import { eachOrganization } from '#kernel/each.ts'
import type { Clock } from '#kernel/time.ts'
import { type Whose, swept } from '#modules/identity/queries/swept.ts'
import { breakOverdue, remind } from './commands.ts'

/** Promises whose time has passed. */
export const sweepPromises = async (db: Db, perform: Perform, clock: Clock, of: Whose = {}): Promise<number> => {
  const due = await asSystem(db, (open) => swept(open.selectFrom('promise.promise').select(['organization_id', 'id']).where('state', '=', 'open').where('due_at', '<=', clock()), of).orderBy('due_at').limit(500).execute())
  return eachOrganization(due, (organizationId, ids) => perform(breakOverdue, { actor: systemActor(organizationId), requestId: 'sweep' }, { ids }))
}

/** Promises that fall due before long. */
export const sweepReminders = async (db: Db, perform: Perform, clock: Clock, of: Whose = {}): Promise<number> => {
  const soon = await asSystem(db, (open) => swept(open.selectFrom('promise.promise').select(['organization_id', 'id']).where('state', '=', 'open').where('reminded_at', 'is', null).where('remind_at', '<=', clock()).where('due_at', '>', clock()), of).orderBy('remind_at').limit(500).execute())
  return eachOrganization(soon, (organizationId, ids) => perform(remind, { actor: systemActor(organizationId), requestId: 'sweep' }, { ids }))
}
