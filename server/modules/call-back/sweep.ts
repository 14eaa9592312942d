import { systemActor } from '#kernel/actor.ts'
import type { Perform } from '#kernel/command.ts'
import { type Db, asSystem } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import type { Clock } from '#kernel/time.ts'
import { noteLate } from './commands/late.ts'

/** Calls whose time to be called back has passed. */
export const sweepCalls = async (db: Db, perform: Perform, clock: Clock): Promise<number> => {
  const due = await asSystem(db, (open) => open.selectFrom('call_back.task').select(['organization_id', 'id']).where('state', '=', 'open').where('late_at', 'is', null).where('due_at', '<=', clock()).orderBy('due_at').limit(500).execute())
  for (const [organizationId, rows] of groupBy(due, (r) => r.organization_id)) await perform(noteLate, { actor: systemActor(organizationId), requestId: 'sweep' }, { ids: rows.map((r) => r.id) })
  return due.length
}
