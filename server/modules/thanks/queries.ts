import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import type { Gift } from '#contract/thanks.ts'
import type * as contract from '#contract/thanks.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { pageOf, readCursor } from '#kernel/page.ts'
import { Problem } from '#kernel/problem.ts'
import { listing, query } from '#kernel/query.ts'
import { iso } from '#kernel/time.ts'
import { type StoredRow, findFile } from '#modules/files/queries.ts'
import { namesOf, ownUnit } from '#modules/identity/queries/people.ts'
import { limitFor } from './limit.ts'

type Filter = Omit<z.output<typeof contract.gifts.input>, 'limit' | 'cursor'>

const rowsOf = (read: Reader, actor: Actor) => read.selectFrom('thanks.gift as g').innerJoin('identity.unit as u', (j) => j.onRef('u.organization_id', '=', 'g.organization_id').onRef('u.id', '=', 'g.unit_id'))
  .leftJoin('feedback.feedback as f', (j) => j.onRef('f.organization_id', '=', 'g.organization_id').onRef('f.id', '=', 'g.feedback_id'))
  .selectAll('g').select(['u.name as unit_name', sql<string>`coalesce(left(f.words, 80), '')`.as('words')]).where('g.organization_id', '=', actor.organizationId)
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

const narrowed = (read: Reader, actor: Actor, { unitId, from, until, q }: Filter) => {
  let rows = rowsOf(read, actor)
  if (unitId) rows = rows.where('g.unit_id', '=', unitId)
  if (from) rows = rows.where('g.given_on', '>=', from)
  if (until) rows = rows.where('g.given_on', '<=', until)
  if (q) rows = rows.where(sql<boolean>`position(lower(${q}) in lower(concat_ws(' ', g.what, g.given_to, f.words, u.name))) > 0`)
  return rows
}

const showing = async (read: Reader, actor: Actor, rows: readonly Row[]) => {
  const name = await namesOf(read, actor.organizationId, rows.flatMap((r) => [r.given_by, r.withdrawn_by]))
  return (r: Row): Gift => ({
    id: r.id, feedbackId: r.feedback_id, feedbackWords: r.words, unitId: r.unit_id, unitName: r.unit_name, what: r.what, worthFen: r.worth_fen, givenTo: r.given_to, givenOn: r.given_on, givenBy: name(r.given_by) ?? { id: r.given_by, name: '' },
    receipt: r.receipt, hasPhoto: r.file_id !== null, enteredAt: iso(r.entered_at), withdrawn: r.withdrawn_at && { by: name(r.withdrawn_by), at: iso(r.withdrawn_at), why: r.withdrawn_why ?? '' },
  })
}

export const gifts = listing('thanks.read', async (read, actor, { limit = 50, cursor, ...filter }: z.output<typeof contract.gifts.input>) => {
  const rows = narrowed(read, actor, filter).orderBy('g.id', 'desc').limit(limit + 1)
  const found = await (cursor ? rows.where('g.id', '<', String(readCursor(cursor)[0])) : rows).execute()
  return pageOf(found, limit, (r) => [r.id], await showing(read, actor, found))
})

export const gift = query('thanks.read', async (read, actor, { id }: { id: string }): Promise<Gift> => {
  const row = await rowsOf(read, actor).where('g.id', '=', id).executeTakeFirst()
  if (!row) throw new Problem(notFound)
  return (await showing(read, actor, [row]))(row)
}, ({ id }, output) => ({ type: 'gift', id, unitId: output.unitId }))

export const giftSums = query('thanks.read', async (read, actor, { from, until }: z.output<typeof contract.giftSums.input>, now) => {
  const { rows } = await sql<{ unit_id: string; name: string; month: string; count: number; worth: number }>`select g.unit_id, u.name, to_char(g.given_on, 'YYYY-MM') as month, count(*) as count, sum(g.worth_fen)::bigint as worth
    from thanks.gift g join identity.unit u on u.organization_id = g.organization_id and u.id = g.unit_id
    where g.organization_id = ${actor.organizationId} and g.withdrawn_at is null and g.given_on >= ${from ?? '1900-01-01'}::date and g.given_on <= ${until ?? '9989-12-31'}::date group by 1, 2, 3 order by 3 desc, 2 limit 1000`.execute(read.raw)
  const own = await ownUnit(read, actor)
  return { items: rows.map((r) => ({ unitId: r.unit_id, unitName: r.name, month: r.month, count: r.count, worthFen: r.worth })), next: null, limitFen: own ? await limitFor(read, actor, own, now) : 0 }
})

export const giftPhoto = query('thanks.read', async (read, actor, { id }: { id: string }): Promise<StoredRow> => {
  const row = await rowsOf(read, actor).where('g.id', '=', id).executeTakeFirst()
  const file = row?.file_id ? await findFile(read, actor.organizationId, row.file_id) : null
  if (!file) throw new Problem(notFound)
  return file
})
