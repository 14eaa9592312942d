import { systemActor } from '#kernel/actor.ts'
import type { Perform } from '#kernel/command.ts'
import { type Db, asSystem } from '#kernel/db.ts'
import { eachOrganization } from '#kernel/each.ts'
import type { Clock } from '#kernel/time.ts'
import { type Whose, swept } from '#modules/identity/queries/swept.ts'
import { tellNow } from './commands.ts'

const AT_ONCE = 200

/** Whose letters are due. Two nodes may both ask: the case is locked, and what one has told the other finds told. `of`: whose. */
export const sweepTellings = async (db: Db, perform: Perform, clock: Clock, of: Whose = {}): Promise<number> => {
  const due = await asSystem(db, (open) => swept(open.selectFrom('telling.pending').select(['organization_id', 'id']).where('state', '=', 'waiting').where('goes_at', '<=', clock()), of).orderBy('goes_at').orderBy('id').limit(AT_ONCE).execute())
  return eachOrganization(due, async (organizationId, ids) => { await perform(tellNow, { actor: systemActor(organizationId), requestId: 'telling' }, { ids }) })
}
