import type { Tx } from '#kernel/tx.ts'
import { type MergeOf, movedIn, noteMoved } from '#modules/complaint/commands/moved.ts'

const attachTo = async (tx: Tx, complaintId: string, messageIds: readonly string[]) => {
  if (messageIds.length) await tx.db.updateTable('communication.attachment').set({ complaint_id: complaintId }).where('organization_id', '=', tx.actor.organizationId).where('message_id', 'in', [...messageIds]).execute()
}

/** The conversation goes on in one place. */
export const takeInMessages = async (tx: Tx, of: MergeOf, goneId: string): Promise<void> => {
  const moved = await tx.db.updateTable('communication.message').set({ complaint_id: of.complaintId }).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', goneId).returning('id').execute()
  await attachTo(tx, of.complaintId, moved.map((m) => m.id))
  await noteMoved(tx, of, 'message', moved)
}

export const giveBackMessages = async (tx: Tx, mergeId: string, caseId: string): Promise<void> => {
  const ids = (await movedIn(tx, mergeId, 'message')).map((m) => m.id)
  if (!ids.length) return
  await tx.db.updateTable('communication.message').set({ complaint_id: caseId }).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', ids).execute()
  await attachTo(tx, caseId, ids)
}
