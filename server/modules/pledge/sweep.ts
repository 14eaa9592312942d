import { systemActor } from '#kernel/actor.ts'
import type { Perform } from '#kernel/command.ts'
import { type Db, asSystem } from '#kernel/db.ts'
import { type Clock, DAY, plusMs } from '#kernel/time.ts'
import { renewFigures } from './commands.ts'

/** The figures of published pages, once a day and when one was just published. */
export const renewPublicFigures = async (db: Db, perform: Perform, clock: Clock): Promise<number> => {
  const due = await asSystem(db, (open) => open.selectFrom('pledge.page').select('organization_id').where('published_at', 'is not', null)
    .where((eb) => eb.or([eb('counted_at', 'is', null), eb('counted_at', '<', plusMs(clock(), -DAY))])).limit(50).execute())
  for (const { organization_id: organizationId } of due) await perform(renewFigures, { actor: systemActor(organizationId), requestId: 'sweep' }, {})
  return due.length
}
