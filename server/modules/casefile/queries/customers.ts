import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import type * as contract from '#contract/customer.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { idsOf } from '#kernel/lookup.ts'
import { hitsIn } from '#kernel/marks.ts'
import { pageOf, readCursor } from '#kernel/page.ts'
import { Problem } from '#kernel/problem.ts'
import { listing, query } from '#kernel/query.ts'
import { likeSafe, questionOf } from '#kernel/question.ts'
import { type Instant, iso } from '#kernel/time.ts'
import { casesOfCustomer } from '#modules/complaint/queries/case.ts'
import { marksOf, mergesOf } from '#modules/customer/queries/care.ts'
import { findCustomer, likelyDuplicates, SHOWN, shown } from '#modules/customer/queries/record.ts'
import { phoneKey } from '#modules/customer/rules.ts'
import { promisesOf } from '#modules/promise/queries.ts'

interface Given { readonly complaint_id: string; readonly total_fen: number; readonly at: Instant }

/** What was agreed, and where nothing is carried out any more what stayed given: as it counts for limits. */
const givenTo = async (read: Reader, organizationId: string, customerId: string): Promise<readonly Given[]> => (await sql<Given>`
  with cases as (select id, state from complaint.complaint where organization_id = ${organizationId} and customer_id = ${customerId})
  select p.complaint_id, p.total_fen, p.proposed_at as at from cases join remedy.proposal p on p.organization_id = ${organizationId} and p.complaint_id = cases.id and p.state in ('agreed', 'fulfilled') and cases.state <> 'merged'
  union all select cases.id, f.amount_fen, f.agreed_at from cases cross join lateral remedy.given_by_books(cases.id) f`.execute(read.raw)).rows

const casesWithDetail = async (read: Reader, organizationId: string, customerId: string) => {
  const cases = await casesOfCustomer(read, organizationId, customerId)
  if (!cases.length) return []
  const ids = cases.map((c) => c.id)
  const first = await read.selectFrom('complaint.point').select(['complaint_id', 'words']).where('organization_id', '=', organizationId).where('complaint_id', 'in', ids).where('no', '=', 1).execute()
  const asked = await read.selectFrom('follow_up.follow_up').select(['complaint_id', 'satisfied']).where('organization_id', '=', organizationId).where('complaint_id', 'in', ids).orderBy('id', 'desc').execute()
  const given = await givenTo(read, organizationId, customerId)
  return cases.map((c) => ({
    id: c.id, number: c.number, state: c.state, stage: c.stage, registeredAt: iso(c.registered_at), unitName: c.unit_name, timeZone: c.time_zone, firstWords: (first.find((f) => f.complaint_id === c.id)?.words ?? '').slice(0, 80),
    givenFen: given.filter((g) => g.complaint_id === c.id).reduce((sum, g) => sum + g.total_fen, 0), satisfied: asked.find((a) => a.complaint_id === c.id)?.satisfied ?? null,
  }))
}

const askedOf = (complaints: readonly { readonly satisfied: boolean | null }[]) => {
  const answers = complaints.filter((c) => c.satisfied !== null)
  return { satisfied: answers.filter((c) => c.satisfied).length, answered: answers.length }
}

const YEAR = 365 * 86_400_000

/** One customer on one page: contacts, complaints, promises, compensation so far (B1). */
export const customer = query('customer.read', async (read, actor, { id }: { id: string }, now) => {
  const found = await findCustomer(read, actor.organizationId, id)
  if (!found) throw new Problem(notFound)
  const complaints = await casesWithDetail(read, actor.organizationId, id)
  const numbers = new Map(complaints.map((c) => [c.id, c.number]))
  const given = await givenTo(read, actor.organizationId, id)
  const promises = await promisesOf(read, actor.organizationId, complaints.map((c) => c.id))
  return {
    customer: found, duplicates: await likelyDuplicates(read, actor.organizationId, found), merges: await mergesOf(read, actor, found), marks: await marksOf(read, actor, id, now), complaints, asked: askedOf(complaints),
    promises: promises.map((p) => ({ id: p.id, complaintId: p.complaintId, number: numbers.get(p.complaintId) ?? '', text: p.text, dueAt: p.dueAt, state: p.state })),
    givenFen: given.reduce((sum, g) => sum + g.total_fen, 0), givenThisYearFen: given.filter((g) => now.getTime() - g.at.getTime() < YEAR).reduce((sum, g) => sum + g.total_fen, 0),
  }
}, (input) => ({ type: 'customer', id: input.id, unitId: null }))

/** The bare record after a change. */
export const customerRecord = query('customer.read', async (read, actor, { id }: { id: string }) => {
  const found = await findCustomer(read, actor.organizationId, id)
  if (!found) throw new Problem(notFound)
  return found
})

const counted = (read: Reader, organizationId: string) => read.selectFrom('customer.customer as u').select(SHOWN.map((column) => `u.${column}` as const))
  .select((eb) => eb.selectFrom('complaint.complaint as c').select((e) => e.fn.countAll<number>().as('n')).whereRef('c.organization_id', '=', 'u.organization_id').whereRef('c.customer_id', '=', 'u.id').where('c.state', '!=', 'merged').as('complaints'))
  .where('u.organization_id', '=', organizationId).where('u.merged_into', 'is', null).where('u.stands_for', 'is', null)

export const customers = listing('customer.read', async (read, actor, asked: z.output<typeof contract.customers.input>) => {
  const limit = asked.limit ?? 50
  const before = asked.cursor ? String(readCursor(asked.cursor)[0]) : null
  const question = questionOf(asked.q)
  let rows = counted(read, actor.organizationId).orderBy('u.id', 'desc').limit(sql.lit(limit + 1))
  if (question) rows = rows.where(sql<boolean>`u.id = any (${[...await idsOf(read, 'customer.find_ids', question, before, limit + 1)]}::uuid[])`)
  else if (before) rows = rows.where('u.id', '<', before)
  return pageOf(await rows.execute(), limit, (r) => [r.id], (r) => ({
    ...shown(r), complaints: r.complaints ?? 0,
    ...(question && { found: { name: hitsIn(r.name, question, 'name'), phone: hitsIn(r.phone ?? '', question, 'number'), email: hitsIn(r.email ?? '', question), memberNumber: hitsIn(r.member_number ?? '', question) } }),
  }))
})

const MOST = 5

/** Who is on the line, while the number is typed: exact phone, member number, order number, or the beginning of a name. */
export const recognise = listing('customer.read', async (read, actor, asked: z.output<typeof contract.recognise.input>) => {
  const key = asked.phone ? phoneKey(asked.phone) : null
  const { order, memberNumber, name } = asked
  if (!key && !memberNumber && !order && !(name && name.length >= 2)) return { items: [] }
  const rows = await counted(read, actor.organizationId).where((eb) => eb.or([
    ...(key ? [eb('u.phone_key', '=', key), eb.exists(eb.selectFrom('customer.customer as d').select('d.id').whereRef('d.organization_id', '=', 'u.organization_id').whereRef('d.merged_into', '=', 'u.id').where('d.phone_key', '=', key))] : []), ...(memberNumber ? [eb('u.member_number', '=', memberNumber)] : []), ...(name && name.length >= 2 ? [eb('u.name', 'like', `${likeSafe(name)}%`)] : []),
    ...(order ? [eb.exists(eb.selectFrom('complaint.complaint as x').select('x.id').whereRef('x.organization_id', '=', 'u.organization_id').whereRef('x.customer_id', '=', 'u.id').where('x.order_number', '=', order))] : []),
  ])).limit(MOST).execute()
  const cases = rows.length ? await read.selectFrom('complaint.complaint').select(['customer_id', 'state', 'outcome']).where('organization_id', '=', actor.organizationId).where('customer_id', 'in', rows.map((r) => r.id)).where('state', '!=', 'merged').orderBy('id', 'desc').execute() : []
  return {
    items: rows.map((r) => {
      const own = cases.filter((c) => c.customer_id === r.id)
      return { id: r.id, name: r.name, phone: r.phone, classCode: r.class_code, openComplaints: own.filter((c) => c.state === 'open').length, complaints: own.length, lastOutcome: own.find((c) => c.state === 'closed')?.outcome ?? null, greeting: own.some((c) => c.state === 'closed') }
    }),
  }
})
