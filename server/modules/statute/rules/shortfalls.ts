import type { RemedyKind } from '#contract/packs.ts'
import type { ItemGiven } from '#contract/remedy.ts'
import type { Shortfall } from '#contract/statute-law.ts'
import { BACK, MADE_GOOD, SUM_OF, type StatuteClaim } from '#contract/statute-pack.ts'
import type { Ruled } from '#contract/statute.ts'

type Item = Pick<ItemGiven, 'kind' | 'amountFen' | 'pointId'>
type Items = readonly Item[]
export interface LawOfPoint { readonly pointId: string; readonly no: number; readonly rules: readonly Ruled[] }

const given = (items: Items, kinds: readonly string[]) => items.filter(({ kind }) => kinds.includes(kind)).reduce((sum, { amountFen }) => sum + amountFen, 0)
/** An exchange or a repair is what it is, whatever it costs. */
const byItself = (kind: RemedyKind) => !BACK.includes(kind) && !MADE_GOOD.includes(kind)

const shortOf = ({ pointId, no }: LawOfPoint, { rule, claim, of, baseFen, ways, text, basis, verified }: Ruled, said: Pick<Shortfall, 'minFen' | 'givenFen' | 'kinds'>): Shortfall =>
  ({ pointId, no, rule, claim, lacks: of !== null && baseFen === null ? SUM_OF[of] : null, ways: claim === 'way' ? [] : ways.filter(byItself), text, basis, verified, ...said })

/** What is there of a way that is money, and how much it has to be; null where nothing is. */
const moneyFor = (kinds: readonly RemedyKind[], ways: readonly RemedyKind[], leastFen: number | null, items: Items) => {
  const named = kinds.filter((kind) => ways.includes(kind))
  // Goods that are taken back are a way with the money for them only.
  return named.length > 0 && items.some(({ kind }) => kinds.includes(kind)) ? { kinds: named, minFen: leastFen ?? 1, givenFen: given(items, kinds) } : null
}

/** Where a lower price is a way, a part of it paid back is the same; goods that come back want the price all the same. */
const moneyWays = ({ ways, backFen, goodFen }: Ruled, items: Items) => {
  const isPart = MADE_GOOD.some((kind) => ways.includes(kind)) && !items.some(({ kind }) => kind === 'return')
  return isPart ? [moneyFor([...BACK, ...MADE_GOOD], ways, goodFen, items)] : [moneyFor(BACK, ways, backFen, items), moneyFor(MADE_GOOD, ways, goodFen, items)]
}

const wayShort = (point: LawOfPoint, one: Ruled, items: Items): Shortfall[] => {
  if (items.some(({ kind }) => one.ways.includes(kind) && byItself(kind))) return []
  const money = moneyWays(one, items).filter((some) => some !== null)
  if (money.some(({ minFen, givenFen }) => givenFen >= minFen)) return []
  return [shortOf(point, one, money[0] ?? { minFen: null, givenFen: null, kinds: one.ways })]
}

const isMet = (one: Ruled, items: Items) => items.some(({ kind }) => one.ways.includes(kind) && byItself(kind)) || given(items, one.kinds) >= one.floorFen

/** One claim is not paid twice: the largest sum counts. */
const largest = (rules: readonly Ruled[], claim: StatuteClaim): Ruled | null =>
  rules.filter((one) => one.claim === claim).reduce<Ruled | null>((most, one) => (most === null || one.floorFen > most.floorFen ? one : most), null)

/** What makes a loss good is not what is given on top of it: both together must be there. */
const bothShort = (point: LawOfPoint, sums: readonly Ruled[], items: Items): Shortfall[] => {
  const [top, loss] = [largest(sums, 'onTop'), largest(sums.filter((one) => !items.some(({ kind }) => one.ways.includes(kind) && byItself(kind))), 'loss')]
  if (!top || !loss) return []
  const kinds = [...new Set([...top.kinds, ...loss.kinds])]
  const both = (top.minFen ?? 0) + (loss.minFen ?? 0)
  return given(items, kinds) < both ? [shortOf(point, top, { minFen: both, givenFen: given(items, kinds), kinds })] : []
}

const ofPoint = (point: LawOfPoint, all: Items): Shortfall[] => {
  const items = all.filter((item) => item.pointId === point.pointId)
  const binding = point.rules.filter(({ binds }) => binds)
  const sums = binding.filter(({ claim }) => claim !== 'way')
  const unmet = sums.filter((one) => !isMet(one, items))
  const alone = (['priceBack', 'onTop', 'loss'] as const).flatMap((claim) => { const one = largest(unmet, claim); return one ? [shortOf(point, one, { minFen: one.minFen, givenFen: given(items, one.kinds), kinds: one.kinds })] : [] })
  const both = alone.some(({ claim }) => claim !== 'priceBack') ? [] : bothShort(point, sums, items)
  return [...alone, ...both, ...binding.filter(({ claim }) => claim === 'way').flatMap((one) => wayShort(point, one, items))]
}

/** Where a proposal gives less than the law. */
export const shortfalls = (points: readonly LawOfPoint[], items: Items): Shortfall[] => points.flatMap((point) => ofPoint(point, items))
