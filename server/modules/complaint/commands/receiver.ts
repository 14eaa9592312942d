import { readerOf } from '#kernel/db.ts'
import type { Tx } from '#kernel/tx.ts'
import { answeringTo, leaderBeside } from '#modules/identity/queries/units.ts'
import type { LockedComplaint } from './lock.ts'

interface Passing { readonly fromId: string; readonly toId: string | null }

/**
 * Who goes on with what somebody had to do in a case: whom it is passed to; where it is passed to nobody, or they may not know of the case, whoever looks
 * after it, or else who leads beside them. Null when nobody is left.
 */
export const receiverIn = async (tx: Tx, complaint: Pick<LockedComplaint, 'accused' | 'owner_id' | 'unit_id'>, { fromId, toId }: Passing): Promise<string | null> => {
  const read = readerOf(tx.db)
  const apart = await answeringTo(read, tx.actor.organizationId, complaint.accused ?? [])
  if (toId && !apart.has(toId)) return toId
  if (complaint.owner_id && complaint.owner_id !== fromId && !apart.has(complaint.owner_id)) return complaint.owner_id
  return leaderBeside(read, tx.actor.organizationId, complaint.unit_id, new Set([...apart, fromId]))
}
