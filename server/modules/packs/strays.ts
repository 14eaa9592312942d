import { type Known, type Stray, straysGiven, straysIn } from '#contract/table-known.ts'
import type { DecisionTable } from '#kernel/decision-table.ts'
import type { PackBody } from './shape.ts'

/** What a pack has that rules may name. */
export const knownOf = (body: PackBody, units: Known['units'] = []): Known => ({
  categories: body.categories, classes: body.classes.map(({ code }) => code), clocks: body.clocks.map(({ kind }) => kind), positions: body.positions, units, law: { rules: body['tables/statute'].rules, partly: [] },
})

/** Everything that the rules of a table name and this pack does not know. */
export const straysOf = (body: PackBody, table: DecisionTable): Stray[] => [...straysIn(knownOf(body), table.rules.map(({ id, when }) => [id, when] as const)), ...straysGiven(knownOf(body), table)]
