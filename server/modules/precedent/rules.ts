import type { Refusal } from '#contract/endpoint.ts'
import * as contract from '#contract/precedent.ts'
import type { ComparedBy } from '#contract/precedent.ts'

export interface Range { readonly low: number; readonly median: number; readonly high: number }

/** Quartiles by linear interpolation between order statistics (method 7 of Hyndman & Fan 1996). Fen, rounded half up. */
export const quartiles = (amounts: readonly number[]): Range | null => {
  if (!amounts.length) return null
  const sorted = [...amounts].sort((a, b) => a - b)
  const at = (share: number) => {
    const place = (sorted.length - 1) * share
    const below = sorted[Math.floor(place)] ?? 0
    const above = sorted[Math.ceil(place)] ?? below
    return Math.round(below + (above - below) * (place - Math.floor(place)))
  }
  return { low: at(0.25), median: at(0.5), high: at(0.75) }
}

/** Fewer cases of the category than this are too few to compare. */
export const NEEDED = 5

/** Where the middle half of what was given lies; null when there are too few to compare. */
export const rangeOf = (given: readonly number[]): Range | null => (given.length >= NEEDED ? quartiles(given) : null)

export interface Given { readonly givenFen: number; readonly severity: string | null; readonly liability: string | null }
export interface Judgement { readonly severity: string | null; readonly liability: string | null }
export interface Comparable { readonly by: readonly ComparedBy[]; readonly given: readonly number[] }

/** From the narrowest likeness to the widest: what was ours is not measured by what was not, nor grave harm by light, as long as there is enough to measure by. */
const NARROWING: readonly (readonly ComparedBy[])[] = [['liability', 'severity'], ['liability']]

/** Of the cases of a category those to compare with: judged alike, where these are enough; else all of the category. */
export const comparable = (judged: Judgement, cases: readonly Given[]): Comparable => {
  for (const by of NARROWING) {
    const alike = cases.filter((c) => by.every((what) => judged[what] !== null && c[what] === judged[what]))
    if (alike.length >= NEEDED) return { by, given: alike.map((c) => c.givenFen) }
  }
  return { by: [], given: cases.map((c) => c.givenFen) }
}

/** Outside the middle half a decision has to say why. */
export const deviates = (fen: number, given: readonly number[]): boolean => {
  const range = rangeOf(given)
  return range !== null && (fen < range.low || fen > range.high)
}

export interface Standing { /** Closed and classified: it is a precedent. */ readonly remembered: boolean; readonly leads: boolean }

/** What few may see cannot lead others: nobody could look it up. */
export const whyNotMark = (c: { readonly state: string; readonly confidential: boolean; readonly accused: readonly string[] | null }, { remembered, leads }: Standing): Refusal | null => {
  if (c.state !== 'closed' || !remembered) return contract.noPrecedent
  if (c.confidential || c.accused) return contract.keptCase
  return leads ? contract.leadingAlready : null
}

export const whyNotWithdraw = ({ leads }: Pick<Standing, 'leads'>): Refusal | null => (leads ? null : contract.notLeading)

/**
 * How far apart the middle half is, in percent: the quartile coefficient of dispersion (Q3 − Q1) / (Q3 + Q1), from 0 to 100. It has no unit, so that dear and cheap goods compare; single odd cases do not move it; and it needs no
 * particular distribution, which sums of money never have (Bonett 2006, Computational Statistics & Data Analysis 50). Where nothing at all was given everywhere, all were treated alike.
 */
export const spreadOf = ({ low, high }: Range): number => (low + high === 0 ? 0 : Math.round((100 * (high - low)) / (high + low)))
