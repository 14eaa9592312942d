import type { TellBy } from '#contract/tell-by.ts'
import type { Tx } from '#kernel/tx.ts'

/** How a customer asked to be told last: what their next case begins with. */
export const keepTellBy = async (tx: Tx, customerId: string, asked: TellBy): Promise<void> => {
  await tx.db.updateTable('customer.customer').set({ tell_by: asked }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', customerId).execute()
}
