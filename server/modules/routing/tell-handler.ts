import type { Locale } from '#contract/common.ts'
import { readerOf } from '#kernel/db.ts'
import { words } from '#kernel/i18n.ts'
import type { Tx } from '#kernel/tx.ts'
import { dueIn } from '#modules/clock/queries/hours.ts'
import { type LockedComplaint, subjectOf } from '#modules/complaint/commands/lock.ts'
import { promiseTo } from '#modules/promise/commands.ts'
import { NewHandler } from './events.ts'

/** Opening hours within which whoever takes a case on rings the customer. */
const CALL_WITHIN = 2

/** E1: the customer hears who looks after their case now, in the way that was chosen; a call is a promise of who took it on. */
export const tellHandler = async (tx: Tx, complaint: LockedComplaint, ownerId: string, how: 'message' | 'phone' | 'none'): Promise<void> => {
  if (ownerId === complaint.owner_id) return
  await tx.record(NewHandler, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, ownerId, told: how } })
  if (how !== 'phone') return
  const due = await dueIn(readerOf(tx.db), tx.actor.organizationId, complaint.unit_id, { amount: CALL_WITHIN, unit: 'openHours' }, tx.now)
  await promiseTo(tx, complaint, subjectOf(complaint), { text: words(tx.actor.locale as Locale, ['routing', 'callAboutHandler']) ?? '', due, owner: ownerId })
}
