import { formatInstant } from '#kernel/format-time.ts'
import { words } from '#kernel/i18n.ts'
import { type Instant, iso } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { addMessage } from '#modules/communication/commands.ts'
import type { LockedComplaint } from '#modules/complaint/commands/lock.ts'
import { aboutLetter } from '#modules/communication/queries/letter.ts'

type What = 'made' | 'moved' | 'cancelled' | 'missed'

/** The customer is told, in the language of the case, by the way replies go. */
export const tellCustomer = async (tx: Tx, complaint: LockedComplaint, what: What, { startsAt, place, host }: { readonly startsAt: Instant; readonly place: string; readonly host: string }) => {
  const about = await aboutLetter(tx, complaint.id)
  const text = words(about.locale, ['settlement', 'letters', `appointment-${what}`], { name: about.name, number: complaint.number, contact: about.contact, when: formatInstant(iso(startsAt), about.locale, about.timeZone), place, host })
  if (text) await addMessage(tx, complaint, { kind: 'reply', text, via: 'appointment' })
}
