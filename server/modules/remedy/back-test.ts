import { decidesSame, givenBy } from '#contract/table-outcome.ts'
import type { Facts, Table } from '#contract/table-shape.ts'
import { type Fired, firing } from '#kernel/decision-table.ts'
import { sumBy } from './rules.ts'
import { type Parts, restored } from './told-apart.ts'

/** What a table makes of what was asked: by which rules, who decides (rank), and what it comes to for the amount of each point. */
export interface Made { readonly rules: readonly string[]; readonly rank: number; fenOf(amounts: readonly number[]): number }
export interface Tried { readonly before: Made; readonly after: Made; /** Whatever the amount. */ readonly same: boolean; /** Whether the table in force reaches the rules that were kept. Null: it was made by another version. */ isExact(kept: string): boolean | null }
/** `asked`: facts told apart, as the database writes them. */
export type TryOn = (asked: string) => Tried

/** Nobody above the front line is asked up to this rank. */
const FRONT_LINE = 1

/** Of a sum that was proposed: what somebody above the front line would decide. */
const byAuthority = ([fired = []]: readonly (readonly Fired[])[]): Made => {
  const rank = Number(fired[0]?.gives['rank'] ?? 0)
  return { rules: fired.map((one) => one.ruleId), rank, fenOf: ([totalFen = 0]) => (rank > FRONT_LINE ? totalFen : 0) }
}

/** Of the price that was paid for what each point is about: what the standard names. */
const byStandard = (fired: readonly (readonly Fired[])[]): Made => ({
  rules: [...new Set(fired.flat().map(({ ruleId }) => ruleId))], rank: 0, fenOf: (prices) => fired.reduce((sum, ofPoint, i) => sum + sumBy(ofPoint, prices[i] ?? 0), 0),
})

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

const MADE = { authority: byAuthority, compensation: byStandard } as const

/** Who may say yes, or what the standard proposed, by the table in force and by the draft. Asked of one set of facts (authority), or of those of each point. */
export const tryTables = (table: keyof typeof MADE, inForce: Table, draft: Table, parts: Parts): TryOn => {
  const same = comparer(table, inForce, draft)
  const [now, then] = [firing(inForce), firing(draft)]
  return once((asked) => {
    const points = (JSON.parse(asked) as Facts[]).map((told) => restored(parts, told))
    const [before, after] = [now, then].map((fire) => MADE[table](points.map((facts) => fire(facts)))) as [Made, Made]
    const isExact = (kept: string) => {
      const [version, rules] = JSON.parse(kept) as [string, string[]]
      return version === inForce.version ? sameRules(rules, before.rules) : null
    }
    return { before, after, same: same(before, after), isExact }
  })
}
