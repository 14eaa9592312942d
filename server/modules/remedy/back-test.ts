import { decidesSame, givenBy } from '#contract/table-outcome.ts'
import type { Facts, Table } from '#contract/table-shape.ts'
import { fire } from '#kernel/decision-table.ts'
import { standardsFor } from './rules.ts'
import { type KeptStandard, sumOf } from './standards.ts'

/** A decision as it was kept. */
export interface Past { readonly facts: Facts; readonly version: string; readonly rule: string; readonly totalFen: number; readonly standard: KeptStandard | null }
/** What a table makes of it: by which rules, who decides (rank), what it comes to. */
export interface Made { readonly rules: readonly string[]; readonly rank: number; readonly fen: number }
export interface Tried { readonly before: Made; readonly after: Made; readonly same: boolean; /** Null: it was made by another version. */ readonly exact: boolean | null }

/** Nobody above the front line is asked up to this rank. */
const FRONT_LINE = 1

const byAuthority = (table: Table, { facts, totalFen }: Past): Made => {
  const fired = fire(table, facts)
  const rank = Number(fired[0]?.gives['rank'] ?? 0)
  return { rules: fired.map((one) => one.ruleId), rank, fen: rank > FRONT_LINE ? totalFen : 0 }
}

const byStandard = (table: Table, { points }: KeptStandard): Made => {
  const all = points.map((point) => standardsFor(table, point.facts))
  return { rules: [...new Set(all.flatMap((standards) => standards.map((s) => s.rule)))], rank: 0, fen: all.reduce((sum, standards) => sum + sumOf(standards), 0) }
}

const sameRules = (kept: readonly string[], made: readonly string[]) => kept.toSorted().join() === made.toSorted().join()

type Same = (before: Made, after: Made) => boolean

/** Of thousands of decisions few go over from the same rules to the same: each pair is compared once. */
const comparer = (table: 'authority' | 'compensation', inForce: Table, draft: Table): Same => {
  const known = new Map<string, boolean>()
  return (before, after) => {
    const key = `${before.rules.join()}\n${after.rules.join()}`
    const same = known.get(key) ?? decidesSame(table, givenBy(inForce, before.rules), givenBy(draft, after.rules))
    known.set(key, same)
    return same
  }
}

/** A decision about who may say yes, by the table in force and by the draft. */
export const tryAuthority = (inForce: Table, draft: Table): ((past: Past) => Tried) => {
  const same = comparer('authority', inForce, draft)
  return (past) => {
    const [before, after] = [byAuthority(inForce, past), byAuthority(draft, past)]
    return { before, after, same: same(before, after), exact: past.version === inForce.version ? sameRules([past.rule], before.rules) : null }
  }
}

/** What the standard proposed, by the table in force and by the draft. Of before it was kept, nothing can be said. */
export const tryStandard = (inForce: Table, draft: Table): ((past: Past) => Tried | null) => {
  const same = comparer('compensation', inForce, draft)
  return ({ standard }) => {
    if (!standard) return null
    const [before, after] = [byStandard(inForce, standard), byStandard(draft, standard)]
    const kept = [...new Set(standard.points.flatMap((point) => point.rules))]
    const fen = standard.points.reduce((sum, point) => sum + point.fen, 0)
    return { before, after, same: before.fen === after.fen && same(before, after), exact: standard.version === inForce.version ? sameRules(kept, before.rules) && fen === before.fen : null }
  }
}
