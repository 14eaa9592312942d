import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import type * as contract from '#contract/comment-card.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { normaliseCode } from '#kernel/id.ts'
import { pageOf, readCursor } from '#kernel/page.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { iso, isoOrNull } from '#kernel/time.ts'
import type { CardSheet } from './port.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { carried, printedCode, whyNotUse } from './rules.ts'

/** Those of the units in sight, with the unit each stands in. */
const cardRows = (read: Reader, actor: Actor) => read.selectFrom('comment_card.card as c').innerJoin('identity.unit as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.unit_id'))
  .selectAll('c').select(['u.name as unit_name', 'u.retired_at as unit_retired_at']).where('c.organization_id', '=', actor.organizationId)
  .$if(actor.units !== 'all', (q) => q.where('c.unit_id', 'in', actor.units === 'all' || actor.units.length === 0 ? [actor.organizationId] : [...actor.units]))
type Row = Awaited<ReturnType<ReturnType<typeof cardRows>['execute']>>[number]

/** What a card's QR code opens: short enough to type. */
const addressOf = (baseUrl: string, code: string) => `${baseUrl}/k/${printedCode(code)}`

const shown = (baseUrl: string) => (r: Row): contract.CommentCard => ({
  id: r.id, version: r.version, code: printedCode(r.code), address: addressOf(baseUrl, r.code), unitId: r.unit_id, unitName: r.unit_name, unitRetired: r.unit_retired_at !== null, title: r.title,
  counter: r.counter, product: r.product, lot: r.lot, campaign: r.campaign, greeting: r.greeting as contract.Greeting | null,
  opened: r.opened, complaints: r.complaints, feedback: r.feedback, lastUsedAt: isoOrNull(r.last_used_at), madeAt: iso(r.made_at), retired: r.retired_at !== null,
})

const holding = (q: string) => sql<boolean>`position(lower(${q}) in lower(concat_ws(' ', c.title, c.counter, c.product, c.lot, c.campaign, c.code, u.name))) > 0`

export const cardsOf = (baseUrl: string) => query('comment-card.read', async (read, actor, { retired, unitId, q, limit = 50, cursor }: z.output<typeof contract.cards.input>) => {
  let rows = cardRows(read, actor).orderBy('c.id', 'desc').limit(limit + 1)
  if (!retired) rows = rows.where('c.retired_at', 'is', null)
  if (unitId) rows = rows.where('c.unit_id', '=', unitId)
  if (q) rows = rows.where(holding(q))
  if (cursor) rows = rows.where('c.id', '<', String(readCursor(cursor)[0]))
  return pageOf(await rows.execute(), limit, (r) => [r.id], shown(baseUrl))
})

/** The cards in the order they were asked for; none may be missing. */
export const sheetOf = (baseUrl: string) => query('comment-card.read', async (read, actor, { ids, layout, locale }: z.output<typeof contract.sheet.input>, now): Promise<CardSheet> => {
  const found = new Map((await cardRows(read, actor).where('c.id', 'in', ids).execute()).map((r) => [r.id, r]))
  const { name } = await read.selectFrom('identity.organization').select('name').where('organization_id', '=', actor.organizationId).executeTakeFirstOrThrow()
  const cards = ids.map((id) => {
    const row = found.get(id)
    if (!row) throw new Problem(notFound)
    const refusal = whyNotUse(row)
    if (refusal) throw new Problem(refusal, { title: row.title })
    return { unit: row.unit_name, details: [row.counter, row.product, row.lot, row.campaign].filter((part): part is string => part !== null), greeting: row.greeting as contract.Greeting | null, address: addressOf(baseUrl, row.code) }
  })
  return { locale: locale ?? actor.locale, layout, organization: name, printedAt: iso(now), cards }
})

/** What a complaint takes over from a card, in the fields of the pack; nothing without one. */
export const carriedBy = async (read: Reader, organizationId: string, cardId: string | null) => {
  const card = cardId ? await read.selectFrom('comment_card.card').selectAll().where('organization_id', '=', organizationId).where('id', '=', cardId).executeTakeFirst() : undefined
  const { body } = await currentPack(read, organizationId)
  return carried(card ?? { counter: null, product: null, lot: null, campaign: null }, body.fields)
}

/** The card that bears a code as somebody typed it; null when none does. By the machinery, before an organisation is known. */
export const findByCode = async (open: Pick<Reader, 'selectFrom'>, typed: string) =>
  await open.selectFrom('comment_card.card').selectAll().where('code', '=', normaliseCode(typed).replaceAll('-', '')).executeTakeFirst() ?? null
export type FoundCard = NonNullable<Awaited<ReturnType<typeof findByCode>>>
