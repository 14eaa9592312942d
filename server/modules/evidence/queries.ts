import type { z } from 'zod'
import { type Words, notFound } from '#contract/common.ts'
import type { Evidence } from '#contract/evidence.ts'
import type * as contract from '#contract/evidence.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import { pageOf, readCursor } from '#kernel/page.ts'
import { Problem } from '#kernel/problem.ts'
import { listing, query } from '#kernel/query.ts'
import { type Instant, iso } from '#kernel/time.ts'
import { findComplaint } from '#modules/complaint/queries/case.ts'
import { filesById, refOf } from '#modules/files/queries.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { clocksFor } from './clocks.ts'
import { keepingOf } from './rules.ts'

export { keepingOf }

type Filter = Pick<z.output<typeof contract.evidenceList.input>, 'keeping' | 'kind' | 'unitId' | 'complaintId' | 'q'>

const rowsOf = (read: Reader, organizationId: string) => read.selectFrom('evidence.item as e')
  .innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'e.organization_id').onRef('c.id', '=', 'e.complaint_id'))
  .innerJoin('customer.customer as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.customer_id'))
  .innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 'e.organization_id').onRef('n.id', '=', 'e.unit_id'))
  .leftJoin('custody.item as g', (j) => j.onRef('g.organization_id', '=', 'e.organization_id').onRef('g.id', '=', 'e.goods_id'))
  .selectAll('e').select(['c.number as complaint_number', 'n.name as unit_name', 'n.time_zone', 'g.number as goods_number', 'g.what as goods_what', sql<string>`coalesce(c.complainant_name, u.name)`.as('customer_name')]).where('e.organization_id', '=', organizationId)
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

const partsOf = async (read: Reader, organizationId: string, rows: readonly Row[]) => {
  const ids = rows.map((r) => r.id)
  const [steps, filed] = ids.length ? await Promise.all([
    read.selectFrom('evidence.step').selectAll().where('organization_id', '=', organizationId).where('item_id', 'in', ids).orderBy('id').execute(),
    read.selectFrom('evidence.file').select(['item_id', 'step_id', 'file_id']).where('organization_id', '=', organizationId).where('item_id', 'in', ids).orderBy('step_id').orderBy('file_id').execute(),
  ]) : [[], []]
  const [files, name] = await Promise.all([filesById(read, organizationId, filed.map((f) => f.file_id)), namesOf(read, organizationId, [...rows.flatMap((r) => [r.collected_by, r.holder_id]), ...steps.flatMap((s) => [s.by_id, s.from_id, s.to_id, s.witness_id])])])
  const shown = (rowsOfFile: readonly { readonly file_id: string }[] | undefined) => (rowsOfFile ?? []).flatMap(({ file_id }) => { const f = files.get(file_id); return f ? [{ ...refOf(f), sha256: f.sha256 }] : [] })
  return { steps: groupBy(steps, (s) => s.item_id), ofItem: groupBy(filed, (f) => f.item_id), ofStep: groupBy(filed, (f) => f.step_id), shown, name }
}

const clockOf = (r: Row): Evidence['clock'] => (r.kept_until && r.kept_from ? { label: r.label as Words | null, rule: r.rule, tableVersion: r.table_version, from: iso(r.kept_from), until: iso(r.kept_until) } : null)

/** Items as they are shown, with their chain. */
const show = async (read: Reader, organizationId: string, rows: readonly Row[], now: Instant): Promise<Evidence[]> => {
  const { steps, ofItem, ofStep, shown, name } = await partsOf(read, organizationId, rows)
  return rows.map((r) => ({
    id: r.id, number: r.number, complaintId: r.complaint_id, complaintNumber: r.complaint_number, unitId: r.unit_id, unitName: r.unit_name, timeZone: r.time_zone, customerName: r.customer_name, kind: r.kind as Evidence['kind'], what: r.what, origin: r.origin,
    collectedAt: iso(r.collected_at), collectedBy: name(r.collected_by), collectedPlace: r.collected_place, seal: r.seal, holder: name(r.holder_id), holderName: r.holder_name, place: r.place,
    state: r.state as Evidence['state'], keeping: keepingOf(r, now), version: r.version, goods: r.goods_id ? { id: r.goods_id, number: r.goods_number ?? '', what: r.goods_what ?? '' } : null, clock: clockOf(r), files: shown(ofItem.get(r.id)),
    steps: (steps.get(r.id) ?? []).map((s) => ({ id: s.id, kind: s.kind as Evidence['steps'][number]['kind'], at: iso(s.at), by: name(s.by_id), from: name(s.from_id), to: name(s.to_id), toName: s.to_name, place: s.place, why: s.why, seal: s.seal, witness: name(s.witness_id), until: s.until && iso(s.until), signatureId: s.signature, files: shown(ofStep.get(s.id)) })),
  }))
}

/** Not secured, still with us, and with an end. */
const RUNS = sql<boolean>`e.state = 'held' and e.secured_at is null and e.kept_until is not null`

const kept = (keeping: contract.Keeping | undefined, now: Instant) => {
  switch (keeping) {
    case 'ended': return sql<boolean>`e.state <> 'held'`
    case 'secured': return sql<boolean>`e.state = 'held' and e.secured_at is not null`
    case 'none': return sql<boolean>`e.state = 'held' and e.secured_at is null and e.kept_until is null`
    case 'expired': return sql<boolean>`${RUNS} and e.kept_until <= ${now}`
    case 'running': return sql<boolean>`${RUNS} and e.kept_until > ${now}`
    default: return RUNS
  }
}

const narrowed = (read: Reader, actor: Actor, { keeping, kind, unitId, complaintId, q }: Filter, now: Instant) => {
  let rows = rowsOf(read, actor.organizationId)
  // Of one case all of it is wanted, unless something else is asked.
  if (keeping || !complaintId) rows = rows.where(kept(keeping, now))
  if (kind) rows = rows.where('e.kind', '=', kind)
  if (unitId) rows = rows.where('e.unit_id', '=', unitId)
  if (complaintId) rows = rows.where('e.complaint_id', '=', complaintId)
  if (q) rows = rows.where(sql<boolean>`position(lower(${q}) in lower(concat_ws(' ', e.number, e.what, e.seal, e.place, e.holder_name))) > 0`)
  return rows
}

const NEAR_DAYS = 7
const counts = async (read: Reader, actor: Actor, now: Instant) => {
  const { rows: [row] } = await sql<{ running: number; soon: number; expired: number }>`select count(*) filter (where e.kept_until > ${now})::int as running, count(*) filter (where e.kept_until > ${now} and e.kept_until <= ${now}::timestamptz + make_interval(days => ${sql.lit(NEAR_DAYS)}))::int as soon, count(*) filter (where e.kept_until <= ${now})::int as expired from evidence.item e where e.organization_id = ${actor.organizationId} and ${RUNS}`.execute(read.raw)
  return { running: row?.running ?? 0, soon: row?.soon ?? 0, expired: row?.expired ?? 0 }
}

/** Of what has no end, to sort by: the year 9999. */
const NO_END = 253_370_764_800_000
const LAST = sql<Instant>`coalesce(e.kept_until, to_timestamp(${sql.lit(NO_END)} / 1000.0))`
/** What expires soonest first, then what has no end. */
export const evidenceList = listing('evidence.read', async (read, actor, { limit = 50, cursor, ...filter }: z.output<typeof contract.evidenceList.input>, now) => {
  let rows = narrowed(read, actor, filter, now).orderBy(LAST).orderBy('e.id').limit(limit + 1)
  if (cursor) {
    const [at, id] = readCursor(cursor)
    rows = rows.where(sql<boolean>`(${LAST}, e.id) > (to_timestamp(${Number(at)} / 1000.0), ${String(id)}::uuid)`)
  }
  const [found, sums] = await Promise.all([rows.execute(), counts(read, actor, now)])
  const shown = new Map((await show(read, actor.organizationId, found, now)).map((one) => [one.id, one]))
  return { ...pageOf(found, limit, (r) => [r.kept_until?.getTime() ?? NO_END, r.id], (r): Evidence => shown.get(r.id) as Evidence), ...sums }
})

export const oneEvidence = query('evidence.read', async (read, actor, { id }: { id: string }, now): Promise<Evidence> => {
  const [shown] = await show(read, actor.organizationId, await rowsOf(read, actor.organizationId).where('e.id', '=', id).execute(), now)
  if (!shown) throw new Problem(notFound)
  return shown
}, (_input, output) => ({ type: 'complaint', id: output.complaintId, unitId: output.unitId }))

/** Evidence of one case. */
export const evidenceOf = async (read: Reader, organizationId: string, complaintId: string, now: Instant): Promise<Evidence[]> =>
  show(read, organizationId, await rowsOf(read, organizationId).where('e.complaint_id', '=', complaintId).orderBy('e.id').execute(), now)

/** What somebody holds, or what backs a case they look after, that is not kept beyond a moment. */
export const evidenceToSecure = async (read: Reader, actor: Actor, before: Instant) => (actor.id ? rowsOf(read, actor.organizationId).where(RUNS).where('e.kept_until', '<=', before).where((eb) => eb.or([eb('e.holder_id', '=', actor.id), eb('c.owner_id', '=', actor.id)])).orderBy('e.kept_until').limit(100).execute() : [])

export const clocks = query('evidence.take', async (read, actor, { complaintId, kind }: z.output<typeof contract.evidenceClocks.input>) => {
  const complaint = await findComplaint(read, actor.organizationId, complaintId)
  if (!complaint) throw new Problem(notFound)
  return { items: (await clocksFor(read, complaint, kind)).map(({ rule, label, days, why }) => ({ rule, label, days, why })), next: null }
})
