import { systemActor } from '#kernel/actor.ts'
import type { Perform } from '#kernel/command.ts'
import { type Db, asSystem } from '#kernel/db.ts'
import { eachOrganization } from '#kernel/each.ts'
import { type Clock, DAY, plusMs } from '#kernel/time.ts'
import { swept } from '#modules/identity/queries/swept.ts'
import { remind } from './commands/remind.ts'

/** Meetings of the next day. */
export const sweepMeetings = async (db: Db, perform: Perform, clock: Clock): Promise<number> => {
  const soon = await asSystem(db, (open) => swept(open.selectFrom('meeting.booking').select(['organization_id', 'id']).where('state', '=', 'booked').where('reminded_at', 'is', null).where('starts_at', '<=', plusMs(clock(), DAY)), {}).orderBy('starts_at').limit(500).execute())
  return eachOrganization(soon, (organizationId, ids) => perform(remind, { actor: systemActor(organizationId), requestId: 'sweep' }, { ids }))
}
