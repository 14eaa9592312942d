import { type Locale, notFound } from '#contract/common.ts'
import type { Message } from '#contract/communication.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { iso } from '#kernel/time.ts'
import { filesById, refsOf } from '#modules/files/queries.ts'
import { namesOf } from '#modules/identity/queries/people.ts'

const rows = (read: Reader, organizationId: string) => read.selectFrom('communication.message').selectAll().where('organization_id', '=', organizationId)
type Row = Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number]

const show = async (read: Reader, organizationId: string, found: readonly Row[]): Promise<Message[]> => {
  const ids = found.map((r) => r.id)
  const attached = ids.length ? await read.selectFrom('communication.attachment').select(['message_id', 'file_id']).where('organization_id', '=', organizationId).where('message_id', 'in', ids).execute() : []
  const files = await filesById(read, organizationId, attached.map((a) => a.file_id))
  const name = await namesOf(read, organizationId, found.map((r) => r.by_id))
  return found.map((r) => ({
    id: r.id, kind: r.kind as Message['kind'], text: r.body, via: r.via, by: name(r.by_id), at: iso(r.at), reached: r.reached, sent: (r.goes ?? r.sent) as Message['sent'],
    files: refsOf(files, attached.filter((a) => a.message_id === r.id).map(({ file_id }) => file_id)),
  }))
}

export const messagesOf = async (read: Reader, organizationId: string, complaintId: string): Promise<Message[]> =>
  show(read, organizationId, await rows(read, organizationId).where('complaint_id', '=', complaintId).orderBy('id').execute())

export const message = query('communication.read', async (read, actor, { id }: { id: string }) => {
  const [shown] = await show(read, actor.organizationId, await rows(read, actor.organizationId).where('id', '=', id).execute())
  if (!shown) throw new Problem(notFound)
  return shown
})

/** A reply as it goes out by mail: to whom, under which number, what. Null when it goes another way, the customer left no address, or it went out already. */
export const replyToMail = query('communication.replyToMail', async (read, actor, { messageId }: { messageId: string }) => {
  const row = await read.selectFrom('communication.message as m')
    .innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'm.organization_id').onRef('c.id', '=', 'm.complaint_id'))
    .innerJoin('customer.customer as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.customer_id'))
    .leftJoin('notification.mail as s', (j) => j.onRef('s.organization_id', '=', 'm.organization_id').on((eb) => eb('s.id', '=', eb.fn.coalesce('m.mail_id', 'm.id'))))
    .innerJoin('identity.organization as o', 'o.organization_id', 'm.organization_id')
    .leftJoin('complaint.complainant as k', (j) => j.onRef('k.organization_id', '=', 'c.organization_id').onRef('k.complaint_id', '=', 'c.id'))
    .select(['m.id', 'm.mail_id', 'u.email', sql<string | null>`coalesce(k.email, c.complainant_email)`.as('complainant_email'), 'c.complainant_name', 'c.number', 'm.body', 'm.by_id', 'm.via', 'c.urgency', 'c.locale', 'o.locale as house_locale', 'o.name']).where('m.organization_id', '=', actor.organizationId).where('m.id', '=', messageId).where('m.kind', '=', 'reply').where((eb) => eb.or([eb('m.goes', 'is', null), eb('m.goes', '=', 'mail')])).where('s.id', 'is', null).executeTakeFirst()
  // Who complains under another name than the record's is not that customer: their mail goes where they said, or nowhere.
  const to = row?.complainant_email ?? (row?.complainant_name ? null : row?.email)
  return row && to ? { mailId: row.mail_id ?? row.id, to, subject: `[${row.number}] ${row.name}`, text: row.body, byPerson: row.by_id !== null && row.via === null, acknowledges: row.via === 'receipt' && row.urgency === 'general', locale: (row.locale ?? row.house_locale) as Locale } : null
})
