import type { z } from 'zod'
import type { Tx } from '#kernel/tx.ts'
import { instant } from '#kernel/time.ts'
import { grantSight, lockComplaint, subjectOf } from '#modules/complaint/commands/lock.ts'
import { receiverIn } from '#modules/complaint/commands/receiver.ts'
import type { WorkPassed } from '#modules/identity/events.ts'
import { tell } from '#modules/notification/commands.ts'
import { PromisePassed } from './events.ts'

/** What somebody promised who is away when it is due, or has left, is kept by somebody else. */
export const passPromises = async (tx: Tx, work: z.output<typeof WorkPassed.payload>): Promise<void> => {
  const open = tx.db.selectFrom('promise.promise').select(['id', 'complaint_id']).where('organization_id', '=', tx.actor.organizationId).where('owner_id', '=', work.fromId).where('state', 'in', ['open', 'broken'])
  const due = await (work.before ? open.where('due_at', '<', instant(work.before)) : open).orderBy('complaint_id').execute()
  for (const { id, complaint_id } of due) {
    const complaint = await lockComplaint(tx, complaint_id)
    const to = await receiverIn(tx, complaint, work)
    if (!to) continue
    await tx.db.updateTable('promise.promise').set({ owner_id: to }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
    await grantSight(tx, complaint, to, 'assigned')
    const subject = subjectOf(complaint)
    await tx.record(PromisePassed, { subject, payload: { complaintId: complaint.id, promiseId: id, fromId: work.fromId, ownerId: to } })
    await tell(tx, { to: [to], name: 'promiseMade', subject, payload: { number: complaint.number } })
  }
}
