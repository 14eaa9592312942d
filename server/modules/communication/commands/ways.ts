import type { Way } from '#contract/tell-by.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import type { Tx } from '#kernel/tx.ts'
import { type LockedComplaint, lockComplaint, subjectOf } from '#modules/complaint/commands/lock.ts'
import { noteUnreached } from '#modules/complaint/commands/ways.ts'
import { waysOf } from '#modules/complaint/queries/ways.ts'
import { tell } from '#modules/notification/commands.ts'
import { LetterReturned, LetterToMail } from '../events.ts'

/** Letters that the program writes, by what they are called with their message. */
export const LETTERS = ['receipt', 'handler', 'extension', 'closing', 'appointment', 'notice', 'update'] as const
export type LetterKind = (typeof LETTERS)[number]
export const isLetter = (via: string | null | undefined): via is LetterKind => LETTERS.some((one) => one === via)

/**
 * Which way words to a customer go. Letters of changes go the one way that was asked for or is possible; other letters too where somebody asked, or a way failed, and otherwise by mail where there is an address.
 * What somebody writes themselves goes as ever (null), unless nothing is to be sent at all.
 */
export const wayFor = async (tx: Tx, complaintId: string, via: string | null | undefined): Promise<Way | null> => {
  const { asked, goes, directed, reach } = await waysOf(readerOf(tx.db), tx.actor.organizationId, complaintId)
  if (!isLetter(via)) return asked === 'portal' ? 'portal' : null
  if (directed || via === 'update') return goes
  return reach.mail === 'yes' ? 'mail' : 'portal'
}

/** A letter takes another way than it did. */
export const sendOtherwise = async (tx: Tx, complaint: LockedComplaint, messageId: string, goes: Way): Promise<void> => {
  await tx.db.updateTable('communication.message').set({ goes }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', messageId).execute()
  if (goes === 'mail') await tx.record(LetterToMail, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, messageId } })
}

/** A mail did not arrive: where it went is no way any more. `messageId`: null where nobody knows which letter it was. */
export const mailReturned = async (tx: Tx, complaint: LockedComplaint, messageId: string | null): Promise<void> => {
  const { organizationId } = tx.actor
  const sent = messageId ? await tx.db.selectFrom('notification.mail').select('recipient').where('organization_id', '=', organizationId).where('id', '=', messageId).executeTakeFirst() : undefined
  const to = sent?.recipient ?? (await waysOf(readerOf(tx.db), organizationId, complaint.id)).mail
  const isNew = to ? await noteUnreached(tx, complaint.id, 'mail', to) : false
  const letter = messageId ? await tx.db.selectFrom('communication.message').select(['via', 'goes']).where('organization_id', '=', organizationId).where('id', '=', messageId).where('complaint_id', '=', complaint.id).executeTakeFirst() : undefined
  const stands = letter && isLetter(letter.via) && letter.goes === 'mail' ? letter.via : null
  if (isNew || stands) await tx.record(LetterReturned, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, messageId: stands ? messageId : null, letter: stands } })
}

/** What became of a mail that could not be sent. `address`: it is the address that does not take it; otherwise nothing can be sent at all, and the letter stands at the portal. */
export const noteReturned = command('communication.noteReturned', async (tx, { complaintId, messageId, address }: { complaintId: string; messageId: string; address: boolean }) => {
  const complaint = await lockComplaint(tx, complaintId)
  if (address) {
    await mailReturned(tx, complaint, messageId)
    await tell(tx, { to: complaint.owner_id ? [complaint.owner_id] : [], name: 'mailBounced', subject: subjectOf(complaint), payload: { number: complaint.number } })
    return
  }
  await tx.db.updateTable('communication.message').set({ goes: 'portal' }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', messageId).where('goes', '=', 'mail').execute()
})
