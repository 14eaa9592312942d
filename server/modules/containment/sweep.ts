import { systemActor } from '#kernel/actor.ts'
import type { Perform } from '#kernel/command.ts'
import { type Db, asSystem } from '#kernel/db.ts'
import { eachOrganization } from '#kernel/each.ts'
import type { Clock } from '#kernel/time.ts'
import { type Whose, swept } from '#modules/identity/queries/swept.ts'
import { noteLate } from './commands/late.ts'

/** Orders to hold that a unit has not confirmed in time. */
export const sweepHolds = async (db: Db, perform: Perform, clock: Clock, of: Whose = {}): Promise<number> => {
  const due = await asSystem(db, (open) => swept(open.selectFrom('containment.hold').select(['organization_id', 'id']).where('state', '<>', 'lifted').where('confirm_by', '<=', clock())
    .where((eb) => eb.exists(eb.selectFrom('containment.told as t').select('t.unit_id').whereRef('t.organization_id', '=', 'containment.hold.organization_id').whereRef('t.hold_id', '=', 'containment.hold.id').where('t.confirmed_at', 'is', null).where('t.late_at', 'is', null))), of).orderBy('confirm_by').limit(500).execute())
  return eachOrganization(due, (organizationId, ids) => perform(noteLate, { actor: systemActor(organizationId), requestId: 'sweep' }, { ids }))
}
