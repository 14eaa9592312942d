import type { z } from 'zod'
import type * as contract from '#contract/campaign.ts'
import { notFound } from '#contract/common.ts'
import { command } from '#kernel/command.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { CallsUnwanted, CallsWantedAgain } from '../events.ts'

const subjectOf = (customerId: string) => ({ type: 'customer', id: customerId, unitId: null })

/** No more calls for their opinion, in whatever campaign. */
export const leaveAlone = async (tx: Tx, customerId: string): Promise<void> => {
  const made = await tx.db.insertInto('campaign.undisturbed').values({ organization_id: tx.actor.organizationId, customer_id: customerId, since: tx.now, by_id: tx.actor.id }).onConflict((c) => c.doNothing()).returning('customer_id').execute()
  if (made.length) await tx.record(CallsUnwanted, { subject: subjectOf(customerId), payload: { customerId } })
}

export const wantCalls = command('campaign.disturb', async (tx, { id, wanted }: z.output<typeof contract.wantCalls.input>) => {
  const customer = await tx.db.selectFrom('customer.customer').select('id').where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).executeTakeFirst()
  if (!customer) throw new Problem(notFound)
  if (!wanted) await leaveAlone(tx, id)
  else {
    const gone = await tx.db.deleteFrom('campaign.undisturbed').where('organization_id', '=', tx.actor.organizationId).where('customer_id', '=', id).returning('customer_id').execute()
    if (gone.length) await tx.record(CallsWantedAgain, { subject: subjectOf(id), payload: { customerId: id } })
  }
  return { id }
})
