/** A stretch of time in epoch milliseconds, half-open: `[from, to)`. `to` may be Infinity. */
export type Span = readonly [from: number, to: number]

/** Sorts, drops the empty ones and joins those that overlap or touch. */
export function union(spans: readonly Span[]): Span[] {
  const joined: Span[] = []
  for (const span of spans.filter(([from, to]) => from < to).sort(([a], [b]) => a - b)) {
    const last = joined.at(-1)
    if (last === undefined || span[0] > last[1]) joined.push(span)
    else if (span[1] > last[1]) joined[joined.length - 1] = [last[0], span[1]]
  }
  return joined
}

/** What of `spans` lies outside every one of `holes`; both sorted and disjoint. */
export function without(spans: readonly Span[], holes: readonly Span[]): readonly Span[] {
  return holes.length === 0 ? spans : spans.flatMap((span) => rest(span, holes))
}

function rest([from, to]: Span, holes: readonly Span[]): Span[] {
  const left: Span[] = []
  let at = from
  for (const [holeFrom, holeTo] of holes) {
    if (holeTo <= at || holeFrom >= to) continue
    if (holeFrom > at) left.push([at, holeFrom])
    at = holeTo
  }
  if (at < to) left.push([at, to])
  return left
}

export function within([from, to]: Span, [least, most]: Span): Span {
  return [Math.max(from, least), Math.min(to, most)]
}

export function covers(spans: readonly Span[], at: number): boolean {
  return spans.some(([from, to]) => from <= at && at < to)
}
