import type { z } from 'zod'
import { notAllowed, notFound } from '#contract/common.ts'
import { notYourUnit } from '#contract/containment.ts'
import type { Hold, HoldKind, HoldState } from '#contract/containment.ts'
import type * as contract from '#contract/containment.ts'
import type { Weight } from '#contract/custody.ts'
import type { Refusal } from '#contract/endpoint.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import { pageOf, readCursor } from '#kernel/page.ts'
import { Problem } from '#kernel/problem.ts'
import { refusalWords } from '#kernel/problem-reply.ts'
import { listing, query } from '#kernel/query.ts'
import { type Instant, iso } from '#kernel/time.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { keyOf } from '../keys.ts'
import { whyNotAskLift, whyNotDecideLift, whyNotHold, whyNotSearch } from '../rules.ts'

const rowsOf = (read: Reader, organizationId: string) => read.selectFrom('containment.hold as h')
  .innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 'h.organization_id').onRef('n.id', '=', 'h.unit_id'))
  .leftJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'h.organization_id').onRef('c.id', '=', 'h.complaint_id'))
  .selectAll('h').select(['n.name as unit_name', 'n.time_zone', 'c.number as complaint_number']).where('h.organization_id', '=', organizationId)
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

const toldOf = (read: Reader, organizationId: string, ids: readonly string[]) => read.selectFrom('containment.told as t').innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 't.organization_id').onRef('n.id', '=', 't.unit_id'))
  .selectAll('t').select('n.name as unit_name').where('t.organization_id', '=', organizationId).where('t.hold_id', 'in', [...ids]).orderBy('n.code').execute()
type ToldRow = Awaited<ReturnType<typeof toldOf>>[number]

const countsOf = async (read: Reader, organizationId: string, ids: readonly string[]) => new Map((await read.selectFrom('containment.recipient').select(['hold_id', sql<number>`count(*)::int`.as('all'), sql<number>`(count(*) filter (where state = 'informed'))::int`.as('informed'), sql<number>`(count(*) filter (where state = 'open'))::int`.as('open')])
  .where('organization_id', '=', organizationId).where('hold_id', 'in', [...ids]).groupBy('hold_id').execute()).map((r) => [r.hold_id, r]))

const isMine = (actor: Actor, unitId: string) => actor.units === 'all' || actor.units.includes(unitId)

/** Of what is not a permission of its own. */
const PERMISSION: Readonly<Record<string, string>> = { addSold: 'addRecipients' }

const mayOf = (actor: Actor, r: Row, units: readonly ToldRow[]): Hold['may'] => {
  const over = whyNotHold(r)
  const refusals: Readonly<Record<string, Refusal | null>> = {
    tell: over, confirm: over ?? (units.some((t) => isMine(actor, t.unit_id)) ? null : notYourUnit), addRecipients: over, addSold: whyNotSearch(r, actor), contact: null, askLift: whyNotAskLift(r, r.version), decideLift: whyNotDecideLift(r, r.version, actor),
  }
  return Object.fromEntries(Object.entries(refusals).map(([name, refusal]) => { const why = actor.may(`containment.${PERMISSION[name] ?? name}`) ? refusal : notAllowed; return [name, why && refusalWords(why, actor.locale)] }))
}

const show = async (read: Reader, actor: Actor, rows: readonly Row[], now: Instant): Promise<Hold[]> => {
  if (!rows.length) return []
  const ids = rows.map((r) => r.id)
  const [told, counts] = await Promise.all([toldOf(read, actor.organizationId, ids), countsOf(read, actor.organizationId, ids)])
  const name = await namesOf(read, actor.organizationId, [...rows.flatMap((r) => [r.ordered_by, r.lift_asked_by, r.decided_by]), ...told.map((t) => t.confirmed_by)])
  const of = groupBy(told, (t) => t.hold_id)
  const unit = (r: Row, t: ToldRow): Hold['units'][number] => ({
    unitId: t.unit_id, unitName: t.unit_name, version: t.version, mine: isMine(actor, t.unit_id), late: t.confirmed_at === null && r.state !== 'lifted' && r.confirm_by <= now,
    confirmed: t.confirmed_at && { by: name(t.confirmed_by), at: iso(t.confirmed_at), found: t.found_milli && t.found_unit ? { milli: t.found_milli, unit: t.found_unit as z.infer<typeof Weight>['unit'] } : null, note: t.note },
  })
  return rows.map((r) => {
    const units = of.get(r.id) ?? []
    const { all = 0, informed = 0, open = 0 } = counts.get(r.id) ?? {}
    return {
      id: r.id, number: r.number, kind: r.kind as HoldKind, product: r.product, lot: r.lot, reason: r.reason, complaint: r.complaint_id && r.complaint_number ? { id: r.complaint_id, number: r.complaint_number } : null, unitName: r.unit_name, timeZone: r.time_zone, orderedBy: name(r.ordered_by), orderedAt: iso(r.ordered_at), confirmBy: iso(r.confirm_by),
      state: r.state as HoldState, version: r.version, units: units.map((t) => unit(r, t)), recipients: { all, informed, open }, lift: r.lift_asked_at && { reason: r.lift_reason ?? '', askedBy: name(r.lift_asked_by), askedAt: iso(r.lift_asked_at) },
      decision: r.decided_at && { by: name(r.decided_by), at: iso(r.decided_at), words: r.decision ?? '' }, may: mayOf(actor, r, units),
    }
  })
}

/** Newest first. */
export const holds = listing('containment.read', async (read, actor, { state, q, limit = 50, cursor }: z.output<typeof contract.holds.input>, now) => {
  let rows = rowsOf(read, actor.organizationId).where('h.state', state === 'lifted' ? '=' : '<>', sql.lit('lifted')).orderBy('h.id', 'desc').limit(limit + 1)
  if (q) rows = rows.where(sql<boolean>`position(lower(${q}) in lower(concat_ws(' ', h.number, h.product, h.lot, h.reason))) > 0`)
  if (cursor) rows = rows.where('h.id', '<', String(readCursor(cursor)[0]))
  const found = await rows.execute()
  const shown = new Map((await show(read, actor, found, now)).map((one) => [one.id, one]))
  return pageOf(found, limit, (r) => [r.id], (r): Hold => shown.get(r.id) as Hold)
})

export const oneHold = query('containment.read', async (read, actor, { id }: { id: string }, now): Promise<Hold> => {
  const [shown] = await show(read, actor, await rowsOf(read, actor.organizationId).where('h.id', '=', id).execute(), now)
  if (!shown) throw new Problem(notFound)
  return shown
})

/** What is held of goods that somebody is typing in, or that a case is about. */
export const holdsOn = query('containment.read', async (read, { organizationId }, { product, code, lot }: z.output<typeof contract.holdsOn.input>) => {
  const [lotKey, ...products] = [keyOf(lot), keyOf(product), keyOf(code)]
  const named = products.filter((key) => key !== null)
  const rows = await read.selectFrom('containment.hold').select(['id', 'number', 'kind', 'product', 'lot', 'reason', 'ordered_at', 'state']).where('organization_id', '=', organizationId).where('state', '<>', sql.lit('lifted'))
    .where(sql<boolean>`(lot_key is null or lot_key = ${lotKey})`).where(sql<boolean>`(product_key is null or product_key = any (${named}::text[]))`).orderBy('id', 'desc').limit(20).execute()
  return { items: rows.map((r) => ({ id: r.id, number: r.number, kind: r.kind as HoldKind, product: r.product, lot: r.lot, reason: r.reason, orderedAt: iso(r.ordered_at), state: r.state as HoldState })), next: null }
})

/** Orders that a unit of the reader's own has still to confirm, and those whose customers they have still to speak with. */
export const holdsToAct = async (read: Reader, actor: Actor) => {
  const own = actor.units === 'all' ? [] : actor.units
  const standing = rowsOf(read, actor.organizationId).where('h.state', '<>', sql.lit('lifted'))
  const [confirm, speak] = await Promise.all([
    own.length ? standing.where((eb) => eb.exists(eb.selectFrom('containment.told as t').select('t.unit_id').whereRef('t.organization_id', '=', 'h.organization_id').whereRef('t.hold_id', '=', 'h.id').where('t.unit_id', 'in', [...own]).where('t.confirmed_at', 'is', null))).orderBy('h.confirm_by').limit(50).execute() : [],
    actor.id ? standing.where((eb) => eb.exists(eb.selectFrom('containment.recipient as p').select('p.id').whereRef('p.organization_id', '=', 'h.organization_id').whereRef('p.hold_id', '=', 'h.id').where('p.state', '=', 'open').where((on) => on.or([on('p.added_by', '=', actor.id), ...(own.length ? [on('p.unit_id', 'in', [...own])] : [])])))).orderBy('h.id').limit(50).execute() : [],
  ])
  return { confirm, speak }
}
