import type { Locale } from '#contract/common.ts'
import { words } from '#kernel/i18n.ts'
import { query } from '#kernel/query.ts'
import { iso, isoOrNull } from '#kernel/time.ts'

/** A notice as it is read. */
export const noticeWords = (name: string, payload: unknown, locale: Locale) => words(locale, ['notification', 'notices', name], payload as Record<string, unknown>) ?? name

export const notices = query('notification.read', async (read, actor, _input: Record<string, never>) => {
  const mine = read.selectFrom('notification.notice').where('organization_id', '=', actor.organizationId).where('person_id', '=', actor.id ?? actor.organizationId)
  const rows = await mine.selectAll().orderBy('id', 'desc').limit(100).execute()
  const { unread } = await mine.select((eb) => eb.fn.countAll<number>().as('unread')).where('read_at', 'is', null).executeTakeFirstOrThrow()
  return { items: rows.map((r) => ({ id: r.id, name: r.name, words: noticeWords(r.name, r.payload, actor.locale), complaintId: r.complaint_id, about: r.about_type && r.about_id ? { type: r.about_type, id: r.about_id } : null, at: iso(r.at), readAt: isoOrNull(r.read_at) })), unread, next: null }
})
