import type { News } from '#contract/channel.ts'
import { localDay, shiftDay, startOfDay } from '#kernel/calendar.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { words } from '#kernel/i18n.ts'
import type { Locale } from '#contract/common.ts'
import { countsOf, newsOf, reachOf } from '../queries/news.ts'
import { openChannels } from '../queries/reach.ts'
import { queue } from './queue.ts'

export interface GroupNews { readonly complaintId: string; readonly news: Exclude<News, 'summary'>; readonly because: string; readonly baseUrl: string }

/** Tells the groups whose robot speaks for the case's unit and was asked to tell of this. */
export const tellGroups = command('channel.tellGroups', async (tx, { complaintId, news, because, baseUrl }: GroupNews) => {
  const read = readerOf(tx.db)
  const { organizationId } = tx.actor
  const robots = (await openChannels(read, organizationId)).filter((one) => one.medium === 'robot' && one.news.includes(news))
  const about = robots.length ? await newsOf(read, organizationId, complaintId) : null
  if (!about) return
  for (const robot of robots) {
    const reach = await reachOf(read, organizationId, robot.unitId)
    if (reach && !reach.has(about.unitId)) continue
    await queue(tx, [{ lane: robot.id, medium: 'robot', kind: news, complaintId, address: null, said: about.said(news, robot.locale, baseUrl), once: `${news}:${because}:${robot.id}`, pressing: news !== 'registered' }])
  }
})

/** The day's summary of a robot, once a day: the day it was made is noted under the lock of the channel. */
export const sendSummary = command('channel.summarise', async (tx, { channelId, baseUrl }: { channelId: string; baseUrl: string }) => {
  const { organizationId } = tx.actor
  const channel = await tx.db.selectFrom('channel.channel as c').innerJoin('identity.organization as o', 'o.organization_id', 'c.organization_id').leftJoin('identity.unit as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.unit_id'))
    .select(['c.id', 'c.unit_id', 'c.locale', 'c.summarised_on', 'o.name as house', 'u.name as unit', 'o.time_zone as house_zone', 'u.time_zone']).where('c.organization_id', '=', organizationId).where('c.id', '=', channelId).where('c.removed_at', 'is', null).forUpdate('c').executeTakeFirst()
  const zone = channel?.time_zone ?? channel?.house_zone ?? 'UTC'
  const today = localDay(zone, tx.now)
  if (!channel || channel.summarised_on === today) return { sent: false }
  const read = readerOf(tx.db)
  const counts = await countsOf(read, organizationId, await reachOf(read, organizationId, channel.unit_id), startOfDay(zone, shiftDay(today, -1)))
  const locale = channel.locale as Locale
  const say = (key: string) => words(locale, ['channel', 'group', ...key.split('.')], { ...counts, place: channel.unit ?? channel.house }) ?? ''
  await tx.db.updateTable('channel.channel').set({ summarised_on: today }).where('organization_id', '=', organizationId).where('id', '=', channelId).execute()
  await queue(tx, [{ lane: channelId, medium: 'robot', kind: 'summary', address: null, said: { title: say('title.summary'), text: say('summary'), url: `${baseUrl}/complaints`, locale }, once: `summary:${channelId}:${today}`, pressing: false }])
  return { sent: true }
})
