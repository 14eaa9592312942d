import type { z } from 'zod'
import type { count as countContract, list as contract, ListItem } from '#contract/complaint.ts'
import { FIGURES_TO } from '#contract/figures.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { gramQuery } from '#kernel/grams.ts'
import { cursorOf, pageOf, readCursor } from '#kernel/page.ts'
import { listing, query } from '#kernel/query.ts'
import { type Instant, iso, isoOrNull } from '#kernel/time.ts'
import { idsOverdue } from '#modules/clock/queries/overdue.ts'
import { likeSafe } from '#modules/identity/queries/people.ts'
import { countOf, narrowing } from './narrowing.ts'

const FIRST_WORDS = 80

const rowsOf = (read: Reader, actor: Actor) => read.selectFrom('complaint.complaint as c')
  .innerJoin('customer.customer as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.customer_id'))
  .innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 'c.organization_id').onRef('n.id', '=', 'c.unit_id'))
  .leftJoin('identity.person as o', (j) => j.onRef('o.organization_id', '=', 'c.organization_id').onRef('o.id', '=', 'c.owner_id'))
  .leftJoinLateral((eb) => eb.selectFrom('clock.deadline as d').select((e) => e.fn.min('d.due_at').as('next_due_at')).whereRef('d.organization_id', '=', 'c.organization_id').whereRef('d.complaint_id', '=', 'c.id').where('d.state', 'in', ['running', 'late']).as('k'), (j) => j.onTrue())
  .leftJoinLateral((eb) => eb.selectFrom('complaint.point as p').select(sql<string>`left(p.words, ${sql.lit(FIRST_WORDS)})`.as('first_words')).whereRef('p.organization_id', '=', 'c.organization_id').whereRef('p.complaint_id', '=', 'c.id').where('p.no', '=', 1).as('w'), (j) => j.onTrue())
  .select(['c.id', 'c.number', 'c.state', 'c.stage', 'c.urgency', sql<string>`coalesce(c.complainant_name, u.name)`.as('customer_name'), 'c.unit_id', 'c.owner_id', 'c.registered_at', 'k.next_due_at', 'n.name as unit_name', 'n.time_zone', 'o.name as owner_name', 'w.first_words', 'c.channel', 'c.recurring', 'c.same_matter', 'c.merged_into'])
  .where('c.organization_id', '=', actor.organizationId)

type Rows = ReturnType<typeof rowsOf>

const CANDIDATES = 500
const MOST_SLICES = 6

/** Every word of the question, looked for again in the protected text of the case `c`: nothing is found that is not there. */
const says = (q: string) => {
  const words = q.split(/\s+/).filter((word) => word !== '').map((word) => sql`exists (select from complaint.search s where s.organization_id = c.organization_id and s.complaint_id = c.id and s.body ilike ${`%${likeSafe(word)}%`})`)
  return sql<boolean>`(${sql.join(words, sql` and `)})`
}

/** Ids that hold every gram, newest first, from the one function that may use the index. */
const idsWith = async (read: Reader, tsquery: string, before: string | null, most: number): Promise<readonly string[]> =>
  (await sql<{ id: string }>`select complaint.find_ids(${tsquery}::tsquery, ${before}::uuid, ${most}) as id`.execute(read.raw)).rows.map((r) => r.id)

// How many rows are wanted is part of the statement: a plan kept for any number would be one for many.
const pageAfter = (rows: Rows, before: string | null, limit: number) => (before ? rows.where('c.id', '<', before) : rows).orderBy('c.id', 'desc').limit(sql.lit(limit + 1)).execute()
type Found = Awaited<ReturnType<typeof pageAfter>>

interface Sliced { readonly found: Found; /** Where the next page goes on when this one was given up before it was full. */ readonly resume: string | null }

/** The next ids that may belong to the list, newest first, after one of them. */
type Candidates = (before: string | null, most: number) => Promise<readonly string[]>

/**
 * Candidates come slice by slice, newest first, in the first one `first` of them; each slice is narrowed like every list.
 * Where filters leave little of many candidates, a page may come back short: its cursor goes on from the last id that was looked at.
 */
const slicedPage = async (rows: Rows, candidates: Candidates, first: number, before: string | null, limit: number): Promise<Sliced> => {
  const found: Found = []
  let from = before
  for (let slice = 0; slice < MOST_SLICES && found.length <= limit; slice++) {
    const most = slice ? CANDIDATES : first
    const ids = await candidates(from, most)
    if (ids.length) found.push(...await pageAfter(rows.where(sql<boolean>`c.id = any (${[...ids]}::uuid[])`), before, limit))
    if (ids.length < most) return { found: found.slice(0, limit + 1), resume: null }
    from = ids.at(-1) ?? null
  }
  return { found: found.slice(0, limit + 1), resume: from }
}

const page = async (read: Reader, actor: Actor, asked: z.output<typeof contract.input>, now: Instant, before: string | null, limit: number): Promise<Sliced> => {
  const q = asked.q?.trim()
  // Of all that is open little is late: whoever sees everything need not look through the rest.
  if (asked.overdue && actor.units === 'all' && !q) {
    const late = rowsOf(read, actor).where('c.state', '=', sql.lit('open')).where(narrowing({ ...asked, overdue: undefined }, actor, now))
    return slicedPage(late, (from, most) => idsOverdue(read, actor.organizationId, now, from, most), limit + 1, before, limit)
  }
  const narrowed = rowsOf(read, actor).where(narrowing(asked, actor, now))
  const rows = q ? narrowed.where(says(q)) : narrowed
  const tsquery = q ? gramQuery(q) : null
  if (tsquery) return slicedPage(rows, (from, most) => idsWith(read, tsquery, from, most), CANDIDATES, before, limit)
  return { found: await pageAfter(rows, before, limit), resume: null }
}

/** Cases in sight, newest first, page by page. */
export const list = listing('complaint.read', async (read, actor, asked: z.output<typeof contract.input>, now) => {
  const limit = asked.limit ?? 50
  const before = asked.cursor ? String(readCursor(asked.cursor)[0]) : null
  const { found, resume } = await page(read, actor, asked, now, before, limit)
  const shown = pageOf(found, limit, (r) => [r.id], (r): ListItem => ({
    id: r.id, number: r.number, state: r.state as 'open', stage: r.stage as 'intake', urgency: r.urgency as 'general', customerName: r.customer_name, unitId: r.unit_id, ownerId: r.owner_id ?? r.id, registeredAt: iso(r.registered_at), nextDueAt: isoOrNull(r.next_due_at),
    unitName: r.unit_name, timeZone: r.time_zone, ownerName: r.owner_name ?? '', firstWords: r.first_words ?? '', channel: r.channel as 'phone', recurring: r.recurring, sameMatter: r.same_matter, mergedInto: r.merged_into,
  }))
  return { ...shown, next: shown.next ?? (resume && cursorOf([resume])) }
})

const counted = async (read: Reader, organizationId: string, where: ReturnType<typeof narrowing>): Promise<number> => {
  const { rows: [row] } = await sql<{ n: number }>`select ${countOf(organizationId, where)} as n`.execute(read.raw)
  return row?.n ?? 0
}

/** How many the list holds, without reading further than it is told. */
export const count = query('complaint.read', async (read, actor, asked: z.output<typeof countContract.input>, now) => {
  const where = narrowing(asked, actor, now)
  const told = (n: number, all: boolean) => ({ count: Math.min(n, FIGURES_TO), more: !all || n > FIGURES_TO })
  const q = asked.q?.trim()
  if (!q) return told(await counted(read, actor.organizationId, where), true)
  const tsquery = gramQuery(q)
  if (!tsquery) return { count: null, more: true }
  const ids = await idsWith(read, tsquery, null, FIGURES_TO + 1)
  return told(ids.length ? await counted(read, actor.organizationId, sql<boolean>`c.id = any (${[...ids]}::uuid[]) and ${where} and ${says(q)}`) : 0, ids.length <= FIGURES_TO)
})
