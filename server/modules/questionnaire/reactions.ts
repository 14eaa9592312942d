import type { Locale } from '#contract/common.ts'
import { saidIn } from '#contract/asking.ts'
import type { Questions } from '#contract/questions.ts'
import { formatInstant } from '#kernel/format-time.ts'
import { words } from '#kernel/i18n.ts'
import { query } from '#kernel/query.ts'
import { type Reaction, whenever } from '#kernel/reaction.ts'
import { iso } from '#kernel/time.ts'
import { readerOf } from '#kernel/db.ts'
import type { Tx } from '#kernel/tx.ts'
import { goAlong } from '#modules/complaint/commands/go-along.ts'
import { moveFiles } from '#modules/complaint/commands/moved.ts'
import { IdentityChanged } from '#modules/complaint/events.ts'
import { type LinkLetter, mailsLinks } from '#modules/notification/commands/link-mail.ts'
import type { Mailer, PostOffice } from '#modules/notification/port.ts'
import { PackInstalled } from '#modules/packs/events.ts'
import { versionBody } from '#modules/packs/queries.ts'
import { addressOf, endLinks, noteLinkSent } from './commands/link.ts'
import { takeOver } from './commands/template.ts'
import { QuestionnaireLinkMade } from './events.ts'

const BY_MAIL = ['mail', 'reminder']

/** In the language of who is asked; null when it is out already, was taken back, or goes another way. */
const linkLetter = (baseUrl: string) => query('questionnaire.readLetter', async (read, actor, { linkId }: { linkId: string }): Promise<LinkLetter | null> => {
  const row = await read.selectFrom('questionnaire.link as l').innerJoin('questionnaire.sent as s', (j) => j.onRef('s.organization_id', '=', 'l.organization_id').onRef('s.id', '=', 'l.sent_id'))
    .innerJoin('questionnaire.edition as e', (j) => j.onRef('e.organization_id', '=', 's.organization_id').onRef('e.template_id', '=', 's.template_id').onRef('e.no', '=', 's.edition')).innerJoin('identity.organization as o', 'o.organization_id', 's.organization_id')
    .innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 's.organization_id').onRef('c.id', '=', 's.complaint_id')).innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 'c.organization_id').onRef('n.id', '=', 'c.unit_id'))
    .select(['l.id', 'l.way', 'l.token', 'l.until', 's.email', 's.name', 's.locale', 's.number', 's.note', 'e.body', 'o.name as organization', 'n.time_zone']).where('l.organization_id', '=', actor.organizationId).where('l.id', '=', linkId).executeTakeFirst()
  if (!row?.token || !row.email || !BY_MAIL.includes(row.way)) return null
  const locale = row.locale as Locale
  const known = { organization: row.organization, title: saidIn((row.body as Questions).title, locale), name: row.name, number: row.number, until: formatInstant(iso(row.until), locale, row.time_zone), url: addressOf(baseUrl, row.token, locale) }
  const say = (key: string) => words(locale, ['questionnaire', 'letters', key], known) ?? ''
  return { id: row.id, to: row.email, subject: say(`subject-${row.way}`), text: [say(`text-${row.way}`), ...(row.note ? [row.note] : []), say('link')].join('\n\n'), token: row.token }
})

/** How a customer is reached is not known here any more. */
const forget = async (tx: Tx, complaintId: string) => {
  const sent = await tx.db.updateTable('questionnaire.sent').set({ name: '', email: null, signed_name: null }).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where('recipient', '=', 'customer').returning(['id', 'state']).execute()
  for (const { id, state } of sent) if (state === 'open') await endLinks(tx, id)
}

/** What was asked, its links and what was answered go to another case. */
const give = async (tx: Tx, ids: readonly string[], from: string, to: string) => {
  const mine = { complaint_id: to }
  await tx.db.updateTable('questionnaire.sent').set(mine).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...ids]).execute()
  await tx.db.updateTable('questionnaire.link').set(mine).where('organization_id', '=', tx.actor.organizationId).where('sent_id', 'in', [...ids]).execute()
  const files = await tx.db.updateTable('questionnaire.file').set(mine).where('organization_id', '=', tx.actor.organizationId).where('sent_id', 'in', [...ids]).returning('file_id').execute()
  await moveFiles(tx, from, to, files.map((f) => f.file_id))
}

interface Given { readonly mailer: Mailer | null; readonly post: PostOffice; readonly baseUrl: string }

export const reactions = ({ mailer, post, baseUrl }: Given): readonly Reaction[] => [
  whenever(PackInstalled, async (tx, events) => {
    for (const { payload } of events) await takeOver(tx, (await versionBody(readerOf(tx.db), tx.actor.organizationId, payload.versionId)).questionnaires)
  }),
  ...(mailer ? [mailsLinks({ on: QuestionnaireLinkMade, handler: 'questionnaire.linkMail', letter: linkLetter(baseUrl), note: noteLinkSent, 
    // What a customer answers to such a mail finds the case.
    send: (mail, { recipient, complaintId }, organizationId) => (recipient === 'customer' ? post.send(mail, { organizationId, complaintId }) : mailer.send(mail)),
  })] : []),
  whenever(IdentityChanged, async (tx, events) => {
    for (const { payload } of events) if (payload.identity === 'protected') await forget(tx, payload.complaintId)
  }),
  ...goAlong({ what: 'questionnaire', give, of: (tx, id) => tx.db.selectFrom('questionnaire.sent').select('id').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', id).execute() }),
]
