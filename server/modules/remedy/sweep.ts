import { systemActor } from '#kernel/actor.ts'
import type { Perform } from '#kernel/command.ts'
import { type Db, asSystem } from '#kernel/db.ts'
import type { Clock } from '#kernel/time.ts'
import { expire } from './commands/expire.ts'

/** Offers whose time to answer has passed. Each in a transaction of its own: it locks a case. */
export const sweepOffers = async (db: Db, perform: Perform, clock: Clock): Promise<number> => {
  const over = await asSystem(db, (open) => open.selectFrom('remedy.proposal').select(['organization_id', 'id', 'complaint_id']).where('state', '=', 'offered').where('expires_at', '<', clock()).orderBy('expires_at').limit(500).execute())
  for (const { organization_id, id, complaint_id } of over) await perform(expire, { actor: systemActor(organization_id), requestId: 'sweep' }, { id, complaintId: complaint_id })
  return over.length
}
