import type { Tx } from '#kernel/tx.ts'
import { type LockedComplaint, giveTo, grantSight, subjectOf } from '#modules/complaint/commands/lock.ts'
import { tell } from '#modules/notification/commands.ts'
import { withdrawPending } from './commands.ts'
import { tellHandler } from './tell-handler.ts'

/** From now on it is theirs, without being asked: they see it and are told, and the customer hears who looks after it, in the way that was chosen. */
export const handTo = async (tx: Tx, complaint: LockedComplaint, ownerId: string, how: 'message' | 'phone' | 'none'): Promise<void> => {
  await withdrawPending(tx, complaint.id)
  await giveTo(tx, complaint, ownerId, '')
  await grantSight(tx, complaint, ownerId, 'assigned')
  await tellHandler(tx, complaint, ownerId, how)
  await tell(tx, { to: [ownerId], name: 'assigned', subject: subjectOf(complaint), payload: { number: complaint.number } })
}
