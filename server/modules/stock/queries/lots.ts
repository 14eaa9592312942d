import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import type { GiftForm, GiftKind, Lot } from '#contract/stock.ts'
import type * as contract from '#contract/stock.ts'
import { localDay } from '#kernel/calendar.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { type Instant, iso } from '#kernel/time.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { standingOf } from '../rules.ts'

const kindRows = (read: Reader, organizationId: string) => read.selectFrom('stock.kind').selectAll().where('organization_id', '=', organizationId)
type KindRow = Awaited<ReturnType<ReturnType<typeof kindRows>['execute']>>[number]
const showKind = (k: KindRow): GiftKind => ({ id: k.id, name: k.name, form: k.form as GiftForm, worthFen: k.worth_fen, numbered: k.numbered, lowAt: k.low_at, note: k.note, retired: k.retired_at !== null, version: k.version })

export const kinds = query('stock.read', async (read, actor, { retired }: { retired?: '1' | undefined }) => ({ items: (await kindRows(read, actor.organizationId).orderBy('name').execute()).map(showKind).filter((k) => retired || !k.retired), next: null }))

export const oneKind = query('stock.read', async (read, actor, { id }: { id: string }) => {
  const row = await kindRows(read, actor.organizationId).where('id', '=', id).executeTakeFirst()
  if (!row) throw new Problem(notFound)
  return showKind(row)
})

const lotRows = (read: Reader, actor: Actor) => {
  const rows = read.selectFrom('stock.lot as l').innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 'l.organization_id').onRef('n.id', '=', 'l.unit_id')).selectAll('l').select(['n.name as unit_name', 'n.time_zone']).where('l.organization_id', '=', actor.organizationId)
  return actor.units === 'all' ? rows : rows.where(sql<boolean>`l.unit_id = any (${[...actor.units]}::uuid[])`)
}
type LotRow = Awaited<ReturnType<ReturnType<typeof lotRows>['execute']>>[number]

/** As many codes as somebody looks through to find the piece in their hand. */
const CODES_SHOWN = 50

const codesOf = async (read: Reader, organizationId: string, lotIds: readonly string[]) => {
  if (!lotIds.length) return new Map<string, { lot_id: string; code: string }[]>()
  const { rows } = await sql<{ lot_id: string; code: string }>`select l.id as lot_id, c.code from unnest(${[...lotIds]}::uuid[]) as l (id)
    cross join lateral (select c.code from stock.coupon c where c.organization_id = ${organizationId} and c.lot_id = l.id and c.state = 'here' order by c.code_key limit ${sql.lit(CODES_SHOWN)}) c`.execute(read.raw)
  return groupBy(rows, (r) => r.lot_id)
}

const show = async (read: Reader, actor: Actor, rows: readonly LotRow[], now: Instant): Promise<Lot[]> => {
  const of = new Map((await kindRows(read, actor.organizationId).execute()).map((k) => [k.id, k]))
  const codes = await codesOf(read, actor.organizationId, rows.filter((r) => of.get(r.kind_id)?.numbered).map((r) => r.id))
  return rows.flatMap((r) => {
    const kind = of.get(r.kind_id)
    return kind ? [{ id: r.id, kind: showKind(kind), unitId: r.unit_id, unitName: r.unit_name, quantity: r.quantity, expiresOn: r.expires_on, standing: standingOf(r, kind.low_at, localDay(r.time_zone, now)), version: r.version, codes: (codes.get(r.id) ?? []).map((c) => c.code) }] : []
  })
}

const MOST = 1_000

/** What lies in the units of the reader. */
export const stock = query('stock.read', async (read, actor, { unitId, kindId, used }: z.output<typeof contract.stock.input>, now) => {
  let rows = lotRows(read, actor).orderBy(sql`l.expires_on nulls last`).orderBy('l.id').limit(MOST)
  if (unitId) rows = rows.where('l.unit_id', '=', unitId)
  if (kindId) rows = rows.where('l.kind_id', '=', kindId)
  if (!used) rows = rows.where('l.quantity', '>', 0)
  return { items: await show(read, actor, await rows.execute(), now), next: null }
})

export const oneLot = query('stock.read', async (read, actor, { id }: { id: string }, now) => {
  const [shown] = await show(read, actor, await lotRows(read, actor).where('l.id', '=', id).execute(), now)
  if (!shown) throw new Problem(notFound)
  return shown
})

/** What changed a lot. Of an issue for a case out of sight the number is left out. */
export const entries = query('stock.read', async (read, actor, { id }: { id: string }) => {
  const lot = await lotRows(read, actor).where('l.id', '=', id).executeTakeFirst()
  if (!lot) throw new Problem(notFound)
  const rows = await read.selectFrom('stock.entry as e').leftJoin('stock.issue as i', (j) => j.onRef('i.organization_id', '=', 'e.organization_id').onRef('i.id', '=', 'e.issue_id')).selectAll('e').select('i.number').where('e.organization_id', '=', actor.organizationId).where('e.lot_id', '=', id).orderBy('e.id', 'desc').limit(MOST).execute()
  const name = await namesOf(read, actor.organizationId, rows.map((r) => r.by_id))
  return { items: rows.map((r) => ({ id: r.id, kind: r.kind as z.output<typeof contract.Entry>['kind'], change: r.change, note: r.note, issueNumber: r.number, by: name(r.by_id), at: iso(r.at) })), next: null }
})
