import { Severity } from '#contract/packs.ts'
import type { Facts } from '#contract/table-shape.ts'
import type { Reader } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import { codesAbove } from '#modules/identity/queries/places.ts'
import { unitRows } from '#modules/identity/queries/units.ts'
import { currentPack, matterOf } from '#modules/packs/queries.ts'
import { productWords } from '../searched.ts'

export interface OfCase {
  readonly id: string; readonly unit_id: string; readonly customer_id: string; readonly urgency: string; readonly channel: string; readonly presence: string | null; readonly nature: string; readonly outcome: string | null
  readonly settled_fen: number | null; readonly claim_fen: number | null; readonly recurring: boolean; readonly same_matter: boolean; readonly so_far: string | null; readonly product: unknown; readonly order_info: unknown
}

/** The columns of a case that tables of rules may ask about. */
export const ASKED = ['id', 'unit_id', 'customer_id', 'urgency', 'channel', 'presence', 'nature', 'outcome', 'settled_fen', 'claim_fen', 'recurring', 'same_matter', 'so_far', 'product', 'order_info'] as const

const worst = (severities: readonly (string | null)[]): string => Severity.options.findLast((one) => severities.includes(one)) ?? ''

const pointsOf = (read: Reader, organizationId: string, ids: readonly string[]) =>
  read.selectFrom('complaint.point').select(['complaint_id', 'words', 'wants', 'category_code', 'severity', 'service_fault']).where('organization_id', '=', organizationId).where('complaint_id', 'in', [...ids]).orderBy('no').execute()
type Point = Awaited<ReturnType<typeof pointsOf>>[number]

/** What a case says in words. */
export const saidIn = (soFar: string | null, points: readonly Pick<Point, 'words' | 'wants'>[]) => ({ text: [...points.map((p) => p.words), soFar ?? ''].join('\n'), wants: points.map((p) => p.wants ?? '').join('\n') })

const ofRow = (c: OfCase) => {
  const product = c.product as { name?: string; code?: string; priceFen?: number } | null
  const order = c.order_info as { amountFen?: number } | null
  return {
    urgency: c.urgency, channel: c.channel, presence: c.presence ?? '', nature: c.nature, outcome: c.outcome ?? '', settledFen: c.settled_fen ?? 0, amountFen: c.claim_fen ?? 0, repeat: c.recurring, sameMatter: c.same_matter,
    product: productWords(product), priceFen: product?.priceFen ?? order?.amountFen ?? 0,
  }
}

/** Everything that tables of rules may ask of cases as they are seen now: what of it one asks, it takes. With a constant number of questions, however many cases. */
export const factsOfCases = async (read: Reader, organizationId: string, cases: readonly OfCase[]): Promise<(c: OfCase) => Facts> => {
  const ids = cases.map((c) => c.id)
  const [{ body }, units, points, customers] = ids.length ? await Promise.all([
    currentPack(read, organizationId), unitRows(read, organizationId), pointsOf(read, organizationId, ids),
    read.selectFrom('customer.customer').select(['id', 'class_code']).where('organization_id', '=', organizationId).where('id', 'in', [...new Set(cases.map((c) => c.customer_id))]).execute(),
  ]) : [await currentPack(read, organizationId), [], [], []]
  const [byCase, classOf] = [groupBy(points, (point) => point.complaint_id), new Map(customers.map((customer) => [customer.id, customer.class_code]))]
  return (c) => {
    const own = byCase.get(c.id) ?? []
    return {
      ...ofRow(c), ...saidIn(c.so_far, own), ...matterOf(body, own.map((p) => p.category_code)), customerClass: classOf.get(c.customer_id) ?? '', unit: codesAbove(units, c.unit_id),
      severity: worst(own.map((p) => p.severity)), fault: [...new Set(own.flatMap((p) => p.service_fault ?? []))],
    }
  }
}
