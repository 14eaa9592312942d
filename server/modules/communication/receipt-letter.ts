import { words } from '#kernel/i18n.ts'
import { DAY } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { lockComplaint } from '#modules/complaint/commands/lock.ts'
import { addMessage } from './commands.ts'
import { aboutLetter } from './queries/letter.ts'
import { wayFor } from './commands/ways.ts'

/** Who asked to be told by mail gets the receipt by mail too. Who complained by mail has it already; what lies longer back is no news. */
export const sendReceipt = async (tx: Tx, complaintId: string): Promise<void> => {
  const complaint = await lockComplaint(tx, complaintId)
  if (complaint.channel === 'email' || complaint.state !== 'open' || tx.now.getTime() - complaint.received_at.getTime() >= DAY) return
  if (await wayFor(tx, complaintId, 'receipt') !== 'mail') return
  const { name, locale, contact } = await aboutLetter(tx, complaintId)
  const text = words(locale, ['communication', 'letters', 'receipt'], { name, number: complaint.number, contact })
  if (text) await addMessage(tx, complaint, { kind: 'reply', text, via: 'receipt' })
}
