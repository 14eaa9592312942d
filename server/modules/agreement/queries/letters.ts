import type { AgreementText } from '#contract/agreement.ts'
import type { Locale } from '#contract/common.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Reader } from '#kernel/db.ts'
import { formatInstant } from '#kernel/format-time.ts'
import { words } from '#kernel/i18n.ts'
import { query } from '#kernel/query.ts'
import { iso } from '#kernel/time.ts'
import type { LinkLetter } from '#modules/notification/commands/link-mail.ts'
import { addressOf } from '../commands/links.ts'
import { partyB } from './source.ts'

const rowOf = (read: Reader, organizationId: string, table: 'link' | 'code', id: string) => {
  const papers = read.selectFrom('agreement.paper as p').innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'p.organization_id').onRef('c.id', '=', 'p.complaint_id')).innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 'c.organization_id').onRef('n.id', '=', 'c.unit_id'))
    .innerJoin('agreement.link as l', (j) => j.onRef('l.organization_id', '=', 'p.organization_id').onRef('l.paper_id', '=', 'p.id')).where('p.organization_id', '=', organizationId)
  if (table === 'link') return papers.select(['p.text', 'p.complaint_id', 'c.number', 'n.name as unit', 'n.phone', 'n.time_zone', 'l.way', 'l.token', 'l.until']).where('l.id', '=', id).executeTakeFirst()
  return papers.innerJoin('agreement.code as k', (j) => j.onRef('k.organization_id', '=', 'l.organization_id').onRef('k.link_id', '=', 'l.id')).select(['p.text', 'p.complaint_id', 'c.number', 'n.name as unit', 'n.phone', 'n.time_zone', 'k.way', 'k.token', 'k.until']).where('k.id', '=', id).executeTakeFirst()
}

/** In the language of the agreement; null when it is out already, was taken back, or goes another way. */
const letter = async (read: Reader, actor: Actor, which: 'link' | 'code', id: string, more: (locale: Locale, token: string) => Record<string, string>): Promise<LinkLetter | null> => {
  const row = await rowOf(read, actor.organizationId, which, id)
  const party = row?.token && row.way === 'mail' ? await partyB(read, actor, row.complaint_id) : null
  if (!row?.token || !party?.email) return null
  const { locale, organization } = row.text as AgreementText
  const known = { name: party.name, number: row.number, organization, contact: [row.unit, row.phone].filter(Boolean).join(' '), until: formatInstant(iso(row.until), locale, row.time_zone), ...more(locale, row.token) }
  const say = (key: string) => words(locale, ['agreement', 'letters', `${which}-${key}`], known) ?? ''
  return { id, to: party.email, subject: say('subject'), text: say('text'), token: row.token }
}

export const linkLetter = (baseUrl: string) => query('agreement.readLetter', (read, actor, { linkId }: { linkId: string }) => letter(read, actor, 'link', linkId, (locale, token) => ({ url: addressOf(baseUrl, token, locale) })))
export const codeLetter = query('agreement.readLetter', (read, actor, { linkId }: { linkId: string }) => letter(read, actor, 'code', linkId, (_locale, code) => ({ code })))
