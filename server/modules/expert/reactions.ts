import type { Locale } from '#contract/common.ts'
import { formatInstant } from '#kernel/format-time.ts'
import { words } from '#kernel/i18n.ts'
import { query } from '#kernel/query.ts'
import { type Reaction, whenever } from '#kernel/reaction.ts'
import { type Instant, iso } from '#kernel/time.ts'
import { WorkPassed } from '#modules/identity/events.ts'
import { mailsLinks } from '#modules/notification/commands/link-mail.ts'
import type { Mailer } from '#modules/notification/port.ts'
import { handBackOpinions } from './commands/hand-back.ts'
import { addressOf, noteLinkSent } from './commands/link.ts'
import { ExpertLinkMade } from './events.ts'

/** In the language of the expert; null when it is out already, or was taken back. */
const linkLetter = (baseUrl: string) => query('expert.readLetter', async (read, actor, { linkId }: { linkId: string }) => {
  const row = await read.selectFrom('expert.link as l').innerJoin('expert.opinion as e', (j) => j.onRef('e.organization_id', '=', 'l.organization_id').onRef('e.id', '=', 'l.opinion_id')).innerJoin('identity.organization as o', 'o.organization_id', 'l.organization_id')
    .innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'l.organization_id').onRef('c.id', '=', 'l.complaint_id')).innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 'c.organization_id').onRef('n.id', '=', 'c.unit_id'))
    .select(['l.id', 'l.token', 'l.until', 'e.email', 'e.name', 'e.locale', 'e.number', 'e.due_at', 'o.name as organization', 'n.time_zone']).where('l.organization_id', '=', actor.organizationId).where('l.id', '=', linkId).executeTakeFirst()
  if (!row?.token || !row.email) return null
  const locale = row.locale as Locale
  const when = (at: Instant) => formatInstant(iso(at), locale, row.time_zone)
  const known = { organization: row.organization, name: row.name, number: row.number, due: when(row.due_at), until: when(row.until), url: addressOf(baseUrl, row.token, locale) }
  const say = (key: string) => words(locale, ['expert', 'letters', key], known) ?? ''
  return { id: row.id, to: row.email, subject: say('subject'), text: [say('text'), say('link')].join('\n\n'), token: row.token }
})

const handsBack = whenever(WorkPassed, async (tx, events) => {
  for (const { payload } of events) await handBackOpinions(tx, payload)
})

export const reactions = (mailer: Mailer | null, baseUrl: string): readonly Reaction[] =>
  [handsBack, ...(mailer ? [mailsLinks({ on: ExpertLinkMade, handler: 'expert.linkMail', letter: linkLetter(baseUrl), note: noteLinkSent, send: (mail) => mailer.send(mail) })] : [])]
