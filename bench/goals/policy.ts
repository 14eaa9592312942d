import type { Facts } from '../../contract/table-shape.ts'
import { type DecisionTable, fire } from '../../server/kernel/decision-table.ts'
import { ROOT } from '../../server/kernel/root.ts'
import { readPack } from '../../server/modules/packs/load.ts'
import type { PackBody } from '../../server/modules/packs/shape.ts'
import { TABLES } from '../../server/modules/packs/tables.ts'
import { type Line, lineOf } from '../report.ts'
import { dice } from '../text.ts'
import type { Measure } from './given.ts'

const DECISION_US = 50
const BACK_TEST_S = 2
const DECISIONS = 100_000
const ROUNDS = 5
const US = 1_000

/** The facts of the examples by which a table proves itself, shuffled so that no two decisions in a row are alike. */
const factsFor = (table: DecisionTable, count: number): Facts[] => {
  const d = dice(11)
  return Array.from({ length: count }, () => ({ ...d.pick(table.examples).facts }))
}

/** Milliseconds that many decisions take. */
const decideAll = (table: DecisionTable, all: readonly Facts[]): number => {
  const begun = performance.now()
  let fired = 0
  for (const facts of all) fired += fire(table, facts).length
  if (!fired) throw new Error(`${table.table}: no rule fired`)
  return performance.now() - begun
}

const slowest = (body: PackBody): { table: DecisionTable; all: Facts[] } => {
  const measured = TABLES.map((name) => {
    const table = body[`tables/${name}`]
    const all = factsFor(table, DECISIONS / 10)
    return { table, ms: decideAll(table, all) }
  })
  const { table } = measured.reduce((a, b) => (a.ms > b.ms ? a : b))
  return { table, all: factsFor(table, DECISIONS) }
}

/** P10: one decision of the slowest table of the pack, and a hundred thousand of them as a draft is tried on the past (the tables alone; with reading the past, `past.ts`). */
export const policy: Measure = async ({ rows, bench, say }): Promise<Line[]> => {
  const { table, all } = slowest(readPack(ROOT, 'jewellery'))
  decideAll(table, all)
  const rounds = Array.from({ length: ROUNDS }, () => decideAll(table, all))
  say(`P10: table ${table.table}, ${table.rules.length} rules`)
  const told = { goal: 'P10', op: '<=', connections: 1, rows, fsync: bench.fsync } as const
  return [lineOf({ ...told, metric: 'policy.decision', unit: 'µs', target: DECISION_US }, rounds.map((ms) => (ms / DECISIONS) * US)), lineOf({ ...told, metric: 'policy.tables', unit: 's', target: BACK_TEST_S }, rounds.map((ms) => ms / 1_000))]
}
