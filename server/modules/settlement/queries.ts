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
import { Problem } from '#kernel/problem.ts'
import { refusalWords } from '#kernel/problem-reply.ts'
import { listing, query } from '#kernel/query.ts'
import { type Instant, iso, isoOrNull } from '#kernel/time.ts'
import { filesById } from '#modules/files/queries.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
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

const shownTasks = async (read: Reader, actor: Actor, rows: readonly TaskRow[], now: Instant): Promise<contract.Task[]> => {
  const evidence = rows.length ? await read.selectFrom('settlement.evidence').select(['task_id', 'file_id']).where('organization_id', '=', actor.organizationId).where('task_id', 'in', rows.map((r) => r.id)).execute() : []
  const files = await filesById(read, actor.organizationId, evidence.map((e) => e.file_id))
  const name = await namesOf(read, actor.organizationId, rows.map((r) => r.done_by))
  const booked = await appointmentsOf(read, actor.organizationId, rows.filter((r) => isByAppointment(r.kind)).map((r) => r.id))
  const appointment = (t: TaskRow) => { const a = booked.get(t.id); return a ? { id: a.id, startsAt: iso(a.starts_at), place: a.place, host: a.host, state: a.state as contract.Appointment['state'], late: a.state === 'booked' && a.starts_at <= now, note: a.note, version: a.version } : null }
  const title = (t: TaskRow) => [(t.label as Record<Locale, string>)[actor.locale], t.note].filter(Boolean).join(' · ')
  return rows.map((t) => ({
    id: t.id, complaintId: t.complaint_id, number: t.number, kind: t.kind as RemedyKind, title: title(t), amountFen: t.amount_fen, unitId: t.unit_id, unitName: t.unit_name, state: t.state as contract.Task['state'], dueAt: iso(t.due_at),
    reference: t.reference, result: t.result, evidence: evidence.filter((e) => e.task_id === t.id).flatMap((e) => { const f = files.get(e.file_id); return f ? [{ id: f.id, name: f.name, mediaType: f.mediaType, bytes: f.bytes }] : [] }),
    doneBy: name(t.done_by), doneAt: isoOrNull(t.done_at), whyNot: whyNotDo(actor, t), customerName: t.customer_name, timeZone: t.time_zone, late: (t.state === 'open' || t.state === 'begun') && t.due_at <= now, byAppointment: isByAppointment(t.kind), appointment: appointment(t),
  }))
}

export const tasksOf = async (read: Reader, actor: Actor, complaintId: string, now: Instant): Promise<contract.Task[]> =>
  shownTasks(read, actor, await taskRows(read, actor.organizationId).where('t.complaint_id', '=', complaintId).orderBy('t.id').execute(), now)

/** Tasks in sight, soonest due first; without `complaintId` those of the reader's own units, or of the cases they look after. */
export const tasks = listing('settlement.read', async (read, actor, input: z.output<typeof contract.tasks.input>, now) => {
  let rows = taskRows(read, actor.organizationId).orderBy('t.due_at').limit(200)
  if (input.complaintId) rows = rows.where('t.complaint_id', '=', input.complaintId)
  else if (input.supervised) rows = rows.where('c.owner_id', '=', actor.id ?? actor.organizationId)
  else if (actor.units !== 'all') rows = rows.where('t.unit_id', 'in', actor.units.length ? [...actor.units] : [actor.organizationId])
  if (input.state) rows = rows.where('t.state', 'in', input.state === 'done' ? ['done'] : ['open', 'begun'])
  if (input.late) rows = rows.where('t.state', 'in', ['open', 'begun']).where('t.due_at', '<=', now)
  return { items: await shownTasks(read, actor, await rows.execute(), now), next: null }
})

export const task = query('settlement.read', async (read, actor, { id }: { id: string }, now) => {
  const [shown] = await shownTasks(read, actor, await taskRows(read, actor.organizationId).where('t.id', '=', id).execute(), now)
  if (!shown) throw new Problem(notFound)
  return shown
})

export const agreementOf = async (read: Reader, { organizationId, locale }: Actor, complaintId: string): Promise<z.output<typeof contract.Agreement> | null> => {
  const row = await read.selectFrom('settlement.agreement').selectAll().where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).where('cancelled_at', 'is', null).orderBy('id', 'desc').limit(1).executeTakeFirst()
  return row ? { id: row.id, remedyId: row.proposal_id, agreedAt: iso(row.agreed_at), totalFen: row.total_fen, inWords: amountInWords(row.total_fen, locale === 'zh-Hant' ? 'traditional' : 'simplified'), proof: row.proof } : null
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
  const [open, complaint, agreement, notice] = await Promise.all([
    db.selectFrom('settlement.task').select('id').where('complaint_id', '=', complaintId).where('state', 'in', ['open', 'begun']).limit(1).executeTakeFirst(),
    db.selectFrom('complaint.complaint').select(['last_reopened_at', 'registered_at']).where('id', '=', complaintId).executeTakeFirstOrThrow(),
    db.selectFrom('settlement.agreement').select(['agreed_at', 'in_hand']).where('complaint_id', '=', complaintId).where('cancelled_at', 'is', null).orderBy('id', 'desc').limit(1).executeTakeFirst(),
    db.selectFrom('settlement.notice').select(['at', 'further_ways']).where('complaint_id', '=', complaintId).orderBy('id', 'desc').limit(1).executeTakeFirst(),
  ])
  const since = complaint.last_reopened_at ?? complaint.registered_at
  const [declined, answered] = await Promise.all([
    db.selectFrom('remedy.declined_counter').select('id').where('complaint_id', '=', complaintId).where('at', '>=', since).limit(1).executeTakeFirst(),
    db.selectFrom('communication.message').select('id').where('complaint_id', '=', complaintId).where('kind', '=', 'reply').where('in_full', '=', true).where('at', '>=', since).limit(1).executeTakeFirst(),
  ])
  return gates(whatStands({ taskOpen: open !== undefined, agreement: agreement ?? null, reopenedAt: complaint.last_reopened_at, since, notice: notice ?? null, declinedWithGrounds: declined !== undefined, answeredInFull: answered !== undefined }))
}

const beingCarriedOut: Guard['standing'] = async (db, complaintId) => {
  const task = await db.selectFrom('settlement.task').select('id').where('complaint_id', '=', complaintId).where('state', 'in', ['open', 'begun']).limit(1).executeTakeFirst()
  return gates({ tasks: task ? executionUnderWay : null })
}

/** A unit, or the last person there, leaves no task behind. */
export const guards = [guard('complaint.close', beforeClosing), guard('merging.merge', beingCarriedOut), guard('identity.retireUnit', (db, unitId) => openWith(db, unitId, null)), guard('identity.retirePerson', (db, personId) => openWith(db, null, personId))]
