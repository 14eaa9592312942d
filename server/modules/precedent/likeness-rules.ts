import { Severity } from '#contract/packs.ts'
import type { Trait } from '#contract/precedent.ts'
import { fold } from '#kernel/fold.ts'
import { grams } from '#kernel/grams.ts'

export interface Point { readonly category: string | null; readonly above: readonly string[]; readonly severity: string | null; readonly liability: string | null }
/** What a case is compared by, beside what was said. */
export interface Compared { readonly points: readonly Point[]; readonly productCode: string | null; readonly productName: string | null; readonly customerClass: string | null }

/**
 * What each likeness is worth*, in points of a hundred: our defaults. What it is about weighs most, because the range is drawn by it; what was said comes next: it tells apart within a category.
 * `precedent.alike` chooses by the same numbers before.
 */
const WORTH: Readonly<Record<Trait, number>> = { category: 40, text: 25, liability: 12, severity: 8, product: 8, customerClass: 7 }
/** A category under the same parent, against the same one. */
const KIN = 0.35
const NEXT_SEVERITY = 0.5
/** Names of goods that have less in common are other goods. */
const LEAST_NAME = 0.5

export interface Why { readonly trait: Trait; readonly percent: number }
export interface Judged { readonly score: number; /** The same unrounded, by which they are ordered. */ readonly exact: number; readonly why: readonly Why[]; /** Of none of the same categories. */ readonly near: boolean }

const isKin = (a: Point, b: Point): boolean => {
  const [parent] = a.above
  return (parent !== undefined && (b.category === parent || b.above.includes(parent))) || (a.category !== null && b.above.includes(a.category))
}

const categoryOf = (a: Point, b: Point) => (a.category === null || b.category === null ? 0 : a.category === b.category ? 1 : isKin(a, b) ? KIN : 0)

const severityOf = (a: Point, b: Point) => {
  if (a.severity === null || b.severity === null) return 0
  if (a.severity === b.severity) return 1
  const [x, y] = [a.severity, b.severity].map((s) => Severity.options.indexOf(s as 'minor'))
  return Math.abs((x ?? 0) - (y ?? 0)) === 1 ? NEXT_SEVERITY : 0
}

interface OfPoint { readonly category: number; readonly liability: number; readonly severity: number }

const ofPoint = (a: Point, b: Point): OfPoint => ({ category: categoryOf(a, b), liability: a.liability !== null && a.liability === b.liability ? 1 : 0, severity: severityOf(a, b) })

const worthOf = (p: OfPoint) => p.category * WORTH.category + p.liability * WORTH.liability + p.severity * WORTH.severity

/** Each point against the one it is most like; whoever has more points than the other is the less like it. */
const ofPoints = (ours: readonly Point[], theirs: readonly Point[]): OfPoint => {
  const best = ours.flatMap((a) => theirs.map((b) => ofPoint(a, b)).sort((x, y) => worthOf(y) - worthOf(x)).slice(0, 1))
  const mean = (of: (p: OfPoint) => number) => best.reduce((sum, p) => sum + of(p), 0) / Math.max(1, ours.length, theirs.length)
  return { category: mean((p) => p.category), liability: mean((p) => p.liability), severity: mean((p) => p.severity) }
}

/** Names of goods: how many pairs of characters both have (Dice). */
const sameName = (a: string, b: string): number => {
  const [x, y] = [new Set(grams(fold(a))), new Set(grams(fold(b)))]
  const share = (2 * [...x].filter((gram) => y.has(gram)).length) / Math.max(1, x.size + y.size)
  return share >= LEAST_NAME ? share : 0
}

const productOf = (a: Compared, b: Compared): number => {
  if (a.productCode && a.productCode === b.productCode) return 1
  return a.productName && b.productName ? sameName(a.productName, b.productName) : 0
}

/** How like two cases are, out of a hundred, and by what: `said` is how much of what was said is the same, from 0 to 1. */
export const judge = (ours: Compared, theirs: Compared, said: number): Judged => {
  const shares: Readonly<Record<Trait, number>> = {
    ...ofPoints(ours.points, theirs.points), text: said, product: productOf(ours, theirs), customerClass: ours.customerClass !== null && ours.customerClass === theirs.customerClass ? 1 : 0,
  }
  const traits = Object.keys(WORTH) as Trait[]
  const exact = traits.reduce((sum, trait) => sum + shares[trait] * WORTH[trait], 0)
  const why = traits.map((trait) => ({ trait, percent: Math.round(shares[trait] * 100) })).filter(({ percent }) => percent > 0)
  return {
    score: Math.round(exact), exact, why: why.sort((a, b) => b.percent * WORTH[b.trait] - a.percent * WORTH[a.trait]),
    near: !ours.points.some((a) => a.category !== null && theirs.points.some((b) => b.category === a.category)),
  }
}

/** From where on a case of another category is worth reading for what was said alone*. */
const TELLING_PERCENT = 35

/** Where those of the same category are too few, near ones are shown beside them, to be read; otherwise only those in which nearly the same was said. */
export const isWorthShowing = (judged: Judged, enough: boolean): boolean =>
  !judged.near || judged.why.some(({ trait, percent }) => (trait === 'text' && percent >= TELLING_PERCENT) || (trait === 'category' && !enough))
