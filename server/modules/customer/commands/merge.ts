import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import * as contract from '#contract/customer.ts'
import { command } from '#kernel/command.ts'
import { sqlState } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { CustomersMerged, CustomersUnmerged } from '../events.ts'
import { whyNotUnmerge } from '../rules.ts'
import { lockCustomer, subject } from './record.ts'

/** Both records, locked in one order everywhere. */
const lockBoth = async (tx: Tx, one: string, other: string) => {
  const [first = '', second = ''] = [one, other].sort()
  const locked = [await lockCustomer(tx, first), await lockCustomer(tx, second)]
  return (id: string) => locked.find((c) => c.id === id) ?? locked[0]
}

const point = (tx: Tx, ids: readonly string[], to: string | null) => tx.db.updateTable('customer.customer').set((eb) => ({ merged_into: to, version: eb('version', '+', 1) })).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...ids]).execute()

/** The duplicate becomes a pointer; later modules move what hangs on it (`customer.merged`). */
export const mergeCustomers = command('customer.merge', async (tx, input: z.output<typeof contract.mergeCustomers.input>) => {
  if (input.id === input.duplicateId) throw new Problem(contract.sameCustomer, {}, 'duplicateId')
  const found = await lockBoth(tx, input.id, input.duplicateId)
  // What points elsewhere takes nothing in and gives nothing away: two pointers could otherwise form a ring.
  if ([input.id, input.duplicateId].some((id) => found(id)?.merged_into)) throw new Problem(contract.sameCustomer, {}, 'duplicateId')
  const pointing = await tx.db.selectFrom('customer.customer').select('id').where('organization_id', '=', tx.actor.organizationId).where('merged_into', '=', input.duplicateId).orderBy('id').forUpdate().execute()
  const pointers = pointing.map((p) => p.id)
  const mergeId = newId()
  await tx.db.insertInto('customer.merge').values({ organization_id: tx.actor.organizationId, id: mergeId, customer_id: input.id, duplicate_id: input.duplicateId, pointers, reason: input.reason, by_id: tx.actor.id, at: tx.now }).execute()
  // What pointed to the duplicate points on: a merged record is always one step from the living one.
  await point(tx, [input.duplicateId, ...pointers], input.id)
  await tx.record(CustomersMerged, { subject: subject(input.id), payload: { customerId: input.id, duplicateId: input.duplicateId, mergeId }, reason: input.reason })
  return { id: input.id }
})

/** The duplicate lives again; later modules give back what came along with it (`customer.unmerged`). */
export const unmergeCustomers = command('customer.unmerge', async (tx, input: z.output<typeof contract.unmergeCustomers.input>) => {
  const merge = await tx.db.selectFrom('customer.merge').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', input.mergeId).where('customer_id', '=', input.id).forUpdate().executeTakeFirst()
  if (!merge) throw new Problem(notFound)
  const found = await lockBoth(tx, input.id, merge.duplicate_id)
  const refusal = whyNotUnmerge({ undone: merge.undone_at !== null, survivorMerged: found(input.id)?.merged_into !== null })
  if (refusal) throw new Problem(refusal)
  await tx.db.updateTable('customer.merge').set({ undone_at: tx.now, undone_by: tx.actor.id, undo_reason: input.reason }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', merge.id).execute()
  try {
    await point(tx, [merge.duplicate_id], null)
  } catch (error) {
    // Its phone belongs to another living record by now.
    if (sqlState(error)?.constraint === 'customer_by_phone') throw new Problem(contract.sameCustomer)
    throw error
  }
  if (merge.pointers.length) await point(tx, merge.pointers, merge.duplicate_id)
  await tx.record(CustomersUnmerged, { subject: subject(input.id), payload: { customerId: input.id, duplicateId: merge.duplicate_id, mergeId: merge.id }, reason: input.reason })
  return { id: input.id }
})
