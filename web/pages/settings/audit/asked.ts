import dayjs from 'dayjs'
import type { z } from 'zod'
import type { entries } from '#contract/audit.ts'
import { momentAt } from '../../../ui/zone.ts'

type Asked = z.input<typeof entries.input>

/** The filter as it stands in the URL: `from` and `until` are days, both included. */
export interface AuditFilter { readonly subject?: string | undefined; readonly who?: string | undefined; readonly what?: string | undefined; readonly from?: string | undefined; readonly until?: string | undefined }

const DAY = /^\d{4}-\d\d-\d\d$/
const dayBegins = (zone: string, day: string | undefined, ahead = 0) => (day && DAY.test(day) ? momentAt(zone, `${dayjs(day).add(ahead, 'day').format('YYYY-MM-DD')}T00:00`) : undefined)

/** The filter as the contract asks for it; days are those of the zone. */
export const askedBy = ({ subject, who, what, from, until }: AuditFilter, zone: string): Asked => {
  const parts = { subjectId: subject, actorId: who, name: what, since: dayBegins(zone, from), until: dayBegins(zone, until, 1) }
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value))
}
