import type { Words } from '#contract/common.ts'
import { type DecisionTable, decide } from '#kernel/decision-table.ts'

export interface AuthorityFacts { readonly kind: string[]; readonly totalFen: number; readonly urgency: string; readonly customerClass: string; readonly cumulativeFen: number }
export interface Needed { readonly rank: number; readonly positionCode: string; readonly rule: string; readonly version: string; readonly why: Words | null }

/** The least rank that may commit this, and the rule that says so. */
export const needed = (table: DecisionTable, facts: AuthorityFacts): Needed => {
  const { ruleId, gives } = decide(table, { ...facts })
  return { rank: Number(gives.rank), positionCode: String(gives.position), rule: ruleId, version: table.version, why: (gives.why as Words | undefined) ?? null }
}

/** Every amount at which the table may change its mind. */
const boundaries = (table: DecisionTable): number[] => [...new Set(table.rules.flatMap(({ when }) => {
  const cell = when.totalFen
  return typeof cell === 'object' && !Array.isArray(cell) ? Object.values(cell).filter((v) => typeof v === 'number').flatMap((v) => [v - 1, v, v + 1]) : []
}))].filter((v) => v >= 0).sort((a, b) => a - b)

/** The largest ordinary refund a rank may commit alone, in fen; 0 when none. */
export const limitOf = (table: DecisionTable, rank: number): number => {
  const may = (totalFen: number) => needed(table, { kind: ['refund'], totalFen, urgency: 'general', customerClass: '', cumulativeFen: totalFen }).rank <= rank
  const marks = boundaries(table)
  const highest = marks.at(-1) ?? 0
  if (may(highest + 1)) return Number.MAX_SAFE_INTEGER
  return marks.filter(may).at(-1) ?? 0
}
