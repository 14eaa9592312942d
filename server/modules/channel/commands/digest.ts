import { command } from '#kernel/command.ts'
import { localDay } from '#kernel/calendar.ts'
import { readerOf } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import { words } from '#kernel/i18n.ts'
import { reachedBy } from '../queries/reach.ts'
import { type Said, queue } from './queue.ts'

const MOST_LINES = 20

/** What was gathered for somebody, is still there and unread, goes as one message by each medium. Two nodes may be at it: the second waits for the first and finds nothing left; skipping what is locked would part one digest in two. */
export const sendDigest = command('channel.digest', async (tx, { personId, baseUrl }: { personId: string; baseUrl: string }) => {
  const { organizationId } = tx.actor
  const gathered = await tx.db.selectFrom('channel.message').selectAll().where('organization_id', '=', organizationId).where('person_id', '=', personId).where('state', '=', 'gathered').where('next_at', '<=', tx.now).orderBy('id').forUpdate().execute()
  if (!gathered.length) return { messages: 0 }
  const read = readerOf(tx.db)
  const [person] = await reachedBy(read, organizationId, [personId])
  const unread = new Set((await tx.db.selectFrom('notification.notice').select('id').where('organization_id', '=', organizationId).where('id', 'in', gathered.flatMap((m) => m.notice_id ?? [])).where('read_at', 'is', null).execute()).map((n) => n.id))
  const fresh = person ? gathered.filter((m) => unread.has(m.notice_id ?? '')) : []
  const lanes = groupBy(fresh, (m) => JSON.stringify([m.lane, m.medium, m.device_id]))
  await queue(tx, person ? [...lanes.entries()].flatMap(([, of]) => {
    const [first] = of
    if (!first) return []
    const say = (key: string) => words(person.locale, ['channel', 'digest', key], { count: of.length, more: of.length - MOST_LINES }) ?? ''
    const lines = of.slice(0, MOST_LINES).map((m) => `· ${(m.said as unknown as Said).text}`)
    const said: Said = { title: say('title'), text: [...lines, ...(of.length > MOST_LINES ? [say('more')] : [])].join('\n'), url: `${baseUrl}/notices`, locale: person.locale, template: 'digest', values: { count: String(of.length), house: (first.said as unknown as Said).values?.house ?? '' } }
    return [{ lane: first.lane, medium: first.medium, kind: 'digest', personId, deviceId: first.device_id, address: first.address, said, once: `digest:${personId}:${first.lane}:${first.device_id ?? ''}:${localDay(person.habits.timeZone, tx.now)}:${first.id}`, pressing: false }]
  }) : [])
  await tx.db.updateTable('channel.message').set({ state: 'dropped', done_at: tx.now, problem: null }).where('organization_id', '=', organizationId).where('id', 'in', gathered.map((m) => m.id)).execute()
  return { messages: lanes.size }
})
