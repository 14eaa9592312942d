import type { GivesOut } from '#contract/assigning.ts'
import type { Tx } from '#kernel/tx.ts'
import type { LockedComplaint } from '#modules/complaint/commands/lock.ts'
import type { Wanted } from '../choosing/choose.ts'

type Case = Pick<LockedComplaint, 'id' | 'unit_id' | 'handling_unit_id' | 'urgency' | 'locale' | 'customer_id' | 'confidential' | 'accused'>

/** Who handles a case: another unit, where the rules send it there. */
export const handlerOf = (c: Pick<LockedComplaint, 'unit_id' | 'handling_unit_id'>): string => c.handling_unit_id ?? c.unit_id

/** What matters of a case when somebody is chosen for it, and how the unit that handles it gives out. */
export const wantedFor = async (tx: Tx, c: Case): Promise<{ wanted: Wanted; way: GivesOut }> => {
  const points = await tx.db.selectFrom('complaint.point').select('category_code').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', c.id).execute()
  const customer = await tx.db.selectFrom('customer.customer').select('class_code').where('organization_id', '=', tx.actor.organizationId).where('id', '=', c.customer_id).executeTakeFirst()
  const unit = await tx.db.selectFrom('identity.unit').select('gives_out').where('organization_id', '=', tx.actor.organizationId).where('id', '=', handlerOf(c)).executeTakeFirstOrThrow()
  return {
    way: unit.gives_out as GivesOut,
    wanted: { complaintId: c.id, unitId: handlerOf(c), urgency: c.urgency, categories: points.flatMap((p) => p.category_code ?? []), language: c.locale, classCode: customer?.class_code ?? null, confidential: c.confidential, accused: c.accused },
  }
}
