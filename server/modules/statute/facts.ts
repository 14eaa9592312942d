import type { KnownOfLaw } from '#contract/statute-open.ts'
import type { LawDay } from '#contract/statute.ts'
import type { Facts } from '#contract/table-shape.ts'
import { localDay } from '#kernel/calendar.ts'
import type { Reader } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import { regionsOfUnits } from '#modules/clock/queries/region.ts'
import { type Told, toldIn } from '#modules/complaint/queries/told-in.ts'
import { factsOn, standingIn } from '#modules/expert/queries/basis.ts'
import { codesAbove } from '#modules/identity/queries/places.ts'
import { unitRows } from '#modules/identity/queries/units.ts'
import { currentPack, withAncestors } from '#modules/packs/queries.ts'
import { giversOf } from './rules/corrections.ts'
import { jurisdictionOf } from './rules/law.ts'

/** A case as the law looks at it. */
export interface OfCase extends Told { readonly id: string }

interface Answered { readonly facts: Facts; readonly givers: ReadonlyMap<string, string | null> }
const NOTHING: Answered = { facts: {}, givers: new Map() }

/** What was answered of each point, and who gave each answer as it stands. */
const answersOf = async (read: Reader, organizationId: string, pointIds: readonly string[]): Promise<ReadonlyMap<string, Answered>> => {
  const rows = pointIds.length ? await read.selectFrom('statute.answer').select(['point_id', 'facts', 'by_id', 'superseded_at']).where('organization_id', '=', organizationId).where('point_id', 'in', [...pointIds]).orderBy('at').orderBy('id').execute() : []
  const all = groupBy(rows, (row) => row.point_id)
  return new Map(rows.filter((row) => row.superseded_at === null).map((row) => [row.point_id, { facts: row.facts as Facts, givers: giversOf(all.get(row.point_id) ?? []) }]))
}

const liabilityOf = async (read: Reader, organizationId: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const rows = await read.selectFrom('investigation.finding').select(['point_id', 'liability']).where('organization_id', '=', organizationId).where('complaint_id', 'in', [...ids]).where('superseded_at', 'is', null).orderBy('id').execute()
  return new Map(rows.map((row) => [row.point_id, row.liability]))
}

const paid = (c: Told): number => (c.product as { priceFen?: number } | null)?.priceFen ?? (c.order_info as { amountFen?: number } | null)?.amountFen ?? 0

/** Which day's law holds: of the purchase where it is known, else of what happened, else of receipt. `happenedOn`: for what is judged as of the day on which it happened. */
const dayFor = (c: Told, zone: string): { readonly day: string; readonly dayOf: LawDay; readonly happenedOn: string } => {
  const happenedOn = localDay(zone, c.occurred_at ?? c.received_at)
  const boughtOn = (c.order_info as { boughtOn?: string | null } | null)?.boughtOn
  if (boughtOn) return { day: boughtOn, dayOf: 'bought', happenedOn }
  return { day: happenedOn, dayOf: c.occurred_at ? 'occurred' : 'received', happenedOn }
}

/** What is said and found of cases, with a constant number of questions however many they are. */
const saidOf = async (read: Reader, organizationId: string, ids: readonly string[]) => {
  const [points, liability, standing] = await Promise.all([
    read.selectFrom('complaint.point').select(['id', 'complaint_id', 'no', 'category_code', 'matter']).where('organization_id', '=', organizationId).where('complaint_id', 'in', [...ids]).orderBy('no').execute(),
    liabilityOf(read, organizationId, ids), standingIn(read, organizationId, ids),
  ])
  return { points: groupBy(points, (p) => p.complaint_id), liability, standing: groupBy(standing, (one) => one.pointId), answers: await answersOf(read, organizationId, points.map(({ id }) => id)) }
}

/** What was told of the goods, and whose law holds, of which day. */
const placing = async (read: Reader, organizationId: string) => {
  const [units, regionOf] = await Promise.all([unitRows(read, organizationId), regionsOfUnits(read, organizationId)])
  return (told: Told) => ({
    unit: codesAbove(units, told.unit_id), price: paid(told),
    where: { jurisdiction: jurisdictionOf(regionOf(told.unit_id)), ...dayFor(told, units.find(({ id }) => id === told.unit_id)?.time_zone ?? 'UTC') },
  })
}

/**
 * What rules of law may ask of each point of cases, what stands in the case and what was found for it; and whose law holds, of which day. A point is judged by the goods, the
 * place and the days of the case in which it was told: merging changes nothing of what the law gives.
 */
export const knownOfCases = async (read: Reader, organizationId: string, cases: readonly OfCase[]) => {
  const [{ body }, said, toldOfCase, placed] = await Promise.all([currentPack(read, organizationId), saidOf(read, organizationId, cases.map(({ id }) => id)), toldIn(read, cases), placing(read, organizationId)])
  return (c: OfCase) => {
    const told = toldOfCase(c)
    return {
      where: placed(told.own).where,
      points: (said.points.get(c.id) ?? []).map((p) => {
        const { unit, price, where } = placed(told.of(p.id))
        const { facts: given, givers } = said.answers.get(p.id) ?? NOTHING
        // What an expert found, and decisions rest on, is not answered otherwise.
        const settled = factsOn(said.standing.get(p.id) ?? [], p.id)
        const found = said.liability.get(p.id)
        const category = withAncestors(body, p.category_code)
        /** As it would be with these answers. */
        const knownWith = (answers: Facts): KnownOfLaw => ({
          facts: { unit, ...(category.length > 0 && { category }), ...(p.matter && { matter: p.matter }), ...(found && { liability: found }), ...(price > 0 && { priceFen: price }), ...answers, ...settled },
          answered: Object.keys({ ...answers, ...settled }),
        })
        return { pointId: p.id, no: p.no, classified: category.length > 0, given, givers, settled: Object.keys(settled), where, knownWith, ...knownWith(given) }
      }),
    }
  }
}
/** A point as the law looks at it. */
export type PointKnown = ReturnType<Awaited<ReturnType<typeof knownOfCases>>>['points'][number]
