import { union, type Span } from './spans.ts'

/** From when until when a clock stands still; `null`: until further notice. */
export type Pause = readonly [from: Date, to: Date | null]

export function standstills(pauses: readonly Pause[]): readonly Span[] {
  if (pauses.length === 0) return []
  return union(pauses.map(([from, to]): Span => [from.getTime(), to === null ? Number.POSITIVE_INFINITY : to.getTime()]))
}

/** From when on the clock stands still for good; Infinity when it runs again after every pause. */
export function stoppedFrom(pauses: readonly Span[]): number {
  const last = pauses.at(-1)
  return last !== undefined && last[1] === Number.POSITIVE_INFINITY ? last[0] : Number.POSITIVE_INFINITY
}

/** Whether a day is lost to a pause: the clock stands still as the day ends. */
export function pausedAtEnd(pauses: readonly Span[], end: number): boolean {
  return pauses.some(([from, to]) => from < end && end <= to)
}
