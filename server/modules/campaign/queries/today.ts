import { localDay } from '#kernel/calendar.ts'
import type { Reader } from '#kernel/db.ts'
import type { Instant } from '#kernel/time.ts'

/** The day in the house: campaigns begin and end with it. */
export const todayOf = async (read: Pick<Reader, 'selectFrom'>, organizationId: string, now: Instant): Promise<string> => {
  const { time_zone } = await read.selectFrom('identity.organization').select('time_zone').where('organization_id', '=', organizationId).executeTakeFirstOrThrow()
  return localDay(time_zone, now)
}
