import type { z } from 'zod'
import type { count as countContract, list as contract, ListItem } from '#contract/complaint.ts'
import { FIGURES_TO } from '#contract/figures.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { idsOf } from '#kernel/lookup.ts'
import { cursorOf, pageOf, readCursor } from '#kernel/page.ts'
import { listing, query } from '#kernel/query.ts'
import { type Question, questionOf } from '#kernel/question.ts'
import { type Instant, iso, isoOrNull } from '#kernel/time.ts'
import { idsOverdue } from '#modules/clock/queries/overdue.ts'
import { foundIn } from './found.ts'
import { countOf, narrowing } from './narrowing.ts'

const FIRST_WORDS = 80

const rowsOf = (read: Reader, actor: Actor) => read.selectFrom('complaint.complaint as c')
  .innerJoin('customer.customer as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.customer_id'))
  .innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 'c.organization_id').onRef('n.id', '=', 'c.unit_id'))
  .leftJoin('identity.unit as h', (j) => j.onRef('h.organization_id', '=', 'c.organization_id').onRef('h.id', '=', 'c.handling_unit_id'))
  .leftJoin('identity.person as o', (j) => j.onRef('o.organization_id', '=', 'c.organization_id').onRef('o.id', '=', 'c.owner_id'))
  .leftJoinLateral((eb) => eb.selectFrom('clock.deadline as d').select((e) => e.fn.min('d.due_at').as('next_due_at')).whereRef('d.organization_id', '=', 'c.organization_id').whereRef('d.complaint_id', '=', 'c.id').where('d.state', 'in', ['running', 'late']).as('k'), (j) => j.onTrue())
  .leftJoinLateral((eb) => eb.selectFrom('complaint.point as p').select(sql<string>`left(p.words, ${sql.lit(FIRST_WORDS)})`.as('first_words')).whereRef('p.organization_id', '=', 'c.organization_id').whereRef('p.complaint_id', '=', 'c.id').where('p.no', '=', 1).as('w'), (j) => j.onTrue())
  .select(['c.id', 'c.number', 'c.state', 'c.stage', 'c.urgency', sql<string>`coalesce(c.complainant_name, u.name)`.as('customer_name'), 'c.unit_id', 'c.owner_id', 'c.registered_at', 'k.next_due_at', 'n.name as unit_name', 'c.handling_unit_id', 'h.name as handler_name', 'n.time_zone', 'o.name as owner_name', 'w.first_words', 'c.channel', 'c.recurring', 'c.same_matter', 'c.merged_into'])
  .where('c.organization_id', '=', actor.organizationId)

type Rows = ReturnType<typeof rowsOf>

const CANDIDATES = 500
const MOST_SLICES = 6

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

/** Nothing but a search: as many ids are enough as are shown. */
const onlyAsked = (asked: z.output<typeof contract.input>) => Object.entries(asked).every(([name, value]) => value === undefined || ['q', 'limit', 'cursor'].includes(name))

const page = async (read: Reader, actor: Actor, asked: z.output<typeof contract.input>, question: Question | null, now: Instant, before: string | null, limit: number): Promise<Sliced> => {
  // Of all that is open little is late: whoever sees everything need not look through the rest.
  if (asked.overdue && actor.units === 'all' && !question) {
    const late = rowsOf(read, actor).where('c.state', '=', sql.lit('open')).where(narrowing({ ...asked, overdue: undefined }, actor, now))
    return slicedPage(late, (from, most) => idsOverdue(read, actor.organizationId, now, from, most), limit + 1, before, limit)
  }
  const rows = rowsOf(read, actor).where(narrowing(asked, actor, now))
  if (!question) return { found: await pageAfter(rows, before, limit), resume: null }
  return slicedPage(rows, (from, most) => idsOf(read, 'complaint.find_ids', question, from, most), onlyAsked(asked) ? limit + 1 : CANDIDATES, before, limit)
}

/** Cases in sight, newest first, page by page. */
export const list = listing('complaint.read', async (read, actor, asked: z.output<typeof contract.input>, now) => {
  const limit = asked.limit ?? 50
  const before = asked.cursor ? String(readCursor(asked.cursor)[0]) : null
  const question = questionOf(asked.q)
  const { found, resume } = await page(read, actor, asked, question, now, before, limit)
  const shown = pageOf(found, limit, (r) => [r.id], (r): ListItem => ({
    id: r.id, number: r.number, state: r.state as 'open', stage: r.stage as 'intake', urgency: r.urgency as 'general', customerName: r.customer_name, unitId: r.unit_id, ownerId: r.owner_id ?? r.id, registeredAt: iso(r.registered_at), nextDueAt: isoOrNull(r.next_due_at),
    unitName: r.unit_name, handledBy: r.handling_unit_id && r.handler_name ? { id: r.handling_unit_id, name: r.handler_name } : null, timeZone: r.time_zone, ownerName: r.owner_name ?? '', firstWords: r.first_words ?? '', channel: r.channel as 'phone', recurring: r.recurring, sameMatter: r.same_matter, mergedInto: r.merged_into,
  }))
  const next = shown.next ?? (resume && cursorOf([resume]))
  if (!question) return { ...shown, next }
  const hits = await foundIn(read, actor.organizationId, shown.items, question)
  return { items: shown.items.map((item): ListItem => ({ ...item, found: hits.get(item.id) })), next }
})

const counted = async (read: Reader, organizationId: string, where: ReturnType<typeof narrowing>): Promise<number> => {
  const { rows: [row] } = await sql<{ n: number }>`select ${countOf(organizationId, where)} as n`.execute(read.raw)
  return row?.n ?? 0
}

/** How many the list holds, without reading further than it is told. */
export const count = query('complaint.read', async (read, actor, asked: z.output<typeof countContract.input>, now) => {
  const where = narrowing(asked, actor, now)
  const told = (n: number, all: boolean) => ({ count: Math.min(n, FIGURES_TO), more: !all || n > FIGURES_TO })
  const question = questionOf(asked.q)
  if (!question) return told(await counted(read, actor.organizationId, where), true)
  const ids = await idsOf(read, 'complaint.find_ids', question, null, FIGURES_TO + 1)
  return told(ids.length ? await counted(read, actor.organizationId, sql<boolean>`c.id = any (${[...ids]}::uuid[]) and ${where}`) : 0, ids.length <= FIGURES_TO)
})
