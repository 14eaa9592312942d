import { words } from '#kernel/i18n.ts'
import { whenever } from '#kernel/reaction.ts'
import { subjectOf } from '#modules/complaint/commands/lock.ts'
import { ComplaintClosed } from '#modules/complaint/events.ts'
import { tell } from '#modules/notification/commands.ts'
import { MessageGivenBack } from './events.ts'

export const reactions = [
  // What waits when its case is over goes back to who wrote it: nobody lets it go any more.
  whenever(ComplaintClosed, async (tx, events) => {
    const { organizationId, locale } = tx.actor
    for (const { payload: { complaintId } } of events) {
      const comment = words(locale, ['commitment', 'caseOver']) ?? ''
      const back = await tx.db.updateTable('commitment.held').set((eb) => ({ state: 'returned', version: eb('version', '+', 1), decided_by: tx.actor.id, decided_at: tx.now, comment })).where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).where('state', '=', 'waiting').returning(['id', 'asked_by']).execute()
      if (!back.length) continue
      const complaint = await tx.db.selectFrom('complaint.complaint').select(['id', 'unit_id', 'confidential', 'accused', 'number']).where('organization_id', '=', organizationId).where('id', '=', complaintId).executeTakeFirstOrThrow()
      for (const { id, asked_by } of back) {
        await tx.record(MessageGivenBack, { subject: subjectOf(complaint), payload: { complaintId, heldId: id }, reason: comment })
        await tell(tx, { to: [asked_by], name: 'wordsReturned', subject: subjectOf(complaint), payload: { number: complaint.number } })
      }
    }
  }),
]
