/** Quartiles by linear interpolation between order statistics (method 7 of Hyndman & Fan 1996). Fen, rounded half up. */
const quartiles = (amounts: readonly number[]): { low: number; median: number; high: number } | null => {
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
export const rangeOf = (given: readonly number[]) => (given.length >= NEEDED ? quartiles(given) : null)

/** Outside the middle half a decision has to say why. */
export const deviates = (fen: number, given: readonly number[]): boolean => {
  const range = rangeOf(given)
  return range !== null && (fen < range.low || fen > range.high)
}
