import { isDeepStrictEqual } from 'node:util'
import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import type { Refusal } from '#contract/endpoint.ts'
import type { ItemInput } from '#contract/remedy.ts'
import type { Shortfall } from '#contract/statute-law.ts'
import type * as contract from '#contract/statute.ts'
import { StatuteGiven } from '#contract/statute-pack.ts'
import type { Facts } from '#contract/table-shape.ts'
import type { Actor } from '#kernel/actor.ts'
import { localDay } from '#kernel/calendar.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import { refusalWords } from '#kernel/problem-reply.ts'
import { listing, query } from '#kernel/query.ts'
import { type Instant, iso, isoOrNull } from '#kernel/time.ts'
import { postsOf } from '#modules/authority/queries.ts'
import { type Posts, whyNotByRank } from '#modules/authority/rules.ts'
import { findComplaint, pointsOf } from '#modules/complaint/queries/case.ts'
import { whyNotOpen } from '#modules/complaint/rules.ts'
import { factsOn, standingOf } from '#modules/expert/queries/basis.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { codesAbove } from '#modules/identity/queries/places.ts'
import { unitRows } from '#modules/identity/queries/units.ts'
import { currentPack, tableAt, withAncestors } from '#modules/packs/queries.ts'
import { lawFor, shortfalls } from './rules.ts'
import { whyNotDecide } from './standing.ts'

interface OfCase { readonly id: string; readonly unit_id: string; readonly product: unknown; readonly order_info: unknown; readonly received_at: Instant }

const exemptionRows = (read: Reader, organizationId: string) => read.selectFrom('statute.exemption').selectAll().where('organization_id', '=', organizationId)
type ExemptionRow = Awaited<ReturnType<ReturnType<typeof exemptionRows>['execute']>>[number]

const answersOf = async (read: Reader, organizationId: string, pointIds: readonly string[]): Promise<Map<string, Facts>> => {
  const rows = pointIds.length ? await read.selectFrom('statute.answer').select(['point_id', 'facts']).where('organization_id', '=', organizationId).where('point_id', 'in', [...pointIds]).where('superseded_at', 'is', null).execute() : []
  return new Map(rows.map((row) => [row.point_id, row.facts as Facts]))
}

const liabilityOf = async (read: Reader, organizationId: string, complaintId: string): Promise<Map<string, string>> => {
  const rows = await read.selectFrom('investigation.finding').select(['point_id', 'liability']).where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).where('superseded_at', 'is', null).orderBy('id').execute()
  return new Map(rows.map((row) => [row.point_id, row.liability]))
}

const paid = (c: OfCase): number => (c.product as { priceFen?: number } | null)?.priceFen ?? (c.order_info as { amountFen?: number } | null)?.amountFen ?? 0

/** What a rule of law may ask of each point: what stands in the case, and what was found for it. */
const factsOfPoints = async (read: Reader, organizationId: string, c: OfCase) => {
  const [{ body }, points, liability, units, standing] = await Promise.all([currentPack(read, organizationId), pointsOf(read, organizationId, c.id), liabilityOf(read, organizationId, c.id), unitRows(read, organizationId), standingOf(read, organizationId, c.id)])
  const answers = await answersOf(read, organizationId, points.map(({ id }) => id))
  const price = paid(c)
  const unit = codesAbove(units, c.unit_id)
  const zone = units.find(({ id }) => id === c.unit_id)?.time_zone ?? 'UTC'
  return {
    day: localDay(zone, c.received_at),
    points: points.map((p) => {
      // What an expert found, and decisions rest on, is not answered otherwise.
      const settled = factsOn(standing, p.id)
      const answered = { ...answers.get(p.id), ...settled }
      const found = liability.get(p.id)
      const category = withAncestors(body, p.category_code)
      return { point: p, answered, settled: Object.keys(settled), facts: { unit, ...(category.length > 0 && { category }), ...(p.matter && { matter: p.matter }), ...(found && { liability: found }), ...(price > 0 && { priceFen: price }), ...answered } as Facts }
    }),
  }
}

/** What the law gives at least for each point; `now`: what binds is no matter of the clock. */
export const lawOf = async (read: Reader, organizationId: string, c: OfCase) => {
  const { policy } = await currentPack(read, organizationId)
  const [table, { day, points }] = await Promise.all([policy('statute'), factsOfPoints(read, organizationId, c)])
  const ids = points.map(({ point }) => point.id)
  const standing = ids.length ? await exemptionRows(read, organizationId).where('point_id', 'in', ids).where('state', 'in', ['asked', 'approved', 'returned']).orderBy('id').execute() : []
  return {
    version: table.version,
    points: points.map(({ point, answered, settled, facts }) => ({
      pointId: point.id, no: point.no, facts, answered: Object.keys(answered), settled,
      rules: lawFor(table, facts, day).map((one) => {
        const row = standing.findLast((each) => each.point_id === point.id && each.rule_id === one.rule) ?? null
        return { ...one, binds: one.standing === 'applies' && !(row?.state === 'approved' && isDeepStrictEqual(row.facts, facts)), row }
      }),
    })),
  }
}
export type Law = Awaited<ReturnType<typeof lawOf>>

type Item = z.output<typeof ItemInput>
const plain = ({ points }: Law) => points.map(({ pointId, no, rules }) => ({ pointId, no, rules: rules.map(({ row: _row, ...one }) => ({ ...one, exemption: null })) }))

export const shortOfLaw = (law: Law, items: readonly Pick<Item, 'kind' | 'amountFen' | 'pointId'>[]): Shortfall[] => shortfalls(plain(law), items)

/** What is kept with a proposal, so that it can be asked again. */
export const keptOf = (law: Law) => ({ version: law.version, points: law.points.map(({ pointId, no, facts, rules }) => ({ pointId, no, facts, rules: rules.filter((one) => one.standing === 'applies').map((one) => ({ rule: one.rule, minFen: one.minFen, exempt: !one.binds })) })) })

/** Facts of law that were found on a point, for other tables that ask them. */
export const foundOn = (law: Law, pointId: string): Facts => {
  const point = law.points.find((one) => one.pointId === pointId)
  return Object.fromEntries(Object.entries(point?.facts ?? {}).filter(([name]) => point?.answered.includes(name)))
}

const say = (refusal: Refusal | null, locale: Actor['locale']) => (refusal ? refusalWords(refusal, locale) : null)

const shownExemption = (actor: Actor, posts: Posts, names: Awaited<ReturnType<typeof namesOf>>, r: ExemptionRow, c: { readonly unit_id: string; readonly accused: readonly string[] | null }, now: Instant): contract.Exemption => ({
  id: r.id, complaintId: r.complaint_id, pointId: r.point_id, rule: r.rule_id, reason: r.reason, state: r.state as contract.Exemption['state'], positionCode: r.position_code, version: r.version, askedBy: names(r.asked_by) ?? { id: r.asked_by, name: '' }, askedAt: iso(r.asked_at),
  decidedBy: names(r.decided_by), decidedAt: isoOrNull(r.decided_at), comment: r.comment,
  whyNot: say(whyNotByRank(posts, { unitId: c.unit_id, neededRank: r.needed_rank, proposedBy: r.asked_by, about: c.accused ?? [] }, now) ?? whyNotDecide(r), actor.locale),
})

export const caseStatute = query('statute.read', async (read, actor, { complaintId }: { complaintId: string }, now): Promise<contract.CaseStatute> => {
  const { organizationId, locale } = actor
  const c = await findComplaint(read, organizationId, complaintId)
  if (!c) throw new Problem(notFound)
  const law = await lawOf(read, organizationId, c)
  const rows = law.points.flatMap(({ rules }) => rules.flatMap(({ row }) => (row ? [row] : [])))
  const [names, posts] = await Promise.all([namesOf(read, organizationId, rows.flatMap((r) => [r.asked_by, r.decided_by])), postsOf(read, organizationId, actor.id)])
  const closed = say(whyNotOpen(c), locale)
  return {
    version: law.version,
    points: law.points.map(({ rules, ...point }) => ({ ...point, rules: rules.map(({ row, ...one }) => ({ ...one, exemption: row && shownExemption(actor, posts, names, row, c, now) })) })),
    may: { answerFacts: closed, exempt: closed },
  }
}, ({ complaintId }) => ({ type: 'complaint', id: complaintId, unitId: null }))

const NO_WORDS = { 'zh-CN': '', 'zh-Hant': '', en: '' }

/** The rule as the version says in which it was disputed. */
const ruleOf = async (read: Reader, organizationId: string, r: ExemptionRow, packVersion: string) => {
  const rule = (await tableAt(read, organizationId, 'statute', r.table_version, packVersion))?.rules.find(({ id }) => id === r.rule_id)
  const given = rule && StatuteGiven.safeParse(rule.gives)
  return given?.success ? { text: given.data.text, basis: given.data.basis } : { text: NO_WORDS, basis: NO_WORDS }
}

/** Who holds that a rule of law does not apply: what the reader may decide, oldest first. */
export const exemptions = listing('statute.read', async (read, actor, _input: Record<string, never>, now) => {
  const { organizationId } = actor
  const rows = await read.selectFrom('statute.exemption as e')
    .innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'e.organization_id').onRef('c.id', '=', 'e.complaint_id'))
    .innerJoin('complaint.point as p', (j) => j.onRef('p.organization_id', '=', 'e.organization_id').onRef('p.id', '=', 'e.point_id'))
    .innerJoin('customer.customer as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.customer_id'))
    .innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 'c.organization_id').onRef('n.id', '=', 'c.unit_id'))
    .selectAll('e').select(['c.number', 'c.unit_id', 'c.accused', 'c.urgency', 'c.pack_version', sql<string>`coalesce(c.complainant_name, u.name)`.as('customer_name'), 'n.name as unit_name', 'n.time_zone', 'p.words'])
    .where('e.organization_id', '=', organizationId).where('e.state', '=', 'asked').where('c.state', '=', 'open').orderBy('e.id').limit(200).execute()
  const [names, posts] = await Promise.all([namesOf(read, organizationId, rows.map((r) => r.asked_by)), postsOf(read, organizationId, actor.id)])
  const shown = rows.map((r) => ({ r, one: shownExemption(actor, posts, names, r, r, now) })).filter(({ r, one }) => one.whyNot === null || r.asked_by === actor.id)
  return { items: await Promise.all(shown.map(async ({ r, one }) => ({ ...one, number: r.number, customerName: r.customer_name, unitName: r.unit_name, timeZone: r.time_zone, urgency: r.urgency, pointText: r.words, ...await ruleOf(read, organizationId, r, r.pack_version) }))), next: null }
})

export const exemption = query('statute.read', async (read, actor, { id }: { id: string }, now) => {
  const row = await exemptionRows(read, actor.organizationId).where('id', '=', id).executeTakeFirst()
  const c = row && await findComplaint(read, actor.organizationId, row.complaint_id)
  if (!c) throw new Problem(notFound)
  return shownExemption(actor, await postsOf(read, actor.organizationId, actor.id), await namesOf(read, actor.organizationId, [row.asked_by, row.decided_by]), row, c, now)
})
