import type { z } from 'zod'
import type { FoundCase } from '#contract/containment.ts'
import type * as contract from '#contract/containment.ts'
import { notFound } from '#contract/common.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import { listing } from '#kernel/query.ts'
import { iso } from '#kernel/time.ts'
import { keyOf } from '../keys.ts'

const MOST = 500

const cases = (read: Reader, organizationId: string) => read.selectFrom('complaint.complaint as c')
  .innerJoin('customer.customer as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.customer_id'))
  .innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 'c.organization_id').onRef('n.id', '=', 'c.unit_id'))
  .select(['c.id', 'c.number', 'c.unit_id', 'c.customer_id', 'c.lot', 'c.order_number', 'c.received_at', 'c.identity', sql<string | null>`c.product ->> 'name'`.as('product'), sql<string | null>`c.product ->> 'code'`.as('code'), sql<string>`coalesce(c.complainant_name, u.name)`.as('customer_name'), sql<string | null>`coalesce(c.complainant_phone, case when c.complainant_name is null then u.phone end)`.as('customer_phone'), 'n.name as unit_name'])
  .where('c.organization_id', '=', organizationId).where('c.state', '<>', 'merged')

const spellings = (text: string) => [...new Set([text, text.trim(), text.trim().toUpperCase(), text.trim().toLowerCase()])]

/** Cases in sight that name a text as their lot or order, by their indexes, and those that name it as their product. */
const naming = async (read: Reader, organizationId: string, text: string | null | undefined): Promise<string[]> => {
  if (!text?.trim()) return []
  const ids = () => read.selectFrom('complaint.complaint as c').select('c.id').where('c.organization_id', '=', organizationId).orderBy('c.id', 'desc').limit(MOST)
  const found = await Promise.all([
    ids().where('c.lot', 'in', spellings(text)).execute(), ids().where('c.order_number', 'in', spellings(text)).execute(),
    ids().where(sql<boolean>`lower(${text.trim()}) in (lower(btrim(coalesce(c.product ->> 'name', ''))), lower(btrim(coalesce(c.product ->> 'code', ''))))`).execute(),
  ])
  return found.flat().map((r) => r.id)
}

/** Who complained of it, orders that were given with complaints: in sight, the latest first. */
export const alsoAffected = listing('containment.read', async (read, actor, { id, q }: z.output<typeof contract.alsoAffected.input>) => {
  const hold = await read.selectFrom('containment.hold').selectAll().where('organization_id', '=', actor.organizationId).where('id', '=', id).executeTakeFirst()
  if (!hold) throw new Problem(notFound)
  const asked = keyOf(q)
  const ids = [...new Set((await Promise.all([hold.lot, hold.product, q].map((text) => naming(read, actor.organizationId, text)))).flat())]
  const rows = ids.length ? await cases(read, actor.organizationId).where('c.id', 'in', ids).orderBy('c.id', 'desc').limit(MOST).execute() : []
  const there = rows.length ? await read.selectFrom('containment.recipient').select('complaint_id').where('organization_id', '=', actor.organizationId).where('hold_id', '=', id).where('complaint_id', 'in', rows.map((r) => r.id)).execute() : []
  const added = new Set(there.map((r) => r.complaint_id))
  const is = (key: string | null, ...values: readonly (string | null)[]) => key !== null && values.some((value) => keyOf(value) === key)
  const items = rows.map((r): FoundCase => ({
    complaintId: r.id, number: r.number, customerName: r.customer_name, unitName: r.unit_name, product: r.product, lot: r.lot, order: r.order_number, receivedAt: iso(r.received_at), added: added.has(r.id),
    same: [...(is(hold.lot_key, r.lot) ? ['lot' as const] : []), ...(is(hold.product_key, r.product, r.code) ? ['product' as const] : []), ...(is(asked, r.lot, r.order_number, r.product, r.code) ? ['asked' as const] : [])],
  }))
  return { items: items.filter((one) => one.same.length > 0), next: null }
})

/** Customers of cases in sight. Telephone and order are given where nothing speaks against knowing who complains: an order stands under their name elsewhere. */
export const customersOf = async (read: Reader, { organizationId }: Pick<Actor, 'organizationId'>, complaintIds: readonly string[]) =>
  (complaintIds.length ? await cases(read, organizationId).where('c.id', 'in', [...complaintIds]).execute() : [])
    .map((r) => ({ name: r.customer_name, phone: r.identity === 'open' ? r.customer_phone : null, order: r.identity === 'open' ? r.order_number : null, quantity: null, complaintId: r.id, customerId: r.customer_id, unitId: r.unit_id }))
