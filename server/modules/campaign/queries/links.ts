import type { Links } from '#contract/campaign.ts'
import type { Locale } from '#contract/common.ts'
import { sql } from '#kernel/db.ts'
import { words } from '#kernel/i18n.ts'
import { query } from '#kernel/query.ts'
import type { LinkLetter } from '#modules/notification/commands/link-mail.ts'
import { mayGo, mayWrite } from '../peace.ts'
import type { House } from '../rules.ts'
import { addressOf, findCampaign } from './campaigns.ts'
import { todayOf } from './today.ts'

/** How far the links of a campaign are, and whom more would reach. */
export const linkCounts = query('campaign.read', async (read, actor, { id, canMail, canText }: { id: string } & House, now): Promise<Pick<Links, 'counts' | 'reach'>> => {
  await findCampaign(read, actor, id)
  const today = await todayOf(read, actor.organizationId, now)
  const [hasMail, hasPhone] = [sql`${canMail}::boolean and coalesce(u.email, '') <> ''`, sql`${canText === 'yes'}::boolean and u.phone_key is not null`]
  const [{ rows: [sent] }, { rows: [left] }] = await Promise.all([
    sql<Omit<Links['counts'], 'unasked'>>`select count(*) filter (where l.state in ('waiting', 'going')) as waiting, count(*) filter (where l.state = 'sent') as sent, count(*) filter (where l.state = 'arrived') as arrived,
      count(*) filter (where l.state = 'failed') as failed, count(*) filter (where l.state = 'stopped') as stopped, count(*) filter (where p.result = 'answeredByLink') as answered
      from campaign.link l join campaign.person p on p.organization_id = l.organization_id and p.id = l.person_id where l.organization_id = ${actor.organizationId} and l.campaign_id = ${id}`.execute(read.raw),
    sql<{ n: number } & Links['reach']>`select count(*) as n, count(*) filter (where ${hasMail}) as mail, count(*) filter (where ${hasPhone}) as sms, count(*) filter (where ${hasMail} or ${hasPhone}) as best from campaign.person p join customer.customer u on u.organization_id = p.organization_id and u.id = p.customer_id
      where p.organization_id = ${actor.organizationId} and p.campaign_id = ${id} and p.state = 'open' and p.taken_by is null and p.token_hash is null and not exists (select from campaign.link l where l.organization_id = p.organization_id and l.person_id = p.id) and ${mayWrite(today)}`.execute(read.raw),
  ])
  return {
    counts: { unasked: left?.n ?? 0, waiting: 0, sent: 0, arrived: 0, failed: 0, stopped: 0, answered: 0, ...sent },
    reach: { best: left?.best ?? 0, mail: left?.mail ?? 0, sms: left?.sms ?? 0 },
  }
})

/** In the language the customer complained in; null when it is out already, was taken back, is not to go any more, or goes another way. */
export const linkLetter = (baseUrl: string) => query('campaign.readLetter', async (read, actor, { linkId }: { linkId: string }, now): Promise<LinkLetter | null> => {
  const today = await todayOf(read, actor.organizationId, now)
  const row = await read.selectFrom('campaign.link as l').innerJoin('campaign.person as p', (j) => j.onRef('p.organization_id', '=', 'l.organization_id').onRef('p.id', '=', 'l.person_id')).innerJoin('campaign.campaign as c', (j) => j.onRef('c.organization_id', '=', 'l.organization_id').onRef('c.id', '=', 'l.campaign_id'))
    .innerJoin('customer.customer as u', (j) => j.onRef('u.organization_id', '=', 'p.organization_id').onRef('u.id', '=', 'p.customer_id')).innerJoin('identity.organization as o', 'o.organization_id', 'l.organization_id')
    .leftJoin('complaint.complaint as k', (j) => j.onRef('k.organization_id', '=', 'p.organization_id').onRef('k.id', '=', 'p.complaint_id'))
    .select(['l.id', 'l.token', 'c.name as campaign', 'c.greeting', 'c.until_on', 'u.name', 'u.email', 'o.name as organization', 'o.locale as house_locale', 'k.locale']).where('l.organization_id', '=', actor.organizationId).where('l.id', '=', linkId).where('l.way', '=', 'mail').where('l.state', '=', 'going').where(mayGo(today)).executeTakeFirst()
  if (!row?.token || !row.email) return null
  const locale = (row.locale ?? row.house_locale) as Locale
  const say = (key: string) => words(locale, ['campaign', 'letters', key], { organization: row.organization, campaign: row.campaign, name: row.name, until: row.until_on, url: addressOf(baseUrl, row.token ?? '') }) ?? ''
  return { id: row.id, to: row.email, subject: say('subject'), text: [say('text'), ...(row.greeting ? [row.greeting] : []), say('link')].join('\n\n'), token: row.token }
})
