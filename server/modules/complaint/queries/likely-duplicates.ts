import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import type { LikelyDuplicate, likelyDuplicates as contract } from '#contract/links.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import { listing } from '#kernel/query.ts'
import { DAY, type Instant, iso, plusMs } from '#kernel/time.ts'
import { phoneKey } from '#modules/customer/rules.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { type Comparable, likenessOf, told, weightOf } from '../likeness-rules.ts'
import { findComplaint, pointsOf } from './case.ts'
import { judgedWith, whereaboutsOf } from './links.ts'
import { mattersOf } from './matters.ts'

/** Of each kind so many, the newest: enough to find the twin, little enough to compare while somebody types. */
const OF_CUSTOMER = 30
const OF_ORDER = 20
const OF_UNIT = 80
const COMPARED_LETTERS = 2_000
const MOST = 5
const FIRST_WORDS = 120

interface Sought extends Comparable { readonly customerIds: readonly string[]; readonly unitId: string | null; readonly except: string | null; readonly since: Instant; readonly until: Instant }

const lines = (read: Reader, organizationId: string) => read.selectFrom('complaint.complaint as c')
  .innerJoin('customer.customer as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.customer_id'))
  .innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 'c.organization_id').onRef('n.id', '=', 'c.unit_id'))
  .leftJoin('identity.person as o', (j) => j.onRef('o.organization_id', '=', 'c.organization_id').onRef('o.id', '=', 'c.owner_id'))
  .select(['c.id', 'c.number', 'c.state', 'c.stage', 'c.customer_id', sql<string>`coalesce(c.complainant_name, u.name)`.as('customer_name'), 'n.name as unit_name', 'n.time_zone', 'o.name as owner_name', 'c.received_at', 'c.order_number', 'c.lot'])
  .where('c.organization_id', '=', organizationId).where('c.state', '!=', 'merged')
type Line = Awaited<ReturnType<ReturnType<typeof lines>['execute']>>[number]

/** Cases in sight that have something in common with what is sought: few, each found by an index. */
const candidatesOf = async (read: Reader, organizationId: string, s: Sought): Promise<Line[]> => {
  const within = () => lines(read, organizationId).where('c.received_at', '>=', s.since).where('c.received_at', '<=', s.until).orderBy('c.id', 'desc')
  const found = await Promise.all([
    s.customerIds.length ? within().where('c.customer_id', 'in', [...s.customerIds]).limit(OF_CUSTOMER).execute() : [],
    s.order ? within().where('c.order_number', '=', s.order).limit(OF_ORDER).execute() : [],
    s.lot ? within().where('c.lot', '=', s.lot).limit(OF_ORDER).execute() : [],
    s.unitId && s.text ? within().where('c.unit_id', '=', s.unitId).limit(OF_UNIT).execute() : [],
  ])
  return [...new Map(found.flat().filter((line) => line.id !== s.except).map((line) => [line.id, line])).values()]
}

const textsOf = async (read: Reader, organizationId: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const rows = ids.length ? await read.selectFrom('complaint.point').select(['complaint_id', sql<string>`left(words, ${sql.lit(COMPARED_LETTERS)})`.as('words')]).where('organization_id', '=', organizationId).where('complaint_id', 'in', [...ids]).orderBy('no').execute() : []
  const texts = new Map<string, string>()
  for (const r of rows) texts.set(r.complaint_id, `${texts.get(r.complaint_id) ?? ''}${r.words}\n`)
  return texts
}

const weigh = (s: Sought, line: Line, text: string) => {
  const why = likenessOf(s, { customerId: s.customerIds.includes(line.customer_id) ? s.customerId : line.customer_id, name: line.customer_name, order: line.order_number, lot: line.lot, text, receivedAt: line.received_at })
  return { line, text, why, weight: weightOf(why) }
}

const shown = ({ line, text, why }: ReturnType<typeof weigh>): z.input<typeof LikelyDuplicate> => ({
  id: line.id, number: line.number, state: line.state as 'open', stage: line.stage as 'intake', customerName: line.customer_name, unitName: line.unit_name, timeZone: line.time_zone, ownerName: line.owner_name ?? '',
  receivedAt: iso(line.received_at), firstWords: text.slice(0, FIRST_WORDS).trim(), why: told(why), addable: why.customer && line.state === 'open',
})

/** Cases of these customers that the reader may not see: where they are looked after, each place once. */
const elsewhereOf = async (read: Reader, s: Sought, seen: ReadonlySet<string>) => {
  const all = (await mattersOf(read, s.customerIds, s.since, s.except)).filter((m) => m.receivedAt <= s.until && !seen.has(m.complaintId))
  const places = await whereaboutsOf(read, all.map((m) => m.complaintId))
  return [...new Map([...places.values()].map((p) => [`${p.unitName} ${p.ownerName}`, p])).values()].slice(0, MOST)
}

const found = async (read: Reader, actor: Actor, s: Sought, judged: ReadonlySet<string>) => {
  const candidates = await candidatesOf(read, actor.organizationId, s)
  const texts = await textsOf(read, actor.organizationId, candidates.map((c) => c.id))
  const weighed = candidates.filter((c) => !judged.has(c.id)).map((line) => weigh(s, line, texts.get(line.id) ?? '')).filter((w) => w.weight !== null)
  weighed.sort((a, b) => (b.weight ?? 0) - (a.weight ?? 0) || b.line.received_at.getTime() - a.line.received_at.getTime())
  return { items: weighed.slice(0, MOST).map(shown), elsewhere: await elsewhereOf(read, s, new Set([...candidates.map((c) => c.id), ...judged])) }
}

/** Every living record that a phone stands for; none for a number that is not whole yet. */
const customersBy = async (read: Reader, organizationId: string, customerId: string | undefined, phone: string | undefined): Promise<string[]> => {
  const key = phone ? phoneKey(phone) : null
  if (customerId) return [customerId]
  if (!key) return []
  const rows = await read.selectFrom('customer.customer').select(['id', 'merged_into']).where('organization_id', '=', organizationId).where('phone_key', '=', key).limit(5).execute()
  return [...new Set(rows.map((r) => r.merged_into ?? r.id))]
}

/** While a complaint is typed: cases that may be the same one (A11). */
export const likelyDuplicates = listing('complaint.likelyDuplicates', async (read, actor, asked: z.output<typeof contract.input>, now) => {
  const { body } = await currentPack(read, actor.organizationId)
  const customerIds = await customersBy(read, actor.organizationId, asked.customerId, asked.phone)
  const unitId = asked.unitId && (actor.units === 'all' || actor.units.includes(asked.unitId)) ? asked.unitId : null
  return found(read, actor, {
    customerIds, customerId: customerIds[0] ?? null, name: asked.name ?? '', order: asked.order || null, lot: asked.lot || null, text: (asked.text ?? '').slice(0, COMPARED_LETTERS), receivedAt: now, unitId, except: null,
    since: plusMs(now, -body.pack.windows.duplicateDays * DAY), until: plusMs(now, DAY),
  }, new Set())
})

/** The same for a case that is there: from the portal, by mail, out of an import. */
export const duplicatesOf = listing('complaint.likelyDuplicates', async (read, actor, { id }: { id: string }) => {
  const c = await findComplaint(read, actor.organizationId, id)
  if (!c) throw new Problem(notFound)
  if (c.state === 'merged') return { items: [], elsewhere: [] }
  const { body } = await currentPack(read, actor.organizationId)
  const [points, customer, judged] = await Promise.all([pointsOf(read, actor.organizationId, id), read.selectFrom('customer.customer').select('name').where('organization_id', '=', actor.organizationId).where('id', '=', c.customer_id).executeTakeFirst(), judgedWith(read, actor.organizationId, id)])
  const days = body.pack.windows.duplicateDays * DAY
  return found(read, actor, {
    customerIds: [c.customer_id], customerId: c.customer_id, name: c.complainant_name ?? customer?.name ?? '', order: c.order_number, lot: c.lot, text: points.map((p) => p.words.slice(0, COMPARED_LETTERS)).join('\n'), receivedAt: c.received_at, unitId: c.unit_id, except: id,
    since: plusMs(c.received_at, -days), until: plusMs(c.received_at, days),
  }, judged)
})
