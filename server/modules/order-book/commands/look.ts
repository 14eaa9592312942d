import { type Asked, type By, type Hit, lookupGone } from '#contract/order-book.ts'
import { OF_CASE, fitOf } from '#contract/order-fit.ts'
import { command } from '#kernel/command.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { iso } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { type LockedComplaint, lockOpen, subjectOf, touch } from '#modules/complaint/commands/lock.ts'
import { searchAnew } from '#modules/complaint/commands/search-anew.ts'
import { OrderTaken, OrdersLookedUp } from '../events.ts'
import { unnamedIf } from '../queries/look.ts'
import { isKept, isOfPerson } from '../rules.ts'

interface Looked { readonly by: By; readonly value: string; readonly complaintId?: string | null | undefined; readonly found: readonly Hit[]; readonly asked: readonly Asked[] }

const houseOf = (tx: Tx) => ({ type: 'organization', id: tx.actor.organizationId, unitId: null })

const caseOf = async (tx: Tx, id: string | null | undefined) => (id ? tx.db.selectFrom('complaint.complaint').select(['id', 'unit_id', 'confidential', 'accused']).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).executeTakeFirst() : undefined)

/** Keeps what was found, and that it was asked: it tells what people bought. */
export const noteLookup = command('complaint.lookUpOrder', async (tx, { by, value, complaintId, found, asked }: Looked) => {
  const id = newId()
  // What tells who bought it stands in the records of the house, not in the story of a case that may be kept from its readers.
  const about = isOfPerson(by) ? undefined : await caseOf(tx, complaintId)
  await tx.db.insertInto('order_book.lookup').values({ organization_id: tx.actor.organizationId, id, complaint_id: complaintId ?? null, asks: by, value, found: JSON.stringify(found), asked_by: tx.actor.id, asked_at: tx.now }).execute()
  await tx.record(OrdersLookedUp, { subject: about ? subjectOf(about) : houseOf(tx), payload: { by, found: found.length, down: asked.some(({ outcome }) => outcome === 'down'), complaintId: complaintId ?? null }, reason: value })
  return { id, at: iso(tx.now), found: [...found], asked: [...asked] }
})

interface Product { readonly name?: string; readonly code?: string; readonly lot?: string }
interface Order { readonly number?: string; readonly boughtOn?: string | null; readonly amountFen?: number | null }

/** What is empty is filled; what says something stays. @returns which parts. */
const fill = async (tx: Tx, complaint: LockedComplaint, order: Hit['order']): Promise<string[]> => {
  const product = (complaint.product ?? {}) as Product
  const known = (complaint.order_info ?? {}) as Order
  const empty = fitOf({ orderNumber: known.number, boughtOn: known.boughtOn, amountFen: known.amountFen, productName: product.name, productCode: product.code, lot: product.lot }, order).filter(({ part, fits }) => fits === 'empty' && OF_CASE.includes(part))
  const there: ReadonlyMap<string, string | number> = new Map(empty.map(({ part, there: value }) => [part, value]))
  const given = (part: typeof OF_CASE[number], name: string) => (there.has(part) ? { [name]: there.get(part) } : {})
  if (!there.size) return []
  await touch(tx, complaint, {
    ...given('orderNumber', 'order_number'), ...given('lot', 'lot'),
    product: JSON.stringify({ ...product, ...given('productName', 'name'), ...given('productCode', 'code'), ...given('lot', 'lot') }),
    order_info: JSON.stringify({ ...known, ...given('orderNumber', 'number'), ...given('boughtOn', 'boughtOn'), ...given('amountFen', 'amountFen') }),
  })
  await searchAnew(tx, complaint)
  return [...there.keys()]
}

/** Lookups are taken over by who made them: of one for a case, only into that. */
const lookupFor = async (tx: Tx, lookupId: string, complaintId: string) => {
  const lookup = await tx.db.selectFrom('order_book.lookup').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', lookupId).executeTakeFirst()
  if (!lookup || lookup.asked_by !== tx.actor.id || (lookup.complaint_id !== null && lookup.complaint_id !== complaintId)) throw new Problem(lookupGone)
  return lookup
}

/** What was found goes into the case, as it was said then. */
export const takeOrder = command('complaint.takeOrder', async (tx, { complaintId, lookupId, at, fill: fills = true }: { complaintId: string; lookupId: string; at: number; fill?: boolean | undefined }) => {
  const complaint = await lockOpen(tx, complaintId)
  const before = await tx.db.selectFrom('order_book.taken').select(['id', 'filled']).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where('lookup_id', '=', lookupId).where('place', '=', at).executeTakeFirst()
  if (before) return before
  const lookup = await lookupFor(tx, lookupId, complaintId)
  const hit = (lookup.found as Hit[])[at]
  if (!hit) throw new Problem(lookupGone)
  const order = unnamedIf(isKept(complaint))(hit.order)
  const filled = fills ? await fill(tx, complaint, order) : []
  const id = newId()
  await tx.db.insertInto('order_book.taken').values({
    organization_id: tx.actor.organizationId, id, complaint_id: complaintId, lookup_id: lookupId, place: at, source: hit.source, asks: lookup.asks, value: isKept(complaint) && isOfPerson(lookup.asks) ? '' : lookup.value, found: JSON.stringify(order), filled,
    looked_at: lookup.asked_at, taken_by: tx.actor.id, taken_at: tx.now,
  }).execute()
  if (!filled.length) await touch(tx, complaint, {})
  await tx.record(OrderTaken, { subject: subjectOf(complaint), payload: { complaintId, takenId: id, source: hit.source, filled } })
  return { id, filled }
})
