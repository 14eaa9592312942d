import { isDeepStrictEqual } from 'node:util'
import type { Jurisdiction } from '#contract/statute-pack.ts'
import type { Facts, Rule } from '#contract/table-shape.ts'
import type { DecisionTable } from '#kernel/decision-table.ts'
import type { Reader } from '#kernel/db.ts'
import { currentPack, tableAt } from '#modules/packs/queries.ts'
import { type OfCase as Judged, knownOfCases } from './facts.ts'
import { type Held, knowsLawOf, lawFor, saidBy } from './rules/law.ts'

/** `pack_version`: by which versions of tables its rules are told that the organisation never changed. */
interface OfCase extends Judged { readonly pack_version: string }

export const exemptionRows = (read: Reader, organizationId: string) => read.selectFrom('statute.exemption').selectAll().where('organization_id', '=', organizationId)
export type ExemptionRow = Awaited<ReturnType<ReturnType<typeof exemptionRows>['execute']>>[number]

/** Whether a rule says what it said when an exemption from it was asked for. */
const unchangedSince = async (read: Reader, organizationId: string, packVersion: string, table: DecisionTable, rows: readonly ExemptionRow[]) => {
  const versions = [...new Set(rows.map((row) => row.table_version))].filter((version) => version !== table.version)
  const then = new Map<string, DecisionTable | null>(await Promise.all(versions.map(async (version) => [version, await tableAt(read, organizationId, 'statute', version, packVersion)] as const)))
  const said = (from: DecisionTable | null | undefined, id: string) => { const rule: Rule | undefined = from?.rules.find((one) => one.id === id); return rule && saidBy(rule) }
  return (row: ExemptionRow) => row.table_version === table.version || isDeepStrictEqual(said(then.get(row.table_version), row.rule_id), said(table, row.rule_id))
}

/** The exemption that speaks of a rule as it stands. What was asked for of other facts, or of what the rule said before, says nothing any more; that somebody said no to it stays. */
const latestOf = (rows: readonly ExemptionRow[], pointId: string, rule: string, stands: (row: ExemptionRow) => boolean) =>
  rows.findLast((row) => row.point_id === pointId && row.rule_id === rule && (row.state === 'returned' || stands(row))) ?? null

/**
 * What the law gives at least for each point, as the case stands. `stands`: whether an exemption, asked for or approved, speaks of a point and
 * rule as they are now. `lawWith`: what would hold with other answers; `lawIf`: with another category or finding.
 */
export const lawOf = async (read: Reader, organizationId: string, c: OfCase) => {
  const { policy } = await currentPack(read, organizationId)
  const [table, { where, points }] = await Promise.all([policy('statute'), knownOfCases(read, organizationId, [c]).then((of) => of(c))])
  const ids = points.map(({ pointId }) => pointId)
  const rows = ids.length ? await exemptionRows(read, organizationId).where('point_id', 'in', ids).where('state', 'in', ['asked', 'approved', 'returned']).orderBy('id').execute() : []
  const unchanged = await unchangedSince(read, organizationId, c.pack_version, table, rows)
  const stands = (row: ExemptionRow) => unchanged(row) && isDeepStrictEqual(row.facts, points.find(({ pointId }) => pointId === row.point_id)?.facts)
  return {
    version: table.version, where, knowsLawOf: (place: Jurisdiction | null) => knowsLawOf(table, place), stands, refused: rows.filter(({ state }) => state === 'returned'),
    points: points.map((point) => ({
      ...point, lawWith: (answers: Facts): Held[] => lawFor(table, point.knownWith(answers), point.where), lawIf: (judged: Facts): Held[] => lawFor(table, { facts: { ...point.facts, ...judged }, answered: point.answered }, point.where),
      rules: lawFor(table, point, point.where).map((one) => {
        const row = latestOf(rows, point.pointId, one.rule, stands)
        return { ...one, binds: one.standing === 'applies' && row?.state !== 'approved', row }
      }),
    })),
  }
}
export type Law = Awaited<ReturnType<typeof lawOf>>
export type PointOfLaw = Law['points'][number]
