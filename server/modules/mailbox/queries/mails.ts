import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import type { CaseRef, Mail, MailFile, MailReason, mails as listContract, Verdict, WholeMail } from '#contract/mailbox.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Reader } from '#kernel/db.ts'
import { pageOf, readCursor } from '#kernel/page.ts'
import { Problem } from '#kernel/problem.ts'
import { listing, query } from '#kernel/query.ts'
import { iso, isoOrNull } from '#kernel/time.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import type { Party } from '../port.ts'

const found = (read: Reader, actor: Actor) => read.selectFrom('mailbox.mail as m').innerJoin('mailbox.mailbox as b', (j) => j.onRef('b.organization_id', '=', 'm.organization_id').onRef('b.id', '=', 'm.mailbox_id'))
  .selectAll('m').select('b.address').where('m.organization_id', '=', actor.organizationId)
type Row = Awaited<ReturnType<ReturnType<typeof found>['execute']>>[number]

const SHOWN = 300
const beginningOf = (text: string): string => text.slice(0, SHOWN).toWellFormed()

/** Cases that the reader may see. */
const casesOf = async (read: Reader, actor: Actor, ids: readonly (string | null)[]) => {
  const wanted = [...new Set(ids.flatMap((id) => id ?? []))]
  const rows = wanted.length ? await read.selectFrom('complaint.complaint').select(['id', 'number', 'state']).where('organization_id', '=', actor.organizationId).where('id', 'in', wanted).execute() : []
  const byId = new Map(rows.map((r) => [r.id, r]))
  return (id: string | null): CaseRef | null => (id ? byId.get(id) ?? null : null)
}

const shown = async (read: Reader, actor: Actor, rows: readonly Row[]): Promise<Mail[]> => {
  const name = await namesOf(read, actor.organizationId, rows.map((r) => r.decided_by))
  const caseOf = await casesOf(read, actor, rows.flatMap((r) => [r.complaint_id, r.proposed_id]))
  return rows.map((r) => ({
    id: r.id, mailboxId: r.mailbox_id, mailboxAddress: r.address, unitId: r.unit_id, verdict: r.verdict as Verdict, reason: r.reason as MailReason | null, from: { name: r.from_name, address: r.from_address }, subject: r.subject,
    receivedAt: iso(r.received_at), beginning: beginningOf(r.words), files: (r.attachments as MailFile[]).length, complaint: caseOf(r.complaint_id), proposed: caseOf(r.proposed_id), decidedBy: name(r.decided_by), decidedAt: isoOrNull(r.decided_at), note: r.note,
  }))
}

const LISTS = { held: ['held'], ignored: ['ignored'], taken: ['complaint', 'message'] } as const

/** What came by mail: who wrote and what, in the reader's sight. */
export const mails = listing('mailbox.readMails', async (read, actor, { list = 'held', mailboxId, limit = 50, cursor }: z.output<typeof listContract.input>) => {
  let asked = found(read, actor).where('m.verdict', 'in', [...LISTS[list]]).orderBy('m.id', 'desc').limit(limit + 1)
  if (mailboxId) asked = asked.where('m.mailbox_id', '=', mailboxId)
  if (cursor) asked = asked.where('m.id', '<', String(readCursor(cursor)[0]))
  const rows = await asked.execute()
  const all = new Map((await shown(read, actor, rows)).map((mail) => [mail.id, mail]))
  return pageOf(rows, limit, (r) => [r.id], (r) => all.get(r.id) as Mail)
})

const rowOf = async (read: Reader, actor: Actor, id: string): Promise<Row> => {
  const row = await found(read, actor).where('m.id', '=', id).executeTakeFirst()
  if (!row) throw new Problem(notFound)
  return row
}

export const mail = query('mailbox.readMails', async (read, actor, { id }: { id: string }): Promise<WholeMail> => {
  const row = await rowOf(read, actor, id)
  const [short] = await shown(read, actor, [row])
  return {
    ...short as Mail, to: row.recipients as Party[], sentAt: isoOrNull(row.sent_at), messageId: row.message_id, text: row.words, quoted: row.quoted,
    attachments: row.attachments as MailFile[], bytes: row.bytes, sha256: row.sha256,
  }
}, ({ id }, output) => ({ type: 'mail', id, unitId: output.unitId }))

/** Where the source lies. */
export const source = query('mailbox.readMails', async (read, actor, { id }: { id: string }) => {
  const row = await rowOf(read, actor, id)
  return { sha256: row.sha256, bytes: row.bytes, unitId: row.unit_id }
}, ({ id }, output) => ({ type: 'mail', id, unitId: output.unitId }))

/** An automatic receipt that still has to go out; null when it went or none is due. */
export const receiptToSend = query('mailbox.receipt', async (read, actor, { mailId }: { mailId: string }) => {
  const row = await read.selectFrom('mailbox.mail as m').innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'm.organization_id').onRef('c.id', '=', 'm.complaint_id'))
    .innerJoin('identity.unit as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.unit_id')).innerJoin('identity.organization as o', 'o.organization_id', 'm.organization_id')
    .leftJoin('notification.mail as s', (j) => j.onRef('s.organization_id', '=', 'm.organization_id').onRef('s.id', '=', 'm.id'))
    .select(['m.receipt', 'm.from_address', 'm.from_name', 'm.subject', 'c.id', 'c.number', 'c.urgency', 'u.name as unit', 'u.phone', 'o.name as house'])
    .where('m.organization_id', '=', actor.organizationId).where('m.id', '=', mailId).where('m.receipt', 'is not', null).where('s.id', 'is', null).executeTakeFirst()
  return row?.from_address && row.receipt ? { ...row, to: row.from_address, locale: row.receipt } : null
})
