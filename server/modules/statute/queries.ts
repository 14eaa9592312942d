import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import type { Refusal } from '#contract/endpoint.ts'
import type { ItemInput } from '#contract/remedy.ts'
import type { KnownOfLaw } from '#contract/statute-open.ts'
import type { Shortfall } from '#contract/statute-law.ts'
import type * as contract from '#contract/statute.ts'
import { StatuteGiven } from '#contract/statute-pack.ts'
import type { Facts } from '#contract/table-shape.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import { refusalWords } from '#kernel/problem-reply.ts'
import { listing, query } from '#kernel/query.ts'
import { type Instant, iso, isoOrNull } from '#kernel/time.ts'
import { postsOf } from '#modules/authority/queries.ts'
import { type Posts, whyNotByRank } from '#modules/authority/rules.ts'
import { findComplaint } from '#modules/complaint/queries/case.ts'
import { whyNotOpen } from '#modules/complaint/rules.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { tableAt } from '#modules/packs/queries.ts'
import { heldOn, takesBack } from './held.ts'
import { type PointKnown, knownOfCases } from './facts.ts'
import { type ExemptionRow, type Law, exemptionRows, lawOf } from './law.ts'
import { shortfalls } from './rules/shortfalls.ts'
import { whyNotDecide } from './standing.ts'

export { type Law, type PointKnown, knownOfCases, lawOf }

type Item = z.output<typeof ItemInput>
const plain = ({ points }: Law) => points.map(({ pointId, no, rules }) => ({ pointId, no, rules: rules.map(({ row: _row, ...one }) => ({ ...one, exemption: null })) }))

export const shortOfLaw = (law: Law, items: readonly Pick<Item, 'kind' | 'amountFen' | 'pointId'>[]): Shortfall[] => shortfalls(plain(law), items)

/** What is kept with a proposal, so that it can be asked again. */
export const keptOf = (law: Law) => ({ version: law.version, points: law.points.map(({ pointId, no, facts, answered, where, rules }) => ({ pointId, no, facts, answered, where, rules: rules.filter((one) => one.standing === 'applies').map((one) => ({ rule: one.rule, minFen: one.minFen, exempt: !one.binds })) })) })

/** Facts of law that were found on a point, for other tables that ask them. */
export const foundOf = ({ facts, answered }: KnownOfLaw): Facts => Object.fromEntries(Object.entries(facts).filter(([name]) => answered.includes(name)))

const say = (refusal: Refusal | null, locale: Actor['locale']) => (refusal ? refusalWords(refusal, locale) : null)

const shownExemption = (actor: Actor, posts: Posts, names: Awaited<ReturnType<typeof namesOf>>, r: ExemptionRow, c: { readonly unit_id: string; readonly accused: readonly string[] | null }, now: Instant): contract.Exemption => ({
  id: r.id, complaintId: r.complaint_id, pointId: r.point_id, rule: r.rule_id, reason: r.reason, state: r.state as contract.Exemption['state'], positionCode: r.position_code, version: r.version, askedBy: names(r.asked_by) ?? { id: r.asked_by, name: '' }, askedAt: iso(r.asked_at),
  decidedBy: names(r.decided_by), decidedAt: isoOrNull(r.decided_at), comment: r.comment,
  whyNot: say(whyNotByRank(posts, { unitId: c.unit_id, neededRank: r.needed_rank, proposedBy: r.asked_by, about: c.accused ?? [] }, now) ?? whyNotDecide(r), actor.locale),
})

const shownWhere = (law: Law, { jurisdiction, day, dayOf }: Law['where']) => ({ jurisdiction, lawKnown: law.knowsLawOf(jurisdiction), day, dayOf })

export const caseStatute = query('statute.read', async (read, actor, { complaintId }: { complaintId: string }, now): Promise<contract.CaseStatute> => {
  const { organizationId, locale } = actor
  const c = await findComplaint(read, organizationId, complaintId)
  if (!c) throw new Problem(notFound)
  const law = await lawOf(read, organizationId, c)
  const mayTake = await takesBack(read, actor, c.unit_id, law)
  const rows = law.points.flatMap(({ rules }) => rules.flatMap(({ row }) => (row ? [row] : [])))
  const [names, posts] = await Promise.all([namesOf(read, organizationId, rows.flatMap((r) => [r.asked_by, r.decided_by])), postsOf(read, organizationId, actor.id)])
  const closed = say(whyNotOpen(c), locale)
  return {
    version: law.version, ...shownWhere(law, law.where),
    points: law.points.map(({ rules, ...point }) => ({
      pointId: point.pointId, no: point.no, ...shownWhere(law, point.where), facts: point.facts, answered: [...point.answered], settled: point.settled, classified: point.classified, held: heldOn({ rules, ...point }, mayTake),
      rules: rules.map(({ row, hangsOn: _, ...one }) => ({ ...one, exemption: row && shownExemption(actor, posts, names, row, c, now) })),
    })),
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
