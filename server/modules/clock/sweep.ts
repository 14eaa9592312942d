import { systemActor } from '#kernel/actor.ts'
import type { Perform } from '#kernel/command.ts'
import { type Db, type OpenTransaction, asSystem, sql } from '#kernel/db.ts'
import { allTried, eachOrganization } from '#kernel/each.ts'
import { groupBy } from '#kernel/group.ts'
import type { Clock } from '#kernel/time.ts'
import { type Whose, swept } from '#modules/identity/queries/swept.ts'
import { recompute } from './commands/recompute.ts'
import { climb } from './ladder/climb.ts'
import { fireDue, warnSoon } from './commands/ring.ts'

const MOST = 500

/** Asks which clocks are due and lets each organisation fire its own. The cost grows with what is due, not with what is open. `of`: whose. */
export const sweepClocks = async (db: Db, perform: Perform, clock: Clock, of: Whose = {}): Promise<number> => {
  const now = clock()
  const { due, soon, climbing } = await asSystem(db, async (open) => ({
    due: await waking(open, of).where('due_at', '<=', now).orderBy('due_at').orderBy('id').limit(MOST).execute(),
    soon: await waking(open, of).where('warned_at', 'is', null).where('warn_at', '<=', now).where('due_at', '>', now).orderBy('warn_at').orderBy('id').limit(MOST).execute(),
    climbing: await swept(open.selectFrom('clock.deadline').select(['organization_id', 'id']).where('climb_at', '<=', now).where(sql<boolean>`state in ('running', 'late')`), of).orderBy('climb_at').orderBy('id').limit(MOST).execute(),
  }))
  return allTried([
    () => eachOrganization(due, (organizationId, ids) => perform(fireDue, { actor: systemActor(organizationId), requestId: 'sweep' }, { ids })),
    () => eachOrganization(soon, (organizationId, ids) => perform(warnSoon, { actor: systemActor(organizationId), requestId: 'sweep' }, { ids })),
    () => eachOrganization(climbing, (organizationId, ids) => perform(climb, { actor: systemActor(organizationId), requestId: 'sweep' }, { ids })),
  ])
}

const waking = (open: OpenTransaction, of: Whose) => swept(open.selectFrom('clock.deadline').select(['organization_id', 'id']).where('fired_at', 'is', null).where('state', '=', 'running'), of)

/** Counts provisional deadlines anew: an upgrade of the program brings the holidays of another year. @returns how many moved. */
export const recomputeProvisional = async (db: Db, perform: Perform): Promise<number> => {
  let moved = 0
  let after = ''
  for (;;) {
    const rows = await asSystem(db, (open) => open.selectFrom('clock.deadline').select(['organization_id', 'id']).where('provisional', '=', true).where('state', '=', 'running').where('id', '>', after || '00000000-0000-0000-0000-000000000000').orderBy('id').limit(MOST).execute())
    for (const [organizationId, own] of groupBy(rows, (r) => r.organization_id)) moved += (await perform(recompute, { actor: systemActor(organizationId), requestId: 'recompute' }, { ids: own.map((r) => r.id), why: 'holidays' })).output.moved
    if (rows.length < MOST) return moved
    after = rows.at(-1)?.id ?? ''
  }
}
