import type { Way } from '#contract/tell-by.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import type { Tx } from '#kernel/tx.ts'
import { type LockedComplaint, lockStanding, subjectOf } from '#modules/complaint/commands/lock.ts'
import { noteUnreached } from '#modules/complaint/commands/ways.ts'
import { askedBy, waysOf } from '#modules/complaint/queries/ways.ts'
import { whoReceives } from '#modules/intake/commands.ts'
import { tell } from '#modules/notification/commands.ts'
import { LetterReturned, LetterToMail } from '../events.ts'

/** Letters that the program writes, by what they are called with their message. */
export const LETTERS = ['receipt', 'handler', 'extension', 'closing', 'appointment', 'notice', 'update'] as const
export type LetterKind = (typeof LETTERS)[number]
export const isLetter = (via: string | null | undefined): via is LetterKind => LETTERS.some((one) => one === via)

/**
 * Which way words to a customer go. Letters of changes go the one way that was asked for or is possible; other letters too where somebody asked, a way failed or no mail reaches them, and otherwise by mail.
 * What somebody writes themselves goes as ever (null), unless nothing is to be sent at all.
 */
export const wayFor = async (tx: Tx, complaintId: string, via: string | null | undefined): Promise<Way | null> => {
  if (!isLetter(via)) return await askedBy(readerOf(tx.db), tx.actor.organizationId, complaintId) === 'portal' ? 'portal' : null
  const { goes, directed } = await waysOf(readerOf(tx.db), tx.actor.organizationId, complaintId, via)
  return directed || via === 'update' ? goes : 'mail'
}

/** A letter takes another way than it did. Each try by mail is a mail of its own, so that one that comes back is known from the next. */
export const sendOtherwise = async (tx: Tx, complaint: LockedComplaint, messageId: string, goes: Way): Promise<void> => {
  await tx.db.updateTable('communication.message').set({ goes, ...(goes === 'mail' && { mail_id: newId() }) }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', messageId).execute()
  if (goes === 'mail') await tx.record(LetterToMail, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, messageId } })
}

interface Returned { readonly mailId: string | null; /** Where it went, where that is known. */ readonly to?: string | undefined }

/** The letter that a mail was the last try of, where it goes by mail still. */
const letterOfMail = async (tx: Tx, complaintId: string, mailId: string | null): Promise<{ readonly id: string; readonly via: LetterKind } | null> => {
  if (!mailId) return null
  const row = await tx.db.selectFrom('communication.message').select(['id', 'via']).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where('goes', '=', 'mail')
    .where((eb) => eb(eb.fn.coalesce('mail_id', 'id'), '=', mailId)).executeTakeFirst()
  return row && isLetter(row.via) ? { id: row.id, via: row.via } : null
}

/** A mail did not arrive: where it went is no way any more. `mailId`: null where nobody knows which it was. @returns whether that was not known yet. */
export const mailReturned = async (tx: Tx, complaint: LockedComplaint, { mailId, to }: Returned): Promise<boolean> => {
  const { organizationId } = tx.actor
  const sent = mailId && !to ? await tx.db.selectFrom('notification.mail').select('recipient').where('organization_id', '=', organizationId).where('id', '=', mailId).executeTakeFirst() : undefined
  const address = to ?? sent?.recipient ?? (await waysOf(readerOf(tx.db), organizationId, complaint.id)).mail
  const isNew = address ? await noteUnreached(tx, complaint.id, 'mail', address) : false
  const letter = await letterOfMail(tx, complaint.id, mailId)
  if (isNew || letter) await tx.record(LetterReturned, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, messageId: letter?.id ?? null, letter: letter?.via ?? null } })
  return isNew || letter !== null
}

/** Nothing can be sent at all: the letter stands at the portal, and where somebody asked to be told by mail, SMS or a call it is told the next way. */
const notSent = async (tx: Tx, complaint: LockedComplaint, mailId: string): Promise<void> => {
  const letter = await letterOfMail(tx, complaint.id, mailId)
  if (!letter) return
  const asked = await askedBy(readerOf(tx.db), tx.actor.organizationId, complaint.id)
  if (asked !== 'usual' && asked !== 'portal') {
    await tx.record(LetterReturned, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, messageId: letter.id, letter: letter.via } })
    return
  }
  await tx.db.updateTable('communication.message').set({ goes: 'portal' }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', letter.id).execute()
}

/** A mail is refused that may arrive another day: somebody rings, and the next letter is tried again. */
const refused = async (tx: Tx, complaint: LockedComplaint, mailId: string): Promise<boolean> => {
  const letter = await letterOfMail(tx, complaint.id, mailId)
  if (letter) await tx.record(LetterReturned, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, messageId: letter.id, letter: letter.via, instead: 'call' } })
  return letter !== null
}

export type Why = 'address' | 'refused' | 'noServer'
/** What became of a mail that could not be sent. `why`: it is the address that does not take it, it is this mail, or nothing can be sent at all. Comes again and says nothing new. */
export const noteReturned = command('communication.noteReturned', async (tx, { complaintId, mailId, to, why }: { complaintId: string; mailId: string; to: string; why: Why }) => {
  const complaint = await lockStanding(tx, complaintId)
  if (why === 'noServer') return notSent(tx, complaint, mailId)
  if (!await (why === 'address' ? mailReturned(tx, complaint, { mailId, to }) : refused(tx, complaint, mailId))) return
  await tell(tx, { to: complaint.owner_id ? [complaint.owner_id] : await whoReceives(tx, complaint.unit_id), name: 'mailBounced', subject: subjectOf(complaint), payload: { number: complaint.number } })
})
