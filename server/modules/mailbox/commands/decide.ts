import type { z } from 'zod'
import * as contract from '#contract/mailbox.ts'
import { unitNotYours } from '#contract/complaint.ts'
import { command } from '#kernel/command.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { nameAccused } from '#modules/complaint/commands/accused.ts'
import { MailAttached, MailIgnored, MailReleased } from '../events.ts'
import type { ReadMail } from '../port.ts'
import { languageOf } from '../rules/language.ts'
import { type LockedMail, lockUndecided, mailSubject } from './lock.ts'
import { type Content, asComplaint, asMessage } from './place.ts'

/** The mail read anew from its source; null when nothing can be read in it. */
export interface Reread { readonly read: Omit<ReadMail, 'attachments'> | null; readonly files: Content['files']; readonly refused: Content['refused'] }

const contentOf = (mail: LockedMail, { files, refused }: Reread): Content => {
  const content = { from: { name: mail.from_name, address: mail.from_address }, subject: mail.subject, words: mail.words, receivedAt: mail.received_at, files, refused }
  if (!content.words.trim() && !content.subject.trim() && !files.length) throw new Problem(contract.nothingInIt)
  return content
}

const decide = async (tx: Tx, mail: LockedMail, set: { verdict: contract.Verdict; reason?: contract.MailReason | null; complaint_id?: string; message_in_case?: string; note?: string | null }) => {
  await tx.db.updateTable('mailbox.mail').set({ ...set, decided_by: tx.actor.id, decided_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', mail.id).execute()
}

/** A person found that it is a complaint after all. It gets no automatic receipt: whoever answers writes. */
export const releaseMail = command('mailbox.release', async (tx, { id, unitId, accusedIds = [], reread }: z.output<typeof contract.releaseMail.input> & { reread: Reread }) => {
  const mail = await lockUndecided(tx, id)
  const unit = unitId ?? mail.unit_id
  if (tx.actor.units !== 'all' && !tx.actor.units.includes(unit)) throw new Problem(unitNotYours, {}, 'unitId')
  const registered = await asComplaint(tx, contentOf(mail, reread), unit, languageOf(`${mail.subject}\n${mail.words}`), accusedIds)
  await decide(tx, mail, { verdict: 'complaint', complaint_id: registered.id })
  await tx.record(MailReleased, { subject: mailSubject(mail), payload: { mailId: id, complaintId: registered.id } })
  const said = { complaintId: registered.id, number: registered.number }
  if (!accusedIds.length) return said
  // Last of all: whoever answers to one of them does not see it from here on.
  const { owner, handedOn, seen } = await nameAccused(tx, registered.id, { personIds: accusedIds, reason: '', actor: tx.actor, field: 'accusedIds' })
  return { ...said, kept: { owner, handedOn, seen } }
})

export const attachMail = command('mailbox.attach', async (tx, { id, number, reread }: z.output<typeof contract.attachMail.input> & { reread: Reread }) => {
  const mail = await lockUndecided(tx, id)
  const found = await tx.db.selectFrom('complaint.complaint').select('id').where('organization_id', '=', tx.actor.organizationId).where('number', '=', number.trim().toUpperCase()).executeTakeFirst()
  if (!found) throw new Problem(contract.caseUnknown, {}, 'number')
  const messageId = await asMessage(tx, contentOf(mail, reread), found.id)
  await decide(tx, mail, { verdict: 'message', complaint_id: found.id, message_in_case: messageId })
  await tx.record(MailAttached, { subject: mailSubject(mail), payload: { mailId: id, complaintId: found.id } })
  return { id }
})

export const ignoreMail = command('mailbox.ignore', async (tx, { id, note }: z.output<typeof contract.ignoreMail.input>) => {
  const mail = await lockUndecided(tx, id)
  if (mail.verdict === 'ignored') throw new Problem(contract.mailDecided)
  await decide(tx, mail, { verdict: 'ignored', reason: 'dismissed', note: note || null })
  await tx.record(MailIgnored, { subject: mailSubject(mail), payload: { mailId: id }, reason: note || undefined })
  return { id }
})
