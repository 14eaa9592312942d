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
  const [stops, named] = await Promise.all([stopsOf(read, actor.organizationId, rows.map((f) => f.id)), unitNames(read, actor.organizationId)])
  const person = await namesOf(read, actor.organizationId, [...stops.values()].flat().map((s) => s.taken_by))
  return rows.map((f) => {
    const own = stops.get(f.id) ?? []
    return {
      id: f.id, number: f.number, complaintId: f.complaint_id, state: f.state as Line['state'], round: roundOf(own), unitName: named.name(f.unit_id), customerName: f.customer_name, product: f.product, text: f.body.slice(0, FIRST_WORDS), madeAt: iso(f.made_at), dueAt: isoOrNull(f.next_due_at), endedAt: isoOrNull(f.ended_at), timeZone: named.zone(f.unit_id),
      stops: own.filter((s) => s.state !== 'voided').map((s) => ({ id: s.id, no: s.no, kind: s.kind as 'unit', state: s.state as 'open', unitName: named.name(s.unit_id), takenBy: person(s.taken_by)?.name ?? null, signedBy: s.signed_name, dueAt: isoOrNull(s.due_at) })),
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

const openAt = (read: Reader, organizationId: string, unitIds: readonly string[]) => read.selectFrom('liaison.stop').select('form_id').where('organization_id', '=', organizationId).where('state', '=', sql.lit('open')).where(sql<boolean>`unit_id = any (${[...unitIds]}::uuid[])`)

/** Soonest due first: more than these nobody signs before looking again. */
const MOST_MINE = 300

/** Those that wait for a signature of one's units, and those that came back to one's own cases. Asked each by its own index: the desk asks it all day. */
const mineOf = async (read: Reader, actor: Actor): Promise<string[]> => {
  const units = [...await unitsOf(read, actor)]
  const [waiting, back] = await Promise.all([
    openAt(read, actor.organizationId, units).orderBy('due_at').limit(MOST_MINE).execute(),
    read.selectFrom('complaint.complaint as c').innerJoin('liaison.form as f', (j) => j.onRef('f.organization_id', '=', 'c.organization_id').onRef('f.complaint_id', '=', 'c.id')).select('f.id as form_id')
      .where('c.organization_id', '=', actor.organizationId).where('c.owner_id', '=', actor.id ?? actor.organizationId).where('c.state', '=', sql.lit('open')).where('f.state', 'in', ['draft', 'collected']).execute(),
  ])
  return [...new Set([...waiting, ...back].map((row) => row.form_id))]
}

const narrowed = async (read: Reader, actor: Actor, asked: Asked, now: Instant) => {
  let rows = read.selectFrom('liaison.form').selectAll().where('organization_id', '=', actor.organizationId).where('ended_at', asked.ended ? 'is not' : 'is', null)
  if (asked.at) rows = rows.where('state', '=', asked.at)
  if (asked.late) rows = rows.where('next_due_at', '<', now)
  if (asked.unitId) rows = rows.where('id', 'in', openAt(read, actor.organizationId, [asked.unitId]))
  if (asked.mine) rows = rows.where(sql<boolean>`id = any (${await mineOf(read, actor)}::uuid[])`)
  const words = asked.q?.trim()
  if (words) rows = rows.where((eb) => eb.or((['number', 'customer_name', 'product', 'lot', 'order_number', 'body'] as const).map((column) => eb(column, 'ilike', `%${likeSafe(words)}%`))))
  return rows
}

/** Nothing is due where somebody of the business unit has to decide: those come after what has an end. */
const DUE = sql`coalesce(next_due_at, 'infinity')`
const NEVER = -1
const after = (due: number) => (due === NEVER ? sql`'infinity'::timestamptz` : sql`to_timestamp(${due}::double precision / 1000)`)

/** All forms in sight, what is due first on top; those that have ended newest first. */
export const forms = listing('liaison.read', async (read, actor, asked: Asked, now) => {
  const limit = asked.limit ?? 50
  let rows = (await narrowed(read, actor, asked, now)).limit(limit + 1)
  const key = asked.cursor ? readCursor(asked.cursor) : null
  if (asked.ended) {
    if (key) rows = rows.where('id', '<', String(key[0]))
    const found = await rows.orderBy('id', 'desc').execute()
    const lines = await linesOf(read, actor, found.slice(0, limit))
    return pageOf(found, limit, (f) => [f.id], (f) => lines.find((line) => line.id === f.id) as Line)
  }
  if (key) rows = rows.where(sql<boolean>`(${DUE}, id) > (${after(Number(key[0]))}, ${String(key[1])}::uuid)`)
  const found = await rows.orderBy(DUE).orderBy('id').execute()
  const lines = await linesOf(read, actor, found.slice(0, limit))
  return pageOf(found, limit, (f) => [f.next_due_at?.getTime() ?? NEVER, f.id], (f) => lines.find((line) => line.id === f.id) as Line)
})

/** How many lie where; of those under way and in sight. */
export const board = listing('liaison.watch', async (read, actor, _input: Record<string, never>, now) => {
  const organizationId = actor.organizationId
  const [states, units, named] = await Promise.all([
    read.selectFrom('liaison.form').select(['state', (eb) => eb.fn.countAll<number>().as('n'), (eb) => eb.fn.countAll<number>().filterWhere('next_due_at', '<', now).as('late')]).where('organization_id', '=', organizationId).where('ended_at', 'is', null).groupBy('state').execute(),
    read.selectFrom('liaison.stop').select(['unit_id', (eb) => eb.fn.countAll<number>().as('n'), (eb) => eb.fn.countAll<number>().filterWhere('due_at', '<', now).as('late')]).where('organization_id', '=', organizationId).where('state', '=', sql.lit('open')).groupBy('unit_id').execute(),
    unitNames(read, organizationId),
  ])
  const at = Object.fromEntries((['draft', 'quality', 'units', 'collected', 'disputed', 'settled', 'withdrawn'] as const).map((state) => [state, states.find((s) => s.state === state)?.n ?? 0])) as Record<contract.FormState, number>
  return { items: [], at, late: states.reduce((sum, s) => sum + s.late, 0), units: units.map((u) => ({ ...named.ref(u.unit_id), open: u.n, late: u.late })).sort((a, b) => b.late - a.late || b.open - a.open) }
})

/** Open stops of one's own units, and forms that came back to one's own cases: for the desk. */
export const formsToSign = async (read: Reader, actor: Actor, now: Instant): Promise<Line[]> => {
  const rows = await (await narrowed(read, actor, { mine: '1' }, now)).orderBy('next_due_at').limit(100).execute()
  return linesOf(read, actor, rows)
}
