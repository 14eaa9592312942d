import { systemActor } from '#kernel/actor.ts'
import type { Perform } from '#kernel/command.ts'
import { type Db, asSystem } from '#kernel/db.ts'
import { eachOrganization } from '#kernel/each.ts'
import type { Clock } from '#kernel/time.ts'
import { type Whose, swept } from '#modules/identity/queries/swept.ts'
import { noteDue } from './commands/due.ts'

/** Evidence that is kept for not much longer, or not any more. */
export const sweepEvidence = async (db: Db, perform: Perform, clock: Clock, of: Whose = {}): Promise<number> => {
  const due = await asSystem(db, (open) => swept(open.selectFrom('evidence.item').select(['organization_id', 'id']).where('state', '=', 'held').where('secured_at', 'is', null)
    .where((eb) => eb.or([eb.and([eb('expired_at', 'is', null), eb('kept_until', '<=', clock())]), eb('warn_at', '<=', clock())])), of).orderBy('kept_until').limit(500).execute())
  return eachOrganization(due, (organizationId, ids) => perform(noteDue, { actor: systemActor(organizationId), requestId: 'sweep' }, { ids }))
}
