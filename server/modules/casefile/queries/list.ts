import type { z } from 'zod'
import type { list as contract, ListItem } from '#contract/complaint.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { gramQuery } from '#kernel/grams.ts'
import { cursorOf, pageOf, readCursor } from '#kernel/page.ts'
import { listing } from '#kernel/query.ts'
import { type Instant, iso, isoOrNull } from '#kernel/time.ts'
import { likeSafe } from '#modules/identity/queries/people.ts'

type Asked = z.output<typeof contract.input>

const FIRST_WORDS = 80

const rowsOf = (read: Reader, actor: Actor) => read.selectFrom('complaint.complaint as c')
  .innerJoin('customer.customer as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.customer_id'))
  .innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 'c.organization_id').onRef('n.id', '=', 'c.unit_id'))
  .leftJoin('identity.person as o', (j) => j.onRef('o.organization_id', '=', 'c.organization_id').onRef('o.id', '=', 'c.owner_id'))
  .leftJoinLateral((eb) => eb.selectFrom('clock.deadline as d').select((e) => e.fn.min('d.due_at').as('next_due_at')).whereRef('d.organization_id', '=', 'c.organization_id').whereRef('d.complaint_id', '=', 'c.id').where('d.state', 'in', ['running', 'late']).as('k'), (j) => j.onTrue())
  .leftJoinLateral((eb) => eb.selectFrom('complaint.point as p').select(sql<string>`left(p.words, ${sql.lit(FIRST_WORDS)})`.as('first_words')).whereRef('p.organization_id', '=', 'c.organization_id').whereRef('p.complaint_id', '=', 'c.id').where('p.no', '=', 1).as('w'), (j) => j.onTrue())
  .select(['c.id', 'c.number', 'c.state', 'c.stage', 'c.urgency', sql<string>`coalesce(c.complainant_name, u.name)`.as('customer_name'), 'c.unit_id', 'c.owner_id', 'c.registered_at', 'k.next_due_at', 'n.name as unit_name', 'n.time_zone', 'o.name as owner_name', 'w.first_words', 'c.channel', 'c.recurring'])
  .where('c.organization_id', '=', actor.organizationId)

type Rows = ReturnType<typeof rowsOf>

/** The plain filters: each a comparison an index can follow under row security. */
const narrowed = (rows: Rows, asked: Asked, actor: Actor, now: Instant): Rows => {
  const equal = [['c.state', asked.state], ['c.stage', asked.stage], ['c.urgency', asked.urgency], ['c.unit_id', asked.unitId || undefined], ['c.owner_id', asked.mine ? (actor.id ?? undefined) : asked.ownerId || undefined], ['c.customer_id', asked.customerId]] as const
  let found = rows
  for (const [column, value] of equal) if (value !== undefined) found = found.where(column, '=', value)
  if (asked.overdue) found = found.where('c.state', '=', 'open').where('k.next_due_at', '<', now)
  const category = asked.categoryCode
  if (category) found = found.where((eb) => eb.exists(eb.selectFrom('complaint.point as x').select('x.id').whereRef('x.organization_id', '=', 'c.organization_id').whereRef('x.complaint_id', '=', 'c.id').where('x.category_code', '=', category)))
  return found
}

const CANDIDATES = 500
const MOST_SLICES = 6

/** Every word of the question, looked for again in the protected text: nothing is found that is not there. */
const recheck = (rows: Rows, q: string): Rows => q.split(/\s+/).filter((word) => word !== '').reduce((found, word) => found.where((eb) => eb.exists(
  eb.selectFrom('complaint.search as s').select('s.complaint_id').whereRef('s.organization_id', '=', 'c.organization_id').whereRef('s.complaint_id', '=', 'c.id').where('s.body', 'ilike', `%${likeSafe(word)}%`))), rows)

const pageAfter = (rows: Rows, before: string | null, limit: number) => (before ? rows.where('c.id', '<', before) : rows).orderBy('c.id', 'desc').limit(limit + 1).execute()
type Found = Awaited<ReturnType<typeof pageAfter>>

interface Searched { readonly found: Found; /** Where the next page goes on when this one was given up before it was full. */ readonly resume: string | null }

/**
 * Ids that hold every gram come slice by slice, newest first, in the one function that may use the index; each slice is narrowed like every list.
 * Where filters leave little of many hits, a page may come back short: its cursor goes on from the last id that was looked at.
 */
const searchPage = async (read: Reader, rows: Rows, q: string, before: string | null, limit: number): Promise<Searched> => {
  const tsquery = gramQuery(q)
  if (!tsquery) return { found: await pageAfter(recheck(rows, q), before, limit), resume: null }
  const found: Found = []
  let from = before
  for (let slice = 0; slice < MOST_SLICES && found.length <= limit; slice++) {
    const { rows: ids } = await sql<{ id: string }>`select complaint.find_ids(${tsquery}::tsquery, ${from}::uuid, ${CANDIDATES}) as id`.execute(read.raw)
    if (ids.length) found.push(...await pageAfter(recheck(rows.where('c.id', 'in', ids.map((r) => r.id)), q), before, limit))
    if (ids.length < CANDIDATES) return { found: found.slice(0, limit + 1), resume: null }
    from = ids.at(-1)?.id ?? null
  }
  return { found: found.slice(0, limit + 1), resume: from }
}

/** Cases in sight, newest first, page by page. */
export const list = listing('complaint.read', async (read, actor, asked: Asked, now) => {
  const limit = asked.limit ?? 50
  const before = asked.cursor ? String(readCursor(asked.cursor)[0]) : null
  const rows = narrowed(rowsOf(read, actor), asked, actor, now)
  const { found, resume } = asked.q?.trim() ? await searchPage(read, rows, asked.q, before, limit) : { found: await pageAfter(rows, before, limit), resume: null }
  const page = pageOf(found, limit, (r) => [r.id], (r): ListItem => ({
    id: r.id, number: r.number, state: r.state as 'open', stage: r.stage as 'intake', urgency: r.urgency as 'general', customerName: r.customer_name, unitId: r.unit_id, ownerId: r.owner_id ?? r.id, registeredAt: iso(r.registered_at), nextDueAt: isoOrNull(r.next_due_at),
    unitName: r.unit_name, timeZone: r.time_zone, ownerName: r.owner_name ?? '', firstWords: r.first_words ?? '', channel: r.channel as 'phone', recurring: r.recurring,
  }))
  return { ...page, next: page.next ?? (resume && cursorOf([resume])) }
})
