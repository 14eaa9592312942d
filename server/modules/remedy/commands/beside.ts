import { gatesOf } from '#kernel/guard.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { whyNotPropose } from '../rules.ts'
import { leaveFulfilled } from './decide.ts'

/** Room for something new beside what was agreed and is carried out, which stays on record. @returns the proposals until now. @throws Problem while one lives. */
export const beginBeside = async (tx: Tx, complaintId: string) => {
  const earlier = await tx.db.selectFrom('remedy.proposal').select(['id', 'state', 'no']).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).execute()
  const underWay = (await gatesOf(tx.db, 'remedy.propose', complaintId)).some(({ name }) => name === 'tasks')
  const refusal = whyNotPropose(earlier, underWay)
  if (refusal) throw new Problem(refusal)
  for (const { id } of earlier.filter(({ state }) => state === 'agreed')) await leaveFulfilled(tx, id)
  return earlier
}
