import { systemActor } from '#kernel/actor.ts'
import type { Perform } from '#kernel/command.ts'
import { type Db, asSystem } from '#kernel/db.ts'
import { eachOrganization } from '#kernel/each.ts'
import { type Clock, DAY, plusMs } from '#kernel/time.ts'
import { type Whose, swept } from '#modules/identity/queries/swept.ts'
import { noteExpiring } from './commands/links.ts'

const AT_ONCE = 500

/** Links by which a customer can sign for a day more. */
export const sweepAgreements = async (db: Db, perform: Perform, clock: Clock, of: Whose = {}): Promise<number> => {
  const due = await asSystem(db, (open) => swept(open.selectFrom('agreement.link').select(['organization_id', 'id']).where('revoked_at', 'is', null).where('warned_at', 'is', null).where('until', '<=', plusMs(clock(), DAY)), of).orderBy('until').limit(AT_ONCE).execute())
  return eachOrganization(due, (organizationId, ids) => perform(noteExpiring, { actor: systemActor(organizationId), requestId: 'sweep' }, { ids }))
}
