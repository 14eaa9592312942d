import type { z } from 'zod'
import { notAllowed, notFound } from '#contract/common.ts'
import * as contract from '#contract/grouping.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { pageOf, readCursor } from '#kernel/page.ts'
import { Problem } from '#kernel/problem.ts'
import { refusalWords } from '#kernel/problem-reply.ts'
import { listing, query } from '#kernel/query.ts'
import { iso, isoOrNull } from '#kernel/time.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { whyNotChange } from './rules.ts'

const FIRST_WORDS = 80
const MOST_SUGGESTED = 20

const groupRows = (read: Reader, organizationId: string) => read.selectFrom('grouping.cause_group').selectAll().where('organization_id', '=', organizationId)
type GroupRow = Awaited<ReturnType<ReturnType<typeof groupRows>['execute']>>[number]

const headOf = (g: GroupRow, name: Awaited<ReturnType<typeof namesOf>>) => ({ id: g.id, name: g.name, cause: g.cause as contract.Cause, causeWords: g.cause_words, lot: g.lot, lead: name(g.lead_id), createdAt: iso(g.created_at), endedAt: isoOrNull(g.ended_at), version: g.version })

/** Members in sight, page by page, with the latest that became of an answer there. */
const membersOf = async (read: Reader, organizationId: string, groupId: string, limit: number, cursor?: string) => {
  const rows = read.selectFrom('grouping.member as m').innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'm.organization_id').onRef('c.id', '=', 'm.complaint_id'))
    .innerJoin('customer.customer as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.customer_id')).innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 'c.organization_id').onRef('n.id', '=', 'c.unit_id'))
    .leftJoin('identity.person as o', (j) => j.onRef('o.organization_id', '=', 'c.organization_id').onRef('o.id', '=', 'c.owner_id'))
    .leftJoinLateral((eb) => eb.selectFrom('complaint.point as p').select(sql<string>`left(p.words, ${sql.lit(FIRST_WORDS)})`.as('first_words')).whereRef('p.organization_id', '=', 'c.organization_id').whereRef('p.complaint_id', '=', 'c.id').orderBy('p.no').limit(1).as('w'), (j) => j.onTrue())
    .leftJoinLateral((eb) => eb.selectFrom('grouping.sent as s').innerJoin('grouping.answer as a', (j) => j.onRef('a.organization_id', '=', 's.organization_id').onRef('a.id', '=', 's.answer_id'))
      .select(['s.outcome', 's.own_words', 's.reason as why', 'a.at as answered_at']).whereRef('s.organization_id', '=', 'm.organization_id').whereRef('s.complaint_id', '=', 'm.complaint_id').whereRef('a.group_id', '=', 'm.group_id').orderBy('a.id', 'desc').limit(1).as('l'), (j) => j.onTrue())
    .select(['c.id', 'c.number', 'c.state', 'c.stage', sql<string>`coalesce(c.complainant_name, u.name)`.as('customer_name'), 'n.name as unit_name', 'o.name as owner_name', 'w.first_words', 'm.added_at', 'l.outcome', 'l.own_words', 'l.why', 'l.answered_at'])
    .where('m.organization_id', '=', organizationId).where('m.group_id', '=', groupId).where('m.removed_at', 'is', null).orderBy('c.id')
  const found = await (cursor ? rows.where('c.id', '>', String(readCursor(cursor)[0])) : rows).limit(limit + 1).execute()
  return pageOf(found, limit, (r) => [r.id], (r): contract.Member => ({
    id: r.id, number: r.number, state: r.state as 'open', stage: r.stage as 'intake', customerName: r.customer_name, unitName: r.unit_name, ownerName: r.owner_name ?? '', firstWords: r.first_words ?? '', addedAt: iso(r.added_at),
    answered: r.outcome && r.answered_at ? { outcome: r.outcome as 'sent', at: iso(r.answered_at), ownWords: r.own_words ?? false, reason: r.why } : null,
  }))
}

/** Answers with what became of them in the cases in sight. */
const answersOf = async (read: Reader, organizationId: string, groupId: string) => {
  const rows = await read.selectFrom('grouping.answer as a').leftJoin('grouping.sent as s', (j) => j.onRef('s.organization_id', '=', 'a.organization_id').onRef('s.answer_id', '=', 'a.id'))
    .select(['a.id', 'a.body', 'a.in_full', 'a.by_id', 'a.at']).select((eb) => (['sent', 'excepted', 'refused', 'waiting'] as const).map((outcome) => eb.fn.count<number>('s.complaint_id').filterWhere('s.outcome', '=', outcome).as(outcome)))
    .where('a.organization_id', '=', organizationId).where('a.group_id', '=', groupId).groupBy(['a.id', 'a.body', 'a.in_full', 'a.by_id', 'a.at']).orderBy('a.id', 'desc').execute()
  const name = await namesOf(read, organizationId, rows.map((r) => r.by_id))
  return rows.map((r) => ({ id: r.id, text: r.body, inFull: r.in_full, by: name(r.by_id), at: iso(r.at), sent: r.sent, excepted: r.excepted, refused: r.refused, waiting: r.waiting }))
}

const COMMANDS = ['grouping.change', 'grouping.add', 'grouping.remove', 'grouping.answer', 'grouping.end']

const mayOf = (actor: Actor, g: GroupRow, open: number, underWay: boolean): Record<string, string | null> => {
  const refusal = whyNotChange(g)
  const said = (name: string) => {
    if (!actor.may(name)) return refusalWords(notAllowed, actor.locale)
    if (refusal) return refusalWords(refusal, actor.locale)
    if (name !== 'grouping.answer') return null
    const why = underWay ? contract.stillAnswering : open === 0 ? contract.nobodyToAnswer : null
    return why && refusalWords(why, actor.locale)
  }
  return Object.fromEntries(COMMANDS.map((name) => [name, said(name)]))
}

export const group = query('grouping.read', async (read, actor, { id }: { id: string }): Promise<z.input<typeof contract.Group>> => {
  const g = await groupRows(read, actor.organizationId).where('id', '=', id).executeTakeFirst()
  if (!g) throw new Problem(notFound)
  const [{ items, next }, answers, name, counted, underWay] = await Promise.all([
    membersOf(read, actor.organizationId, id, contract.MEMBERS_SHOWN), answersOf(read, actor.organizationId, id), namesOf(read, actor.organizationId, [g.lead_id]), countsOf(read, actor.organizationId, [id]),
    read.selectFrom('grouping.answer').select('id').where('organization_id', '=', actor.organizationId).where('group_id', '=', id).where('done_at', 'is', null).executeTakeFirst(),
  ])
  const counts = countsIn(counted.get(id))
  return { ...headOf(g, name), counts, members: items, next, answers, may: mayOf(actor, g, counts.open, underWay !== undefined) }
}, (input) => ({ type: 'group', id: input.id, unitId: null }))

/** Its cases in sight, page by page. */
export const members = listing('grouping.read', async (read, actor, { id, limit, cursor }: z.output<typeof contract.members.input>) => {
  if (!await groupRows(read, actor.organizationId).where('id', '=', id).executeTakeFirst()) throw new Problem(notFound)
  return membersOf(read, actor.organizationId, id, limit ?? contract.MEMBERS_SHOWN, cursor)
})

const countsIn = (c: { members: number; open: number; answered: number } | undefined) => ({ members: c?.members ?? 0, open: c?.open ?? 0, answered: c?.answered ?? 0 })

/** How many cases in sight each group has, how many of them are open, and how many were answered. */
const countsOf = async (read: Reader, organizationId: string, ids: readonly string[]) => {
  const rows = ids.length ? await read.selectFrom('grouping.member as m').innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'm.organization_id').onRef('c.id', '=', 'm.complaint_id'))
    .select(['m.group_id', (eb) => eb.fn.countAll<number>().as('members'), (eb) => eb.fn.countAll<number>().filterWhere('c.state', '=', 'open').as('open')])
    .select(sql<number>`count(*) filter (where exists (select from grouping.sent s join grouping.answer a on a.organization_id = s.organization_id and a.id = s.answer_id where s.organization_id = m.organization_id and s.complaint_id = m.complaint_id and a.group_id = m.group_id and s.outcome = 'sent'))`.as('answered'))
    .where('m.organization_id', '=', organizationId).where('m.group_id', 'in', [...ids]).where('m.removed_at', 'is', null).groupBy('m.group_id').execute() : []
  return new Map(rows.map((r) => [r.group_id, r]))
}

export const groups = listing('grouping.read', async (read, actor, asked: z.output<typeof contract.groups.input>) => {
  const limit = asked.limit ?? 50
  let rows = groupRows(read, actor.organizationId).where('ended_at', asked.ended ? 'is not' : 'is', null).orderBy('id', 'desc').limit(limit + 1)
  if (asked.cursor) rows = rows.where('id', '<', String(readCursor(asked.cursor)[0]))
  const found = await rows.execute()
  const [counts, name] = await Promise.all([countsOf(read, actor.organizationId, found.map((g) => g.id)), namesOf(read, actor.organizationId, found.map((g) => g.lead_id))])
  return pageOf(found, limit, (g) => [g.id], (g) => ({ ...headOf(g, name), ...countsIn(counts.get(g.id)) }))
})

/** What may belong, by what the group and its cases have: the lot, the order. */
export const suggestions = listing('grouping.read', async (read, actor, { id }: z.output<typeof contract.suggestions.input>) => {
  const g = await groupRows(read, actor.organizationId).where('id', '=', id).executeTakeFirst()
  if (!g) throw new Problem(notFound)
  const there = await read.selectFrom('grouping.member as m').innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'm.organization_id').onRef('c.id', '=', 'm.complaint_id')).select(['m.complaint_id', 'm.removed_at', 'c.lot', 'c.order_number']).where('m.organization_id', '=', actor.organizationId).where('m.group_id', '=', id).execute()
  const now = there.filter((m) => m.removed_at === null)
  const lots = [...new Set([...(g.lot ? [g.lot] : []), ...now.flatMap((m) => m.lot ?? [])])]
  const orders = [...new Set(now.flatMap((m) => m.order_number ?? []))]
  if (!lots.length && !orders.length) return { items: [], next: null }
  // Who was taken out was taken out by somebody: not suggested again.
  const known = there.map((m) => m.complaint_id)
  const rows = await read.selectFrom('complaint.complaint as c').innerJoin('customer.customer as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.customer_id')).innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 'c.organization_id').onRef('n.id', '=', 'c.unit_id'))
    .leftJoinLateral((eb) => eb.selectFrom('complaint.point as p').select(sql<string>`left(p.words, ${sql.lit(FIRST_WORDS)})`.as('first_words')).whereRef('p.organization_id', '=', 'c.organization_id').whereRef('p.complaint_id', '=', 'c.id').orderBy('p.no').limit(1).as('w'), (j) => j.onTrue())
    .select(['c.id', 'c.number', sql<string>`coalesce(c.complainant_name, u.name)`.as('customer_name'), 'n.name as unit_name', 'w.first_words', 'c.lot', 'c.order_number']).where('c.organization_id', '=', actor.organizationId).where('c.state', '!=', 'merged')
    .where((eb) => eb.or([...(lots.length ? [eb('c.lot', 'in', lots)] : []), ...(orders.length ? [eb('c.order_number', 'in', orders)] : [])]))
    .where((eb) => (known.length ? eb('c.id', 'not in', known) : eb.lit(true))).orderBy('c.id', 'desc').limit(MOST_SUGGESTED).execute()
  return { items: rows.map((r) => ({ id: r.id, number: r.number, customerName: r.customer_name, unitName: r.unit_name, firstWords: r.first_words ?? '', lot: r.lot, order: r.order_number })), next: null }
})

/** The groups a case belongs to. */
export const groupsOf = async (read: Reader, organizationId: string, complaintId: string): Promise<{ id: string; name: string }[]> =>
  read.selectFrom('grouping.member as m').innerJoin('grouping.cause_group as g', (j) => j.onRef('g.organization_id', '=', 'm.organization_id').onRef('g.id', '=', 'm.group_id')).select(['g.id', 'g.name'])
    .where('m.organization_id', '=', organizationId).where('m.complaint_id', '=', complaintId).where('m.removed_at', 'is', null).orderBy('g.id').execute()
