import type { z } from 'zod'
import type { Locale } from '#contract/common.ts'
import type { ComplaintHit, CustomerHit, PersonHit, PhraseHit, UnitHit, search as contract } from '#contract/search.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { idsOf, orRefusal } from '#kernel/lookup.ts'
import { type Kind, hitsIn, says, snippetOf } from '#kernel/marks.ts'
import type { Query } from '#kernel/query.ts'
import { type Question, questionOf } from '#kernel/question.ts'
import { peopleNamed } from '#modules/identity/queries/people.ts'
import { unitRows } from '#modules/identity/queries/units.ts'
import { findPhrases } from '#modules/knowledge/queries.ts'
import { foundIn } from './found.ts'

type Output = z.output<typeof contract.output>
interface Group<T> { readonly items: T[]; readonly more: boolean }
interface Asking { readonly read: Reader; readonly actor: Actor; readonly question: Question; readonly limit: number }

const marked = (text: string, question: Question, kind?: Kind) => ({ text, hits: hitsIn(text, question, kind) })

const atMost = <R, T>(rows: readonly R[], limit: number, show: (row: R) => T): Group<T> => ({ items: rows.slice(0, limit).map(show), more: rows.length > limit })

const FIRST_WORDS = 80

const caseRows = (read: Reader, organizationId: string, ids: readonly string[]) => read.selectFrom('complaint.complaint as c')
  .innerJoin('customer.customer as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.customer_id'))
  .innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 'c.organization_id').onRef('n.id', '=', 'c.unit_id'))
  .leftJoin('complaint.point as p', (j) => j.onRef('p.organization_id', '=', 'c.organization_id').onRef('p.complaint_id', '=', 'c.id').on('p.no', '=', 1))
  .select(['c.id', 'c.number', 'c.state', 'n.name as unit_name', sql<string>`coalesce(c.complainant_name, u.name)`.as('customer_name'), sql<string>`left(p.words, ${sql.lit(FIRST_WORDS)})`.as('first_words')])
  .where('c.organization_id', '=', organizationId).where(sql<boolean>`c.id = any (${[...ids]}::uuid[])`).orderBy('c.id', 'desc').execute()

const MORE = 100

/** Confidential cases of others fall out under row security: then a few more are looked at. */
const casesInSight = async ({ read, actor, question, limit }: Asking, most: number): Promise<Awaited<ReturnType<typeof caseRows>>> => {
  const ids = await idsOf(read, 'complaint.find_ids', question, null, most)
  const rows = ids.length ? await caseRows(read, actor.organizationId, ids) : []
  return rows.length > limit || ids.length < most || most >= MORE ? rows : casesInSight({ read, actor, question, limit }, MORE)
}

const complaints = async (asking: Asking): Promise<Group<ComplaintHit>> => {
  const { read, actor, question, limit } = asking
  const rows = (await casesInSight(asking, limit + 1)).map((r) => ({ ...r, customerName: r.customer_name, firstWords: r.first_words ?? '' }))
  const hits = await foundIn(read, actor.organizationId, rows.slice(0, limit), question)
  return atMost(rows, limit, (r) => ({
    id: r.id, number: marked(r.number, question), customerName: marked(r.customerName, question, 'name'), state: r.state, unitName: r.unit_name,
    snippet: hits.get(r.id)?.snippet ?? snippetOf(r.firstWords, question),
  }))
}

const customers = async ({ read, actor, question, limit }: Asking): Promise<Group<CustomerHit>> => {
  const ids = await idsOf(read, 'customer.find_ids', question, null, limit + 1)
  const rows = ids.length ? await read.selectFrom('customer.customer').select(['id', 'name', 'phone', 'email', 'member_number']).where('organization_id', '=', actor.organizationId).where(sql<boolean>`id = any (${[...ids]}::uuid[])`).orderBy('id', 'desc').execute() : []
  return atMost(rows, limit, (r) => {
    const ways = [...(r.phone ? [marked(r.phone, question, 'number')] : []), ...[r.email, r.member_number].flatMap((text) => (text ? [marked(text, question)] : []))]
    return { id: r.id, name: marked(r.name, question, 'name'), by: ways.find((way) => way.hits.length) ?? ways[0] ?? null }
  })
}

const phrases = async ({ read, actor, question, limit }: Asking, typed: string): Promise<Group<PhraseHit>> => {
  const found = await findPhrases(read, actor, { q: typed })
  const own = (text: Readonly<Record<Locale, string>>) => [text[actor.locale], ...Object.values(text)].find((one) => says([{ text: one }], question)) ?? text[actor.locale]
  return atMost(found, limit, (p) => ({ id: p.id, situation: p.situation, text: snippetOf(own(p.text), question), whole: own(p.text) }))
}

const people = async ({ read, actor, question, limit }: Asking): Promise<Group<PersonHit>> =>
  atMost(await peopleNamed(read, actor.organizationId, question), limit, (p) => ({ id: p.id, name: marked(p.name, question, 'name'), unitName: p.unit_name }))

/** Living units in sight. */
const units = async ({ read, actor, question, limit }: Asking): Promise<Group<UnitHit>> => {
  const rows = (await unitRows(read, actor.organizationId)).filter((u) => !u.retired_at && (actor.units === 'all' || actor.units.includes(u.id)) && says([{ text: u.name, kind: 'name' }, { text: u.code }], question))
  return atMost(rows, limit, (u) => ({ id: u.id, name: marked(u.name, question, 'name') }))
}

const nothing = { items: [], more: false }

/** What a search of everything shows, each group only to whoever may read it. One search, noted once. */
export const search: Query<z.output<typeof contract.input>, Output> = {
  name: 'complaint.read',
  shows: (found) => found.complaints.items.length + found.customers.items.length + found.people.items.length,
  answer: async (read, actor, { q, limit = 5 }) => {
    const question = questionOf(q)
    if (!question) return { complaints: nothing, customers: nothing, phrases: nothing, people: nothing, units: nothing }
    const asking = { read, actor, question, limit }
    const ifMay = async <T>(permission: string, ask: () => Promise<Group<T>>): Promise<Group<T>> => (actor.may(permission) ? ask() : nothing)
    const [cases, who, library, colleagues, places] = await orRefusal([
      complaints(asking), ifMay('customer.read', () => customers(asking)), ifMay('knowledge.read', () => phrases(asking, q)), ifMay('identity.read', () => people(asking)), ifMay('identity.read', () => units(asking)),
    ])
    return { complaints: cases, customers: who, phrases: library, people: colleagues, units: places }
  },
}
