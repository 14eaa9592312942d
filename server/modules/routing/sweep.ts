import { systemActor } from '#kernel/actor.ts'
import type { Perform } from '#kernel/command.ts'
import { type Db, asSystem } from '#kernel/db.ts'
import { eachOrganization } from '#kernel/each.ts'
import type { Clock } from '#kernel/time.ts'
import { type Whose, swept } from '#modules/identity/queries/swept.ts'
import { noteLate } from './urging/commands.ts'

/** Answers that somebody from above, or the customer, still waits for. */
export const sweepUrgings = async (db: Db, perform: Perform, clock: Clock, of: Whose = {}): Promise<number> => {
  const due = await asSystem(db, (open) => swept(open.selectFrom('routing.urging').select(['organization_id', 'id']).where('answered_at', 'is', null).where('late_at', 'is', null).where('due_at', '<=', clock()), of).orderBy('due_at').limit(500).execute())
  return eachOrganization(due, (organizationId, ids) => perform(noteLate, { actor: systemActor(organizationId), requestId: 'sweep' }, { ids }))
}
