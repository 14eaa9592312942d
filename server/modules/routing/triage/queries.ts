import type { z } from 'zod'
import type * as contract from '#contract/attention.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { listing, query } from '#kernel/query.ts'
import { type Instant, iso, isoOrNull } from '#kernel/time.ts'
import { overdueCases } from '#modules/clock/queries/overdue.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { holders } from '#modules/identity/queries/units.ts'
import { chooseOwners, shownConsidered } from '../choosing/choose.ts'
import type { Chosen } from '../choosing/rules.ts'
import { handlerOf } from './wanted.ts'

type Answer = z.output<typeof contract.triage.output>
interface Row { readonly id: string; readonly number: string; readonly version: number; readonly customer_name: string; readonly unit_id: string; readonly unit_name: string; readonly handling_unit_id: string | null; readonly handler_name: string | null; readonly time_zone: string; readonly urgency: string; readonly channel: string; readonly words: string; readonly category_code: string | null; readonly since: Instant; readonly owner_id: string | null; readonly to_id: string | null; readonly due_at: Instant | null
  readonly owner_away: boolean; readonly gives_out: string; readonly categories: string[]; readonly locale: string | null; readonly class_code: string | null; readonly confidential: boolean; readonly accused: string[] | null }

const MOST = 200

const lying = async (read: Reader, actor: Actor): Promise<readonly Row[]> => {
  const { rows } = await sql<Row>`
    select c.id, c.number, c.version, coalesce(c.complainant_name, u.name) as customer_name, c.unit_id, n.name as unit_name, c.handling_unit_id, b.name as handler_name, n.time_zone, c.urgency, c.channel, left(p.words, 160) as words, p.category_code, coalesce(h.at, w.since, g.at, c.received_at) as since, c.owner_id, h.to_id, g.id is not null as owner_away, coalesce(b.gives_out, n.gives_out) as gives_out, c.locale, u.class_code, c.confidential, c.accused,
      array(select q.category_code from complaint.point q where q.organization_id = c.organization_id and q.complaint_id = c.id and q.category_code is not null) as categories,
      (select min(d.due_at) from clock.deadline d where d.organization_id = c.organization_id and d.complaint_id = c.id and d.bound = 'ours' and d.state in ('running', 'late')) as due_at
    from complaint.complaint c join customer.customer u on u.organization_id = c.organization_id and u.id = c.customer_id join identity.unit n on n.organization_id = c.organization_id and n.id = c.unit_id
      left join identity.unit b on b.organization_id = c.organization_id and b.id = c.handling_unit_id
      left join complaint.point p on p.organization_id = c.organization_id and p.complaint_id = c.id and p.no = 1 left join routing.waiting w on w.organization_id = c.organization_id and w.complaint_id = c.id and w.until is null
      left join routing.handover h on h.organization_id = c.organization_id and h.complaint_id = c.id and h.state = 'pending'
      left join routing.passing g on g.organization_id = c.organization_id and g.complaint_id = c.id and g.settled_at is null and g.way = 'told'
    where c.organization_id = ${actor.organizationId} and c.state = 'open' and (c.owner_id is null or h.id is not null or g.id is not null)
    order by case c.urgency when 'critical' then 0 when 'urgent' then 1 else 2 end, since, c.id limit ${sql.lit(MOST)}`.execute(read.raw)
  return rows
}

/** Who would have each that lies with nobody, or with somebody who is away, in the order of the queue; where the unit that handles it gives out by hand alone nobody is proposed, but for who is away. */
const proposalsOf = async (read: Reader, actor: Actor, rows: readonly Row[], now: Instant): Promise<ReadonlyMap<string, Chosen>> => {
  const open = rows.filter((r) => !r.to_id && (r.owner_away || (r.owner_id === null && r.gives_out !== 'hand')))
  const chosen = await chooseOwners(read, actor.organizationId, open.map((r) => ({ complaintId: r.id, unitId: handlerOf(r), urgency: r.urgency, categories: r.categories, language: r.locale, classCode: r.class_code, confidential: r.confidential, accused: r.accused })), now, false)
  return new Map(open.flatMap((r, i) => { const one = chosen[i]; return one ? [[r.id, one] as const] : [] }))
}

/** Everybody who handles complaints in the units in sight, and how many each carries of the cases in sight. */
const loadOf = async (read: Reader, actor: Actor, now: Instant): Promise<Answer['load']> => {
  const [people, { rows }, places] = await Promise.all([
    holders(read, actor.organizationId),
    sql<{ owner_id: string; open: number; overdue: number }>`select owner_id, count(*)::int as open, count(*) filter (where c.id in (${overdueCases(actor.organizationId, now)}))::int as overdue from complaint.complaint c where c.organization_id = ${actor.organizationId} and c.state = 'open' and owner_id is not null group by 1`.execute(read.raw),
    read.selectFrom('identity.unit').select(['id', 'name']).where('organization_id', '=', actor.organizationId).execute(),
  ])
  const seen = people.filter((one) => actor.units === 'all' || actor.units.includes(one.unitId))
  const shown = seen.filter((one, i) => one.role !== 'administrator' && seen.findIndex((other) => other.personId === one.personId) === i)
  return shown.map((one) => {
    const carries = rows.find((row) => row.owner_id === one.personId)
    return { id: one.personId, name: one.name, unitName: places.find((place) => place.id === one.unitId)?.name ?? '', open: carries?.open ?? 0, overdue: carries?.overdue ?? 0 }
  }).toSorted((a, b) => a.open - b.open || a.name.localeCompare(b.name))
}

export const triage = listing('routing.triage', async (read, actor, _input: Record<string, never>, now): Promise<Answer> => {
  const [rows, load] = await Promise.all([lying(read, actor), loadOf(read, actor, now)])
  const proposed = await proposalsOf(read, actor, rows, now)
  const name = await namesOf(read, actor.organizationId, [...rows.flatMap((r) => [r.owner_id, r.to_id]), ...[...proposed.values()].flatMap((p) => p.considered.map((one) => one.id))])
  const shown = (p: Chosen | undefined) => (p ? { person: name(p.id), considered: shownConsidered(p, name) } : null)
  const items = rows.map((r): Answer['items'][number] => ({
    complaintId: r.id, number: r.number, version: r.version, customerName: r.customer_name, unitId: r.unit_id, unitName: r.unit_name, handledBy: r.handling_unit_id && r.handler_name ? { id: r.handling_unit_id, name: r.handler_name } : null, timeZone: r.time_zone, urgency: r.urgency as 'general', channel: r.channel as 'web', words: r.words, categoryCode: r.category_code,
    since: iso(r.since), owner: name(r.owner_id), pending: name(r.to_id), dueAt: isoOrNull(r.due_at), ownerAway: r.owner_away, proposal: shown(proposed.get(r.id)),
  }))
  return { items, next: null, load }
})

/** How long cases in sight lay without anybody: what lies still counts as long as it has. */
export const waits = query('routing.triage', async (read, actor, _input: Record<string, never>, now) => {
  const { rows: items } = await sql<z.output<typeof contract.waits.output>['items'][number]>`
    select w.unit_id as "unitId", n.name as "unitName", to_char(w.since at time zone n.time_zone, 'YYYY-MM') as month, count(*)::int as count, count(*) filter (where w.until is null)::int as waiting,
      round(percentile_cont(0.5) within group (order by extract(epoch from coalesce(w.until, ${now}) - w.since)) / 60)::int as median, round(max(extract(epoch from coalesce(w.until, ${now}) - w.since)) / 60)::int as longest
    from routing.waiting w join identity.unit n on n.organization_id = w.organization_id and n.id = w.unit_id
    where w.organization_id = ${actor.organizationId} and w.since > ${now}::timestamptz - interval '13 months' group by 1, 2, 3 order by 3 desc, 2 limit 1000`.execute(read.raw)
  return { items, next: null }
})
