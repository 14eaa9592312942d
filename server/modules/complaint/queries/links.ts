import type { z } from 'zod'
import type { Elsewhere, Link, LinkKind, MergedCase } from '#contract/links.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { iso } from '#kernel/time.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import type { ComplaintRow } from './case.ts'

const FIRST_WORDS = 80

/** Cases in sight as a line says them, by id. */
const linesOf = async (read: Reader, organizationId: string, ids: readonly string[], mergedInto: string) => {
  const rows = ids.length ? await read.selectFrom('complaint.complaint as c').innerJoin('identity.unit as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.unit_id'))
    .leftJoinLateral((eb) => eb.selectFrom('complaint.point as p').select(sql<string>`left(p.words, ${sql.lit(FIRST_WORDS)})`.as('first_words')).whereRef('p.organization_id', '=', 'c.organization_id').whereRef('p.complaint_id', '=', 'c.id').orderBy('p.no').limit(1).as('w'), (j) => j.onTrue())
    .select(['c.id', 'c.number', 'c.state', 'c.stage', 'c.merged_into', 'u.name as unit_name', 'w.first_words']).where('c.organization_id', '=', organizationId).where('c.id', 'in', [...ids]).execute() : []
  // What was taken into the case at hand stands among the merged ones.
  return new Map(rows.map((r) => [r.id, r.merged_into === mergedInto ? null : { id: r.id, number: r.number, state: r.state as 'open', stage: r.stage as 'intake', unitName: r.unit_name, firstWords: r.first_words ?? '' }]))
}

/** Where cases out of sight are looked after, by id; nothing of what is confidential. */
export const whereaboutsOf = async (read: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, Elsewhere>> => {
  if (!ids.length) return new Map()
  const { rows } = await sql<{ id: string; unit_name: string; unit_phone: string | null; owner_name: string | null }>`select * from complaint.whereabouts(${[...ids]}::uuid[])`.execute(read.raw)
  return new Map(rows.map((r) => [r.id, { unitName: r.unit_name, unitPhone: r.unit_phone, ownerName: r.owner_name }]))
}

const pairsOf = async (read: Reader, organizationId: string, id: string) => {
  const rows = await read.selectFrom('complaint.link').selectAll().where('organization_id', '=', organizationId).where('ended_at', 'is', null).where((eb) => eb.or([eb('from_id', '=', id), eb('to_id', '=', id)])).orderBy('id').execute()
  return rows.map((r) => ({ ...r, other: r.from_id === id ? r.to_id : r.from_id, way: r.from_id === id ? 'from' as const : 'to' as const }))
}

/** What a case is linked with; of a case that nobody may know of, not even that. */
export const linksOf = async (read: Reader, organizationId: string, id: string): Promise<z.input<typeof Link>[]> => {
  const rows = (await pairsOf(read, organizationId, id)).filter((r) => r.kind !== 'notSame')
  if (!rows.length) return []
  const lines = await linesOf(read, organizationId, rows.map((r) => r.other), id)
  const elsewhere = await whereaboutsOf(read, rows.map((r) => r.other).filter((other) => !lines.has(other)))
  const name = await namesOf(read, organizationId, rows.map((r) => r.by_id))
  return rows.filter((r) => lines.get(r.other) || elsewhere.has(r.other)).map((r) => ({
    id: r.id, kind: r.kind as LinkKind, way: r.way, reason: lines.has(r.other) ? r.reason : null, by: name(r.by_id), at: iso(r.at), other: lines.get(r.other) ?? null, elsewhere: elsewhere.get(r.other) ?? null,
  }))
}

/** Cases that need not be held against this one any more: linked, or found to be another. */
export const judgedWith = async (read: Reader, organizationId: string, id: string): Promise<ReadonlySet<string>> => new Set((await pairsOf(read, organizationId, id)).map((r) => r.other))

/** Cases that were taken into this one and are in it now. */
export const mergedIn = async (read: Reader, organizationId: string, id: string): Promise<z.input<typeof MergedCase>[]> => {
  const rows = await read.selectFrom('complaint.merge').selectAll().where('organization_id', '=', organizationId).where('complaint_id', '=', id).where('undone_at', 'is', null).orderBy('id').execute()
  const name = await namesOf(read, organizationId, rows.map((r) => r.by_id))
  return rows.map((r) => ({ id: r.merged_id, number: r.merged_number, reason: r.reason, by: name(r.by_id), at: iso(r.at) }))
}

/** From which merged case each point came that did, by id of the point. */
export const originsOf = async (read: Reader, organizationId: string, id: string): Promise<ReadonlyMap<string, string>> => {
  const rows = await read.selectFrom('complaint.moved as v').innerJoin('complaint.merge as m', (j) => j.onRef('m.organization_id', '=', 'v.organization_id').onRef('m.id', '=', 'v.merge_id'))
    .select(['v.row_id', 'm.merged_number']).where('v.organization_id', '=', organizationId).where('v.complaint_id', '=', id).where('v.what', '=', 'point').where('m.undone_at', 'is', null).execute()
  return new Map(rows.map((r) => [r.row_id, r.merged_number]))
}

/** The points that a merged case brought to where it goes on, as it counted them: its own words stay to be read under its number. */
export const pointsBrought = async (read: Reader, organizationId: string, id: string) => {
  const rows = await read.selectFrom('complaint.point as p').innerJoin('complaint.moved as v', (j) => j.onRef('v.organization_id', '=', 'p.organization_id').onRef('v.row_id', '=', 'p.id')).innerJoin('complaint.merge as m', (j) => j.onRef('m.organization_id', '=', 'v.organization_id').onRef('m.id', '=', 'v.merge_id'))
    .selectAll('p').select(sql<number>`(v.before ->> 'no')::int`.as('own_no')).where('p.organization_id', '=', organizationId).where('m.merged_id', '=', id).where('m.undone_at', 'is', null).where('v.what', '=', 'point').orderBy('own_no').execute()
  return rows.map((r) => ({ ...r, no: r.own_no }))
}

/** The case that a merged one was taken into, within sight or not: its number leads there. */
export const survivorOf = async (read: Reader, c: ComplaintRow): Promise<{ id: string; number: string } | null> => {
  if (!c.merged_into) return null
  const { rows: [found] } = await sql<{ id: string }>`select complaint.survivor(${c.organization_id}::uuid, ${c.id}::uuid) as id`.execute(read.raw)
  const row = found && await read.selectFrom('complaint.complaint').select(['id', 'number']).where('organization_id', '=', c.organization_id).where('id', '=', found.id).executeTakeFirst()
  return row ?? null
}
