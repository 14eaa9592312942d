import { customerTold, customerWrote } from '#contract/importing.ts'
import { gates, guard } from '#kernel/guard.ts'

/** What went out by mail was read, for all we know; what stands in the portal alone of a case that was only brought, nobody was sent to. What a customer wrote, or what hangs on a letter, is never thrown away. */
export const guards = [guard('importing.undo', async (db, complaintId) => {
  const sent = await db.selectFrom('communication.message as m').innerJoin('notification.mail as s', (j) => j.onRef('s.organization_id', '=', 'm.organization_id').on((eb) => eb('s.id', '=', eb.fn.coalesce('m.mail_id', 'm.id')))).select('m.id')
    .where('m.complaint_id', '=', complaintId).where('s.state', '=', 'sent').limit(1).executeTakeFirst()
  const theirs = await db.selectFrom('communication.message as m').select('m.id').where('m.complaint_id', '=', complaintId)
    .where((eb) => eb.or([eb('m.kind', '=', 'fromCustomer'), eb.exists(eb.selectFrom('communication.attachment as a').select('a.file_id').whereRef('a.organization_id', '=', 'm.organization_id').whereRef('a.message_id', '=', 'm.id'))])).limit(1).executeTakeFirst()
  return gates({ mail: sent ? customerTold : null, wrote: theirs ? customerWrote : null })
})]
