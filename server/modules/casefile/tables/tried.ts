import type { z } from 'zod'
import { notFound, staleVersion } from '#contract/common.ts'
import { deciding } from '#contract/table-decides.ts'
import { decidesSame, givenBy } from '#contract/table-outcome.ts'
import type { Table } from '#contract/table-shape.ts'
import * as contract from '#contract/tables.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { cursorOf, readCursor } from '#kernel/page.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { type Instant, iso } from '#kernel/time.ts'
import { ASKED } from '#modules/complaint/queries/facts.ts'
import { asTable, currentPack } from '#modules/packs/queries.ts'
import { askings } from './askings.ts'
import { askedOf } from './facts.ts'

const COLUMNS = [...ASKED.map((name) => `c.${name}` as const), 'c.number', 'c.registered_at', 'c.received_at', 'c.occurred_at', 'c.last_closed_at'] as const

/** The facts of a case in sight, to be tried on a table; of one of its points, the first unless named, where the table is asked by point. */
export const factsOfCase = query('packs.tryTable', async (read, { organizationId }, { table, number, point }: z.output<typeof contract.factsOfCase.input>, now) => {
  const c = await read.selectFrom('complaint.complaint as c').select(COLUMNS).where('c.organization_id', '=', organizationId).where('c.number', '=', number.trim()).executeTakeFirst()
  if (!c) throw new Problem(notFound, {}, 'number')
  const [asked, { policy }] = await Promise.all([askings(read, organizationId, [c], table, now).then((of) => of(c)), currentPack(read, organizationId)])
  const chosen = asked.find(({ no }) => no === point) ?? asked[0]
  return { complaintId: c.id, number: c.number, point: chosen?.no ?? null, points: asked.flatMap(({ no }) => no ?? []), facts: askedOf((await policy(table)).facts, chosen?.facts ?? {}) }
})

const SLICE = 500

type Asked = z.output<typeof contract.tryOnCases.input>

/** Since when cases are looked at. */
const since = (now: Instant, months: number) => sql<Instant>`${now}::timestamptz - make_interval(months => ${months}::int)`

interface Span { readonly now: Instant; readonly months: number }
/** The last case that was looked at. */
interface Key { readonly ms: number; readonly id: string }

/** A slice of the cases of that time in sight, newest first. */
const sliceOf = (read: Reader, { organizationId }: Actor, { now, months }: Span, before: Key | null, limit: number) => {
  const rows = read.selectFrom('complaint.complaint as c').innerJoin('identity.unit as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.unit_id'))
    .select([...COLUMNS, 'u.name as unit_name', 'u.time_zone']).where('c.organization_id', '=', organizationId).where('c.registered_at', '>=', since(now, months)).where('c.state', '!=', 'merged').orderBy('c.registered_at', 'desc').orderBy('c.id', 'desc').limit(limit)
  return (before ? rows.where(sql<boolean>`(c.registered_at, c.id) < (to_timestamp(${before.ms}::float8 / 1000), ${before.id}::uuid)`) : rows).execute()
}
type Row = Awaited<ReturnType<typeof sliceOf>>[number]

const totalOf = async (read: Reader, { organizationId }: Actor, { now, months }: Span): Promise<number> => {
  const { rows: [row] } = await sql<{ n: number }>`select count(*)::int as n from (select from complaint.complaint where organization_id = ${organizationId} and registered_at >= ${since(now, months)} and state <> 'merged' limit ${sql.lit(contract.MOST_LOOKED_AT)}) as counted`.execute(read.raw)
  return row?.n ?? 0
}

const draftOf = async (read: Reader, organizationId: string, { table, version }: Pick<Asked, 'table' | 'version'>): Promise<Table> => {
  const draft = await read.selectFrom('packs.table_draft').select(['rules', 'examples', 'version']).where('organization_id', '=', organizationId).where('table_name', '=', table).executeTakeFirst()
  if (!draft) throw new Problem(contract.noDraft)
  if (draft.version !== version) throw new Problem(staleVersion)
  return asTable(read, organizationId, table, draft)
}

const shown = ({ id, number, unit_name, time_zone, registered_at }: Row, before: string[], after: string[]): contract.Otherwise => ({ complaintId: id, number, unit: unit_name, timeZone: time_zone, registeredAt: iso(registered_at), before, after })

const each = (rules: readonly string[]): string[] => [...new Set(rules)]

/** Which cases the draft would decide otherwise: both tables are asked the same, what is known of the case now; of each of its points where they are asked by point. Only rules that hold at its place and on its day count, as where it is decided. */
export const tryOnCases = query('packs.tryTable', async (read, actor, asked: Asked, now): Promise<z.output<typeof contract.tryOnCases.output>> => {
  const { organizationId } = actor
  const [draft, inForce] = await Promise.all([draftOf(read, organizationId, asked), currentPack(read, organizationId).then(({ policy }) => policy(asked.table))])
  const span = { now, months: asked.months }
  const [ms, id, done = 0] = asked.cursor ? readCursor(asked.cursor) : []
  const left = contract.MOST_LOOKED_AT - Number(done)
  const rows = left > 0 ? await sliceOf(read, actor, span, id === undefined ? null : { ms: Number(ms), id: String(id) }, Math.min(SLICE, left)) : []
  const of = await askings(read, organizationId, rows, asked.table, now)
  const items = rows.flatMap((row) => {
    const tried = of(row).map((matter) => { const known = { ...matter, facts: askedOf(inForce.facts, matter.facts) }; return { was: deciding(inForce, known), would: deciding(draft, known) } })
    if (tried.every(({ was, would }) => decidesSame(asked.table, givenBy(inForce, was), givenBy(draft, would)))) return []
    return [shown(row, each(tried.flatMap(({ was }) => was)), each(tried.flatMap(({ would }) => would)))]
  })
  const last = rows.at(-1)
  return { items, looked: rows.length, total: asked.cursor ? null : await totalOf(read, actor, span), next: last && rows.length === SLICE && left > SLICE ? cursorOf([last.registered_at.getTime(), last.id, Number(done) + rows.length]) : null }
})
