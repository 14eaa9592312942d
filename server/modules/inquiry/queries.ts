import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import { type Inquiry, inquiriesOpen } from '#contract/inquiry.ts'
import type * as contract from '#contract/inquiry.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import { gates, guard } from '#kernel/guard.ts'
import { pageOf, readCursor } from '#kernel/page.ts'
import { Problem } from '#kernel/problem.ts'
import { listing, query } from '#kernel/query.ts'
import { type Instant, iso, isoOrNull } from '#kernel/time.ts'
import { keepingOf } from '#modules/evidence/queries.ts'
import { filesById, refsOf } from '#modules/files/queries.ts'
import { namesOf } from '#modules/identity/queries/people.ts'

type Filter = Pick<z.output<typeof contract.inquiryList.input>, 'state' | 'kind' | 'mine' | 'late' | 'unitId' | 'complaintId' | 'q'>

const rowsOf = (read: Reader, organizationId: string) => read.selectFrom('inquiry.task as i')
  .innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'i.organization_id').onRef('c.id', '=', 'i.complaint_id'))
  .innerJoin('customer.customer as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.customer_id'))
  .innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 'i.organization_id').onRef('n.id', '=', 'i.unit_id'))
  .leftJoin('complaint.point as p', (j) => j.onRef('p.organization_id', '=', 'i.organization_id').onRef('p.id', '=', 'i.point_id'))
  .selectAll('i').select(['c.number as complaint_number', 'n.name as unit_name', 'n.time_zone', 'p.no as point_no', sql<string>`coalesce(c.complainant_name, u.name)`.as('customer_name')]).where('i.organization_id', '=', organizationId)
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

const partsOf = async (read: Reader, organizationId: string, rows: readonly Row[]) => {
  const ids = rows.map((r) => r.id)
  const [filed, linked] = ids.length ? await Promise.all([
    read.selectFrom('inquiry.file').select(['task_id', 'file_id']).where('organization_id', '=', organizationId).where('task_id', 'in', ids).orderBy('file_id').execute(),
    read.selectFrom('inquiry.evidence as l').innerJoin('evidence.item as e', (j) => j.onRef('e.organization_id', '=', 'l.organization_id').onRef('e.id', '=', 'l.item_id')).select(['l.task_id', 'e.id', 'e.number', 'e.what', 'e.state', 'e.kept_until', 'e.secured_at']).where('l.organization_id', '=', organizationId).where('l.task_id', 'in', ids).orderBy('e.id').execute(),
  ]) : [[], []]
  const [files, name] = await Promise.all([filesById(read, organizationId, filed.map((f) => f.file_id)), namesOf(read, organizationId, rows.flatMap((r) => [r.owner_id, r.asked_by, r.ended_by]))])
  return { filed: groupBy(filed, (f) => f.task_id), linked: groupBy(linked, (l) => l.task_id), files, name }
}

/** Inquiries as they are shown. */
const show = async (read: Reader, organizationId: string, rows: readonly Row[], now: Instant): Promise<Inquiry[]> => {
  const { filed, linked, files, name } = await partsOf(read, organizationId, rows)
  return rows.map((r) => ({
    id: r.id, number: r.number, complaintId: r.complaint_id, complaintNumber: r.complaint_number, customerName: r.customer_name, unitId: r.unit_id, unitName: r.unit_name, timeZone: r.time_zone, pointId: r.point_id, pointNo: r.point_no, what: r.what,
    owner: name(r.owner_id) ?? { id: r.owner_id, name: '' }, askedBy: name(r.asked_by), askedAt: iso(r.asked_at), dueAt: iso(r.due_at), late: r.state === 'open' && r.due_at <= now, state: r.state as Inquiry['state'], version: r.version,
    details: { kind: r.kind, fields: r.fields } as Inquiry['details'], result: r.result, reopened: r.reopened,
    files: refsOf(files, (filed.get(r.id) ?? []).map(({ file_id }) => file_id)),
    evidence: (linked.get(r.id) ?? []).map((e) => ({ id: e.id, number: e.number, what: e.what, keeping: keepingOf(e, now), until: isoOrNull(e.kept_until) })),
    ended: r.ended_at && { at: iso(r.ended_at), by: name(r.ended_by), why: r.end_why },
  }))
}

const narrowed = (read: Reader, actor: Actor, { state = 'open', kind, mine, late, unitId, complaintId, q }: Filter, now: Instant) => {
  let rows = rowsOf(read, actor.organizationId).where('i.state', '=', sql.lit(state))
  if (kind) rows = rows.where('i.kind', '=', kind)
  if (mine) rows = rows.where('i.owner_id', '=', actor.id ?? actor.organizationId)
  if (late) rows = rows.where('i.due_at', '<=', now)
  if (unitId) rows = rows.where('i.unit_id', '=', unitId)
  if (complaintId) rows = rows.where('i.complaint_id', '=', complaintId)
  if (q) rows = rows.where(sql<boolean>`position(lower(${q}) in lower(concat_ws(' ', i.number, i.what))) > 0`)
  return rows
}

const counts = async (read: Reader, actor: Actor, now: Instant) => {
  const { rows: [row] } = await sql<{ open: number; late: number }>`select count(*)::int as open, count(*) filter (where i.due_at <= ${now})::int as late from inquiry.task i where i.organization_id = ${actor.organizationId} and i.state = 'open'`.execute(read.raw)
  return { open: row?.open ?? 0, lateOpen: row?.late ?? 0 }
}

/** The next due first; of those that ended the last first. */
export const inquiryList = listing('inquiry.read', async (read, actor, { limit = 50, cursor, ...filter }: z.output<typeof contract.inquiryList.input>, now) => {
  const isOpen = (filter.state ?? 'open') === 'open'
  const key = sql.ref(isOpen ? 'i.due_at' : 'i.ended_at')
  const [way, past] = isOpen ? ['asc' as const, sql`>`] : ['desc' as const, sql`<`]
  let rows = narrowed(read, actor, filter, now).orderBy(key, way).orderBy('i.id', way).limit(limit + 1)
  if (cursor) {
    const [at, id] = readCursor(cursor)
    rows = rows.where(sql<boolean>`(${key}, i.id) ${past} (to_timestamp(${Number(at)} / 1000.0), ${String(id)}::uuid)`)
  }
  const [found, sums] = await Promise.all([rows.execute(), counts(read, actor, now)])
  const shown = new Map((await show(read, actor.organizationId, found, now)).map((one) => [one.id, one]))
  return { ...pageOf(found, limit, (r) => [(isOpen ? r.due_at : r.ended_at ?? r.due_at).getTime(), r.id], (r): Inquiry => shown.get(r.id) as Inquiry), ...sums }
})

export const oneInquiry = query('inquiry.read', async (read, actor, { id }: { id: string }, now): Promise<Inquiry> => {
  const [shown] = await show(read, actor.organizationId, await rowsOf(read, actor.organizationId).where('i.id', '=', id).execute(), now)
  if (!shown) throw new Problem(notFound)
  return shown
}, (_input, output) => ({ type: 'complaint', id: output.complaintId, unitId: output.unitId }))

/** Inquiries of one case. */
export const inquiriesOf = async (read: Reader, organizationId: string, complaintId: string, now: Instant): Promise<Inquiry[]> =>
  show(read, organizationId, await rowsOf(read, organizationId).where('i.complaint_id', '=', complaintId).orderBy('i.id').execute(), now)

/** What somebody is to find out. */
export const inquiriesToDo = async (read: Reader, actor: Actor) => (actor.id ? rowsOf(read, actor.organizationId).where('i.owner_id', '=', actor.id).where('i.state', '=', sql.lit('open')).orderBy('i.due_at').limit(100).execute() : [])

const MOST_CASES = 100
/** Cases of one lot that the asker sees, the latest first. */
export const sameLot = listing('inquiry.read', async (read, actor, { complaintId, lot }: z.output<typeof contract.sameLot.input>) => {
  const rows = await read.selectFrom('complaint.complaint as c')
    .innerJoin('customer.customer as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.customer_id'))
    .innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 'c.organization_id').onRef('n.id', '=', 'c.unit_id'))
    .leftJoin('complaint.point as w', (j) => j.onRef('w.organization_id', '=', 'c.organization_id').onRef('w.complaint_id', '=', 'c.id').on('w.no', '=', 1))
    .select(['c.id', 'c.number', 'c.state', 'c.received_at', 'n.name as unit_name', sql<string>`coalesce(c.complainant_name, u.name)`.as('customer_name'), sql<string>`coalesce(left(w.words, 80), '')`.as('words')])
    .where('c.organization_id', '=', actor.organizationId).where('c.lot', '=', lot).where('c.id', '<>', complaintId).orderBy('c.id', 'desc').limit(MOST_CASES).execute()
  return { items: rows.map((r) => ({ id: r.id, number: r.number, customerName: r.customer_name, unitName: r.unit_name, state: r.state, words: r.words, receivedAt: iso(r.received_at) })), next: null }
})

/** Whatever the table of closing asks for: what is being looked into is found out, or dropped with a reason, before a case closes. */
export const guards = [
  guard('complaint.close', async (db, complaintId) => {
    const open = await db.selectFrom('inquiry.task').select('id').where('complaint_id', '=', complaintId).where('state', '=', 'open').limit(1).executeTakeFirst()
    return gates({ inquiries: open ? inquiriesOpen : null }).map((gate) => ({ ...gate, always: true as const }))
  }),
]
