import { systemActor } from '#kernel/actor.ts'
import { localDay, minutesOf, wallMinutes } from '#kernel/calendar.ts'
import type { Perform } from '#kernel/command.ts'
import { type Db, asSystem, sql } from '#kernel/db.ts'
import { eachOrganization } from '#kernel/each.ts'
import { type Clock, DAY, plusMs } from '#kernel/time.ts'
import { sendDigest } from './commands/digest.ts'
import { sendSummary } from './commands/groups.ts'

const AT_ONCE = 200

/** Whose digest is due. Two nodes may both ask: what one is at the other leaves alone. */
export const sweepDigests = async (db: Db, perform: Perform, clock: Clock, baseUrl: string): Promise<number> => {
  const due = await asSystem(db, async (open) => (await sql<{ organization_id: string; id: string }>`
    select distinct organization_id, person_id as id from channel.message where state = 'gathered' and next_at <= ${clock()} limit ${sql.lit(AT_ONCE)}`.execute(open)).rows)
  return eachOrganization(due, async (organizationId, people) => {
    for (const personId of people) await perform(sendDigest, { actor: systemActor(organizationId), requestId: 'digest' }, { personId, baseUrl })
  })
}

/** Robots whose hour has come today; one that was set up after its hour begins tomorrow. */
export const sweepSummaries = async (db: Db, perform: Perform, clock: Clock, baseUrl: string): Promise<void> => {
  const now = clock()
  const robots = await asSystem(db, (open) => open.selectFrom('channel.channel as c').innerJoin('identity.organization as o', 'o.organization_id', 'c.organization_id').leftJoin('identity.unit as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.unit_id'))
    .select(['c.organization_id', 'c.id', 'c.summary_at', 'c.summarised_on', 'c.made_at', 'o.time_zone as house_zone', 'u.time_zone']).where('c.summary_at', 'is not', null).where('c.paused_at', 'is', null).where('c.removed_at', 'is', null).execute())
  const due = robots.filter((robot) => {
    const zone = robot.time_zone ?? robot.house_zone
    const today = localDay(zone, now)
    const hour = minutesOf(robot.summary_at ?? '09:00')
    const begun = localDay(zone, robot.made_at) < today || wallMinutes(zone, robot.made_at) <= hour
    return robot.summarised_on !== today && begun && wallMinutes(zone, now) >= hour
  })
  await eachOrganization(due, async (organizationId, channels) => {
    for (const channelId of channels) await perform(sendSummary, { actor: systemActor(organizationId), requestId: 'summary' }, { channelId, baseUrl })
  })
}

const KEPT_DAYS = 30

/** Messages to colleagues and groups are kept for a month; what a customer was told is kept with the case. */
export const forgetMessages = (db: Db, clock: Clock) => asSystem(db, async (open) => {
  await open.deleteFrom('channel.message').where('made_at', '<', plusMs(clock(), -KEPT_DAYS * DAY)).where((eb) => eb.or([eb('person_id', 'is not', null), eb('medium', '=', 'robot')])).where('state', 'not in', ['waiting', 'gathered']).execute()
})
