import type { Locale } from '#contract/common.ts'
import { formatEnd } from '#kernel/format-time.ts'
import { words } from '#kernel/i18n.ts'
import { iso } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { lockComplaint } from '#modules/complaint/commands/lock.ts'
import { addMessage } from './commands.ts'

/** D9: the complainant hears that it takes longer, why, and until when. An interim reply: it does not answer the points. */
export const tellOfExtension = async (tx: Tx, complaintId: string, extensionId: string): Promise<void> => {
  const complaint = await lockComplaint(tx, complaintId)
  const about = await tx.db.selectFrom('clock.extension as e').innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'e.organization_id').onRef('c.id', '=', 'e.complaint_id'))
    .innerJoin('customer.customer as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.customer_id'))
    .innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 'c.organization_id').onRef('n.id', '=', 'c.unit_id')).innerJoin('identity.organization as o', 'o.organization_id', 'c.organization_id')
    .select(['e.reason', 'e.until', 'u.name', 'c.complainant_name', 'c.locale', 'o.locale as house', 'n.time_zone']).where('e.organization_id', '=', tx.actor.organizationId).where('e.id', '=', extensionId).executeTakeFirstOrThrow()
  const locale = (about.locale ?? about.house) as Locale
  const text = words(locale, ['communication', 'letters', 'extension'], { name: about.complainant_name ?? about.name, number: complaint.number, reason: about.reason, until: formatEnd(iso(about.until), locale, about.time_zone) })
  if (text) await addMessage(tx, complaint, { kind: 'reply', text, via: 'extension' })
}
