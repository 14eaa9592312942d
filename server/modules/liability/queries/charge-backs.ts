import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import type { ChargeBack, ChargeBackState, ShareParty } from '#contract/liability.ts'
import type * as contract from '#contract/liability.ts'
import type { PartyKind } from '#contract/outsider.ts'
import type { Actor } from '#kernel/actor.ts'
import { localDay } from '#kernel/calendar.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import { pageOf, readCursor } from '#kernel/page.ts'
import { Problem } from '#kernel/problem.ts'
import { listing, query } from '#kernel/query.ts'
import { type Instant, iso } from '#kernel/time.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { mayChange } from './may.ts'

type Filter = z.output<typeof contract.chargeBackSums.input>

const joined = (read: Reader, organizationId: string) => read.selectFrom('liability.charge_back as b')
  .innerJoin('liability.share as s', (j) => j.onRef('s.organization_id', '=', 'b.organization_id').onRef('s.id', '=', 'b.share_id'))
  .innerJoin('liability.division as d', (j) => j.onRef('d.organization_id', '=', 's.organization_id').onRef('d.id', '=', 's.division_id'))
  .innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'b.organization_id').onRef('c.id', '=', 'b.complaint_id'))
  .innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 'b.organization_id').onRef('n.id', '=', 'b.unit_id'))
  .innerJoin('outsider.outsider as o', (j) => j.onRef('o.organization_id', '=', 'b.organization_id').onRef('o.id', '=', 'b.outsider_id'))
  .leftJoin('liability.receipt as r', (j) => j.onRef('r.organization_id', '=', 'b.organization_id').onRef('r.charge_back_id', '=', 'b.id'))
  .where('b.organization_id', '=', organizationId)

const narrowed = (read: Reader, actor: Actor, { state, outsiderId, unitId, late, q }: Filter, now: Instant) => {
  let rows = joined(read, actor.organizationId)
  if (state) rows = rows.where('b.state', '=', state)
  if (outsiderId) rows = rows.where('b.outsider_id', '=', outsiderId)
  if (unitId) rows = rows.where('b.unit_id', '=', unitId)
  if (late) rows = rows.where('b.state', '=', sql.lit('claimed')).where(sql<boolean>`b.answer_by < (${now}::timestamptz at time zone n.time_zone)::date`)
  if (q) rows = rows.where(sql<boolean>`position(lower(${q}) in lower(concat_ws(' ', b.number, o.name, r.reference))) > 0`)
  return rows
}

const shownColumns = (rows: ReturnType<typeof joined>) => rows.selectAll('b').select([
  's.party', 's.share', 's.grounds', 'd.superseded_at', 'c.number as complaint_number', 'c.state as complaint_state', 'n.name as unit_name', 'n.time_zone', 'o.kind as outsider_kind', 'o.name as outsider_name', 'o.retired_at as outsider_retired',
  'r.amount_fen as received_fen', 'r.reference', 'r.received_on', 'r.note as received_note', 'r.by_id as received_by', 'r.at as received_at',
])
type Row = Awaited<ReturnType<ReturnType<typeof shownColumns>['execute']>>[number]

const isLate = (r: Row, now: Instant) => r.state === 'claimed' && r.answer_by !== null && r.answer_by < localDay(r.time_zone, now)

const show = async (read: Reader, actor: Actor, rows: readonly Row[], now: Instant): Promise<ChargeBack[]> => {
  const steps = rows.length ? await read.selectFrom('liability.step').selectAll().where('organization_id', '=', actor.organizationId).where('charge_back_id', 'in', rows.map((r) => r.id)).orderBy('id').execute() : []
  const name = await namesOf(read, actor.organizationId, [...rows.flatMap((r) => [r.claimed_by, r.received_by]), ...steps.map((s) => s.by_id)])
  const of = groupBy(steps, (s) => s.charge_back_id)
  return rows.map((r) => ({
    id: r.id, number: r.number, complaintId: r.complaint_id, complaintNumber: r.complaint_number, unitId: r.unit_id, unitName: r.unit_name, timeZone: r.time_zone, party: r.party as ShareParty, share: r.share, grounds: r.grounds, replaced: r.superseded_at !== null,
    outsider: { id: r.outsider_id, kind: r.outsider_kind as PartyKind, name: r.outsider_name, retired: r.outsider_retired !== null }, costFen: r.cost_fen, proposedFen: r.proposed_fen, amountFen: r.amount_fen, amountReason: r.amount_reason,
    state: r.state as ChargeBackState, agreedFen: r.agreed_fen, answerBy: r.answer_by, late: isLate(r, now), version: r.version, claimedAt: iso(r.claimed_at), claimedBy: name(r.claimed_by),
    receipt: r.received_at && { amountFen: r.received_fen ?? 0, reference: r.reference ?? '', on: r.received_on ?? '', note: r.received_note, by: name(r.received_by), at: iso(r.received_at) },
    steps: (of.get(r.id) ?? []).map((s) => ({ id: s.id, kind: s.kind as ChargeBackState, amountFen: s.amount_fen, note: s.note, by: name(s.by_id), at: iso(s.at) })), may: mayChange(actor, r, r.complaint_state),
  }))
}

/** Newest first. */
export const chargeBacks = listing('liability.read', async (read, actor, { limit = 50, cursor, ...filter }: z.output<typeof contract.chargeBacks.input>, now) => {
  let rows = shownColumns(narrowed(read, actor, filter, now)).orderBy('b.id', 'desc').limit(limit + 1)
  if (cursor) rows = rows.where('b.id', '<', String(readCursor(cursor)[0]))
  const found = await rows.execute()
  const shown = new Map((await show(read, actor, found, now)).map((one) => [one.id, one]))
  return pageOf(found, limit, (r) => [r.id], (r): ChargeBack => shown.get(r.id) as ChargeBack)
})

export const oneChargeBack = query('liability.read', async (read, actor, { id }: { id: string }, now): Promise<ChargeBack> => {
  const [shown] = await show(read, actor, await shownColumns(joined(read, actor.organizationId)).where('b.id', '=', id).execute(), now)
  if (!shown) throw new Problem(notFound)
  return shown
}, (_input, output) => ({ type: 'complaint', id: output.complaintId, unitId: output.unitId }))

/** Those of one case. */
export const chargeBacksOf = async (read: Reader, actor: Actor, complaintId: string, now: Instant): Promise<ChargeBack[]> =>
  show(read, actor, await shownColumns(joined(read, actor.organizationId)).where('b.complaint_id', '=', complaintId).orderBy('b.id').execute(), now)

export const chargeBackSums = query('liability.read', async (read, actor, filter: Filter, now) => {
  const rows = await narrowed(read, actor, filter, now).groupBy('b.state').select((eb) => ['b.state', eb.fn.countAll<number>().as('count'), sql<number>`sum(b.amount_fen)::bigint`.as('amount'), sql<number>`coalesce(sum(b.agreed_fen), 0)::bigint`.as('agreed'), sql<number>`coalesce(sum(r.amount_fen), 0)::bigint`.as('received')]).execute()
  return { items: rows.map((r) => ({ state: r.state as ChargeBackState, count: r.count, amountFen: r.amount, agreedFen: r.agreed, receivedFen: r.received })), next: null }
})

/** Whose answers somebody claimed and waits for, past their day. */
export const chargeBacksToChase = async (read: Reader, actor: Actor, now: Instant) => (actor.id ? shownColumns(narrowed(read, actor, { late: '1' }, now)).where('b.claimed_by', '=', actor.id).orderBy('b.answer_by').limit(100).execute() : [])
