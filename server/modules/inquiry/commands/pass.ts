import type { z } from 'zod'
import { instant } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { receiverIn } from '#modules/complaint/commands/receiver.ts'
import { subjectOf } from '#modules/complaint/commands/lock.ts'
import type { WorkPassed } from '#modules/identity/events.ts'
import { InquiryPassed } from '../events.ts'
import { handOn } from './ask.ts'
import { changeInquiry, lockInquiry, payloadOf } from './lock.ts'

/** What somebody was to find out who is away when it is due, or has left, is found out by somebody else. */
export const passInquiries = async (tx: Tx, work: z.output<typeof WorkPassed.payload>): Promise<void> => {
  const open = tx.db.selectFrom('inquiry.task').select('id').where('organization_id', '=', tx.actor.organizationId).where('owner_id', '=', work.fromId).where('state', '=', 'open')
  const due = await (work.before ? open.where('due_at', '<', instant(work.before)) : open).orderBy('complaint_id').execute()
  for (const { id } of due) {
    const { complaint, task } = await lockInquiry(tx, id, () => null)
    const to = await receiverIn(tx, complaint, work)
    if (!to || task.state !== 'open') continue
    await handOn(tx, complaint, task, to)
    await changeInquiry(tx, id, { owner_id: to })
    await tx.record(InquiryPassed, { subject: subjectOf(complaint), payload: { ...payloadOf(complaint, task), fromId: work.fromId, ownerId: to } })
  }
}
