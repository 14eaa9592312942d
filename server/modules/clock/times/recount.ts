import { systemActor } from '#kernel/actor.ts'
import { sql } from '#kernel/db.ts'
import { query } from '#kernel/query.ts'
import type { Outside } from '#kernel/reaction.ts'
import { recompute } from '../commands/recompute.ts'

const MOST = 500
const FIRST = '00000000-0000-0000-0000-000000000000'

interface Asked { readonly units: readonly string[]; readonly after: string }

/** Running deadlines that count the opening hours of these units, in steps. */
const counting = query('clock.recompute', async (read, { organizationId }, { units, after }: Asked) => (await read.selectFrom('clock.deadline').select('id').where('organization_id', '=', organizationId)
  .where('state', '=', sql.lit('running')).where('unit_id', 'in', [...units]).where(sql`rule->>'unit'`, '=', 'openHours').where('id', '>', after).orderBy('id').limit(MOST).execute()).map((row) => row.id))

/** Counts them anew; begun again after a crash it finds what is done already as it should be. */
export const recountTimes = async ({ ask, perform }: Outside, organizationId: string, units: readonly string[]): Promise<void> => {
  if (!units.length) return
  const actor = systemActor(organizationId)
  for (let after = FIRST; ;) {
    const ids = await ask(counting, actor, { units, after })
    if (ids.length) await perform(recompute, { actor, requestId: 'recount' }, { ids, why: 'times' })
    if (ids.length < MOST) return
    after = ids.at(-1) ?? FIRST
  }
}
