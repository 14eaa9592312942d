import type { Mark } from './marks.ts'

/** How texts become numbers: so many slots for marks, how rare each is, and which categories have words of their own. */
export interface Space {
  readonly slots: number
  /** For each slot the weight of its rarity. */
  readonly rarity: Float32Array
  /** Codes of what has words of its own in the pack or the dictionary: each has a place behind the slots. */
  readonly hints: readonly string[]
}

/** A text as numbers: places in ascending order and their values. The last place, always 1, lets a class be frequent by itself. */
export interface Vector { readonly places: Int32Array; readonly values: Float32Array }

/** How long the words are that speak for a code. */
export type Hints = ReadonlyMap<string, number>

const HINT_WEIGHT = 0.6

export const widthOf = (space: Space): number => space.slots + space.hints.length + 1

/** How often each slot is hit by a text. */
export const countsOf = (marks: readonly Mark[], slots: number): Map<number, number> => {
  const counts = new Map<number, number>()
  for (const { hash } of marks) counts.set(hash & (slots - 1), (counts.get(hash & (slots - 1)) ?? 0) + 1)
  return counts
}

/** What stands in fewer texts than this says more about them than about their class; of few texts every one counts. */
const leastTexts = (texts: number) => Math.min(3, 1 + Math.floor(texts / 100))

/**
 * Inverse document frequency, smoothed as if one more text held every mark (Spärck Jones 1972, as scikit-learn smooths it), and squared:
 * in complaints the rare words name the matter. No answer is looked at here, so that texts held back may be counted as well.
 */
export const rarityOf = (texts: readonly ReadonlyMap<number, number>[], slots: number): Float32Array => {
  const within = new Float32Array(slots)
  for (const counts of texts) for (const slot of counts.keys()) within[slot] = (within[slot] ?? 0) + 1
  return within.map((count) => (count < leastTexts(texts.length) ? 0 : (Math.log((1 + texts.length) / (1 + count)) + 1) ** 2))
}

/** Weights of frequency within the text (sublinear) and of rarity, at length one; beside them the hints. */
export const vectorOf = (space: Space, counts: ReadonlyMap<number, number>, hints: Hints): Vector => {
  const weighted = [...counts].map(([slot, count]): [number, number] => [slot, (1 + Math.log(count)) * (space.rarity[slot] ?? 1)])
  const length = Math.hypot(...weighted.map(([, value]) => value)) || 1
  const told = space.hints.flatMap((code, i): [number, number][] => (hints.has(code) ? [[space.slots + i, HINT_WEIGHT * (1 + Math.log(hints.get(code) ?? 1))]] : []))
  const hinted = Math.max(1, Math.hypot(...told.map(([, value]) => value)))
  const all = [...weighted.map(([place, value]): [number, number] => [place, value / length]), ...told.map(([place, value]): [number, number] => [place, value / hinted]), [widthOf(space) - 1, 1] as [number, number]]
  all.sort(([a], [b]) => a - b)
  return { places: Int32Array.from(all, ([place]) => place), values: Float32Array.from(all, ([, value]) => value) }
}
