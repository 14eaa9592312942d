import type { Words } from '#contract/common.ts'
import type { ExpertFinding } from '#contract/expert-pack.ts'
import { opinionUnderWay } from '#contract/expert.ts'
import { openOpinions } from '#contract/identity.ts'
import { opinionHere } from '#contract/links.ts'
import type { Facts } from '#contract/table-shape.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { gates, guard } from '#kernel/guard.ts'
import { pointsOf } from '#modules/complaint/queries/case.ts'
import { currentPack, withAncestors } from '#modules/packs/queries.ts'
import { borneBy } from '../rules.ts'

/** What decisions on a point rest on. */
export interface Standing { readonly pointId: string; readonly code: string; readonly opinionId: string; readonly number: string; readonly finding: ExpertFinding; readonly liability: string; readonly facts: Readonly<Record<string, boolean>>; readonly why: string | null }

/** The answers of a case that decisions rest on now, in the order in which they were chosen. */
export const standingOf = (read: Reader, organizationId: string, complaintId: string): Promise<Standing[]> => standingIn(read, organizationId, [complaintId])

/** The same of many cases, asked at once. */
export const standingIn = async (read: Reader, organizationId: string, complaintIds: readonly string[]): Promise<Standing[]> => {
  const rows = await read.selectFrom('expert.basis as b').innerJoin('expert.opinion as o', (j) => j.onRef('o.organization_id', '=', 'b.organization_id').onRef('o.id', '=', 'b.opinion_id'))
    .select(['b.point_id', 'b.code', 'b.opinion_id', 'b.finding', 'b.liability', 'b.facts', 'b.why', 'o.number']).where('b.organization_id', '=', organizationId).where('b.complaint_id', 'in', [...complaintIds]).where('b.superseded_at', 'is', null).orderBy('b.id').execute()
  return rows.map((r) => ({ pointId: r.point_id, code: r.code, opinionId: r.opinion_id, number: r.number, finding: r.finding as ExpertFinding, liability: r.liability, facts: r.facts as Record<string, boolean>, why: r.why }))
}

/** Facts of law that opinions found on a point. Where one of several found it to be so, it is so. */
export const factsOn = (standing: readonly Standing[], pointId: string): Facts => {
  const facts: Record<string, boolean> = {}
  for (const one of standing) if (one.pointId === pointId) for (const [name, value] of Object.entries(one.facts)) facts[name] = facts[name] === true || value
  return facts
}

/** What was found on a point, as tables ask for it. */
export const findingsOn = (standing: readonly Standing[], pointId: string): ExpertFinding[] => [...new Set(standing.filter((one) => one.pointId === pointId).map((one) => one.finding))]

export interface Wanting { readonly pointId: string; readonly no: number; readonly code: string; readonly label: Words }

/** Points on which nothing is decided before an expert has answered, by the rule of the pack, and nobody has. */
export const wantingOf = async (read: Reader, organizationId: string, complaintId: string): Promise<Wanting[]> => {
  const { body } = await currentPack(read, organizationId)
  const needed = body.expertise.filter((one) => one.needed)
  if (!needed.length) return []
  const [points, standing] = await Promise.all([pointsOf(read, organizationId, complaintId), standingOf(read, organizationId, complaintId)])
  return points.flatMap((p) => {
    const categories = withAncestors(body, p.category_code)
    return needed.filter((one) => one.categories.some((code) => categories.includes(code)) && !standing.some((s) => s.pointId === p.id && s.code === one.code)).map((one) => ({ pointId: p.id, no: p.no, code: one.code, label: one.label }))
  })
}

/** Whose the fee of an opinion is, as far as decisions rest on its questions, by whichever expert. */
export const bearerOf = (opinion: { readonly fee_rule: string }, questions: readonly { readonly point_id: string; readonly code: string }[], standing: readonly Standing[]) =>
  borneBy(opinion.fee_rule, standing.filter((s) => questions.some((q) => q.point_id === s.pointId && q.code === s.code)).map((s) => s.liability))

/** What the customer paid for opinions that the firm bears; fen. */
export const owedFor = async (read: Reader, organizationId: string, complaintId: string): Promise<number> => {
  const paid = await read.selectFrom('expert.opinion').select(['id', 'fee_fen', 'fee_rule']).where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).where('state', '=', 'reported').where('paid_by', '=', 'customer').where('fee_fen', '>', 0).execute()
  if (!paid.length) return 0
  const [questions, standing] = await Promise.all([read.selectFrom('expert.question').select(['opinion_id', 'point_id', 'code']).where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).execute(), standingOf(read, organizationId, complaintId)])
  return paid.filter((one) => bearerOf(one, questions.filter((q) => q.opinion_id === one.id), standing) === 'firm').reduce((sum, one) => sum + one.fee_fen, 0)
}

/** An expert who is at it keeps the case open; a case with opinions goes on, and others into it; a colleague who was asked answers, or hands it back, before they leave. */
export const guards = [
  guard('complaint.close', async (db, complaintId) => {
    const asked = await db.selectFrom('expert.opinion').select('id').where('complaint_id', '=', complaintId).where('state', '=', 'asked').limit(1).executeTakeFirst()
    return gates({ opinions: asked ? opinionUnderWay : null }).map((gate) => ({ ...gate, always: true as const }))
  }),
  guard('merging.merge', async (db, complaintId) => {
    const there = await db.selectFrom('expert.opinion').select('id').where('complaint_id', '=', complaintId).where('state', '<>', 'withdrawn').limit(1).executeTakeFirst()
    return gates({ opinions: there ? opinionHere : null })
  }),
  guard('identity.retirePerson', async (db, personId) => {
    const { rows: [left] } = await sql<{ open: number; number: string }>`select * from expert.open_with(${personId}::uuid)`.execute(db)
    return left?.open ? [{ name: 'openOpinions', refusal: openOpinions, params: { count: left.open, number: left.number } }] : []
  }),
]
