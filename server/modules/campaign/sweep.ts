import { systemActor } from '#kernel/actor.ts'
import type { Perform } from '#kernel/command.ts'
import { type Db, asSystem, sql } from '#kernel/db.ts'
import { eachOrganization } from '#kernel/each.ts'
import type { Clock } from '#kernel/time.ts'
import { type Whose, swept } from '#modules/identity/queries/swept.ts'
import { startLinks } from './commands/links.ts'

const AT_ONCE = 500

/** Links of campaigns that ask now, at units where customers may be disturbed at this hour. */
export const sweepLinks = async (db: Db, perform: Perform, clock: Clock, of: Whose = {}): Promise<number> => {
  const now = clock()
  const due = await asSystem(db, (open) => swept(open.selectFrom('campaign.link').select(['organization_id', 'id']).where('state', '=', 'waiting').where(sql<boolean>`exists (select from campaign.campaign c
    join identity.organization o on o.organization_id = c.organization_id join identity.unit n on n.organization_id = c.organization_id and n.id = campaign.link.unit_id
    where c.organization_id = campaign.link.organization_id and c.id = campaign.link.campaign_id and c.state = 'running' and (${now} at time zone o.time_zone)::date between c.from_on and c.until_on
      and to_char(${now} at time zone n.time_zone, 'HH24:MI') between c.calls_from and c.calls_until)`), of).orderBy('id').limit(AT_ONCE).execute())
  return eachOrganization(due, (organizationId, ids) => perform(startLinks, { actor: systemActor(organizationId), requestId: 'sweep' }, { ids }))
}
