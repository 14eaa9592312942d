import type { z } from 'zod'
import { pointUnknown } from '#contract/complaint.ts'
import { type ItemInput, totalTooHigh } from '#contract/remedy.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { sumFen } from '#kernel/money.ts'
import { Problem } from '#kernel/problem.ts'
import { type Needed, needed, oneAbove } from '#modules/authority/rules.ts'
import { pointsOf } from '#modules/complaint/queries/case.ts'
import { codesAbove } from '#modules/identity/queries/places.ts'
import { unitRows } from '#modules/identity/queries/units.ts'
import { findingsOf } from '#modules/investigation/queries.ts'
import { currentPack, withAncestors } from '#modules/packs/queries.ts'
import type { PackBody } from '#modules/packs/shape.ts'
import { totalTooHighAt } from '../rules.ts'
import { inWords } from '../words.ts'
import { type Like, bandFor } from '#modules/precedent/queries.ts'
import { deviates } from '#modules/precedent/rules.ts'
import type { Instant } from '#kernel/time.ts'

type Item = z.output<typeof ItemInput>
interface Case { readonly id: string; readonly customer_id: string; readonly unit_id: string; readonly urgency: string; readonly product: unknown }

/** What this customer was given or offered in the last twelve months, in every unit, beside what this case itself has on offer; fen. */
const cumulativeOf = async (read: Reader, complaint: Pick<Case, 'id' | 'customer_id'>, now: Instant): Promise<number> => {
  const { rows: [row] } = await sql<{ fen: number }>`select remedy.given_to(${complaint.customer_id}::uuid, ${now}::timestamptz - interval '1 year', ${complaint.id}::uuid, ${now}::timestamptz) as fen`.execute(read.raw)
  return row?.fen ?? 0
}

/** What this case was given before, by itself and as what was merged into it; fen. */
const givenIn = async (read: Reader, complaint: Case): Promise<number> => {
  const { rows: [row] } = await sql<{ fen: number }>`select remedy.given_in(${complaint.id}::uuid) as fen`.execute(read.raw)
  return row?.fen ?? 0
}

/** What the table of authority is asked of a case as it stands, but for sums. */
export const standingFacts = async (read: Reader, organizationId: string, complaint: Pick<Case, 'customer_id' | 'unit_id' | 'urgency'>) => {
  const [customer, units] = await Promise.all([read.selectFrom('customer.customer').select('class_code').where('organization_id', '=', organizationId).where('id', '=', complaint.customer_id).executeTakeFirst(), unitRows(read, organizationId)])
  return { urgency: complaint.urgency, customerClass: customer?.class_code ?? '', unit: codesAbove(units, complaint.unit_id) }
}

/** What the table of authority is asked of a case, whatever is proposed: sums are those before it. */
export const factsBefore = async (read: Reader, organizationId: string, complaint: Case, now: Instant) => {
  const [standing, cumulativeFen, caseFen] = await Promise.all([standingFacts(read, organizationId, complaint), cumulativeOf(read, complaint, now), givenIn(read, complaint)])
  return { ...standing, cumulativeFen, caseFen }
}

export interface Weighed { readonly totalFen: number; readonly needed: Needed; readonly facts: Record<string, string | number | string[]>; readonly outsidePrecedent: boolean }

/** The categories under the same parents, and those parents. */
const kinOf = (body: PackBody, points: readonly { readonly above: readonly string[] }[]): string[] => {
  const parents = new Set(points.flatMap((p) => p.above.slice(0, 1)))
  return body.categories.filter((c) => parents.has(c.code) || (c.parent !== null && parents.has(c.parent))).map((c) => c.code)
}

const NO_POINT = { severity: null, liability: null, category: null, above: [] }

/** A case as its precedents are looked for: by all its points, and the range by the most telling of those a remedy is for. */
export const likeOf = async (read: Reader, organizationId: string, complaint: Case, pointIds: readonly string[]): Promise<Like> => {
  const [{ body }, rows, findings, known] = await Promise.all([
    currentPack(read, organizationId), pointsOf(read, organizationId, complaint.id), findingsOf(read, organizationId, complaint.id),
    read.selectFrom('customer.customer').select('class_code').where('organization_id', '=', organizationId).where('id', '=', complaint.customer_id).executeTakeFirst(),
  ])
  const points = rows.map((p) => {
    const [, ...above] = withAncestors(body, p.category_code)
    return { id: p.id, category: p.category_code, above, severity: p.severity, liability: findings.find((f) => f.pointId === p.id && !f.superseded)?.liability ?? null }
  })
  const telling = points.find((p) => p.category && (!pointIds.length || pointIds.includes(p.id))) ?? null
  const product = complaint.product as { readonly name?: string; readonly code?: string } | null
  return {
    complaintId: complaint.id, telling, points: points.length ? points : [NO_POINT], kin: kinOf(body, points), words: rows.map((p) => p.words).join('\n'),
    productCode: product?.code ?? null, productName: product?.name ?? null, customerClass: known?.class_code ?? null,
  }
}

/**
 * Weighs a proposal: what it comes to, who must decide it and why, and whether the case leaves the range of precedents: with what it was given before, since that is what it will
 * be remembered by. `above`: of an exception, the proposer's rank over the
 * unit: it is asked one above that and above whoever would decide it by the rules.
 */
export const weigh = async (read: Reader, organizationId: string, complaint: Case, items: readonly Item[], now: Instant, above: number | null = null): Promise<Weighed> => {
  const pack = await currentPack(read, organizationId)
  const points = await read.selectFrom('complaint.point').select('id').where('organization_id', '=', organizationId).where('complaint_id', '=', complaint.id).execute()
  for (const [i, item] of items.entries()) if (!points.some((p) => p.id === item.pointId)) throw new Problem(pointUnknown, {}, `items/${i}/pointId`)
  const tooHigh = totalTooHighAt(items)
  if (tooHigh !== null) throw new Problem(totalTooHigh, {}, `items/${tooHigh}/amountFen`)
  const totalFen = sumFen(items.map((i) => i.amountFen))
  const before = await factsBefore(read, organizationId, complaint, now)
  const facts = { ...before, kind: [...new Set(items.map((i) => i.kind))], totalFen, cumulativeFen: before.cumulativeFen + totalFen, caseFen: before.caseFen + totalFen }
  const { telling } = await likeOf(read, organizationId, complaint, items.map((i) => i.pointId))
  const { given } = await bandFor(read, complaint.id, telling)
  const ordinary = needed(await pack.policy('authority'), facts, pack.body.positions)
  return { totalFen, facts, needed: above === null ? ordinary : { ...oneAbove(ordinary, above, pack.body.positions), why: inWords('above') }, outsidePrecedent: deviates(facts.caseFen, given) }
}
