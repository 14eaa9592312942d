import { MOST_FEN } from './common.ts'
import type { RemedyKind } from './packs.ts'
import { BACK, MADE_GOOD, StatuteGiven, countedFor, waysOf } from './statute-pack.ts'
import { fits, fitsAll } from './table-fit.ts'
import type { Known } from './table-known.ts'
import { type Span, failsFrom, spansOf } from './table-prices.ts'
import type { Facts, Rule, Table } from './table-shape.ts'
import { edgesOf } from './table-specimens.ts'
import { type Item, itemsOf } from './table-standards.ts'
import { type Box, type Space, meet, spaceOf, witness } from './table-witness.ts'

/** The most an item comes to: one without a figure takes the proven amount, which is never too little. */
const worth = ({ fen, ofPrice, leastFen = 0, mostFen = Number.POSITIVE_INFINITY }: Item, priceFen: number): number =>
  Math.min(fen ?? (ofPrice === undefined ? Number.POSITIVE_INFINITY : Math.max(Math.round(priceFen * ofPrice), leastFen)), mostFen)

/** Prices at which an item no longer grows as it did. */
const kneesOf = ({ ofPrice, leastFen = 0, mostFen = 0 }: Item): number[] => (ofPrice === undefined ? [] : [leastFen / ofPrice, mostFen / ofPrice])

const WHOLE_PERCENT = 100

/** What a rule that is reckoned from the price gives at least; what lies beyond its cap once only. */
const least = ({ times, leastFen = 0, capPercent = WHOLE_PERCENT }: StatuteGiven, priceFen: number): number => {
  const capped = Math.floor((priceFen * capPercent) / WHOLE_PERCENT)
  return Math.max(capped * times + priceFen - capped, leastFen)
}

const sumOf = (items: readonly Item[], priceFen: number): number => items.reduce((sum, item) => sum + worth(item, priceFen), 0)

/** What is not money is a way by itself; so is a part paid back where a lower price is one: what money for the difference comes to is known in the case only. */
const hasOtherWay = (given: readonly Item[], law: StatuteGiven): boolean => {
  const ways: readonly string[] = waysOf(law)
  const isMoney = (kind: string) => [...BACK, ...MADE_GOOD].includes(kind as RemedyKind)
  const isPart = law.claim === 'way' && MADE_GOOD.some((kind) => ways.includes(kind))
  return given.some(({ kind }) => ways.includes(kind) && (!isMoney(kind) || isPart))
}

/** What has to be there of what counts: of money as a way the price, or something, where a part of it may be kept. */
const owed = (law: StatuteGiven, priceFen: number): number => {
  if (law.claim !== 'way') return least(law, priceFen)
  return law.less === undefined ? priceFen : 1
}

/** The lowest price of a span at which what is given is less than the law; null where it never is. */
const lessFrom = (given: readonly Item[], law: StatuteGiven, span: Span): number | null => {
  if (hasOtherWay(given, law)) return null
  const kinds: readonly string[] = law.claim === 'way' ? waysOf(law).filter((kind) => kind === 'refund') : countedFor(law)
  const counted = given.filter(({ kind }) => kinds.includes(kind))
  return failsFrom(span, counted.flatMap(kneesOf), (priceFen) => sumOf(counted, priceFen) >= owed(law, priceFen))
}

/** Prices that are known, and for which what the law gives is a sum that there may be. */
const pricesUnder = ({ times }: StatuteGiven): Span => ({ from: 1, to: Math.floor(MOST_FEN / times) })

const PRICE = 'priceFen'
const fitsPrice = ({ when }: Pick<Rule, 'when'>, priceFen: number): boolean => when[PRICE] === undefined || fits(when[PRICE], priceFen)

interface Placed { readonly rule: Rule; readonly box: Box }
/** `beside`: standards that may speak of the same. */
interface Pair { readonly standard: Placed; readonly beside: readonly Placed[]; readonly law: Placed; readonly gives: StatuteGiven }

const cellsOf = (rules: readonly Placed[]) => rules.flatMap(({ rule }) => rule.when[PRICE] ?? [])

/** Prices in spans in each of which the same standards speak beside this one, where it and the law do. */
const spansFor = ({ standard, beside, law, gives }: Pair): Span[] => {
  const spans = (within: Span, rules: readonly Placed[]) => spansOf(within, edgesOf(cellsOf(rules)), (price) => rules.map(({ rule }) => Number(fitsPrice(rule, price))).join(''))
  const both = [standard, law]
  return spans(pricesUnder(gives), both).filter(({ from }) => both.every(({ rule }) => fitsPrice(rule, from))).flatMap((span) => spans(span, beside))
}

/** Facts with which a standard, and what speaks beside it, gives less than the law; null where there are none. */
const shownLess = (space: Space, pair: Pair): Facts | null => {
  const { standard, beside, law, gives } = pair
  const both = [standard.box, law.box]
  for (const span of spansFor(pair)) {
    const others = beside.filter(({ rule }) => fitsPrice(rule, span.from))
    // Where this standard speaks alone it gives the least.
    const facts = witness(space, both, others.map(({ box }) => box)) ?? witness(space, both, [])
    if (!facts) continue
    const given = [standard, ...others].filter(({ rule }) => fitsAll(rule.when, { ...facts, [PRICE]: span.from })).flatMap(({ rule }) => itemsOf(rule))
    const priceFen = lessFrom(given, gives, span)
    if (priceFen !== null) return { ...facts, [PRICE]: priceFen }
  }
  return null
}

/**
 * Where a compensation standard gives less than the law, with facts that show it: the lowest price at which it does. Decided for rules of law that hang on nothing but what
 * the standard asks, too, and that are reckoned from the price or name ways; a loss is known in the case only. Facts for which the standard says nothing are left to whoever
 * proposes.
 */
export const lessThanLaw = (table: Table, law: Pick<Table, 'rules'>, known: Known): { readonly rule: string; readonly law: string; readonly facts: Facts }[] => {
  const decidable = law.rules.flatMap((rule) => {
    const gives = StatuteGiven.safeParse(rule.gives)
    const reckoned = gives.success && (gives.data.claim === 'way' || gives.data.of === 'price')
    return reckoned && Object.keys(rule.when).every((name) => table.facts.includes(name)) ? [{ rule, gives: gives.data }] : []
  })
  if (!decidable.length) return []
  const all = [...table.rules, ...decidable.map(({ rule }) => rule)]
  // The price is looked at by itself: all that it may be, not one price for each answer.
  const space = spaceOf('compensation', table.facts.filter((name) => name !== PRICE), all, known)
  const placed = all.map((rule, i): Placed => ({ rule, box: space.boxes[i] ?? [] }))
  return placed.slice(table.rules.length).flatMap((one, k) => {
    const gives = decidable[k]?.gives
    const here = placed.slice(0, table.rules.length).filter(({ box }) => meet(one.box, box))
    // What is given beside something else (for a rude word, for time lost) is no standard for the matter itself.
    const standards = here.filter(({ rule }) => one.rule.when['category'] === undefined || rule.when['category'] !== undefined)
    return gives ? standards.flatMap((standard) => {
      const facts = shownLess(space, { standard, law: one, gives, beside: here.filter((other) => other !== standard && meet(standard.box, other.box)) })
      return facts ? [{ rule: standard.rule.id, law: one.rule.id, facts }] : []
    }) : []
  })
}
