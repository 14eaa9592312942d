import type { z } from 'zod'
import type { CallBack } from '#contract/call-back.ts'
import type * as contract from '#contract/call-back.ts'
import { notFound } from '#contract/common.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import { pageOf, readCursor } from '#kernel/page.ts'
import { Problem } from '#kernel/problem.ts'
import { listing, query } from '#kernel/query.ts'
import { DAY, type Instant, iso, isoOrNull, plusMs } from '#kernel/time.ts'
import { phoneKey } from '#modules/customer/rules.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { unitRows } from '#modules/identity/queries/units.ts'
import { ruleOf } from './rule.ts'

const rowsOf = (read: Reader, actor: Actor) => read.selectFrom('call_back.task as t').innerJoin('identity.unit as u', (j) => j.onRef('u.organization_id', '=', 't.organization_id').onRef('u.id', '=', 't.unit_id'))
  .selectAll('t').select(['u.name as unit_name', 'u.time_zone']).where('t.organization_id', '=', actor.organizationId)
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

interface Caller { readonly key: string; readonly id: string; readonly name: string }
interface OpenCase { readonly key: string; readonly id: string; readonly number: string; readonly words: string }

/** Who has these numbers now, and what of theirs is open and in sight. */
const callersOf = async (read: Reader, actor: Actor, keys: readonly string[]) => {
  if (!keys.length) return { callers: new Map<string, Caller>(), cases: new Map<string, OpenCase[]>() }
  const wanted = [...new Set(keys)]
  const { rows: callers } = await sql<Caller>`select u.phone_key as key, u.id, u.name from customer.customer u where u.organization_id = ${actor.organizationId} and u.phone_key = any (${wanted}) and u.merged_into is null`.execute(read.raw)
  const { rows: cases } = await sql<OpenCase>`select u.phone_key as key, c.id, c.number, coalesce(left(p.words, 60), '') as words from customer.customer u
    join complaint.complaint c on c.organization_id = u.organization_id and c.customer_id = u.id and c.state = 'open' left join complaint.point p on p.organization_id = c.organization_id and p.complaint_id = c.id and p.no = 1
    where u.organization_id = ${actor.organizationId} and u.phone_key = any (${wanted}) and u.merged_into is null order by c.id desc limit 400`.execute(read.raw)
  return { callers: new Map(callers.map((c) => [c.key, c])), cases: groupBy(cases, (c) => c.key) }
}

const showing = async (read: Reader, actor: Actor, rows: readonly Row[], now: Instant) => {
  const ids = rows.map((r) => r.id)
  const tries = ids.length ? await read.selectFrom('call_back.try').selectAll().where('organization_id', '=', actor.organizationId).where('task_id', 'in', ids).orderBy('id').execute() : []
  const [name, { callers, cases }] = await Promise.all([namesOf(read, actor.organizationId, [...rows.flatMap((r) => [r.taken_by, r.ended_by]), ...tries.map((t) => t.by_id)]), callersOf(read, actor, rows.map((r) => r.number_key))])
  return (r: Row): CallBack => {
    const caller = callers.get(r.number_key)
    const takenBy = name(r.taken_by)
    return {
      id: r.id, version: r.version, state: r.state as CallBack['state'], unitId: r.unit_id, unitName: r.unit_name, timeZone: r.time_zone, number: r.number, customer: caller ? { id: caller.id, name: caller.name } : null,
      openCases: (cases.get(r.number_key) ?? []).slice(0, 5).map((c) => ({ id: c.id, number: c.number, firstWords: c.words })), calls: r.calls, firstAt: iso(r.first_at), lastAt: iso(r.last_at), dueAt: iso(r.due_at),
      late: r.due_at < (r.ended_at ?? now), nextAt: isoOrNull(r.next_at), tries: r.tries, mostTries: r.most_tries, taken: takenBy && r.taken_at ? { by: takenBy, at: iso(r.taken_at) } : null,
      result: r.result as CallBack['result'], note: r.note, complaintId: r.complaint_id, feedbackId: r.feedback_id, endedAt: isoOrNull(r.ended_at), endedBy: name(r.ended_by),
      history: tries.filter((t) => t.task_id === r.id).map((t) => ({ at: iso(t.at), by: name(t.by_id), note: t.note })),
    }
  }
}

const holding = (q: string) => sql<boolean>`(position(lower(${q}) in lower(concat_ws(' ', t.number, t.number_key, t.note, u.name))) > 0 or exists (select from customer.customer c where c.organization_id = t.organization_id and c.id = t.customer_id and position(lower(${q}) in lower(c.name)) > 0))`

export const callBacks = listing('call-back.read', async (read, actor, { state, mine, late, unitId, q, limit = 50, cursor }: z.output<typeof contract.callBacks.input>, now) => {
  let rows = rowsOf(read, actor).orderBy('t.id', 'desc').limit(limit + 1)
  if (state) rows = rows.where('t.state', '=', state)
  if (mine) rows = rows.where('t.taken_by', '=', actor.id ?? actor.organizationId)
  if (late) rows = rows.where('t.due_at', '<=', now).where('t.state', '=', 'open')
  if (unitId) rows = rows.where('t.unit_id', '=', unitId)
  if (q) rows = rows.where(holding(q))
  if (cursor) rows = rows.where('t.id', '<', String(readCursor(cursor)[0]))
  const found = await rows.execute()
  return pageOf(found, limit, (r) => [r.id], await showing(read, actor, found, now))
})

export const callBack = query('call-back.read', async (read, actor, { id }: { id: string }, now): Promise<CallBack> => {
  const row = await rowsOf(read, actor).where('t.id', '=', id).executeTakeFirst()
  if (!row) throw new Problem(notFound)
  return (await showing(read, actor, [row], now))(row)
}, ({ id }, output) => ({ type: 'call', id, unitId: output.unitId }))

/** What a person may ring now: of nobody or their own, and not yet to be tried again. For the desk. */
export const callsToMake = async (read: Reader, actor: Actor, now: Instant) => {
  const rows = await rowsOf(read, actor).where('t.state', '=', 'open').where((eb) => eb.or([eb('t.taken_by', 'is', null), eb('t.taken_by', '=', actor.id ?? actor.organizationId)]))
    .where((eb) => eb.or([eb('t.next_at', 'is', null), eb('t.next_at', '<=', plusMs(now, DAY))])).orderBy('t.due_at').limit(100).execute()
  const { callers } = await callersOf(read, actor, rows.map((r) => r.number_key))
  return rows.map((r) => ({ id: r.id, number: r.number, customerName: callers.get(r.number_key)?.name ?? '', unitName: r.unit_name, timeZone: r.time_zone, calls: r.calls, dueAt: r.next_at && r.next_at > r.due_at ? r.next_at : r.due_at, startedAt: r.first_at }))
}

const WEEK = 7 * DAY

export const callSummary = query('call-back.read', async (read, actor, _input: Record<string, never>, now) => {
  const since = plusMs(now, -WEEK)
  const { rows: [row] } = await sql<{ open: number; late: number; withheld: number; ended: number; in_time: number }>`select
    (select count(*) from call_back.task where organization_id = ${actor.organizationId} and state = 'open') as open, (select count(*) from call_back.task where organization_id = ${actor.organizationId} and state = 'open' and due_at <= ${now}) as late,
    (select count(*) from call_back.call where organization_id = ${actor.organizationId} and number is null and kind = 'missed' and at >= ${since}) as withheld,
    (select count(*) from call_back.task where organization_id = ${actor.organizationId} and state = 'done' and ended_at >= ${since}) as ended, (select count(*) from call_back.task where organization_id = ${actor.organizationId} and state = 'done' and ended_at >= ${since} and ended_at <= due_at) as in_time`.execute(read.raw)
  return { open: row?.open ?? 0, late: row?.late ?? 0, withheld: row?.withheld ?? 0, ended: row?.ended ?? 0, inTime: row?.in_time ?? 0 }
})

export const lines = query('call-back.read', async (read, actor, _input: Record<string, never>) => {
  const rows = await read.selectFrom('call_back.line as l').innerJoin('identity.unit as u', (j) => j.onRef('u.organization_id', '=', 'l.organization_id').onRef('u.id', '=', 'l.unit_id'))
    .select(['l.id', 'l.number', 'l.unit_id', 'u.name']).where('l.organization_id', '=', actor.organizationId).where('l.removed_at', 'is', null).orderBy('u.code').orderBy('l.id').execute()
  return { items: rows.map((r) => ({ id: r.id, number: r.number, unitId: r.unit_id, unitName: r.name })), next: null }
})

export const callRule = query('call-back.read', (read, actor, _input: Record<string, never>) => ruleOf(read, actor.organizationId))

/** Which living unit answers which of our numbers, and the head of the house for what is nobody's. */
export const unitsByLine = async (read: Reader, organizationId: string): Promise<{ readonly unitOf: (to: string) => string | null; readonly head: string | null }> => {
  const living = (await unitRows(read, organizationId)).filter((u) => !u.retired_at)
  const lines = await read.selectFrom('call_back.line').select(['number_key', 'unit_id']).where('organization_id', '=', organizationId).where('removed_at', 'is', null).execute()
  const byKey = new Map(lines.filter((line) => living.some((u) => u.id === line.unit_id)).map((line) => [line.number_key, line.unit_id]))
  return { unitOf: (to) => byKey.get(phoneKey(to) ?? '') ?? null, head: living.find((u) => u.parent_id === null)?.id ?? null }
}

/** Calls that happened longer ago than this are counted and not called back any more. */
export const callWindowHours = async (read: Reader, organizationId: string): Promise<number> => (await ruleOf(read, organizationId)).windowHours
