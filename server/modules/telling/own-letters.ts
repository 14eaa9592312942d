import type { Change } from '#contract/telling-pack.ts'
import type { Way } from '#contract/tell-by.ts'
import { newId } from '#kernel/id.ts'
import type { Tx } from '#kernel/tx.ts'
import type { LetterKind } from '#modules/communication/commands/ways.ts'
import { type LockedComplaint, subjectOf } from '#modules/complaint/commands/lock.ts'
import { LetterToText } from './events.ts'

/** What a letter of its own tells. */
const CHANGE_OF: Readonly<Record<Exclude<LetterKind, 'update'>, Change>> = { receipt: 'received', handler: 'handler', extension: 'extended', appointment: 'appointment', closing: 'closed', notice: 'closed' }

const pending = (tx: Tx, messageId: string) => tx.db.selectFrom('telling.pending').select(['id', 'state']).where('organization_id', '=', tx.actor.organizationId).where('message_id', '=', messageId).forUpdate().execute()

/** What a letter tells is to be told by a call: until an SMS has gone, or somebody has rung. */
const waitForCall = async (tx: Tx, complaintId: string, messageId: string, letter: LetterKind) => {
  const rows = await pending(tx, messageId)
  if (rows.length) {
    await tx.db.updateTable('telling.pending').set({ state: 'call', done_at: null, done_by: null }).where('organization_id', '=', tx.actor.organizationId).where('message_id', '=', messageId).where('state', 'in', ['told', 'call']).execute()
  } else if (letter !== 'update') {
    const change = CHANGE_OF[letter]
    await tx.db.updateTable('telling.pending').set({ state: 'dropped', done_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where('change', '=', change).where('state', '=', 'call').execute()
    await tx.db.insertInto('telling.pending').values({ organization_id: tx.actor.organizationId, id: newId(), complaint_id: complaintId, change, detail: null, because: messageId, at: tx.now, goes_at: tx.now, state: 'call', message_id: messageId, done_by: null, done_at: null }).execute()
  }
}

const settled = async (tx: Tx, messageId: string) => {
  await tx.db.updateTable('telling.pending').set({ state: 'told', done_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('message_id', '=', messageId).where('state', '=', 'call').execute()
}

/** A letter goes its way: by SMS and by a call it is on the list of who is to be rung until it has gone. */
export const letterGoes = async (tx: Tx, complaint: Pick<LockedComplaint, 'id' | 'unit_id' | 'confidential' | 'accused'>, { messageId, letter, goes }: { readonly messageId: string; readonly letter: LetterKind; readonly goes: Way }): Promise<void> => {
  if (goes === 'mail' || goes === 'portal') return settled(tx, messageId)
  await waitForCall(tx, complaint.id, messageId, letter)
  if (goes === 'sms') await tx.record(LetterToText, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, messageId, letter } })
}
