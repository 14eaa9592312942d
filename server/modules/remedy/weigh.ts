import type { z } from 'zod'
import { pointUnknown } from '#contract/complaint.ts'
import type { ItemInput } from '#contract/remedy.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { sumFen } from '#kernel/money.ts'
import { Problem } from '#kernel/problem.ts'
import { type Needed, needed } from '#modules/authority/rules.ts'
import { findingsOf } from '#modules/investigation/queries.ts'
import { currentPack, withAncestors } from '#modules/packs/queries.ts'
import { NOTHING_ALIKE, alike } from '#modules/precedent/queries.ts'
import { deviates } from '#modules/precedent/rules.ts'
import type { Instant } from '#kernel/time.ts'

type Item = z.output<typeof ItemInput>
interface Case { readonly id: string; readonly customer_id: string; readonly urgency: string }

/** What this customer was given or offered in the last twelve months, in every unit, beside what this case itself has on offer; fen. */
export const cumulativeOf = async (read: Reader, complaint: Pick<Case, 'id' | 'customer_id'>, now: Instant): Promise<number> => {
  const { rows: [row] } = await sql<{ fen: number }>`select remedy.given_to(${complaint.customer_id}::uuid, ${now}::timestamptz - interval '1 year', ${complaint.id}::uuid) as fen`.execute(read.raw)
  return row?.fen ?? 0
}

export interface Weighed { readonly totalFen: number; readonly needed: Needed; readonly facts: Record<string, string | number | string[]>; readonly outsidePrecedent: boolean }

/** Precedents for the most telling point of a case. */
export const alikeTo = async (read: Reader, organizationId: string, complaintId: string, pointIds: readonly string[]) => {
  const { body } = await currentPack(read, organizationId)
  const points = await read.selectFrom('complaint.point').select(['id', 'category_code', 'severity']).where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).orderBy('no').execute()
  const point = points.find((p) => p.category_code && (!pointIds.length || pointIds.includes(p.id)))
  if (!point?.category_code) return NOTHING_ALIKE
  const finding = (await findingsOf(read, organizationId, complaintId)).find((f) => f.pointId === point.id && !f.superseded)
  const [, ...above] = withAncestors(body, point.category_code)
  return alike(read, organizationId, { category: point.category_code, above, severity: point.severity, liability: finding?.liability ?? null }, complaintId)
}

/** Weighs a proposal: what it comes to, who must decide it and why, and whether it leaves the range of precedents. */
export const weigh = async (read: Reader, organizationId: string, complaint: Case, items: readonly Item[], now: Instant): Promise<Weighed> => {
  const pack = await currentPack(read, organizationId)
  const points = await read.selectFrom('complaint.point').select('id').where('organization_id', '=', organizationId).where('complaint_id', '=', complaint.id).execute()
  for (const [i, item] of items.entries()) if (!points.some((p) => p.id === item.pointId)) throw new Problem(pointUnknown, {}, `items/${i}/pointId`)
  const customer = await read.selectFrom('customer.customer').select('class_code').where('organization_id', '=', organizationId).where('id', '=', complaint.customer_id).executeTakeFirst()
  const totalFen = sumFen(items.map((i) => i.amountFen))
  const cumulativeFen = totalFen + await cumulativeOf(read, complaint, now)
  const facts = { kind: [...new Set(items.map((i) => i.kind))], totalFen, urgency: complaint.urgency, customerClass: customer?.class_code ?? '', cumulativeFen }
  const { same } = await alikeTo(read, organizationId, complaint.id, items.map((i) => i.pointId))
  return { totalFen, facts, needed: needed(await pack.policy('authority'), facts), outsidePrecedent: deviates(totalFen, same.map((c) => c.givenFen)) }
}
