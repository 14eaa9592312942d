import { systemActor } from '#kernel/actor.ts'
import type { Perform } from '#kernel/command.ts'
import { type Db, asSystem } from '#kernel/db.ts'
import { eachOrganization } from '#kernel/each.ts'
import type { Clock } from '#kernel/time.ts'
import { swept } from '#modules/identity/queries/swept.ts'
import { noteLate } from './answering.ts'

/** Suggestions whose time to be answered has passed. */
export const sweepSuggestions = async (db: Db, perform: Perform, clock: Clock): Promise<number> => {
  const due = await asSystem(db, (open) => swept(open.selectFrom('feedback.feedback').select(['organization_id', 'id']).where('late_at', 'is', null).where('answered_at', 'is', null).where('complaint_id', 'is', null).where('due_at', '<=', clock()), {}).orderBy('due_at').limit(500).execute())
  return eachOrganization(due, (organizationId, ids) => perform(noteLate, { actor: systemActor(organizationId), requestId: 'sweep' }, { ids }))
}
