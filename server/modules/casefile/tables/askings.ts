import type { Matter } from '#contract/table-decides.ts'
import { FORMS, type TableName } from '#contract/table-form.ts'
import type { Held } from '#contract/table-outcome.ts'
import type { Facts } from '#contract/table-shape.ts'
import { localDay } from '#kernel/calendar.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import type { Instant } from '#kernel/time.ts'
import { findingsOn, standingIn } from '#modules/expert/queries/basis.ts'
import { unitRows } from '#modules/identity/queries/units.ts'
import { currentPack, matterOf } from '#modules/packs/queries.ts'
import { type PointKnown, foundOf, knownOfCases } from '#modules/statute/queries.ts'
import { type OfCase, tableFacts } from './facts.ts'

/** What a table is asked once. `no`: of which point of the case; null where it is asked of the case as a whole. */
export interface Asking extends Matter { readonly no: number | null }

/** Of a table whose rules hold always and everywhere, and ask nothing that is answered for the law. */
const always = (no: number | null, facts: Facts): Asking => ({ no, facts, answered: [], heldIn: {} })

/** The facts by which the latest proposal of each was weighed. */
const weighedOf = async (read: Reader, organizationId: string, ids: readonly string[]): Promise<ReadonlyMap<string, Facts>> => {
  const { rows } = await sql<{ complaint_id: string; facts: Facts }>`select distinct on (complaint_id) complaint_id, facts from remedy.proposal where organization_id = ${organizationId} and complaint_id = any (${[...ids]}::uuid[]) order by complaint_id, no desc`.execute(read.raw)
  return new Map(rows.map((row) => [row.complaint_id, row.facts]))
}

type Reading = (read: Reader, organizationId: string, cases: readonly OfCase[], now: Instant) => Promise<(c: OfCase) => readonly Asking[]>

const pointRows = (read: Reader, organizationId: string, ids: readonly string[]) =>
  read.selectFrom('complaint.point').select(['id', 'category_code', 'severity', 'service_fault']).where('organization_id', '=', organizationId).where('complaint_id', 'in', [...ids]).execute()

/** Of a point a standard hears what is known of it, not of the others; a severity that nobody said is the least, as where a remedy is proposed. */
const byStandard: Reading = async (read, organizationId, cases, now) => {
  const ids = cases.map((c) => c.id)
  const [{ body }, whole, rows, law, experts] = await Promise.all([currentPack(read, organizationId), tableFacts(read, organizationId, cases, now), pointRows(read, organizationId, ids), knownOfCases(read, organizationId, cases), standingIn(read, organizationId, ids)])
  const [rowOf, expertsOf] = [new Map(rows.map((row) => [row.id, row])), groupBy(experts, (one) => one.pointId)]
  const factsOf = (point: PointKnown): Facts => {
    const [row, opinion] = [rowOf.get(point.pointId), findingsOn(expertsOf.get(point.pointId) ?? [], point.pointId)]
    const { priceFen = 0, liability = '' } = point.facts
    return { ...matterOf(body, [row?.category_code ?? null]), severity: row?.severity ?? 'minor', fault: row?.service_fault ?? '', liability, priceFen, ...foundOf(point), ...(opinion.length > 0 && { opinion }) }
  }
  return (c) => law(c).points.map((point) => always(point.no, { ...whole(c), ...factsOf(point) }))
}

/** The law is asked as it binds a proposal: whose it is and of which day, and what somebody found out. */
const byLaw: Reading = async (read, organizationId, cases) => {
  const law = await knownOfCases(read, organizationId, cases)
  return (c) => law(c).points.map(({ no, facts, answered, where }) => ({ no, facts, answered, heldIn: where }))
}

/** Clocks are asked for what the receipt of a case starts, by the rules of that day. */
const byReceipt: Reading = async (read, organizationId, cases, now) => {
  const [whole, units] = await Promise.all([tableFacts(read, organizationId, cases, now), unitRows(read, organizationId)])
  const heldIn = (c: OfCase): Held => ({ day: localDay(units.find(({ id }) => id === c.unit_id)?.time_zone ?? 'UTC', c.received_at) })
  return (c) => [{ ...always(null, whole(c)), heldIn: heldIn(c) }]
}

/** As the latest proposal of a case was weighed, and nothing of a case without one. */
const byProposal: Reading = async (read, organizationId, cases, now) => {
  const [whole, weighed] = await Promise.all([tableFacts(read, organizationId, cases, now), weighedOf(read, organizationId, cases.map((c) => c.id))])
  return (c) => { const facts = weighed.get(c.id); return facts ? [always(null, { ...whole(c), ...facts })] : [] }
}

const ofWhole: Reading = async (read, organizationId, cases, now) => {
  const whole = await tableFacts(read, organizationId, cases, now)
  return (c) => [always(null, whole(c))]
}

const READ: Partial<Readonly<Record<TableName, Reading>>> = { statute: byLaw, clocks: byReceipt, authority: byProposal }

/** How a table would be asked of cases as they stand now, with a constant number of questions however many they are. */
export const askings = async (read: Reader, organizationId: string, cases: readonly OfCase[], table: TableName, now: Instant): Promise<(c: OfCase) => readonly Asking[]> => {
  if (!cases.length) return () => []
  return (READ[table] ?? (FORMS[table].byPoint ? byStandard : ofWhole))(read, organizationId, cases, now)
}
