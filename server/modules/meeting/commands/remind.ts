import { command } from '#kernel/command.ts'
import { tell } from '#modules/notification/commands.ts'
import { MeetingReminded } from '../events.ts'

/** Once, the day before: the customer by mail where they gave one, the host here. */
export const remind = command('meeting.remind', async (tx, { ids }: { ids: readonly string[] }) => {
  const rows = await tx.db.updateTable('meeting.booking').set({ reminded_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...ids]).where('state', '=', 'booked').where('reminded_at', 'is', null)
    .returning(['id', 'unit_id', 'host_id', 'complaint_id']).execute()
  for (const row of rows) {
    const subject = { type: 'meeting', id: row.id, unitId: row.unit_id }
    await tx.record(MeetingReminded, { subject, payload: { bookingId: row.id, complaintId: row.complaint_id } })
    await tell(tx, { to: [row.host_id], name: 'meetingSoon', subject, payload: {} })
  }
  return { reminded: rows.length }
})
