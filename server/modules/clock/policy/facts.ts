import type { Reader } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import { matterOf } from '#modules/packs/queries.ts'
import type { PackBody } from '#modules/packs/shape.ts'
import type { CaseFacts } from '../rules.ts'

export interface OfCase { readonly id: string; readonly customer_id: string; readonly urgency: string; readonly channel: string; readonly presence: string | null; readonly nature: string }

/** What the table of clocks may ask of cases that are there already. */
export const factsOf = async (read: Reader, organizationId: string, body: PackBody, cases: readonly OfCase[]): Promise<(c: OfCase) => CaseFacts> => {
  if (!cases.length) return () => { throw new Error('no such case was read') }
  const [points, customers] = await Promise.all([
    read.selectFrom('complaint.point').select(['complaint_id', 'category_code']).where('organization_id', '=', organizationId).where('complaint_id', 'in', cases.map((c) => c.id)).execute(),
    read.selectFrom('customer.customer').select(['id', 'class_code']).where('organization_id', '=', organizationId).where('id', 'in', [...new Set(cases.map((c) => c.customer_id))]).execute(),
  ])
  const [pointsOf, classOf] = [groupBy(points, (point) => point.complaint_id), new Map(customers.map((customer) => [customer.id, customer.class_code]))]
  return ({ id, customer_id, urgency, channel, presence, nature }) => ({ urgency, channel, presence, nature, customerClass: classOf.get(customer_id) ?? null, ...matterOf(body, (pointsOf.get(id) ?? []).map((point) => point.category_code)) })
}
