import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import { type Goods, goodsWithUs } from '#contract/custody.ts'
import type * as contract from '#contract/custody.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import { gates, guard } from '#kernel/guard.ts'
import { pageOf, readCursor } from '#kernel/page.ts'
import { Problem } from '#kernel/problem.ts'
import { listing, query } from '#kernel/query.ts'
import { type Instant, iso } from '#kernel/time.ts'
import { filesById, refsOf } from '#modules/files/queries.ts'
import { namesOf } from '#modules/identity/queries/people.ts'

type Filter = Pick<z.output<typeof contract.goodsList.input>, 'state' | 'late' | 'unitId' | 'complaintId' | 'q'>

const rowsOf = (read: Reader, organizationId: string) => read.selectFrom('custody.item as g')
  .innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'g.organization_id').onRef('c.id', '=', 'g.complaint_id'))
  .innerJoin('customer.customer as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.customer_id'))
  .innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 'g.organization_id').onRef('n.id', '=', 'g.unit_id'))
  .selectAll('g').select(['c.number as complaint_number', 'n.name as unit_name', 'n.time_zone', sql<string>`coalesce(c.complainant_name, u.name)`.as('customer_name')]).where('g.organization_id', '=', organizationId)
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

const narrowed = (read: Reader, actor: Actor, { state, late, unitId, complaintId, q }: Filter, now: Instant) => {
  let rows = rowsOf(read, actor.organizationId)
  if (state) rows = rows.where('g.state', '=', sql.lit(state))
  if (late) rows = rows.where('g.state', '=', sql.lit('held')).where('g.return_by', '<=', now)
  if (unitId) rows = rows.where('g.unit_id', '=', unitId)
  if (complaintId) rows = rows.where('g.complaint_id', '=', complaintId)
  if (q) rows = rows.where(sql<boolean>`position(lower(${q}) in lower(concat_ws(' ', g.number, g.what, g.seal, g.place))) > 0`)
  return rows
}

const weightOf = (r: Row): Goods['weight'] => (r.weight_milli && r.weight_unit ? { milli: r.weight_milli, unit: r.weight_unit as NonNullable<Goods['weight']>['unit'] } : null)

const partsOf = async (read: Reader, organizationId: string, rows: readonly Row[]) => {
  const ids = rows.map((r) => r.id)
  const [moves, photos] = ids.length ? await Promise.all([
    read.selectFrom('custody.move').selectAll().where('organization_id', '=', organizationId).where('item_id', 'in', ids).orderBy('id').execute(),
    read.selectFrom('custody.photo').select(['item_id', 'file_id']).where('organization_id', '=', organizationId).where('item_id', 'in', ids).execute(),
  ]) : [[], []]
  const [files, name] = await Promise.all([filesById(read, organizationId, photos.map((p) => p.file_id)), namesOf(read, organizationId, [...rows.flatMap((r) => [r.taken_by, r.holder_id, r.ended_by]), ...moves.flatMap((m) => [m.by_id, m.from_id, m.to_id])])])
  return { moves: groupBy(moves, (m) => m.item_id), photos: groupBy(photos, (p) => p.item_id), files, name }
}

/** Things as they are shown, with every move. */
const show = async (read: Reader, organizationId: string, rows: readonly Row[], now: Instant): Promise<Goods[]> => {
  const { moves, photos, files, name } = await partsOf(read, organizationId, rows)
  return rows.map((r) => ({
    id: r.id, number: r.number, complaintId: r.complaint_id, complaintNumber: r.complaint_number, unitId: r.unit_id, unitName: r.unit_name, timeZone: r.time_zone, customerName: r.customer_name, kind: r.kind as Goods['kind'], what: r.what, weight: weightOf(r), condition: r.condition, seal: r.seal, valueFen: r.value_fen,
    returnBy: iso(r.return_by), state: r.state as Goods['state'], late: r.state === 'held' && r.return_by <= now, version: r.version, takenAt: iso(r.taken_at), takenBy: name(r.taken_by), holder: name(r.holder_id), place: r.place,
    photos: refsOf(files, (photos.get(r.id) ?? []).map(({ file_id }) => file_id)),
    moves: (moves.get(r.id) ?? []).map((m) => ({ id: m.id, at: iso(m.at), by: name(m.by_id), from: name(m.from_id), to: name(m.to_id), place: m.place, why: m.why, signatureId: m.signature })),
    customerSignatureId: r.customer_signature, staffSignatureId: r.staff_signature, unsignedWhy: r.unsigned_why,
    ended: r.ended_at && { at: iso(r.ended_at), by: name(r.ended_by), note: r.end_note ?? '', to: r.returned_to, authority: r.authority, signatureId: r.return_signature },
  }))
}

const heldCounts = async (read: Reader, actor: Actor, now: Instant) => {
  const { rows: [row] } = await sql<{ held: number; late: number }>`select count(*)::int as held, count(*) filter (where g.return_by <= ${now})::int as late from custody.item g where g.organization_id = ${actor.organizationId} and g.state = 'held'`.execute(read.raw)
  return { held: row?.held ?? 0, lateHeld: row?.late ?? 0 }
}

/** Soonest to be returned first. */
export const goods = listing('custody.read', async (read, actor, { limit = 50, cursor, ...filter }: z.output<typeof contract.goodsList.input>, now) => {
  let rows = narrowed(read, actor, filter, now).orderBy('g.return_by').orderBy('g.id').limit(limit + 1)
  if (cursor) {
    const [at, id] = readCursor(cursor)
    rows = rows.where(sql<boolean>`(g.return_by, g.id) > (to_timestamp(${Number(at)} / 1000.0), ${String(id)}::uuid)`)
  }
  const [found, counts] = await Promise.all([rows.execute(), heldCounts(read, actor, now)])
  const shown = new Map((await show(read, actor.organizationId, found, now)).map((one) => [one.id, one]))
  return { ...pageOf(found, limit, (r) => [r.return_by.getTime(), r.id], (r): Goods => shown.get(r.id) as Goods), ...counts }
})

export const oneGoods = query('custody.read', async (read, actor, { id }: { id: string }, now): Promise<Goods> => {
  const [shown] = await show(read, actor.organizationId, await rowsOf(read, actor.organizationId).where('g.id', '=', id).execute(), now)
  if (!shown) throw new Problem(notFound)
  return shown
}, (_input, output) => ({ type: 'complaint', id: output.complaintId, unitId: output.unitId }))

/** Things of one case. */
export const goodsOf = async (read: Reader, organizationId: string, complaintId: string, now: Instant): Promise<Goods[]> =>
  show(read, organizationId, await rowsOf(read, organizationId).where('g.complaint_id', '=', complaintId).orderBy('g.id').execute(), now)

/** What somebody has that is to be back before a moment. */
export const goodsToReturn = async (read: Reader, actor: Actor, before: Instant) => (actor.id ? rowsOf(read, actor.organizationId).where('g.holder_id', '=', actor.id).where('g.state', '=', sql.lit('held')).where('g.return_by', '<=', before).orderBy('g.return_by').limit(100).execute() : [])

/** Whatever the table of closing asks for: a case does not close while something of the customer's is with us. */
export const guards = [
  guard('complaint.close', async (db, complaintId) => {
    const held = await db.selectFrom('custody.item').select('id').where('complaint_id', '=', complaintId).where('state', '=', 'held').limit(1).executeTakeFirst()
    return gates({ custody: held ? goodsWithUs : null }).map((gate) => ({ ...gate, always: true as const }))
  }),
]
