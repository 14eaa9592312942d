import { systemActor } from '#kernel/actor.ts'
import { command } from '#kernel/command.ts'
import { sql } from '#kernel/db.ts'
import { query } from '#kernel/query.ts'
import type { Outside } from '#kernel/reaction.ts'
import { lockComplaint } from '#modules/complaint/commands/lock.ts'
import { fitClocks } from './apply.ts'

const MOST = 200
const FIRST = '00000000-0000-0000-0000-000000000000'

/** Open cases with clocks that wait, in steps. */
const waiting = query('clock.recompute', async (read, { organizationId }, { after }: { after: string }) => (await read.selectFrom('complaint.complaint as c').select('c.id').where('c.organization_id', '=', organizationId)
  .where('c.state', '=', sql.lit('open')).where('c.id', '>', after).where(({ exists, selectFrom }) => exists(selectFrom('clock.deadline as d').select('d.id').whereRef('d.organization_id', '=', 'c.organization_id').whereRef('d.complaint_id', '=', 'c.id').where('d.state', 'in', ['running', 'paused'])))
  .orderBy('c.id').limit(MOST).execute()).map((row) => row.id))

/** Running clocks are taken over to the table in force. */
const refit = command('clock.recompute', async (tx, { ids }: { ids: readonly string[] }) => {
  let changed = 0
  for (const id of ids) {
    const c = await lockComplaint(tx, id)
    if (c.state === 'open') changed += await fitClocks(tx, c, 'policy')
  }
  return { changed }
})

/** A newer table that holds for what runs; begun again after a crash it finds what is done already as it should be. */
export const refitAll = async ({ ask, perform }: Outside, organizationId: string): Promise<void> => {
  const actor = systemActor(organizationId)
  for (let after = FIRST; ;) {
    const ids = await ask(waiting, actor, { after })
    if (ids.length) await perform(refit, { actor, requestId: 'refit' }, { ids })
    if (ids.length < MOST) return
    after = ids.at(-1) ?? FIRST
  }
}
