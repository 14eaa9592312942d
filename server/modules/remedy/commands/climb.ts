import { command } from '#kernel/command.ts'
import { climbLate } from '#modules/authority/commands/chain.ts'
import { lockComplaint, subjectOf } from '#modules/complaint/commands/lock.ts'
import { tell } from '#modules/notification/commands.ts'
import { ApprovalClimbed } from '../events.ts'
import { tellApprovers, whatOf } from './ask.ts'
import { factOf } from './lock.ts'

/** What was asked too long ago is asked of the next above, and who proposed it hears of it. The case first, then the proposal. */
export const climb = command('remedy.climb', async (tx, input: { id: string; complaintId: string }) => {
  const complaint = await lockComplaint(tx, input.complaintId)
  const proposal = await tx.db.selectFrom('remedy.proposal').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', input.id).forUpdate().executeTakeFirstOrThrow()
  // Decided or taken back in the meantime: nothing is left to do.
  if (proposal.state !== 'awaitingApproval' || complaint.state !== 'open') return { climbed: 0 }
  const subject = whatOf(complaint, proposal)
  const climbed = await climbLate(tx, subject)
  for (const { no, toRank, people } of climbed) {
    await tx.record(ApprovalClimbed, { subject: subjectOf(complaint), payload: { ...factOf(proposal), step: no, toRank, people: people.length } })
    await tellApprovers(tx, complaint, subject, people, true)
  }
  if (climbed.length) await tell(tx, { to: [proposal.proposed_by, ...(complaint.owner_id ? [complaint.owner_id] : [])], name: 'approvalLate', subject: subjectOf(complaint), payload: { number: complaint.number } })
  return { climbed: climbed.length }
})
