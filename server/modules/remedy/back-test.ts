import { decidesSame, givenBy } from '#contract/table-outcome.ts'
import type { Facts, Table } from '#contract/table-shape.ts'
import { type Fired, firing } from '#kernel/decision-table.ts'
import { standardsBy } from './rules.ts'
import { sumOf } from './standards.ts'
import { type Parts, restored } from './told-apart.ts'

/** What a table makes of what was asked: by which rules, who decides (rank), what it comes to. `ofTotal`: to the sum that was proposed, whatever it was. */
export interface Made { readonly rules: readonly string[]; readonly rank: number; readonly fen: number; readonly ofTotal: boolean }
export interface Tried { readonly before: Made; readonly after: Made; readonly same: boolean; /** Whether the table in force gives what was kept then. Null: it was made by another version. */ isExact(kept: string): boolean | null }
/** What was asked then, and what came out, in words of the database. */
export type TryOn = (asked: string) => Tried

/** Nobody above the front line is asked up to this rank. */
const FRONT_LINE = 1

const byAuthority = (fired: readonly Fired[]): Made => {
  const rank = Number(fired[0]?.gives['rank'] ?? 0)
  return { rules: fired.map((one) => one.ruleId), rank, fen: 0, ofTotal: rank > FRONT_LINE }
}

const byStandard = (fire: (facts: Facts) => readonly Fired[], points: readonly Facts[]): Made => {
  const all = points.flatMap((facts) => standardsBy(fire(facts), facts))
  return { rules: [...new Set(all.map(({ rule }) => rule))], rank: 0, fen: sumOf(all), ofTotal: false }
}

const sameRules = (kept: readonly string[], made: readonly string[]) => [...new Set(kept)].sort().join() === made.toSorted().join()

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

/** What many asked alike is tried once. */
const once = (tryOn: TryOn): TryOn => {
  const known = new Map<string, Tried>()
  return (asked) => {
    const found = known.get(asked) ?? tryOn(asked)
    known.set(asked, found)
    return found
  }
}

/** A decision about who may say yes, by the table in force and by the draft. `asked`: facts told apart by `parts`; `kept`: version and rule. */
export const tryAuthority = (inForce: Table, draft: Table, parts: Parts): TryOn => {
  const same = comparer('authority', inForce, draft)
  const [now, then] = [firing(inForce), firing(draft)]
  return once((asked) => {
    const facts = restored(parts, JSON.parse(asked) as Facts)
    const [before, after] = [byAuthority(now(facts)), byAuthority(then(facts))]
    const isExact = (kept: string) => {
      const [version, rule] = JSON.parse(kept) as [string, string]
      return version === inForce.version ? sameRules([rule], before.rules) : null
    }
    return { before, after, same: same(before, after), isExact }
  })
}

/** What the standard proposed, by the table in force and by the draft. `asked`: facts of each point; `kept`: version, rules and sums. */
export const tryStandard = (inForce: Table, draft: Table): TryOn => {
  const same = comparer('compensation', inForce, draft)
  const [now, then] = [firing(inForce), firing(draft)]
  return once((asked) => {
    const points = JSON.parse(asked) as Facts[]
    const [before, after] = [byStandard(now, points), byStandard(then, points)]
    const isExact = (kept: string) => {
      const [version, rules, sums] = JSON.parse(kept) as [string, string[], number[]]
      return version === inForce.version ? sameRules(rules, before.rules) && sums.reduce((all, fen) => all + fen, 0) === before.fen : null
    }
    return { before, after, same: before.fen === after.fen && same(before, after), isExact }
  })
}
