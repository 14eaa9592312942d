import { customerTold } from '#contract/importing.ts'
import { gates, guard } from '#kernel/guard.ts'

/** What went out by mail was read, for all we know; what stands in the portal alone of a case that was only brought, nobody was sent to. */
export const guards = [guard('importing.undo', async (db, complaintId) => {
  const sent = await db.selectFrom('communication.message as m').innerJoin('notification.mail as s', (j) => j.onRef('s.organization_id', '=', 'm.organization_id').onRef('s.id', '=', 'm.id')).select('m.id')
    .where('m.complaint_id', '=', complaintId).where('s.state', '=', 'sent').limit(1).executeTakeFirst()
  return gates({ mail: sent ? customerTold : null })
})]
