import { systemActor } from '#kernel/actor.ts'
import type { Perform } from '#kernel/command.ts'
import { type Db, asSystem } from '#kernel/db.ts'
import type { Clock } from '#kernel/time.ts'
import { eachOrganization } from '#kernel/each.ts'
import { type Whose, swept } from '#modules/identity/queries/swept.ts'
import { climb } from './commands/climb.ts'
import { expire } from './commands/expire.ts'

/** Offers whose time to answer has passed. Each in a transaction of its own: it locks a case. */
export const sweepOffers = async (db: Db, perform: Perform, clock: Clock, of: Whose = {}): Promise<number> => {
  const over = await asSystem(db, (open) => swept(open.selectFrom('remedy.proposal').select(['organization_id', 'id', 'complaint_id']).where('state', '=', 'offered').where('expires_at', '<', clock()), of).orderBy('expires_at').limit(500).execute())
  const caseOf = new Map(over.map(({ id, complaint_id }) => [id, complaint_id]))
  return eachOrganization(over, async (organizationId, ids) => {
    for (const id of ids) await perform(expire, { actor: systemActor(organizationId), requestId: 'sweep' }, { id, complaintId: caseOf.get(id) ?? id })
  })
}

/** Approvals that nobody gave in time. Each in a transaction of its own, as it locks a case. */
export const sweepApprovals = async (db: Db, perform: Perform, clock: Clock, of: Whose = {}): Promise<number> => {
  const late = await asSystem(db, (open) => swept(open.selectFrom((eb) => eb.selectFrom('authority.step').select(['organization_id', 'subject_id as id', 'complaint_id']).distinct().where('state', '=', 'open').where('due_at', '<=', clock()).as('late')).selectAll(), of).limit(500).execute())
  const caseOf = new Map(late.map(({ id, complaint_id }) => [id, complaint_id]))
  return eachOrganization(late, async (organizationId, ids) => {
    for (const id of ids) await perform(climb, { actor: systemActor(organizationId), requestId: 'sweep' }, { id, complaintId: caseOf.get(id) ?? id })
  })
}
