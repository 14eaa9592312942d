import type { Locale } from '#contract/common.ts'
import { words } from '#kernel/i18n.ts'
import { query } from '#kernel/query.ts'
import { iso, isoOrNull } from '#kernel/time.ts'

const noticeWords = (name: string, payload: unknown, locale: Locale) => words(locale, ['notification', 'notices', name], payload as Record<string, unknown>) ?? name

export const notices = query('notification.read', async (read, actor, _input: Record<string, never>) => {
  const mine = read.selectFrom('notification.notice').where('organization_id', '=', actor.organizationId).where('person_id', '=', actor.id ?? actor.organizationId)
  const rows = await mine.selectAll().orderBy('id', 'desc').limit(100).execute()
  const { unread } = await mine.select((eb) => eb.fn.countAll<number>().as('unread')).where('read_at', 'is', null).executeTakeFirstOrThrow()
  return { items: rows.map((r) => ({ id: r.id, name: r.name, words: noticeWords(r.name, r.payload, actor.locale), complaintId: r.complaint_id, at: iso(r.at), readAt: isoOrNull(r.read_at) })), unread, next: null }
})

/** Notices of an event that still have to go out by mail, with the words in the reader's language. */
export const mailsToSend = query('notification.mailsToSend', async (read, actor, { noticeIds }: { noticeIds: readonly string[] }) => {
  const rows = await read.selectFrom('notification.notice as n')
    .innerJoin('identity.person as p', (j) => j.onRef('p.organization_id', '=', 'n.organization_id').onRef('p.id', '=', 'n.person_id'))
    .leftJoin('notification.mail as m', (j) => j.onRef('m.organization_id', '=', 'n.organization_id').onRef('m.id', '=', 'n.id'))
    .select(['n.id', 'n.name', 'n.payload', 'n.complaint_id', 'p.email', 'p.locale']).where('n.organization_id', '=', actor.organizationId).where('n.id', 'in', [...noticeIds]).where('m.id', 'is', null).execute()
  return rows.map((r) => ({ id: r.id, to: r.email, text: noticeWords(r.name, r.payload, r.locale as Locale), complaintId: r.complaint_id }))
})
