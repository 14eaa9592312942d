import { systemActor } from '#kernel/actor.ts'
import { sql } from '#kernel/db.ts'
import { query } from '#kernel/query.ts'
import type { Outside } from '#kernel/reaction.ts'
import { recompute, type Why } from '../commands/recompute.ts'
import { countsByCalendar } from '../moves/touched.ts'

const MOST = 500
const FIRST = '00000000-0000-0000-0000-000000000000'

interface Asked { readonly units: readonly string[]; readonly after: string }

/** Running deadlines of these units that count by a calendar, in steps. */
const counting = query('clock.recompute', async (read, { organizationId }, { units, after }: Asked) => (await read.selectFrom('clock.deadline as d').select('d.id').where('d.organization_id', '=', organizationId)
  .where('d.state', '=', sql.lit('running')).where('d.unit_id', 'in', [...units]).where(countsByCalendar).where('d.id', '>', after).orderBy('d.id').limit(MOST).execute()).map((row) => row.id))

/** Counts them anew; begun again after a crash it finds what is done already as it should be. */
export const recountTimes = async ({ ask, perform }: Outside, organizationId: string, units: readonly string[], why: Why): Promise<void> => {
  if (!units.length) return
  const actor = systemActor(organizationId)
  for (let after = FIRST; ;) {
    const ids = await ask(counting, actor, { units, after })
    if (ids.length) await perform(recompute, { actor, requestId: 'recount' }, { ids, why })
    if (ids.length < MOST) return
    after = ids.at(-1) ?? FIRST
  }
}
