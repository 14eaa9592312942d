import { systemActor } from '#kernel/actor.ts'
import type { Perform } from '#kernel/command.ts'
import { type Db, asSystem, sql } from '#kernel/db.ts'
import { eachOrganization } from '#kernel/each.ts'
import { type Clock, DAY, plusMs } from '#kernel/time.ts'
import { type Whose, swept } from '#modules/identity/queries/swept.ts'
import { giveUpLinks, startLinks } from './commands/links.ts'
import type { House } from './rules.ts'

const AT_ONCE = 500
/** A mail server or a gateway that was away is tried again for less. */
const GIVEN_UP_AFTER_MS = 2 * DAY

const lost = (db: Db, clock: Clock, of: Whose) => asSystem(db, (open) => swept(open.selectFrom('campaign.link').select(['organization_id', 'id']).where('state', '=', 'going').where('at', '<', plusMs(clock(), -GIVEN_UP_AFTER_MS)), of).orderBy('id').limit(AT_ONCE).execute())

/** Links of campaigns that ask now, at units where customers may be disturbed at this hour, to who is not being called just now. `houseOf`: by what each organisation can send. */
export const sweepLinks = async (db: Db, perform: Perform, clock: Clock, houseOf: (organizationId: string) => Promise<House>, of: Whose = {}): Promise<number> => {
  const now = clock()
  const due = await asSystem(db, (open) => swept(open.selectFrom('campaign.link').select(['organization_id', 'id']).where('state', '=', 'waiting').where(sql<boolean>`exists (select from campaign.campaign c
    join identity.organization o on o.organization_id = c.organization_id join identity.unit n on n.organization_id = c.organization_id and n.id = campaign.link.unit_id
    where c.organization_id = campaign.link.organization_id and c.id = campaign.link.campaign_id and c.state = 'running' and (${now} at time zone o.time_zone)::date between c.from_on and c.until_on
      and to_char(${now} at time zone n.time_zone, 'HH24:MI') between c.calls_from and c.calls_until)`)
    .where(sql<boolean>`exists (select from campaign.person p where p.organization_id = campaign.link.organization_id and p.id = campaign.link.person_id and (p.taken_by is null or p.state <> 'open'))`), of).orderBy('id').limit(AT_ONCE).execute())
  const started = await eachOrganization(due, async (organizationId, ids) => perform(startLinks, { actor: systemActor(organizationId), requestId: 'sweep' }, { ids, ...await houseOf(organizationId) }))
  const given = await eachOrganization(await lost(db, clock, of), (organizationId, ids) => perform(giveUpLinks, { actor: systemActor(organizationId), requestId: 'sweep' }, { ids }))
  return Math.max(started, given)
}
