import type { ItemGiven } from '#contract/remedy.ts'
import type { Shortfall } from '#contract/statute-law.ts'
import type { Ruled } from '#contract/statute.ts'
import { COUNTS, STATUTE_COUNTS, STATUTE_FLAGS, SUM_OF, type StatuteClaim, StatuteGiven } from '#contract/statute-pack.ts'
import { fits } from '#contract/table-fit.ts'
import type { Facts, Rule } from '#contract/table-shape.ts'
import type { DecisionTable } from '#kernel/decision-table.ts'

const FOUND: readonly string[] = [...STATUTE_FLAGS, ...STATUTE_COUNTS]

type Standing = Omit<Ruled, 'exemption' | 'binds'>

/** What a rule still hangs on; null when it does not hold whatever is answered. Facts that are not a matter of finding out must be there. */
const open = ({ when }: Rule, facts: Facts): string[] | null => {
  const asked: string[] = []
  for (const [name, cell] of Object.entries(when)) {
    const fact = facts[name]
    if (fact === undefined && FOUND.includes(name)) asked.push(name)
    else if (!fits(cell, fact)) return null
  }
  return asked
}

const inForce = ({ validFrom, validThrough }: StatuteGiven, day: string) => (!validFrom || validFrom <= day) && (!validThrough || day <= validThrough)

const sumIn = (facts: Facts, name: string): number | null => { const fen = facts[name]; return typeof fen === 'number' ? fen : null }

/** What a sum comes to with what is known of it. */
const reckoned = ({ claim, of, times, leastFen }: StatuteGiven, facts: Facts) => {
  const sum = claim === 'way' || !of ? null : SUM_OF[of]
  const baseFen = sum && sumIn(facts, sum)
  return { of: of ?? null, leastFen: leastFen ?? null, baseFen, minFen: sum && Math.max((baseFen ?? 0) * times, leastFen ?? 0), lacks: sum && baseFen === null ? [sum] : [] }
}

const ruled = (rule: Rule, given: StatuteGiven, facts: Facts, asked: readonly string[]): Standing => {
  const { lacks, ...sum } = reckoned(given, facts)
  return {
    rule: rule.id, claim: given.claim, times: given.times, ...sum,
    ways: given.items?.map(({ kind }) => kind) ?? [], kinds: given.claim === 'way' ? [] : [...COUNTS[given.claim]], text: given.text, basis: given.basis, jurisdiction: given.jurisdiction, verified: given.verified,
    standing: asked.length ? 'asks' : 'applies', asks: asked.length ? [...asked] : lacks,
  }
}

/** The rules of law that hold for a point, or may when more is known. `day`: of receipt, where the case is handled. */
export const lawFor = (table: DecisionTable, facts: Facts, day: string): Standing[] => table.rules.flatMap((rule) => {
  const given = StatuteGiven.safeParse(rule.gives)
  const asked = given.success && inForce(given.data, day) ? open(rule, facts) : null
  return asked && given.success ? [ruled(rule, given.data, facts, asked)] : []
})

/** One claim is not paid twice: the largest sum of those that hold. */
const largest = (rules: readonly Ruled[], claim: StatuteClaim): Ruled | null =>
  rules.filter((one) => one.claim === claim && one.binds).reduce<Ruled | null>((most, one) => (most === null || (one.minFen ?? 0) > (most.minFen ?? 0) ? one : most), null)

type Item = Pick<ItemGiven, 'kind' | 'amountFen' | 'pointId'>
export interface LawOfPoint { readonly pointId: string; readonly no: number; readonly rules: readonly Ruled[] }

const shortOf = ({ pointId, no }: LawOfPoint, { rule, kinds, ways, text, basis, verified }: Ruled, minFen: number | null, givenFen: number | null): Shortfall =>
  ({ pointId, no, rule, minFen, givenFen, kinds: minFen === null ? ways : kinds, text, basis, verified })

const ofPoint = (point: LawOfPoint, all: readonly Item[]): Shortfall[] => {
  const items = all.filter((item) => item.pointId === point.pointId)
  const given = (kinds: readonly string[]) => items.filter(({ kind }) => kinds.includes(kind)).reduce((sum, { amountFen }) => sum + amountFen, 0)
  const ways = point.rules.filter((one) => one.claim === 'way' && one.binds && !items.some(({ kind }) => one.ways.includes(kind))).map((one) => shortOf(point, one, null, null))
  const [back, top, loss] = [largest(point.rules, 'priceBack'), largest(point.rules, 'onTop'), largest(point.rules, 'loss')]
  const sums = [back, top, loss].flatMap((one) => (one && given(one.kinds) < (one.minFen ?? 0) ? [shortOf(point, one, one.minFen ?? 0, given(one.kinds))] : []))
  // What makes a loss good is not what is given on top of it: both together must be there.
  const both = (top?.minFen ?? 0) + (loss?.minFen ?? 0)
  const shared = given([...new Set([...COUNTS.onTop, ...COUNTS.loss])])
  return [...sums, ...(top && loss && !sums.some(({ rule }) => rule === top.rule || rule === loss.rule) && shared < both ? [shortOf(point, top, both, shared)] : []), ...ways]
}

/** Where a proposal gives less than the law. */
export const shortfalls = (points: readonly LawOfPoint[], items: readonly Item[]): Shortfall[] => points.flatMap((point) => ofPoint(point, items))
