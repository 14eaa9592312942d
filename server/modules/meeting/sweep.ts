import { systemActor } from '#kernel/actor.ts'
import type { Perform } from '#kernel/command.ts'
import { type Db, asSystem } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import { type Clock, DAY, plusMs } from '#kernel/time.ts'
import { remind } from './commands/remind.ts'

/** Meetings of the next day. */
export const sweepMeetings = async (db: Db, perform: Perform, clock: Clock): Promise<number> => {
  const soon = await asSystem(db, (open) => open.selectFrom('meeting.booking').select(['organization_id', 'id']).where('state', '=', 'booked').where('reminded_at', 'is', null).where('starts_at', '<=', plusMs(clock(), DAY)).orderBy('starts_at').limit(500).execute())
  for (const [organizationId, rows] of groupBy(soon, (r) => r.organization_id)) await perform(remind, { actor: systemActor(organizationId), requestId: 'sweep' }, { ids: rows.map((r) => r.id) })
  return soon.length
}
