import { systemActor } from '#kernel/actor.ts'
import type { Perform } from '#kernel/command.ts'
import { type Db, asSystem } from '#kernel/db.ts'
import { eachOrganization } from '#kernel/each.ts'
import type { Clock } from '#kernel/time.ts'
import { swept } from '#modules/identity/queries/swept.ts'
import { noteLate } from './commands/late.ts'

/** Calls whose time to be called back has passed. */
export const sweepCalls = async (db: Db, perform: Perform, clock: Clock): Promise<number> => {
  const due = await asSystem(db, (open) => swept(open.selectFrom('call_back.task').select(['organization_id', 'id']).where('state', '=', 'open').where('late_at', 'is', null).where('due_at', '<=', clock()), {}).orderBy('due_at').limit(500).execute())
  return eachOrganization(due, (organizationId, ids) => perform(noteLate, { actor: systemActor(organizationId), requestId: 'sweep' }, { ids }))
}
