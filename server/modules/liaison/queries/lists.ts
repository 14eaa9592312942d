import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import type * as contract from '#contract/liaison.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import { pageOf, readCursor } from '#kernel/page.ts'
import { likeSafe } from '#kernel/question.ts'
import { Problem } from '#kernel/problem.ts'
import { listing, query } from '#kernel/query.ts'
import { type Instant, iso, isoOrNull } from '#kernel/time.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import type { FormRow, StopRow } from '../commands/lock.ts'
import { roundOf } from '../rules.ts'
import { seesCase, unitsOf } from '../who.ts'
import { unitNames } from './names.ts'

const FIRST_WORDS = 120
type Line = z.input<typeof contract.LiaisonLine>

const stopsOf = async (read: Reader, organizationId: string, ids: readonly string[]): Promise<ReadonlyMap<string, StopRow[]>> => {
  const rows = ids.length ? await read.selectFrom('liaison.stop').selectAll().where('organization_id', '=', organizationId).where('form_id', 'in', [...ids]).orderBy('no').execute() : []
  return groupBy(rows, (s) => s.form_id)
}

/** Lines with the stops of their present round: who has the form, until when. */
export const linesOf = async (read: Reader, actor: Actor, rows: readonly FormRow[]): Promise<Line[]> => {
  const ids = rows.map((f) => f.id)
  const [stops, named, outsiders] = await Promise.all([stopsOf(read, actor.organizationId, ids), unitNames(read, actor.organizationId), ids.length ? read.selectFrom('liaison.party').select(['id', 'name']).where('organization_id', '=', actor.organizationId).where('form_id', 'in', ids).execute() : []])
  const at = (s: StopRow) => (s.party_id && outsiders.find((p) => p.id === s.party_id)?.name) || named.name(s.unit_id)
  const person = await namesOf(read, actor.organizationId, [...stops.values()].flat().map((s) => s.taken_by))
  return rows.map((f) => {
    const own = stops.get(f.id) ?? []
    return {
      id: f.id, number: f.number, complaintId: f.complaint_id, state: f.state as Line['state'], round: roundOf(own), unitName: named.name(f.unit_id), customerName: f.customer_name, product: f.product, text: f.body.slice(0, FIRST_WORDS), madeAt: iso(f.made_at), dueAt: isoOrNull(f.next_due_at), endedAt: isoOrNull(f.ended_at), timeZone: named.zone(f.unit_id),
      stops: own.filter((s) => s.state !== 'voided').map((s) => ({ id: s.id, no: s.no, kind: s.kind as 'unit', state: s.state as 'open', unitName: at(s), takenBy: person(s.taken_by)?.name ?? null, signedBy: s.signed_name, dueAt: isoOrNull(s.due_at) })),
    }
  })
}

/** The forms of a case; of one that the reader neither sees nor has a part in, not even that there is one. */
export const formsOfCase = query('liaison.read', async (read, actor, { complaintId }: { complaintId: string }) => {
  const rows = await read.selectFrom('liaison.form').selectAll().where('organization_id', '=', actor.organizationId).where('complaint_id', '=', complaintId).orderBy('no').execute()
  if (!rows.length && !await seesCase(read, actor.organizationId, complaintId)) throw new Problem(notFound)
  return { items: await linesOf(read, actor, rows), next: null }
}, (input) => ({ type: 'complaint', id: input.complaintId, unitId: null }))

type Asked = z.output<typeof contract.forms.input>

/** Soonest due first: more than these nobody signs before looking again. */
const MOST_MINE = 300

/** Those that wait for a signature of one's units, and those that came back to one's own cases. Asked each by its own index: the desk asks it all day. */
const mineOf = async (read: Reader, actor: Actor): Promise<string[]> => {
  const units = [...await unitsOf(read, actor)]
  const [waiting, back] = await Promise.all([
    sql<{ form_id: string }>`select form_id from liaison.waiting(${units}::uuid[]) order by due_at limit ${sql.lit(MOST_MINE)}`.execute(read.raw),
    read.selectFrom('complaint.complaint as c').innerJoin('liaison.form as f', (j) => j.onRef('f.organization_id', '=', 'c.organization_id').onRef('f.complaint_id', '=', 'c.id')).select('f.id as form_id')
      .where('c.organization_id', '=', actor.organizationId).where('c.owner_id', '=', actor.id ?? actor.organizationId).where('c.state', '=', sql.lit('open')).where('f.state', 'in', ['draft', 'collected']).execute(),
  ])
  return [...new Set([...waiting.rows, ...back].map((row) => row.form_id))]
}

interface Place { readonly id: string; readonly due_at: Instant | null }

const mineIn = async (read: Reader, actor: Actor, asked: Asked) => (asked.mine ? sql`and s.id = any (${await mineOf(read, actor)}::uuid[])` : sql``)

/** Who sees which form is asked once for all of them, not row by row: `liaison.in_sight`. What is shown of them is read under row security. */
const sightOf = async (read: Reader, actor: Actor, asked: Asked, now: Instant, before: string | null, most: number) => {
  const words = asked.q?.trim()
  const like = words ? `%${likeSafe(words)}%` : null
  // What is narrowed further may leave few of many: then nothing is left out before.
  const enough = asked.ended && !asked.at && !asked.late && !asked.unitId && !asked.mine ? most : null
  return sql`from liaison.in_sight(${asked.ended === '1'}, ${like}, ${before}::uuid, ${enough}::int) as s where true ${asked.at ? sql`and s.state = ${asked.at}` : sql``} ${asked.late ? sql`and s.due_at < ${now}` : sql``}
    ${asked.unitId ? sql`and s.id in (select form_id from liaison.waiting(array[${asked.unitId}::uuid]))` : sql``} ${await mineIn(read, actor, asked)}`
}

/** Nothing is due where somebody of the business unit has to decide: those come after what has an end. */
const DUE = sql`coalesce(s.due_at, 'infinity')`
const NEVER = -1
const after = (due: number) => (due === NEVER ? sql`'infinity'::timestamptz` : sql`to_timestamp(${due}::double precision / 1000)`)

const rowsAt = async (read: Reader, actor: Actor, places: readonly Place[]) => {
  const rows = places.length ? await read.selectFrom('liaison.form').selectAll().where('organization_id', '=', actor.organizationId).where('id', 'in', places.map((p) => p.id)).execute() : []
  return linesOf(read, actor, places.flatMap((p) => rows.find((row) => row.id === p.id) ?? []))
}

/** All forms in sight, what is due first on top; those that have ended newest first. */
export const forms = listing('liaison.read', async (read, actor, asked: Asked, now) => {
  const limit = asked.limit ?? 50
  const key = asked.cursor ? readCursor(asked.cursor) : null
  const newest = asked.ended === '1'
  const sight = await sightOf(read, actor, asked, now, newest && key ? String(key[0]) : null, limit + 1)
  const onward = key && !newest ? sql`and (${DUE}, s.id) > (${after(Number(key[0]))}, ${String(key[1])}::uuid)` : sql``
  const { rows: places } = await sql<Place>`select s.id, s.due_at ${sight} ${onward} order by ${newest ? sql`s.id desc` : sql`${DUE}, s.id`} limit ${sql.lit(limit + 1)}`.execute(read.raw)
  const lines = await rowsAt(read, actor, places.slice(0, limit))
  const { next } = pageOf(places, limit, (p) => (newest ? [p.id] : [p.due_at?.getTime() ?? NEVER, p.id]), (p) => p.id)
  return { items: lines, next }
})

/** How many lie where; of those under way and in sight. */
export const board = listing('liaison.watch', async (read, actor, _input: Record<string, never>, now) => {
  const [{ rows }, named] = await Promise.all([
    sql<{ state: string | null; unit_id: string | null; n: number; late: number }>`with s as materialized (select * from liaison.in_sight(false, null, null, null))
      select state, null::uuid as unit_id, count(*)::int as n, (count(*) filter (where due_at < ${now}))::int as late from s group by state
      union all select null, w.unit_id, count(*)::int, (count(*) filter (where w.due_at < ${now}))::int from s join liaison.waiting(null) as w on w.form_id = s.id group by w.unit_id`.execute(read.raw),
    unitNames(read, actor.organizationId),
  ])
  const states = rows.filter((row) => row.state !== null)
  const units = rows.flatMap((row) => (row.unit_id === null ? [] : [{ ...named.ref(row.unit_id), open: row.n, late: row.late }]))
  const at = Object.fromEntries((['draft', 'quality', 'units', 'collected', 'disputed', 'settled', 'withdrawn'] as const).map((state) => [state, states.find((s) => s.state === state)?.n ?? 0])) as Record<contract.FormState, number>
  return { items: [], at, late: states.reduce((sum, s) => sum + s.late, 0), units: units.sort((a, b) => b.late - a.late || b.open - a.open) }
})

/** Open stops of one's own units, and forms that came back to one's own cases: for the desk. */
export const formsToSign = async (read: Reader, actor: Actor): Promise<Line[]> => {
  const ids = await mineOf(read, actor)
  const rows = ids.length ? await read.selectFrom('liaison.form').selectAll().where('organization_id', '=', actor.organizationId).where('ended_at', 'is', null).where('id', 'in', ids).orderBy('next_due_at').limit(100).execute() : []
  return linesOf(read, actor, rows)
}
