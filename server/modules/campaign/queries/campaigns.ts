import type { z } from 'zod'
import type { Campaign, LeftOut, Question } from '#contract/campaign.ts'
import type * as contract from '#contract/campaign.ts'
import type { Locale } from '#contract/common.ts'
import { notFound } from '#contract/common.ts'
import type { Actor } from '#kernel/actor.ts'
import { localDay } from '#kernel/calendar.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { pageOf, readCursor } from '#kernel/page.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { type Instant, iso, isoOrNull } from '#kernel/time.ts'
import type { CardSheet } from '#modules/comment-card/port.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { unitRows } from '#modules/identity/queries/units.ts'
import { COUNTS, type Counted, candidates } from '../choosing.ts'
import { stateOn } from '../rules.ts'
import { todayOf } from './today.ts'

const rowsOf = (read: Reader, actor: Actor) => read.selectFrom('campaign.campaign').selectAll().where('organization_id', '=', actor.organizationId)
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

export const addressOf = (baseUrl: string, code: string): string => `${baseUrl}/portal?opinion=${code}`

type Progress = Campaign['progress']
interface PeopleCounts extends Pick<Progress, 'people' | 'open' | 'tries' | 'answered' | 'declined' | 'unreachable'> { readonly campaign_id: string }
interface ReplyCounts extends Pick<Progress, 'replies' | 'aside'> { readonly campaign_id: string; readonly by_link: number }

const progressOf = async (read: Reader, actor: Actor, ids: readonly string[]) => {
  const { rows: people } = await sql<PeopleCounts>`select campaign_id, count(*) as people, count(*) filter (where state = 'open') as open, coalesce(sum(tries), 0)::int as tries, count(*) filter (where result in ('answered', 'answeredByLink')) as answered,
    count(*) filter (where result = 'declined') as declined, count(*) filter (where result = 'unreachable') as unreachable from campaign.person where organization_id = ${actor.organizationId} and campaign_id = any (${[...ids]}::uuid[]) group by 1`.execute(read.raw)
  const { rows: replies } = await sql<ReplyCounts>`select campaign_id, count(*) filter (where not aside) as replies, count(*) filter (where not aside and way = 'link') as by_link, count(*) filter (where aside) as aside
    from campaign.reply where organization_id = ${actor.organizationId} and campaign_id = any (${[...ids]}::uuid[]) group by 1`.execute(read.raw)
  return (id: string): Progress => {
    const p = people.find((one) => one.campaign_id === id)
    const r = replies.find((one) => one.campaign_id === id)
    return { people: p?.people ?? 0, open: p?.open ?? 0, tries: p?.tries ?? 0, answered: p?.answered ?? 0, declined: p?.declined ?? 0, unreachable: p?.unreachable ?? 0, replies: r?.replies ?? 0, byLink: r?.by_link ?? 0, aside: r?.aside ?? 0 }
  }
}

const NOBODY: LeftOut = { noPhone: 0, undisturbed: 0, marked: 0, openCase: 0 }

const showing = async (read: Reader, actor: Actor, rows: readonly Row[], baseUrl: string, now: Instant) => {
  const [units, progress, name, today] = await Promise.all([unitRows(read, actor.organizationId), progressOf(read, actor, rows.map((r) => r.id)), namesOf(read, actor.organizationId, rows.map((r) => r.made_by)), todayOf(read, actor.organizationId, now)])
  return (r: Row): Campaign => ({
    id: r.id, version: r.version, name: r.name, state: stateOn(r, today), unitIds: r.unit_ids, units: units.filter((u) => r.unit_ids.includes(u.id)).map((u) => ({ id: u.id, name: u.name })), from: r.from_on, until: r.until_on, greeting: r.greeting, questions: r.questions as Question[],
    mostTries: r.most_tries, callsFrom: r.calls_from, callsUntil: r.calls_until, toAnybody: r.code !== null, address: r.code && addressOf(baseUrl, r.code), leftOut: { ...NOBODY, ...r.left_out as Partial<LeftOut> }, madeBy: name(r.made_by), madeAt: iso(r.made_at), endedAt: isoOrNull(r.ended_at), progress: progress(r.id),
  })
}

export const findCampaign = async (read: Reader, actor: Actor, id: string): Promise<Row> => {
  const row = await rowsOf(read, actor).where('id', '=', id).executeTakeFirst()
  if (!row) throw new Problem(notFound)
  return row
}

export const campaignsOf = (baseUrl: string) => query('campaign.read', async (read, actor, { limit = 50, cursor }: z.output<typeof contract.campaigns.input>, now) => {
  const rows = rowsOf(read, actor).orderBy('id', 'desc').limit(limit + 1)
  const found = await (cursor ? rows.where('id', '<', String(readCursor(cursor)[0])) : rows).execute()
  return pageOf(found, limit, (r) => [r.id], await showing(read, actor, found, baseUrl, now))
})

export const campaignOf = (baseUrl: string) => query('campaign.read', async (read, actor, { id }: { id: string }, now): Promise<Campaign> => {
  const row = await findCampaign(read, actor, id)
  return (await showing(read, actor, [row], baseUrl, now))(row)
})

export const countPeople = query('campaign.read', async (read, actor, { id, ...filter }: z.output<typeof contract.countPeople.input>, now) => {
  const campaign = await findCampaign(read, actor, id)
  const { time_zone: timeZone } = await read.selectFrom('identity.organization').select('time_zone').where('organization_id', '=', actor.organizationId).executeTakeFirstOrThrow()
  const { rows: [counted] } = await sql<Counted>`with ${candidates({ ...filter, organizationId: actor.organizationId, campaignId: id, unitIds: campaign.unit_ids, timeZone, today: localDay(timeZone, now) })} select ${COUNTS} from found`.execute(read.raw)
  const { found, callable, ...leftOut } = counted ?? { found: 0, callable: 0, ...NOBODY }
  return { found, callable, leftOut }
})

/** What hangs in the shop: the campaign that is open to everybody. */
export const campaignCardOf = (baseUrl: string) => query('campaign.read', async (read, actor, { id, layout, locale }: z.output<typeof contract.campaignCard.input>, now): Promise<CardSheet> => {
  const row = await findCampaign(read, actor, id)
  if (!row.code) throw new Problem(notFound)
  const { name } = await read.selectFrom('identity.organization').select('name').where('organization_id', '=', actor.organizationId).executeTakeFirstOrThrow()
  const said: Locale = locale ?? actor.locale
  return { locale: said, layout, organization: name, printedAt: iso(now), cards: [{ unit: row.name, details: [], greeting: null, address: addressOf(baseUrl, row.code) }] }
})
