import { CATEGORY, type KnownOfLaw, lawHolds, openIn } from '#contract/statute-open.ts'
import { BACK, Jurisdiction, MADE_GOOD, SUM_OF, StatuteGiven, countedFor, waysOf } from '#contract/statute-pack.ts'
import type { Ruled } from '#contract/statute.ts'
import type { Facts, Rule } from '#contract/table-shape.ts'
import type { DecisionTable } from '#kernel/decision-table.ts'

/** Whose law, and as it stood on which day: of the purchase, and of what happened. */
export interface Where { readonly day: string; readonly happenedOn: string; readonly jurisdiction: Jurisdiction | null }
/** `hangsOn`: the facts by which the rule holds, and from which it is reckoned. */
export type Held = Omit<Ruled, 'exemption' | 'binds'> & { readonly hangsOn: readonly string[] }

/** The law of a region, as its official calendar is named; null for places whose law nobody here has gathered under a name. */
export const jurisdictionOf = (region: string): Jurisdiction | null => {
  const named: Readonly<Record<string, Jurisdiction>> = { cn: 'mainland', hk: 'hongKong', mo: 'macau', tw: 'taiwan' }
  const code = region.toLowerCase()
  return named[code] ?? Jurisdiction.options.find((one) => one.toLowerCase() === code) ?? null
}

const inForce = ({ validFrom, validThrough, jurisdiction, dayOf }: StatuteGiven, where: Where) => {
  const day = dayOf === 'occurred' ? where.happenedOn : where.day
  return jurisdiction === where.jurisdiction && (!validFrom || validFrom <= day) && (!validThrough || day <= validThrough)
}

const sumIn = (facts: Facts, name: string): number | null => { const fen = facts[name]; return typeof fen === 'number' ? fen : null }

const WHOLE_PERCENT = 100

/** What of a sum lies beyond the cap; 0 as long as the price is not known. */
const beyondCap = ({ capPercent }: StatuteGiven, baseFen: number, priceFen: number | null) =>
  (capPercent === undefined || priceFen === null ? 0 : Math.max(0, baseFen - Math.floor((priceFen * capPercent) / WHOLE_PERCENT)))

/** What a sum comes to with what is known of it. */
const reckoned = (given: StatuteGiven, facts: Facts) => {
  const { claim, of, times, leastFen, capPercent, ifAny } = given
  if (claim === 'way' || !of) return { of: null, leastFen: leastFen ?? null, baseFen: null, minFen: null, floorFen: 0, onceFen: 0, sums: [] }
  const [baseFen, priceFen] = [sumIn(facts, SUM_OF[of]), sumIn(facts, 'priceFen')]
  const onceFen = beyondCap(given, baseFen ?? 0, priceFen)
  const minFen = Math.max(((baseFen ?? 0) - onceFen) * times + onceFen, leastFen ?? 0)
  return { of, leastFen: leastFen ?? null, baseFen, onceFen, minFen, floorFen: baseFen === null && !ifAny ? Math.max(minFen, 1) : minFen, sums: [SUM_OF[of], ...(capPercent ? ['priceFen'] : [])] }
}

/** From how much on money is a way. */
const moneyWays = (given: StatuteGiven, facts: Facts) => {
  const ways = given.claim === 'way' ? waysOf(given) : []
  const [back, good] = [BACK, MADE_GOOD].map((kinds) => kinds.some((kind) => ways.includes(kind)))
  const [priceFen, kept] = [sumIn(facts, 'priceFen'), given.less === 'depreciation' ? sumIn(facts, 'depreciationFen') ?? 0 : 0]
  return {
    backFen: back && priceFen !== null ? Math.max(0, priceFen - kept) : null, goodFen: good ? sumIn(facts, 'lossFen') : null,
    sums: [...(back ? ['priceFen'] : []), ...(back && given.less ? ['depreciationFen'] : []), ...(good ? ['lossFen'] : [])],
  }
}

const ruled = (rule: Rule, given: StatuteGiven, known: KnownOfLaw, asked: readonly string[]): Held => {
  const { facts } = known
  const { sums, ...sum } = reckoned(given, facts)
  const { sums: ofWays, ...ways } = moneyWays(given, facts)
  const standing = lawHolds(rule, known) ? 'applies' : 'asks'
  const lacks = [...sums, ...ofWays].filter((name) => facts[name] === undefined)
  return {
    rule: rule.id, claim: given.claim, times: given.times, ...sum, ...ways, ways: waysOf(given), kinds: [...countedFor(given)],
    text: given.text, basis: given.basis, jurisdiction: given.jurisdiction, verified: given.verified,
    standing, asks: standing === 'asks' ? [...asked] : [...lacks, ...asked], hangsOn: [...Object.keys(rule.when), ...sums, ...ofWays],
  }
}

/** Of a point that is filed under nothing only what was answered says something: everything else might hold. */
const saysNothing = (rule: Rule, asked: readonly string[], { answered }: KnownOfLaw) => asked.includes(CATEGORY) && !Object.keys(rule.when).some((name) => answered.includes(name))

/** The rules of law that hold for a point, or may when more is known. */
export const lawFor = (table: DecisionTable, known: KnownOfLaw, where: Where): Held[] => table.rules.flatMap((rule) => {
  const given = StatuteGiven.safeParse(rule.gives)
  const asked = given.success && inForce(given.data, where) ? openIn(rule, known.facts) : null
  return asked && given.success && !saysNothing(rule, asked, known) ? [ruled(rule, given.data, known, asked)] : []
})

/** Whether a table has anything to say of a place, at whatever time. */
export const knowsLawOf = (table: DecisionTable, jurisdiction: Jurisdiction | null): boolean => table.rules.some(({ gives }) => gives['jurisdiction'] === jurisdiction)

/** What a rule says, whether or not somebody has compared it with the text of the law. */
export const saidBy = ({ when, gives: { verified: _, ...gives } }: Rule) => ({ when, gives })
