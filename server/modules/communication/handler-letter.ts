import type { Locale } from '#contract/common.ts'
import { words } from '#kernel/i18n.ts'
import type { Tx } from '#kernel/tx.ts'
import { lockComplaint } from '#modules/complaint/commands/lock.ts'
import { addMessage } from './commands.ts'

/** E1: who looks after it now, and where they are reached. It tells of nothing that was done, so that no clock is met by it. */
export const tellOfHandler = async (tx: Tx, complaintId: string, ownerId: string): Promise<void> => {
  const complaint = await lockComplaint(tx, complaintId)
  const about = await tx.db.selectFrom('complaint.complaint as c').innerJoin('customer.customer as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.customer_id'))
    .innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 'c.organization_id').onRef('n.id', '=', 'c.unit_id')).innerJoin('identity.organization as o', 'o.organization_id', 'c.organization_id')
    .innerJoin('identity.person as p', (j) => j.onRef('p.organization_id', '=', 'c.organization_id').on('p.id', '=', ownerId))
    .select(['u.name', 'c.complainant_name', 'c.locale', 'o.locale as house', 'n.phone as unit_phone', 'p.name as handler', 'p.phone']).where('c.organization_id', '=', tx.actor.organizationId).where('c.id', '=', complaintId).executeTakeFirstOrThrow()
  const phone = about.phone ?? about.unit_phone
  const text = words((about.locale ?? about.house) as Locale, ['communication', 'letters', phone ? 'newHandler' : 'newHandlerNoPhone'], { name: about.complainant_name ?? about.name, number: complaint.number, handler: about.handler, phone: phone ?? '' })
  if (text) await addMessage(tx, complaint, { kind: 'reply', text, via: 'handler' })
}
