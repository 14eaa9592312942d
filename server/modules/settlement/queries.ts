import type { z } from 'zod'
import { type Locale, notFound } from '#contract/common.ts'
import { openTasks } from '#contract/identity.ts'
import { executionUnderWay } from '#contract/links.ts'
import * as contract from '#contract/settlement.ts'
import type { RemedyKind } from '#contract/packs.ts'
import { amountInWords } from '#kernel/amount-in-words.ts'
import type { Actor } from '#kernel/actor.ts'
import { type OpenTransaction, type Reader, sql } from '#kernel/db.ts'
import { type Gate, type Guard, gates, guard } from '#kernel/guard.ts'
import { pageOf, readCursor } from '#kernel/page.ts'
import { Problem } from '#kernel/problem.ts'
import { refusalWords } from '#kernel/problem-reply.ts'
import { listing, query } from '#kernel/query.ts'
import { type Instant, iso, isoOrNull } from '#kernel/time.ts'
import { filesById, refsOf } from '#modules/files/queries.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { holding } from './holding.ts'
import { isByAppointment, whatStands } from './rules.ts'

const taskRows = (read: Reader, organizationId: string) => read.selectFrom('settlement.task as t')
  .innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 't.organization_id').onRef('c.id', '=', 't.complaint_id'))
  .innerJoin('customer.customer as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.customer_id'))
  .innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 't.organization_id').onRef('n.id', '=', 't.unit_id'))
  .selectAll('t').select(['c.number', sql<string>`coalesce(c.complainant_name, u.name)`.as('customer_name'), 'n.name as unit_name', 'n.time_zone']).where('t.organization_id', '=', organizationId)
type TaskRow = Awaited<ReturnType<ReturnType<typeof taskRows>['execute']>>[number]

const whyNotDo = (actor: Actor, t: TaskRow): string | null => {
  if (t.state === 'done' || t.state === 'cancelled') return refusalWords(contract.taskDone, actor.locale)
  return actor.units === 'all' || actor.units.includes(t.unit_id) ? null : refusalWords(contract.notYourTask, actor.locale)
}

/** The latest of each item. */
const appointmentsOf = async (read: Reader, organizationId: string, taskIds: readonly string[]) => {
  const rows = taskIds.length ? await read.selectFrom('settlement.appointment').selectAll().where('organization_id', '=', organizationId).where('task_id', 'in', [...taskIds]).orderBy('id').execute() : []
  return new Map(rows.map((r) => [r.task_id, r]))
}

/** What stands in the books for each item and did not come back, out of the stock or from elsewhere; fen. */
export const givenFor = async (read: Reader, taskIds: readonly string[]): Promise<ReadonlyMap<string, number>> => {
  if (!taskIds.length) return new Map()
  const { rows } = await sql<{ task_id: string; fen: number }>`select task_id, fen from settlement.given_for(${[...taskIds]}::uuid[])`.execute(read.raw)
  return new Map(rows.map(({ task_id, fen }) => [task_id, fen]))
}

const shownTasks = async (read: Reader, actor: Actor, rows: readonly TaskRow[], now: Instant): Promise<contract.Task[]> => {
  const evidence = rows.length ? await read.selectFrom('settlement.evidence').select(['task_id', 'file_id']).where('organization_id', '=', actor.organizationId).where('task_id', 'in', rows.map((r) => r.id)).execute() : []
  const files = await filesById(read, actor.organizationId, evidence.map((e) => e.file_id))
  const name = await namesOf(read, actor.organizationId, rows.map((r) => r.done_by))
  const booked = await appointmentsOf(read, actor.organizationId, rows.filter((r) => isByAppointment(r.kind)).map((r) => r.id))
  const appointment = (t: TaskRow) => { const a = booked.get(t.id); return a ? { id: a.id, startsAt: iso(a.starts_at), place: a.place, host: a.host, state: a.state as contract.Appointment['state'], late: a.state === 'booked' && a.starts_at <= now, note: a.note, version: a.version } : null }
  const given = await givenFor(read, rows.flatMap((r) => (r.kind === 'gift' ? [r.id] : [])))
  const title = (t: TaskRow) => [(t.label as Record<Locale, string>)[actor.locale], t.note].filter(Boolean).join(' · ')
  return rows.map((t) => ({
    id: t.id, complaintId: t.complaint_id, number: t.number, kind: t.kind as RemedyKind, title: title(t), amountFen: t.amount_fen, givenFen: given.get(t.id) ?? 0, unitId: t.unit_id, unitName: t.unit_name, state: t.state as contract.Task['state'], dueAt: iso(t.due_at),
    reference: t.reference, result: t.result, evidence: refsOf(files, evidence.filter((e) => e.task_id === t.id).map(({ file_id }) => file_id)),
    doneBy: name(t.done_by), doneAt: isoOrNull(t.done_at), whyNot: whyNotDo(actor, t), customerName: t.customer_name, timeZone: t.time_zone, late: (t.state === 'open' || t.state === 'begun') && t.due_at <= now, byAppointment: isByAppointment(t.kind), appointment: appointment(t),
  }))
}

export const tasksOf = async (read: Reader, actor: Actor, complaintId: string, now: Instant): Promise<contract.Task[]> =>
  shownTasks(read, actor, await taskRows(read, actor.organizationId).where('t.complaint_id', '=', complaintId).orderBy('t.id').execute(), now)

type Asked = z.output<typeof contract.tasks.input>

/** Of the tasks in sight those that are asked for; without `complaintId` those of the reader's own units, or of the cases they look after. */
const askedFor = (read: Reader, actor: Actor, input: Asked, now: Instant) => {
  let rows = taskRows(read, actor.organizationId)
  if (input.complaintId) rows = rows.where('t.complaint_id', '=', input.complaintId)
  else if (input.supervised) rows = rows.where('c.owner_id', '=', actor.id ?? actor.organizationId)
  else if (actor.units !== 'all') rows = rows.where('t.unit_id', 'in', actor.units.length ? [...actor.units] : [actor.organizationId])
  if (input.state) rows = rows.where('t.state', 'in', input.state === 'done' ? ['done'] : ['open', 'begun'])
  return input.late ? rows.where('t.state', 'in', ['open', 'begun']).where('t.due_at', '<=', now) : rows
}
type TaskRows = ReturnType<typeof askedFor>

/** Soonest due first; what is done, newest first. */
const inOrder = (rows: TaskRows, isDone: boolean, cursor: string | undefined): TaskRows => {
  const at = isDone ? sql<Instant>`coalesce(t.done_at, t.due_at)` : sql<Instant>`t.due_at`
  const sorted = isDone ? rows.orderBy(at, 'desc').orderBy('t.id', 'desc') : rows.orderBy(at).orderBy('t.id')
  if (!cursor) return sorted
  const [time, id] = readCursor(cursor)
  const last = sql`(timestamptz 'epoch' + ${Number(time)}::bigint * interval '1 millisecond', ${String(id)}::uuid)`
  return sorted.where(isDone ? sql<boolean>`(${at}, t.id) < ${last}` : sql<boolean>`(${at}, t.id) > ${last}`)
}

const countsOf = async (rows: TaskRows, now: Instant) =>
  rows.clearSelect().select([sql<number>`count(*)::int`.as('all'), sql<number>`(count(*) filter (where t.state in ('open', 'begun') and t.due_at <= ${now}::timestamptz))::int`.as('late')]).executeTakeFirstOrThrow()

export const tasks = listing('settlement.read', async (read, actor, input: Asked, now) => {
  const { limit = 100, cursor } = input
  const [isDone, rows] = [input.state === 'done', askedFor(read, actor, input, now)]
  const [found, counts] = [await inOrder(rows, isDone, cursor).limit(limit + 1).execute(), cursor ? null : await countsOf(rows, now)]
  const shown = await shownTasks(read, actor, found, now)
  return { ...pageOf(found.map((row, i) => ({ row, task: shown[i] as contract.Task })), limit, ({ row }) => [((isDone ? row.done_at : null) ?? row.due_at).getTime(), row.id], ({ task: one }) => one), counts }
})

export const task = query('settlement.read', async (read, actor, { id }: { id: string }, now) => {
  const [shown] = await shownTasks(read, actor, await taskRows(read, actor.organizationId).where('t.id', '=', id).execute(), now)
  if (!shown) throw new Problem(notFound)
  return shown
})

/** What was agreed and did not fall away: what is to be carried out first, then what else holds, then what was agreed before the case came back; of each the newest first. */
export const agreementsOf = async (read: Reader, { organizationId, locale }: Actor, complaintId: string): Promise<contract.Agreement[]> => {
  const rows = await read.selectFrom('settlement.agreement').selectAll().where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).where('cancelled_at', 'is', null).orderBy('id', 'desc').execute()
  const held = new Map((rows.length ? await holding(read, complaintId) : []).map((one) => [one.id, one]))
  const place = ({ id }: { readonly id: string }) => { const one = held.get(id); return one ? Number(!one.open) : 2 }
  return rows.toSorted((a, b) => place(a) - place(b)).map((row) => ({
    id: row.id, remedyId: row.proposal_id, agreedAt: iso(row.agreed_at), totalFen: row.total_fen, inWords: amountInWords(row.total_fen, locale === 'zh-Hant' ? 'traditional' : 'simplified'), proof: row.proof,
    holds: held.has(row.id), open: held.get(row.id)?.open ?? false, signed: row.in_hand,
  }))
}

const shownNotice = async (read: Reader, organizationId: string, row: { id: string; at: Instant; by_id: string | null; answers: unknown; contact: string; further_ways: string }) => {
  const name = await namesOf(read, organizationId, [row.by_id])
  return { id: row.id, sentAt: iso(row.at), by: name(row.by_id) ?? { id: row.id, name: '' }, answers: (row.answers as { pointId: string; answer: string }[]).map(({ pointId, answer }) => ({ pointId, answer })), contact: row.contact, furtherWays: row.further_ways }
}

export const noticeOf = async (read: Reader, organizationId: string, complaintId: string) => {
  const row = await read.selectFrom('settlement.notice').selectAll().where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).orderBy('id', 'desc').limit(1).executeTakeFirst()
  return row ? shownNotice(read, organizationId, row) : null
}

export const notice = query('settlement.read', async (read, actor, { id }: { id: string }) => {
  const row = await read.selectFrom('settlement.notice').selectAll().where('organization_id', '=', actor.organizationId).where('id', '=', id).executeTakeFirst()
  if (!row) throw new Problem(notFound)
  return shownNotice(read, actor.organizationId, row)
})

const openWith = async (db: OpenTransaction, unitId: string | null, personId: string | null): Promise<Gate[]> => {
  const { rows: [left] } = await sql<{ open: number; number: string }>`select * from settlement.open_with(${unitId}::uuid, ${personId}::uuid)`.execute(db)
  return left?.open ? [{ name: 'openTasks', refusal: openTasks, params: { count: left.open, number: left.number } }] : []
}

/** What was agreed is done and told in writing; who hears no hears why and where else to go; who can only read an answer finds one. */
const beforeClosing: Guard['standing'] = async (db, complaintId) => {
  const [open, complaint, agreements, notice] = await Promise.all([
    db.selectFrom('settlement.task').select('id').where('complaint_id', '=', complaintId).where('state', 'in', ['open', 'begun']).limit(1).executeTakeFirst(),
    db.selectFrom('complaint.complaint').select(['last_reopened_at', 'registered_at']).where('id', '=', complaintId).executeTakeFirstOrThrow(),
    holding(db, complaintId),
    db.selectFrom('settlement.notice').select(['at', 'further_ways']).where('complaint_id', '=', complaintId).orderBy('id', 'desc').limit(1).executeTakeFirst(),
  ])
  const since = complaint.last_reopened_at ?? complaint.registered_at
  const [declined, answered] = await Promise.all([
    db.selectFrom('remedy.declined_demand').select('id').where('complaint_id', '=', complaintId).where('at', '>=', since).limit(1).executeTakeFirst(),
    db.selectFrom('communication.message').select('id').where('complaint_id', '=', complaintId).where('kind', '=', 'reply').where('in_full', '=', true).where('at', '>=', since).limit(1).executeTakeFirst(),
  ])
  return gates(whatStands({ taskOpen: open !== undefined, agreements, reopenedAt: complaint.last_reopened_at, since, notice: notice ?? null, declinedWithGrounds: declined !== undefined, answeredInFull: answered !== undefined }))
}

const beingCarriedOut: Guard['standing'] = async (db, complaintId) => {
  const task = await db.selectFrom('settlement.task').select('id').where('complaint_id', '=', complaintId).where('state', 'in', ['open', 'begun']).limit(1).executeTakeFirst()
  return gates({ tasks: task ? executionUnderWay : null })
}

/** A unit, or the last person there, leaves no task behind. */
export const guards = [guard('complaint.close', beforeClosing), guard('merging.merge', beingCarriedOut), guard('remedy.propose', beingCarriedOut), guard('identity.retireUnit', (db, unitId) => openWith(db, unitId, null)), guard('identity.retirePerson', (db, personId) => openWith(db, null, personId))]
