import type { ComparedBy, Leading } from '#contract/precedent.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import type { Instant } from '#kernel/time.ts'
import { leadingIn } from './leading.ts'
import { type Compared, type Judged, type Point, isWorthShowing, judge } from './likeness-rules.ts'
import { NEEDED, type Given, type Range, comparable, rangeOf } from './rules.ts'
import { type AskedText, type Counted, askedOf, averageOf, pairsOf } from './text-likeness.ts'

/** The case at hand, as it is compared: `telling` is the point the range is drawn by, `kin` are the categories near its own. */
export interface Like extends Compared { readonly complaintId: string; readonly telling: Point | null; readonly kin: readonly string[]; readonly words: string }
export interface Alike extends Judged { readonly leading: Leading | null; readonly complaintId: string; readonly number: string; readonly givenFen: number; readonly kinds: readonly string[]; readonly satisfied: boolean | null; readonly reopened: number; readonly cameBack: boolean; readonly closedAt: Instant }
export interface Band { readonly count: number; readonly compared: number; readonly comparedBy: readonly ComparedBy[]; readonly elsewhere: number; readonly given: readonly number[]; readonly range: Range | null }

/** As far back as the range looks. */
const NEWEST = 200
/** As many are read and judged as could be among those shown. */
const JUDGED = 60
const MOST_KIN = 20

type Known = Given & { readonly inSight: boolean }

/** What was given in the newest closed cases of the same category, in whatever unit, and which of them are judged alike. Nobody's range counts what is confidential or about somebody. */
export const bandFor = async (read: Reader, complaintId: string, telling: Point | null): Promise<Band> => {
  const { rows } = telling?.category ? await sql<Known>`select given_fen as "givenFen", severity, liability, in_sight as "inSight" from precedent.given_for(${telling.category}, ${complaintId}::uuid, ${NEWEST})`.execute(read.raw) : { rows: [] }
  const { by, given } = comparable(telling ?? { severity: null, liability: null }, rows)
  const range = rangeOf(given)
  const within = rows.filter((r) => by.every((what) => r[what] === telling?.[what]))
  return { count: rows.length, compared: given.length, comparedBy: range ? by : [], elsewhere: within.filter((r) => !r.inSight).length, given, range }
}

/** In how many closed cases each of these pairs stands. */
const countedOf = async (read: Reader, organizationId: string, pairs: readonly number[]): Promise<Counted> => {
  const [tally, held] = await Promise.all([
    read.selectFrom('precedent.tally').select(['cases', 'grams']).where('organization_id', '=', organizationId).executeTakeFirst(),
    pairs.length ? read.selectFrom('precedent.gram').select(['gram', 'cases']).where('organization_id', '=', organizationId).where('gram', '=', sql<number>`any (${[...pairs]}::int[])`).execute() : [],
  ])
  const { cases, grams } = tally ?? { cases: 0, grams: 0 }
  return { cases, average: averageOf(cases, grams), held: new Map(held.map((h) => [h.gram, h.cases])) }
}

interface Found { readonly complaint_id: string; readonly share: number }

const codesOf = (like: Like): string[] => [...new Set(like.points.flatMap((p) => p.category ?? []))]

const lookUp = async (read: Reader, like: Like, asked: AskedText, average: number, also: readonly string[]): Promise<ReadonlyMap<string, number>> => {
  const codes = codesOf(like)
  const near = like.kin.filter((code) => !codes.includes(code)).slice(0, MOST_KIN)
  const { rows } = await sql<Found>`select complaint_id, share from precedent.alike(${codes}::text[], ${near}::text[], ${like.productCode}, ${like.customerClass}, ${asked.pairs}::int[], ${asked.weights}::real[], ${asked.rare}::int[], ${average}::real, ${[...also]}::uuid[], ${like.complaintId}::uuid, ${JUDGED})`.execute(read.raw)
  return new Map(rows.map((r) => [r.complaint_id, r.share]))
}

/** The cases themselves, under the same sight as everywhere; what has been opened again since is none. */
const casesOf = (read: Reader, organizationId: string, ids: readonly string[]) => read.selectFrom('precedent.lesson as l')
  .innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'l.organization_id').onRef('c.id', '=', 'l.complaint_id'))
  .select(['l.complaint_id', 'l.product_code', 'l.product_name', 'l.customer_class', 'c.number', 'c.reopened', 'l.closed_at',
    sql<boolean>`exists (select from complaint.link k where k.organization_id = c.organization_id and k.to_id = c.id and k.kind = 'sameMatter' and k.ended_at is null)`.as('came_back')])
  .where('l.organization_id', '=', organizationId).where('l.complaint_id', 'in', [...ids]).where('c.state', '=', 'closed').execute()

const givenIn = (read: Reader, organizationId: string, ids: readonly string[]) =>
  read.selectFrom('precedent.precedent').selectAll().where('organization_id', '=', organizationId).where('complaint_id', 'in', [...ids]).orderBy('category_code').execute()

type Case = Awaited<ReturnType<typeof casesOf>>[number]
type Row = Awaited<ReturnType<typeof givenIn>>[number]

const judged = (like: Like, c: Case, rows: readonly Row[], share: number, leading: Leading | null): Alike[] => {
  const [first] = rows
  if (!first) return []
  const points = rows.map((r): Point => ({ category: r.category_code, above: r.above, severity: r.severity, liability: r.liability }))
  return [{
    ...judge(like, { points, productCode: c.product_code, productName: c.product_name, customerClass: c.customer_class }, share),
    leading, complaintId: c.complaint_id, number: c.number, givenFen: first.given_fen, kinds: first.kinds, satisfied: first.satisfied, reopened: c.reopened, cameBack: c.came_back, closedAt: c.closed_at,
  }]
}

/** Those that lead come first, then the most alike, and of equals the newest. */
const inOrder = (a: Alike, b: Alike): number => Number(b.leading !== null && !b.near) - Number(a.leading !== null && !a.near) || b.exact - a.exact || b.closedAt.getTime() - a.closedAt.getTime()

/** Closed cases in sight, the leading and the most alike first. */
export const alike = async (read: Reader, organizationId: string, like: Like, most: number): Promise<Alike[]> => {
  const pairs = pairsOf(organizationId, like.words)
  const [counted, leading] = await Promise.all([countedOf(read, organizationId, pairs), leadingIn(read, organizationId, codesOf(like))])
  const found = await lookUp(read, like, askedOf(pairs, counted), counted.average, [...leading.keys()])
  const ids = [...found.keys()]
  if (!ids.length) return []
  const [cases, rows] = await Promise.all([casesOf(read, organizationId, ids), givenIn(read, organizationId, ids)])
  const given = groupBy(rows, (r) => r.complaint_id)
  const all = cases.flatMap((c) => judged(like, c, given.get(c.complaint_id) ?? [], found.get(c.complaint_id) ?? 0, leading.get(c.complaint_id) ?? null))
  const enough = all.filter((a) => !a.near).length >= NEEDED
  return all.filter((a) => isWorthShowing(a, enough)).sort(inOrder).slice(0, most)
}
