import { command } from '#kernel/command.ts'
import { lockComplaint, moveTo, subjectOf } from '#modules/complaint/commands/lock.ts'
import { tell } from '#modules/notification/commands.ts'
import { RemedyExpired } from '../events.ts'
import { whyNotExpire } from '../rules.ts'
import { change, factOf } from './lock.ts'

/** An offer whose time has passed without an answer: the handler is told and seeks a remedy again. The case first, then the proposal. */
export const expire = command('remedy.expire', async (tx, input: { id: string; complaintId: string }) => {
  const complaint = await lockComplaint(tx, input.complaintId)
  const proposal = await tx.db.selectFrom('remedy.proposal').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', input.id).forUpdate().executeTakeFirstOrThrow()
  // Answered or taken back in the meantime: nothing is left to do.
  if (whyNotExpire(proposal, tx.now)) return { expired: false }
  await change(tx, complaint, proposal, { state: 'expired' })
  if (complaint.state === 'open') await moveTo(tx, complaint, 'remedy')
  await tx.record(RemedyExpired, { subject: subjectOf(complaint), payload: factOf(proposal) })
  await tell(tx, { to: [complaint.owner_id ?? proposal.proposed_by], name: 'offerExpired', subject: subjectOf(complaint), payload: { number: complaint.number } })
  return { expired: true }
})
