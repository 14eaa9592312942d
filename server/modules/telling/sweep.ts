import { systemActor } from '#kernel/actor.ts'
import type { Perform } from '#kernel/command.ts'
import { type Db, asSystem, sql } from '#kernel/db.ts'
import { eachOrganization } from '#kernel/each.ts'
import type { Clock } from '#kernel/time.ts'
import { tellNow } from './commands.ts'

const AT_ONCE = 200

/** Whose letters are due. Two nodes may both ask: the case is locked, and what one has told the other finds told. */
export const sweepTellings = async (db: Db, perform: Perform, clock: Clock): Promise<number> => {
  const due = await asSystem(db, async (open) => (await sql<{ organization_id: string; id: string }>`select distinct organization_id, complaint_id as id from telling.pending where state = 'waiting' and goes_at <= ${clock()} limit ${sql.lit(AT_ONCE)}`.execute(open)).rows)
  return eachOrganization(due, async (organizationId, complaintIds) => { await perform(tellNow, { actor: systemActor(organizationId), requestId: 'telling' }, { complaintIds }) })
}
