import type { Locale } from '#contract/common.ts'
import type { MailFile, MailReason, Verdict } from '#contract/mailbox.ts'
import { command } from '#kernel/command.ts'
import { sql } from '#kernel/db.ts'
import { newId, sha256 as hashOf } from '#kernel/id.ts'
import { type Instant, DAY, HOUR, instant, plusMs } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import type { NewFile } from '#modules/files/commands.ts'
import { MailTaken } from '../events.ts'
import type { ReadMail } from '../port.ts'
import { type Judged, MOST_OF_SENDER, type Thread, judge, receivedAt } from '../rules/judge.ts'
import { languageOf } from '../rules/language.ts'
import { type LockedMailbox, mailSubject } from './lock.ts'
import { type Content, asComplaint, asMessage, keepSource, noteBounce } from './place.ts'
import { isOwn, threadOf } from './thread.ts'

/** A mail as it lies in the store, read. `why`: it is held in any case, for this. */
export interface Incoming {
  readonly mailboxId: string; readonly uidValidity: number; readonly uid: number; readonly arrivedAt: Instant
  readonly sha256: string; readonly bytes: number; readonly read: Omit<ReadMail, 'attachments'> | null; readonly why: MailReason | null
  readonly files: readonly NewFile[]; readonly attachments: readonly MailFile[]
}

const NOTHING_READ: Omit<ReadMail, 'attachments'> = { from: { name: null, address: null }, to: [], subject: '', sentAt: null, messageId: null, refs: [], headers: {}, words: '', quoted: '', named: [] }

/** What makes a mail the same one wherever it lies: its id with all it says, for ids alone can be given twice. */
const fingerprintOf = ({ read, sha256, files }: Incoming): string => (read?.messageId
  ? hashOf(JSON.stringify([read.messageId, read.from.address, read.sentAt, read.subject, read.words, read.quoted, files.map((f) => f.sha256)])).toString('hex')
  : `raw:${sha256}`)

const lockForMail = async (tx: Tx, id: string): Promise<LockedMailbox | null> =>
  await tx.db.selectFrom('mailbox.mailbox').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).where('removed_at', 'is', null).forUpdate().executeTakeFirst() ?? null

const rowOf = (tx: Tx, mailbox: LockedMailbox, id: string, mail: Incoming) => {
  const read = mail.read ?? NOTHING_READ
  const sentAt = read.sentAt ? instant(read.sentAt) : null
  return {
    organization_id: tx.actor.organizationId, id, mailbox_id: mailbox.id, unit_id: mailbox.unit_id, uid_validity: mail.uidValidity, uid: mail.uid, fingerprint: fingerprintOf(mail), sha256: mail.sha256, bytes: mail.bytes,
    message_id: read.messageId, refs: [...read.refs], from_name: read.from.name, from_address: read.from.address, from_key: read.from.address?.toLowerCase() ?? null, recipients: JSON.stringify(read.to), subject: read.subject,
    sent_at: sentAt, arrived_at: mail.arrivedAt, received_at: receivedAt(sentAt, mail.arrivedAt, tx.now), words: read.words, quoted: read.quoted, attachments: JSON.stringify(mail.attachments),
    verdict: 'held', reason: null as string | null, proposed_id: null, complaint_id: null, message_in_case: null, receipt: null, decided_by: null, decided_at: null, note: null, at: tx.now,
  }
}
type Row = ReturnType<typeof rowOf>

/** Null: these bytes came before, by this way or by another; then it is written down as that, once. */
const insert = async (tx: Tx, row: Row): Promise<boolean> => {
  const made = await tx.db.insertInto('mailbox.mail').values(row).onConflict((c) => c.doNothing()).returning('id').executeTakeFirst()
  if (made) return true
  const first = await tx.db.selectFrom('mailbox.mail').select('complaint_id').where('organization_id', '=', row.organization_id).where('fingerprint', '=', row.fingerprint).where('reason', 'is distinct from', 'duplicate').executeTakeFirst()
  const again = await tx.db.insertInto('mailbox.mail').values({ ...row, verdict: 'ignored', reason: 'duplicate', proposed_id: first?.complaint_id ?? null }).onConflict((c) => c.doNothing()).returning('id').executeTakeFirst()
  if (again) await keepSource(tx, row.id, row)
  return false
}

/** What came within an hour of a mail, as the servers saw it come: a folder that is read for the first time brings much at once that came slowly. */
const lately = async (tx: Tx, row: Row) => {
  const hour = tx.db.selectFrom('mailbox.mail').where('organization_id', '=', row.organization_id).where('id', '!=', row.id).where('arrived_at', '<', plusMs(row.arrived_at, HOUR)).where('arrived_at', '>', plusMs(row.arrived_at, -HOUR))
  const toMailbox = await hour.select((eb) => eb.fn.countAll<number>().as('n')).where('mailbox_id', '=', row.mailbox_id).executeTakeFirstOrThrow()
  if (!row.from_key) return { ofSender: 0, answered: 0, toMailbox: toMailbox.n }
  const ofSender = await hour.select((eb) => [eb.fn.countAll<number>().as('n'), eb.fn.count<number>('receipt').as('answered')]).where('from_key', '=', row.from_key).executeTakeFirstOrThrow()
  return { ofSender: ofSender.n, answered: ofSender.answered, toMailbox: toMailbox.n }
}

interface Weighed { readonly judged: Judged; readonly thread: Thread | null; readonly quiet: boolean }

const weigh = async (tx: Tx, row: Row, { read, why, files }: Incoming): Promise<Weighed> => {
  if (!read || why) return { judged: { verdict: 'held', reason: why ?? 'unreadable', proposedId: null }, thread: null, quiet: true }
  const thread = await threadOf(tx, { ...read, fromKey: row.from_key })
  const counts = await lately(tx, row)
  const judged = judge({ ...read, fromAddress: read.from.address, fromName: read.from.name, files: files.length, own: await isOwn(tx, read.messageId, row.from_key), thread, lately: counts })
  return { judged, thread, quiet: counts.ofSender >= MOST_OF_SENDER }
}

/** Old mail is not answered by a program: nobody waits for it any more. */
const RECEIPT_MS = 2 * DAY

interface Became { readonly complaintId: string | null; readonly messageId: string | null; readonly receipt: Locale | null }
const NOWHERE: Became = { complaintId: null, messageId: null, receipt: null }

const place = async (tx: Tx, row: Row, content: Content, { judged, thread, quiet }: Weighed): Promise<Became> => {
  if (judged.verdict === 'complaint') {
    const locale = languageOf(`${row.subject}\n${row.words}`)
    const { id } = await asComplaint(tx, content, row.unit_id, locale)
    return { complaintId: id, messageId: null, receipt: tx.now.getTime() - row.arrived_at.getTime() < RECEIPT_MS ? locale : null }
  }
  if (judged.verdict === 'message' && judged.proposedId) return { ...NOWHERE, complaintId: judged.proposedId, messageId: await asMessage(tx, content, judged.proposedId) }
  if (judged.reason === 'bounce' && thread?.proof === 'signed' && !quiet) await noteBounce(tx, content, thread)
  return NOWHERE
}

const passOn = async (tx: Tx, mailbox: LockedMailbox, { uidValidity, uid, arrivedAt }: Incoming): Promise<void> => {
  await tx.db.updateTable('mailbox.mailbox').set({ uid_validity: uidValidity, last_uid: uid, last_mail_at: arrivedAt }).where('organization_id', '=', mailbox.organization_id).where('id', '=', mailbox.id).execute()
}

/**
 * Takes one mail: its row, what becomes of it and how far the mailbox is read, together or not at all. Whoever repeats it, after a crash or on
 * another node, finds it done.
 */
export const takeMail = command('mailbox.take', async (tx, mail: Incoming): Promise<{ id: string; verdict: Verdict } | null> => {
  const mailbox = await lockForMail(tx, mail.mailboxId)
  if (!mailbox || (mailbox.uid_validity === mail.uidValidity && mailbox.last_uid >= mail.uid)) return null
  const row = rowOf(tx, mailbox, newId(), mail)
  // One sender's mails to two mailboxes at once begin one customer.
  if (row.from_key) await sql`select pg_advisory_xact_lock(hashtextextended(${`${row.organization_id} ${row.from_key}`}, 11))`.execute(tx.db)
  await passOn(tx, mailbox, mail)
  if (!await insert(tx, row)) return null
  await keepSource(tx, row.id, mail)
  const weighed = await weigh(tx, row, mail)
  const content: Content = { from: { name: row.from_name, address: row.from_address }, subject: row.subject, words: row.words, receivedAt: row.received_at, files: mail.files, refused: mail.attachments.flatMap(({ name, refused }) => (refused ? [{ name, why: refused }] : [])) }
  const became = await place(tx, row, content, weighed)
  const { verdict, reason } = weighed.judged
  await tx.db.updateTable('mailbox.mail').set({ verdict, reason, proposed_id: became.complaintId ? null : weighed.judged.proposedId, complaint_id: became.complaintId, message_in_case: became.messageId, receipt: became.receipt })
    .where('organization_id', '=', row.organization_id).where('id', '=', row.id).execute()
  await tx.record(MailTaken, { subject: mailSubject(row), payload: { mailId: row.id, mailboxId: mailbox.id, verdict, reason, complaintId: became.complaintId, receipt: became.receipt !== null } })
  return { id: row.id, verdict }
})
