import { systemActor } from '#kernel/actor.ts'
import type { Perform } from '#kernel/command.ts'
import { type Db, asSystem } from '#kernel/db.ts'
import { eachOrganization } from '#kernel/each.ts'
import type { Clock } from '#kernel/time.ts'
import { enforceTable } from './publish.ts'

/** Tables whose time has come take effect. */
export const sweepTables = async (db: Db, perform: Perform, clock: Clock): Promise<void> => {
  const due = await asSystem(db, (open) => open.selectFrom('packs.table_version').select(['organization_id', 'id']).where('state', '=', 'scheduled').where('effective_at', '<=', clock()).orderBy('effective_at').execute())
  await eachOrganization(due, async (organizationId, ids) => {
    for (const id of ids) await perform(enforceTable, { actor: systemActor(organizationId), requestId: 'tables' }, { id })
  })
}
