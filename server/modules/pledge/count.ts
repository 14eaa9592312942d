import type { PublicFigures } from '#contract/pledge.ts'
import { localDay, shiftDay, startOfDay } from '#kernel/calendar.ts'
import { type Reader, sql } from '#kernel/db.ts'
import type { Instant } from '#kernel/time.ts'
import { currentPack, withAncestors } from '#modules/packs/queries.ts'
import { figuresOf } from './rules.ts'

interface Row { readonly closed: number; readonly promised: number; readonly in_time: number; readonly asked: number; readonly satisfied: number; readonly median_days: number | null }

/** The twelve months that ended yesterday on the clock of the firm. */
const periodOf = (timeZone: string, now: Instant) => {
  const today = localDay(timeZone, now)
  const from = `${Number(today.slice(0, 4)) - 1}${today.slice(4)}`.replace(/-02-29$/, '-03-01')
  return { from, until: shiftDay(today, -1), since: startOfDay(timeZone, from), before: startOfDay(timeZone, today) }
}

/** Closed cases that nobody asked us to keep to ourselves; what was taken into another counts there. */
const closedCases = (organizationId: string, since: Instant, before: Instant) => sql`
  select c.organization_id, c.id, c.received_at, c.last_closed_at from complaint.complaint c
  where c.organization_id = ${organizationId} and c.state = 'closed' and not c.confidential and c.last_closed_at >= ${since} and c.last_closed_at < ${before}`

/** By how many cases what would be told now differs from what was told: those that came since, those that fell out of the year, and what changed in what was counted then (imports, reopened cases). */
export const differenceTo = async (read: Reader, organizationId: string, told: PublicFigures & { readonly closed: number }, now: Instant): Promise<{ came: number; went: number }> => {
  const { time_zone: timeZone } = await read.selectFrom('identity.organization').select('time_zone').where('organization_id', '=', organizationId).executeTakeFirstOrThrow()
  const { since, before } = periodOf(timeZone, now)
  const [then, end] = [startOfDay(timeZone, told.from), startOfDay(timeZone, shiftDay(told.until, 1))]
  const { rows: [row] } = await sql<{ came: number; went: number; still: number }>`with all_of as (${closedCases(organizationId, then < since ? then : since, before > end ? before : end)})
    select count(*) filter (where last_closed_at >= ${end}) as came, count(*) filter (where last_closed_at < ${since}) as went, count(*) filter (where last_closed_at >= ${then} and last_closed_at < ${end}) as still from all_of`.execute(read.raw)
  const { came, went, still } = row ?? { came: 0, went: 0, still: told.closed }
  return { came: came + Math.max(0, still - told.closed), went: went + Math.max(0, told.closed - still) }
}

/** Counted over everything: by who sees every case. */
export const countFigures = async (read: Reader, organizationId: string, now: Instant): Promise<PublicFigures> => {
  const { time_zone: timeZone } = await read.selectFrom('identity.organization').select('time_zone').where('organization_id', '=', organizationId).executeTakeFirstOrThrow()
  const { from, until, since, before } = periodOf(timeZone, now)
  const cases = closedCases(organizationId, since, before)
  const { rows: [row] } = await sql<Row>`with closed as materialized (${cases}), answers as (
      select bool_and(d.met_at is not null and d.met_at <= d.due_at) as in_time from closed c join clock.deadline d on d.organization_id = c.organization_id and d.complaint_id = c.id
      where d.bound = 'ours' and d.ends = 'answered' group by c.id),
    asked as (select distinct on (f.complaint_id) f.satisfied from closed c join follow_up.follow_up f on f.organization_id = c.organization_id and f.complaint_id = c.id where f.satisfied is not null order by f.complaint_id, f.id desc)
    select (select count(*) from closed) as closed, (select count(*) from answers) as promised, (select count(*) from answers where in_time) as in_time, (select count(*) from asked) as asked, (select count(*) from asked where satisfied) as satisfied,
      (select percentile_cont(0.5) within group (order by extract(epoch from last_closed_at - received_at) / 86400) from closed) as median_days`.execute(read.raw)
  const { rows: kinds } = await sql<{ code: string; count: number }>`with closed as materialized (${cases})
    select p.category_code as code, count(*) as count from closed c join complaint.point p on p.organization_id = c.organization_id and p.complaint_id = c.id and p.no = 1 where p.category_code is not null group by 1`.execute(read.raw)
  const { body } = await currentPack(read, organizationId)
  const tops = new Map<string, number>()
  for (const { code, count } of kinds) {
    const top = withAncestors(body, code).at(-1)
    if (top) tops.set(top, (tops.get(top) ?? 0) + count)
  }
  const categories = [...tops].flatMap(([code, count]) => body.categories.filter((c) => c.code === code).map(({ label }) => ({ label, count })))
  return figuresOf({
    closed: row?.closed ?? 0, promised: row?.promised ?? 0, inTime: row?.in_time ?? 0, asked: row?.asked ?? 0, satisfied: row?.satisfied ?? 0, medianDays: row?.median_days ?? null, categories,
  }, from, until)
}
