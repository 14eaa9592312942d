import { systemActor } from '#kernel/actor.ts'
import type { Perform } from '#kernel/command.ts'
import { type Db, asSystem } from '#kernel/db.ts'
import { eachOrganization } from '#kernel/each.ts'
import type { Clock } from '#kernel/time.ts'
import { type Whose, swept } from '#modules/identity/queries/swept.ts'
import { noteDue } from './commands/due.ts'

/** Questionnaires whose last day comes near, or has passed. */
export const sweepQuestionnaires = async (db: Db, perform: Perform, clock: Clock, of: Whose = {}): Promise<number> => {
  const due = await asSystem(db, (open) => swept(open.selectFrom('questionnaire.sent').select(['organization_id', 'id']).where('state', '=', 'open').where((eb) => eb.or([eb('until', '<=', clock()), eb('remind_at', '<=', clock())])), of).orderBy('until').limit(500).execute())
  return eachOrganization(due, (organizationId, ids) => perform(noteDue, { actor: systemActor(organizationId), requestId: 'sweep' }, { ids }))
}
