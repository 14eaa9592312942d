/** Whole prices from one to another, both included; fen. */
export interface Span { readonly from: number; readonly to: number }

const inOrder = (prices: readonly number[]): number[] => [...new Set(prices)].toSorted((a, b) => a - b)

/** The last price at which a condition holds that holds at the lower end and not at the upper. */
const lastHeld = (holds: (priceFen: number) => boolean, { from, to }: Span): number => {
  let [held, failed] = [from, to]
  while (failed - held > 1) {
    const middle = Math.floor((held + failed) / 2)
    if (holds(middle)) held = middle
    else failed = middle
  }
  return held
}

/**
 * The lowest price of a span at which a condition does not hold; null where it always does. The condition: one sum reaches another, the one growing evenly with the price
 * between `knees`, the other evenly or ever faster. So it holds in all of an even piece where it holds at both of its ends, and where it does not at the upper one it changes once.
 */
export const failsFrom = ({ from, to }: Span, knees: readonly number[], holds: (priceFen: number) => boolean): number | null => {
  const ends = inOrder([from, to, ...knees.flatMap((knee) => [Math.floor(knee), Math.ceil(knee)]).filter((price) => from < price && price < to)])
  const at = ends.findIndex((end) => !holds(end))
  if (at < 0) return null
  return at === 0 ? from : lastHeld(holds, { from: ends[at - 1] ?? from, to: ends[at] ?? to }) + 1
}

/** Prices in spans in each of which the same is said of them; `edges`: where something else may be said. */
export const spansOf = ({ from, to }: Span, edges: readonly number[], said: (priceFen: number) => string): Span[] => {
  const starts = inOrder([from, ...edges.filter((edge) => from < edge && edge <= to)])
  const telling = starts.filter((start, i) => i === 0 || said(start) !== said(starts[i - 1] ?? start))
  return telling.map((start, i) => ({ from: start, to: (telling[i + 1] ?? to + 1) - 1 }))
}
