import type { Locale } from '#contract/common.ts'
import type { News } from '#contract/channel.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { formatInstant } from '#kernel/format-time.ts'
import { words } from '#kernel/i18n.ts'
import { type Instant, iso } from '#kernel/time.ts'
import { unitRows } from '#modules/identity/queries/units.ts'
import { subtree } from '#modules/identity/rules.ts'
import type { Said } from '../commands/queue.ts'

const caseOf = (read: Reader, organizationId: string, complaintId: string) => read.selectFrom('complaint.complaint as c').innerJoin('identity.unit as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.unit_id'))
  .select(['c.id', 'c.number', 'c.unit_id', 'c.urgency', 'c.stage', 'c.state', 'c.confidential', 'c.accused', 'u.name as unit', 'u.time_zone']).where('c.organization_id', '=', organizationId).where('c.id', '=', complaintId).executeTakeFirst()

export interface NewsCase { readonly id: string; readonly unitId: string; said(news: News, locale: Locale, baseUrl: string): Said }

/** A case as a group may hear of it: number, shop, urgency, stage, deadline and what to do; nothing of the customer. Null for confidential ones and those about staff, of which no group hears: who it is about may read along. */
export const newsOf = async (read: Reader, organizationId: string, complaintId: string): Promise<NewsCase | null> => {
  const c = await caseOf(read, organizationId, complaintId)
  if (!c || c.confidential || c.accused) return null
  const next = await read.selectFrom('clock.deadline').select('due_at').where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).where('state', 'in', ['running', 'late']).where('bound', '=', 'ours').orderBy('due_at').limit(1).executeTakeFirst()
  return {
    id: c.id, unitId: c.unit_id,
    said: (news, locale, baseUrl) => {
      const say = (key: string, params = {}) => words(locale, ['channel', 'group', ...key.split('.')], params) ?? ''
      const term = (kind: string, value: string) => words(locale, ['terms', kind, value]) ?? value
      const lines = [
        say('case', { number: c.number, unit: c.unit }), say('state', { urgency: term('urgency', c.urgency), stage: term('stage', c.stage) }), ...(next ? [say('due', { due: formatInstant(iso(next.due_at), locale, c.time_zone) })] : []), say(`todo.${news}`),
      ]
      return { title: say(`title.${news}`), text: lines.join('\n'), url: `${baseUrl}/complaints/${c.id}`, locale }
    },
  }
}

/** The units a robot speaks for; null: all. */
export const reachOf = async (read: Reader, organizationId: string, unitId: string | null): Promise<ReadonlySet<string> | null> =>
  (unitId ? new Set(subtree(await unitRows(read, organizationId), unitId)) : null)

interface Counts { readonly open: number; readonly fresh: number; readonly late: number; readonly critical: number }

/** How the cases of these units stand; those no group hears of are not counted. `since`: what came from then on is new. */
export const countsOf = async (read: Reader, organizationId: string, units: ReadonlySet<string> | null, since: Instant): Promise<Counts> => {
  const among = units ? sql`and c.unit_id = any (${[...units]}::uuid[])` : sql``
  const { rows: [row] } = await sql<Counts>`
    select count(*) filter (where c.state = 'open') as open, count(*) filter (where c.registered_at >= ${since}) as fresh, count(*) filter (where c.state = 'open' and c.urgency = 'critical') as critical,
      count(*) filter (where c.state = 'open' and exists (select from clock.deadline d where d.organization_id = c.organization_id and d.complaint_id = c.id and d.bound = 'ours' and d.state = 'late')) as late
    from complaint.complaint c where c.organization_id = ${organizationId} and not c.confidential and c.accused is null and (c.state = 'open' or c.registered_at >= ${since}) and c.state <> 'merged' ${among}`.execute(read.raw)
  return row ?? { open: 0, fresh: 0, late: 0, critical: 0 }
}
