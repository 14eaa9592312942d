import type { z } from 'zod'
import { type Words, notFound } from '#contract/common.ts'
import type { ClockView } from '#contract/complaint.ts'
import type { BodyKind, ProceedingResult } from '#contract/proceeding-pack.ts'
import type * as contract from '#contract/proceeding.ts'
import { aboveLimit } from '#contract/remedy.ts'
import { waiverNotYours } from '#contract/proceeding.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import { pageOf, readCursor } from '#kernel/page.ts'
import { Problem } from '#kernel/problem.ts'
import { listing, query } from '#kernel/query.ts'
import { DAY, type Instant, instant, iso, isoOrNull, plusMs } from '#kernel/time.ts'
import { postsOf } from '#modules/authority/queries.ts'
import { type Posts, standing, whyNotByRank } from '#modules/authority/rules.ts'
import { clocksOf } from '#modules/clock/queries/clocks.ts'
import { findComplaint } from '#modules/complaint/queries/case.ts'
import { filesById, refsOf } from '#modules/files/queries.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { unitRows } from '#modules/identity/queries/units.ts'
import { ancestors } from '#modules/identity/rules.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { bodiesFor, isOwed, latest } from '../rules.ts'
import { type Standing, mayChange, mayHere, mayReport } from './may.ts'

type Filter = z.output<typeof contract.proceedingSums.input>

/** Our own nearest time, before that of the body. */
const OWN = sql<Instant | null>`(select min(d.due_at) from clock.deadline d where d.organization_id = p.organization_id and d.id = any (p.clock_ids) and d.ends = 'reported' and d.bound = 'ours' and d.state in ('running', 'late'))`
/** What is due next of one that goes on; of others, and where nothing is, never. */
const DUE = sql<Instant>`coalesce(case when p.ended_at is null then least(${OWN}, p.answer_by) end, '9999-01-01'::timestamptz)`
/** When what came of it was last written, of what was handed in. */
const REPORTED = sql<Instant | null>`(select max(r.at) from proceeding.report r where r.organization_id = p.organization_id and r.proceeding_id = p.id and r.state = 'sent' and r.kind = 'outcome')`
/** What was written before tells of something else: the case came back, was agreed otherwise, or the body asked again. */
const SINCE = sql<Instant | null>`greatest(c.last_reopened_at, p.asked_at, (select max(a.agreed_at) from settlement.agreement a where a.organization_id = p.organization_id and a.complaint_id = p.complaint_id and a.cancelled_at is null))`
const OWED = sql<boolean>`(p.owed and p.waived_at is null and c.state <> 'merged' and not coalesce(${REPORTED} >= coalesce(${SINCE}, '-infinity'), false))`

const joined = (read: Reader, organizationId: string) => read.selectFrom('proceeding.proceeding as p')
  .innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'p.organization_id').onRef('c.id', '=', 'p.complaint_id'))
  .innerJoin('customer.customer as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.customer_id'))
  .innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 'c.organization_id').onRef('n.id', '=', 'c.unit_id'))
  .where('p.organization_id', '=', organizationId)

const SOON_MS = 3 * DAY
const EPOCH = instant('1970-01-01T00:00:00Z')
const instantOf = (ms: number): Instant => plusMs(EPOCH, ms)

const narrowed = (read: Reader, actor: Actor, { state, body, kind, result, unitId, due, owed, q }: Filter, now: Instant) => {
  let rows = joined(read, actor.organizationId)
  if (state) rows = rows.where('p.ended_at', state === 'open' ? 'is' : 'is not', null)
  if (body) rows = rows.where('p.body_code', '=', body)
  if (kind) rows = rows.where('p.body_kind', '=', kind)
  if (result) rows = rows.where('p.result', '=', result)
  if (unitId) rows = rows.where('c.unit_id', '=', unitId)
  if (due) rows = rows.where(sql<boolean>`${DUE} <= ${due === 'late' ? now : plusMs(now, SOON_MS)}`)
  if (owed) rows = rows.where(OWED)
  if (q) rows = rows.where(sql<boolean>`position(lower(${q}) in lower(concat_ws(' ', p.reference, c.number, p.label ->> 'zh-CN', p.label ->> 'zh-Hant', p.label ->> 'en'))) > 0`)
  return rows
}

const shownColumns = (rows: ReturnType<typeof joined>) => rows.selectAll('p').select(['c.number', 'c.state as complaint_state', 'c.unit_id', 'c.owner_id', 'c.accused', 'n.name as unit_name', 'n.time_zone', sql<string>`coalesce(c.complainant_name, u.name)`.as('customer_name'), OWN.as('own_due'), DUE.as('next_due'), REPORTED.as('reported_from'), SINCE.as('since')])
type Row = Awaited<ReturnType<ReturnType<typeof shownColumns>['execute']>>[number]

const reportRows = (read: Reader, organizationId: string, ids: readonly string[]) => read.selectFrom('proceeding.report').selectAll().where('organization_id', '=', organizationId).where('proceeding_id', 'in', [...ids]).where('state', '!=', 'replaced').orderBy('id').execute()
type ReportRow = Awaited<ReturnType<typeof reportRows>>[number]

interface Around { readonly name: Awaited<ReturnType<typeof namesOf>>; readonly posts: Posts; readonly fileOf: (of: { readonly note?: string; readonly report?: string }) => contract.Report['files']; readonly pointNo: (complaintId: string, pointId: string) => { readonly no: number; readonly text: string } | undefined; readonly highest: number }

const whyNotApprove = (actor: Actor, posts: Posts, row: Row, report: ReportRow, now: Instant) =>
  whyNotByRank({ ...posts, personId: actor.id }, { unitId: row.unit_id, proposedBy: report.by_id ?? row.complaint_id, about: row.accused ?? [], neededRank: report.needed_rank }, now)

const shownReport = (actor: Actor, row: Row, r: ReportRow, { name, posts, fileOf, pointNo }: Around, now: Instant): contract.Report => ({
  id: r.id, kind: r.kind as contract.ReportKind, state: r.state as contract.ReportState, version: r.version, outcome: r.outcome, by: name(r.by_id), at: iso(r.at), positionCode: r.position_code,
  answers: (r.answers as { pointId: string; answer: string }[]).map(({ pointId, answer }) => ({ pointId, answer, no: 0, text: '', ...pointNo(row.complaint_id, pointId) })),
  approvedBy: r.state === 'returned' ? null : name(r.decided_by), approvedAt: r.state === 'returned' ? null : isoOrNull(r.decided_at), comment: r.comment, sentAt: isoOrNull(r.sent_at), sentHow: r.sent_how as contract.ReportHow | null, receipt: r.receipt, sentBy: name(r.sent_by), files: fileOf({ report: r.id }),
  may: mayReport(actor, r, row.complaint_state, whyNotApprove(actor, posts, row, r, now) ?? (actor.id === null ? aboveLimit : null)),
})

const noteRows = (read: Reader, organizationId: string, ids: readonly string[]) => read.selectFrom('proceeding.note').selectAll().where('organization_id', '=', organizationId).where('proceeding_id', 'in', [...ids]).orderBy('id').execute()
const fileRows = (read: Reader, organizationId: string, ids: readonly string[]) => read.selectFrom('proceeding.file').selectAll().where('organization_id', '=', organizationId).where('proceeding_id', 'in', [...ids]).execute()

const whyNotWaive = (actor: Actor, posts: Posts, row: Row, highest: number, now: Instant) => {
  const rankOf = (personId: string | null) => standing({ ...posts, personId, standsIn: [] }, row.unit_id, now).own
  return actor.id !== row.owner_id && rankOf(actor.id) >= Math.min(Math.max(1, rankOf(row.owner_id)) + 1, highest) ? null : waiverNotYours
}

interface Parts { readonly notes: Awaited<ReturnType<typeof noteRows>>; readonly reports: readonly ReportRow[]; readonly clocks: readonly ClockView[]; readonly contact: string }

const shownOne = (actor: Actor, p: Row, { notes, reports, clocks, contact }: Parts, around: Around, now: Instant): contract.Proceeding => ({
  id: p.id, complaintId: p.complaint_id, complaintNumber: p.number, complaintState: p.complaint_state, customerName: p.customer_name, unitId: p.unit_id, unitName: p.unit_name, timeZone: p.time_zone, owner: around.name(p.owner_id), version: p.version,
  body: { code: p.body_code, kind: p.body_kind as BodyKind, label: p.label as Words, contact }, reference: p.reference, came: p.came as 'customer', begunAt: iso(p.begun_at), stage: p.stage, stageLabel: p.stage_label as Words, stageAt: iso(p.stage_at), asks: p.asks,
  answerBy: isoOrNull(p.answer_by), ownDue: isoOrNull(p.own_due), late: p.next_due <= now, clocks: clocks.filter(({ id }) => p.clock_ids.includes(id)), state: p.ended_at ? 'ended' : 'open', result: p.result as ProceedingResult | null, resultNote: p.result_note, endedAt: isoOrNull(p.ended_at), remedyId: p.remedy_id,
  owed: isOwed({ owed: p.owed, waived_at: p.waived_at, reportedFrom: p.reported_from }, latest(p.since)), waived: p.waived_at && { by: around.name(p.waived_by), at: iso(p.waived_at), reason: p.waived_reason ?? '' }, reportedAt: isoOrNull(latest(...reports.filter((r) => r.kind === 'outcome').map((r) => r.sent_at))),
  reports: reports.map((r) => shownReport(actor, p, r, around, now)),
  notes: notes.map((n) => ({ id: n.id, kind: n.kind as contract.NoteKind, inbound: n.inbound, text: n.body, stage: n.stage_label as Words | null, answerBy: isoOrNull(n.answer_by), at: iso(n.at), by: around.name(n.by_id), files: around.fileOf({ note: n.id }) })),
  registered: { by: around.name(p.registered_by), at: iso(p.registered_at) }, may: mayChange(actor, p, p.complaint_state, whyNotWaive(actor, around.posts, p, around.highest, now)),
})

const show = async (read: Reader, actor: Actor, rows: readonly Row[], now: Instant): Promise<contract.Proceeding[]> => {
  if (!rows.length) return []
  const { organizationId } = actor
  const ids = rows.map((r) => r.id)
  const cases = [...new Set(rows.map((r) => r.complaint_id))]
  const [notes, reports, files, clocks, posts, { body }] = await Promise.all([noteRows(read, organizationId, ids), reportRows(read, organizationId, ids), fileRows(read, organizationId, ids), clocksOf(read, organizationId, cases), postsOf(read, organizationId, actor.id), currentPack(read, organizationId)])
  const [name, known, points] = await Promise.all([
    namesOf(read, organizationId, [...rows.flatMap((r) => [r.owner_id, r.waived_by, r.registered_by]), ...notes.map((n) => n.by_id), ...reports.flatMap((r) => [r.by_id, r.decided_by, r.sent_by])]),
    filesById(read, organizationId, files.map((f) => f.file_id)),
    reports.length ? read.selectFrom('complaint.point').select(['id', 'complaint_id', 'no', 'words']).where('organization_id', '=', organizationId).where('complaint_id', 'in', cases).execute() : [],
  ])
  const fileOf: Around['fileOf'] = ({ note, report }) => refsOf(known, files.filter((f) => (note ? f.note_id === note : f.report_id === report)).map(({ file_id }) => file_id))
  const around: Around = { name, posts, fileOf, highest: Math.max(...body.positions.map(({ rank }) => rank)), pointNo: (complaintId, pointId) => { const found = points.find((p) => p.id === pointId && p.complaint_id === complaintId); return found && { no: found.no, text: found.words } } }
  const [notesOf, reportsOf] = [groupBy(notes, (n) => n.proceeding_id), groupBy(reports, (r) => r.proceeding_id)]
  return rows.map((p) => shownOne(actor, p, { notes: notesOf.get(p.id) ?? [], reports: reportsOf.get(p.id) ?? [], clocks: clocks.get(p.complaint_id) ?? [], contact: body.bodies.find(({ code }) => code === p.body_code)?.contact ?? '' }, around, now))
}

/** What is due next comes first; what ended or waits for nothing after it, newest first. */
export const proceedings = listing('proceeding.read', async (read, actor, { limit = 50, cursor, ...filter }: z.output<typeof contract.proceedings.input>, now) => {
  let rows = shownColumns(narrowed(read, actor, filter, now)).orderBy(DUE).orderBy('p.id', 'desc').limit(limit + 1)
  if (cursor) {
    const [due, id] = readCursor(cursor)
    const after = instantOf(Number(due))
    rows = rows.where(sql<boolean>`(${DUE} > ${after} or (${DUE} = ${after} and p.id < ${String(id)}::uuid))`)
  }
  const found = await rows.execute()
  const shown = new Map((await show(read, actor, found, now)).map((one) => [one.id, one]))
  return pageOf(found, limit, (r) => [r.next_due.getTime(), r.id], (r): contract.Proceeding => shown.get(r.id) as contract.Proceeding)
})

export const oneProceeding = query('proceeding.read', async (read, actor, { id }: { id: string }, now): Promise<contract.Proceeding> => {
  const [shown] = await show(read, actor, await shownColumns(joined(read, actor.organizationId)).where('p.id', '=', id).execute(), now)
  if (!shown) throw new Problem(notFound)
  return shown
}, (_input, output) => ({ type: 'complaint', id: output.complaintId, unitId: output.unitId }))

/** Those of one case, oldest first. */
export const proceedingsOf = async (read: Reader, actor: Actor, complaintId: string, now: Instant): Promise<contract.Proceeding[]> =>
  show(read, actor, await shownColumns(joined(read, actor.organizationId)).where('p.complaint_id', '=', complaintId).orderBy('p.id').execute(), now)

export const caseProceedings = query('proceeding.read', async (read, actor, { complaintId }: { complaintId: string }, now): Promise<z.input<typeof contract.caseProceedings.output>> => {
  const complaint = await findComplaint(read, actor.organizationId, complaintId)
  if (!complaint) throw new Problem(notFound)
  const [units, { body: { bodies } }] = await Promise.all([unitRows(read, actor.organizationId), currentPack(read, actor.organizationId)])
  const near = [complaint.unit_id, ...ancestors(units, complaint.unit_id)]
  const may: Standing = mayHere(actor, complaint)
  return { items: await proceedingsOf(read, actor, complaintId, now), may, bodies: bodiesFor(bodies, units.filter(({ id }) => near.includes(id)).map(({ code }) => code)).map(({ code, kind, label }) => ({ code, kind, label })) }
}, ({ complaintId }) => ({ type: 'complaint', id: complaintId, unitId: null }))

export const proceedingSums = query('proceeding.read', async (read, actor, filter: Filter, now) => {
  const rows = await narrowed(read, actor, filter, now).groupBy(['p.body_code', 'p.body_kind'])
    .select((eb) => ['p.body_code', 'p.body_kind', sql<Words>`(array_agg(p.label order by p.id desc))[1]`.as('label'), eb.fn.countAll<number>().as('count'), sql<number>`count(*) filter (where p.ended_at is null)`.as('open'), sql<number>`count(*) filter (where ${DUE} <= ${now})`.as('late'), sql<number>`count(*) filter (where ${OWED})`.as('owed')]).orderBy('count', 'desc').execute()
  return { items: rows.map((r) => ({ body: r.body_code, kind: r.body_kind as BodyKind, label: r.label, count: r.count, open: r.open, late: r.late, owed: r.owed })), next: null }
})

/** Whose yes an answer wants hangs on posts: so many that wait are looked at, and only then is it cut. */
const MOST_ASKED = 1_000
const MOST_TO_DO = 100

/** Of the cases one looks after: those whose day is near; and answers that wait for the reader's yes. */
export const proceedingsToAnswer = async (read: Reader, actor: Actor, now: Instant): Promise<contract.Proceeding[]> => {
  const { id } = actor
  if (!id) return []
  const near = await shownColumns(joined(read, actor.organizationId)).where('c.owner_id', '=', id).where(sql<boolean>`${DUE} <= ${plusMs(now, SOON_MS)}`).orderBy(DUE).limit(50).execute()
  const asked = await shownColumns(joined(read, actor.organizationId)).where('p.id', 'in', read.selectFrom('proceeding.report').select('proceeding_id').where('organization_id', '=', actor.organizationId).where('state', '=', sql.lit('asked'))).orderBy('p.id').limit(MOST_ASKED).execute()
  const all = [...near, ...asked.filter((r) => !near.some((one) => one.id === r.id))]
  return (await show(read, actor, all, now)).filter((p) => near.some((r) => r.id === p.id) || p.reports.some((r) => r.may['approve'] === null)).slice(0, MOST_TO_DO)
}

