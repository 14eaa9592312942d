import { systemActor } from '#kernel/actor.ts'
import type { Perform } from '#kernel/command.ts'
import { type Db, asSystem } from '#kernel/db.ts'
import { eachOrganization } from '#kernel/each.ts'
import { DAY, type Clock, iso, plusMs } from '#kernel/time.ts'
import { turnAbsences } from './commands/absence.ts'
import { type Whose, swept } from './queries/swept.ts'

/** Absences that begin or end about now. Which day it is where each person works is looked at afterwards: the world is a day wide. */
export const sweepAbsences = async (db: Db, perform: Perform, clock: Clock, of: Whose = {}): Promise<number> => {
  const [tomorrow, today] = [iso(plusMs(clock(), DAY)).slice(0, 10), iso(clock()).slice(0, 10)]
  const due = await asSystem(db, (open) => swept(open.selectFrom('identity.absence').select(['organization_id', 'id']).where('cancelled_at', 'is', null).where('ended_at', 'is', null)
    .where((eb) => eb.or([eb.and([eb('begun_at', 'is', null), eb('from_on', '<=', tomorrow)]), eb.and([eb('begun_at', 'is not', null), eb('until_on', '<=', today)])])), of).orderBy('from_on').limit(500).execute())
  return eachOrganization(due, (organizationId, ids) => perform(turnAbsences, { actor: systemActor(organizationId), requestId: 'sweep' }, { ids }))
}
