import { systemActor } from '#kernel/actor.ts'
import type { Perform } from '#kernel/command.ts'
import { type Db, asSystem } from '#kernel/db.ts'
import { eachOrganization } from '#kernel/each.ts'
import type { Clock } from '#kernel/time.ts'
import { enforceTree } from './publish.ts'

/** Trees whose time has come take effect, the older ones first. */
export const sweepTrees = async (db: Db, perform: Perform, clock: Clock): Promise<void> => {
  const due = await asSystem(db, (open) => open.selectFrom('packs.tree').select(['organization_id', 'id']).where('state', '=', 'scheduled').where('effective_at', '<=', clock()).orderBy('effective_at').execute())
  await eachOrganization(due, async (organizationId, ids) => {
    for (const id of ids) await perform(enforceTree, { actor: systemActor(organizationId), requestId: 'categories' }, { id })
  })
}
