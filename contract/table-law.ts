import { COUNTS, StatuteGiven } from './statute-pack.ts'
import { fitsAll } from './table-fit.ts'
import type { Known } from './table-known.ts'
import type { Facts, Rule, Table } from './table-shape.ts'
import { type Box, spaceOf, witness } from './table-witness.ts'

interface Item { readonly kind: string; readonly fen?: number; readonly ofPrice?: number; readonly leastFen?: number; readonly mostFen?: number }

const itemsOf = ({ gives }: Rule): readonly Item[] => (Array.isArray(gives.items) ? gives.items as unknown as Item[] : [])

/** The most an item comes to: one without a figure takes the proven amount, which is never too little. */
const worth = ({ fen, ofPrice, leastFen = 0, mostFen = Number.POSITIVE_INFINITY }: Item, priceFen: number): number =>
  Math.min(fen ?? (ofPrice === undefined ? Number.POSITIVE_INFINITY : Math.max(Math.round(priceFen * ofPrice), leastFen)), mostFen)

/** A small price, where the least sum tells, and a large one, where the multiple does. */
const PRICES = [10_000, 1_000_000] as const

const isLess = (given: readonly Item[], law: StatuteGiven, priceFen: number): boolean => {
  if (law.claim === 'way') return !given.some(({ kind }) => law.items?.some((item) => item.kind === kind))
  const kinds: readonly string[] = COUNTS[law.claim]
  const sum = given.filter(({ kind }) => kinds.includes(kind)).reduce((all, item) => all + worth(item, priceFen), 0)
  return sum < Math.max(priceFen * law.times, law.leastFen ?? 0)
}

const pricesOf = (facts: Facts): readonly number[] => (typeof facts['priceFen'] === 'number' ? [facts['priceFen']] : PRICES)

/**
 * Where a compensation standard gives less than the law, with facts that show it. Decided for rules of law that hang on nothing but what the standard asks, too, and
 * that are reckoned from the price or name ways; a loss is known in the case only. Facts for which the standard says nothing are left to whoever proposes.
 */
export const lessThanLaw = (table: Table, law: Table, known: Known): { readonly rule: string; readonly law: string; readonly facts: Facts }[] => {
  const decidable = law.rules.flatMap((rule) => {
    const gives = StatuteGiven.safeParse(rule.gives)
    const reckoned = gives.success && (gives.data.claim === 'way' || gives.data.of === 'price')
    return reckoned && Object.keys(rule.when).every((name) => table.facts.includes(name)) ? [{ rule, gives: gives.data }] : []
  })
  if (!decidable.length) return []
  const space = spaceOf(table.facts, [...table.rules, ...decidable.map(({ rule }) => rule)], known)
  const box = (at: number): readonly Box[] => space.boxes.slice(at, at + 1)
  return decidable.flatMap(({ rule: one, gives }, k) => table.rules.flatMap((rule, i) => {
    // What is given beside something else (for a rude word, for time lost) is no standard for the matter itself.
    if (one.when['category'] !== undefined && rule.when['category'] === undefined) return []
    const both = [...box(i), ...box(table.rules.length + k)]
    // Where this standard speaks alone it gives the least.
    const facts = witness(space, both, space.boxes.slice(0, table.rules.length).filter((_, other) => other !== i)) ?? witness(space, both, [])
    if (!facts) return []
    const given = table.rules.filter(({ when }) => fitsAll(when, facts)).flatMap(itemsOf)
    return pricesOf(facts).some((priceFen) => isLess(given, gives, priceFen)) ? [{ rule: rule.id, law: one.id, facts }] : []
  }))
}
