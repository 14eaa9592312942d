import type { z } from 'zod'
import { type Locale, type Words, notFound } from '#contract/common.ts'
import { notWritten, type Page, type PublicFigures, type PublicPage, type Shows, type Story } from '#contract/pledge.ts'
import type * as contract from '#contract/pledge.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Reader } from '#kernel/db.ts'
import { pageOf, readCursor } from '#kernel/page.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { iso, isoOrNull } from '#kernel/time.ts'
import { openHoursOf } from '#modules/clock/queries/hours.ts'
import { findFile, type StoredRow } from '#modules/files/queries.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { unitRows } from '#modules/identity/queries/units.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { hoursOf, usualShows } from './rules.ts'
import type { StoryLink } from './story-parts.ts'

const addressOf = (baseUrl: string, name: string) => `${baseUrl}/portal/${name}`

/** A first proposal for the address: what is Latin in the firm's name; else what it is. */
const nameFor = (organization: string): string => {
  const latin = organization.normalize('NFKD').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^[^a-z]+|-+$/g, '').slice(0, 40)
  return latin.length >= 3 ? latin : 'service'
}

const pageRow = (read: Reader, organizationId: string) => read.selectFrom('pledge.page').selectAll().where('organization_id', '=', organizationId).executeTakeFirst()

export const ownPageOf = (baseUrl: string) => query('pledge.read', async (read, actor, _input: Record<string, never>): Promise<Page> => {
  const [row, { body }, organization] = await Promise.all([
    pageRow(read, actor.organizationId), currentPack(read, actor.organizationId), read.selectFrom('identity.organization').select('name').where('organization_id', '=', actor.organizationId).executeTakeFirstOrThrow(),
  ])
  const name = row?.name ?? nameFor(organization.name)
  const person = await namesOf(read, actor.organizationId, [row?.changed_by ?? null])
  return {
    name, texts: (row?.texts as Words | undefined) ?? body.public.pledge, shows: (row?.shows as Shows | undefined) ?? usualShows(body.public.outside.map(({ code }) => code)),
    publishedAt: isoOrNull(row?.published_at ?? null), address: addressOf(baseUrl, name), changedBy: person(row?.changed_by ?? null), changedAt: isoOrNull(row?.changed_at ?? null), version: row?.version ?? 0,
    figures: (row?.figures as PublicFigures | null | undefined) ?? null, countedAt: isoOrNull(row?.counted_at ?? null), outside: body.public.outside, written: row !== undefined,
  }
})

type StoryRow = Awaited<ReturnType<ReturnType<typeof storyRows>['execute']>>[number]
const storyRows = (read: Reader, organizationId: string) => read.selectFrom('pledge.story').selectAll().where('organization_id', '=', organizationId)
type Texts = Pick<Story, 'title' | 'text'>

/** What a link leads to is called by its number or its first words, for who sees it. */
const linkNames = async (read: Reader, actor: Actor, links: readonly StoryLink[]) => {
  const ids = (kind: StoryLink['kind']) => links.filter((link) => link.kind === kind).map((link) => link.id)
  const cases = ids('complaint').length ? await read.selectFrom('complaint.complaint').select(['id', 'number']).where('organization_id', '=', actor.organizationId).where('id', 'in', ids('complaint')).execute() : []
  const told = ids('feedback').length ? await read.selectFrom('feedback.feedback').select(['id', 'words']).where('organization_id', '=', actor.organizationId).where('id', 'in', ids('feedback')).execute() : []
  return new Map([...cases.map((c) => [c.id, c.number] as const), ...told.map((f) => [f.id, [...f.words].slice(0, 30).join('')] as const)])
}

const shownStories = async (read: Reader, actor: Actor, rows: readonly StoryRow[]) => {
  const person = await namesOf(read, actor.organizationId, rows.flatMap((r) => [r.written_by, r.published_by]))
  const names = await linkNames(read, actor, rows.flatMap((r) => r.links as StoryLink[]))
  return (r: StoryRow): Story => ({
    id: r.id, version: r.version, state: r.state as Story['state'], month: r.month, ...(r.texts as Texts), fileId: r.file_id, links: (r.links as StoryLink[]).map((link) => ({ ...link, name: names.get(link.id) ?? '' })),
    writtenBy: person(r.written_by), writtenAt: iso(r.written_at), publishedBy: person(r.published_by), publishedAt: isoOrNull(r.published_at),
  })
}

export const stories = query('pledge.read', async (read, actor, { state, limit = 50, cursor }: z.output<typeof contract.stories.input>) => {
  let rows = storyRows(read, actor.organizationId).orderBy('id', 'desc').limit(limit + 1)
  if (state) rows = rows.where('state', '=', state)
  if (cursor) rows = rows.where('id', '<', String(readCursor(cursor)[0]))
  const found = await rows.execute()
  return pageOf(found, limit, (r) => [r.id], await shownStories(read, actor, found))
})

export const story = query('pledge.read', async (read, actor, { id }: { id: string }): Promise<Story> => {
  const row = await storyRows(read, actor.organizationId).where('id', '=', id).executeTakeFirst()
  if (!row) throw new Problem(notFound)
  return (await shownStories(read, actor, [row]))(row)
})

/** Of one story; visitors are shown only those of published ones. */
const pictureOf = async (read: Reader, organizationId: string, id: string, published: boolean): Promise<StoredRow> => {
  const rows = storyRows(read, organizationId).where('id', '=', id)
  const row = await (published ? rows.where('state', '=', 'published') : rows).executeTakeFirst()
  const file = row?.file_id ? await findFile(read, organizationId, row.file_id) : null
  if (!file) throw new Problem(notFound)
  return file
}

export const storyPicture = query('pledge.read', (read, actor, { id }: { id: string }) => pictureOf(read, actor.organizationId, id, false))
export const publicPicture = query('portal.read', (read, actor, { id }: { id: string }) => pictureOf(read, actor.organizationId, id, true))

const placesOf = async (read: Reader, organizationId: string, chosen: readonly string[]): Promise<PublicPage['places']> => {
  const living = (await unitRows(read, organizationId)).filter((u) => !u.retired_at)
  const told = chosen.length ? living.filter((u) => chosen.includes(u.id)) : living.filter((u) => u.phone || u.address)
  if (!told.length) return []
  const hoursFor = await openHoursOf(read, organizationId, told.map((u) => u.id))
  return told.map((u) => {
    const { weekly, holidays } = hoursFor(u.id)
    return { id: u.id, name: u.name, phone: u.phone, address: u.address, hours: hoursOf(weekly), holidays }
  })
}

const MOST_STORIES = 24

const toldStories = async (read: Reader, organizationId: string, name: string): Promise<PublicPage['stories']> => {
  const rows = await storyRows(read, organizationId).where('state', '=', 'published').orderBy('month', 'desc').orderBy('id', 'desc').limit(MOST_STORIES).execute()
  return rows.map((r) => ({ id: r.id, month: r.month, ...(r.texts as Texts), picture: r.file_id && `/api/v1/portal/pages/${name}/pictures/${r.id}` }))
}

/** What everybody reads of the firm whose page it is. @throws notWritten while there is none. */
export const publicPage = query('portal.read', async (read, actor, _input: Record<string, never>): Promise<PublicPage> => {
  const row = await pageRow(read, actor.organizationId)
  if (!row) throw new Problem(notWritten)
  const shows = row.shows as Shows
  const head = (await unitRows(read, actor.organizationId)).find((u) => u.parent_id === null && !u.retired_at)
  const [organization, { body }] = await Promise.all([read.selectFrom('identity.organization').select(['name', 'locale']).where('organization_id', '=', actor.organizationId).executeTakeFirstOrThrow(), currentPack(read, actor.organizationId)])
  return {
    name: row.name, organization: organization.name, locale: organization.locale as Locale, texts: row.texts as Words, email: shows.email || null, post: shows.post || null, portal: head ? `/portal?place=${head.id}` : '/portal', meetings: shows.meetings,
    places: await placesOf(read, actor.organizationId, shows.unitIds), outside: body.public.outside.filter(({ code }) => shows.outside.includes(code)),
    figures: shows.figures ? row.figures as PublicFigures | null : null, stories: shows.stories ? await toldStories(read, actor.organizationId, row.name) : [],
  }
})
