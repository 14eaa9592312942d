import { notFound } from '#contract/common.ts'
import type { z } from 'zod'
import { openPromises } from '#contract/identity.ts'
import { type promiseSums, promiseOpen, type PromiseSum, type PromiseView, type SaidPromise } from '#contract/promise.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { gates, guard } from '#kernel/guard.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { iso, isoOrNull } from '#kernel/time.ts'
import { calendarsOf } from '#modules/clock/calendars.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { promisesSaid } from './said/find.ts'

const rows = (read: Reader, organizationId: string) => read.selectFrom('promise.promise').selectAll().where('organization_id', '=', organizationId)
type Row = Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number]

const show = async (read: Reader, organizationId: string, found: readonly Row[]): Promise<PromiseView[]> => {
  const name = await namesOf(read, organizationId, found.map((r) => r.owner_id))
  return found.map((r) => ({
    id: r.id, complaintId: r.complaint_id, text: r.body, dueAt: iso(r.due_at), owner: name(r.owner_id) ?? { id: r.owner_id, name: '' }, state: r.state as PromiseView['state'], late: r.kept_at !== null && r.kept_at > r.due_at, result: r.result, keptAt: isoOrNull(r.kept_at), madeAt: iso(r.made_at),
  }))
}

export const promisesOf = async (read: Reader, organizationId: string, complaintIds: readonly string[]): Promise<PromiseView[]> =>
  (complaintIds.length ? show(read, organizationId, await rows(read, organizationId).where('complaint_id', 'in', [...complaintIds]).orderBy('due_at').execute()) : [])

export const promise = query('promise.read', async (read, actor, { id }: { id: string }) => {
  const [shown] = await show(read, actor.organizationId, await rows(read, actor.organizationId).where('id', '=', id).execute())
  if (!shown) throw new Problem(notFound)
  return shown
})

/** What a text promises, by the national working days and the hours of the unit of the case. */
export const readSaid = query('promise.make', async (read, actor, { complaintId, text }: { complaintId: string; text: string }, now): Promise<{ items: SaidPromise[]; next: null }> => {
  const row = await read.selectFrom('complaint.complaint').select('unit_id').where('organization_id', '=', actor.organizationId).where('id', '=', complaintId).executeTakeFirst()
  if (!row) throw new Problem(notFound)
  const calendars = await calendarsOf(read, actor.organizationId, [row.unit_id])
  const said = { now, working: calendars.now({ unit: 'workingDays' }, row.unit_id).calendar, opening: calendars.now({ unit: 'openHours' }, row.unit_id).calendar }
  return { items: promisesSaid(text, said).map(({ due, ...words }) => ({ ...words, dueAt: iso(due) })), next: null }
})

const A_YEAR = 12
const MOST = 5_000
const count = (which: ReturnType<typeof sql>) => sql`count(*) filter (where ${which})`

/** How promises of the cases in sight were kept, by month. */
export const sums = query('promise.read', async (read, actor, { by, from, until }: z.output<typeof promiseSums.input>, now): Promise<{ items: PromiseSum[]; next: null }> => {
  const whose = by === 'unit' ? sql`identity.unit w on w.organization_id = c.organization_id and w.id = c.unit_id` : sql`identity.person w on w.organization_id = p.organization_id and w.id = p.owner_id`
  const { rows: items } = await sql<PromiseSum>`
    select w.id, w.name, to_char(p.due_at at time zone u.time_zone, 'YYYY-MM') as month, ${count(sql`p.state = 'kept' and p.kept_at <= p.due_at`)} as kept, ${count(sql`p.state = 'kept' and p.kept_at > p.due_at`)} as "keptLate",
      ${count(sql`p.state = 'broken' or (p.state = 'open' and p.due_at <= ${now})`)} as broken, ${count(sql`p.state = 'released'`)} as released, ${count(sql`p.state = 'withdrawn'`)} as withdrawn, ${count(sql`p.state = 'open' and p.due_at > ${now}`)} as waiting
    from promise.promise p join complaint.complaint c on c.organization_id = p.organization_id and c.id = p.complaint_id join identity.unit u on u.organization_id = c.organization_id and u.id = c.unit_id join ${whose}
    where p.organization_id = ${actor.organizationId} and p.due_at >= coalesce(${from ?? null}::text || '-01', to_char(${now}::timestamptz - make_interval(months => ${A_YEAR}), 'YYYY-MM-01'))::date - interval '1 day'
      and (${until ?? null}::text is null or p.due_at < (${until ?? null}::text || '-01')::date + interval '1 month 1 day')
    group by 1, 2, 3 having to_char(min(p.due_at at time zone u.time_zone), 'YYYY-MM') between coalesce(${from ?? null}::text, '0000-00') and coalesce(${until ?? null}::text, '9999-99') order by 3 desc, 2, 1 limit ${sql.lit(MOST)}`.execute(read.raw)
  return { items, next: null }
})

/** A case does not close over an open promise; who made one to a customer keeps it, or somebody takes it back, before they leave. */
export const guards = [
  guard('complaint.close', async (db, complaintId) => {
    const open = await db.selectFrom('promise.promise').select('id').where('complaint_id', '=', complaintId).where('state', 'in', ['open', 'broken']).limit(1).executeTakeFirst()
    return gates({ promises: open ? promiseOpen : null })
  }),
  guard('identity.retirePerson', async (db, personId) => {
    const { rows: [left] } = await sql<{ open: number; number: string }>`select * from promise.open_with(${personId}::uuid)`.execute(db)
    return left?.open ? [{ name: 'openPromises', refusal: openPromises, params: { count: left.open, number: left.number } }] : []
  }),
]
