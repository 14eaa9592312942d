import { systemActor } from '#kernel/actor.ts'
import type { Perform } from '#kernel/command.ts'
import { type Db, asSystem } from '#kernel/db.ts'
import { eachOrganization } from '#kernel/each.ts'
import type { Clock } from '#kernel/time.ts'
import { type Whose, swept } from '#modules/identity/queries/swept.ts'
import { noteDue } from './commands/due.ts'

/** Opinions that are to be there soon, or should be. */
export const sweepOpinions = async (db: Db, perform: Perform, clock: Clock, of: Whose = {}): Promise<number> => {
  const due = await asSystem(db, (open) => swept(open.selectFrom('expert.opinion').select(['organization_id', 'id']).where('state', '=', 'asked')
    .where((eb) => eb.or([eb.and([eb('late_at', 'is', null), eb('due_at', '<=', clock())]), eb.and([eb('reminded_at', 'is', null), eb('remind_at', '<=', clock())])])), of).orderBy('due_at').limit(500).execute())
  return eachOrganization(due, (organizationId, ids) => perform(noteDue, { actor: systemActor(organizationId), requestId: 'sweep' }, { ids }))
}
