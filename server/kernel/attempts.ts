import { tooMany } from '#contract/common.ts'
import { Problem } from './problem.ts'

interface Tally { failures: number; readonly since: number }
export interface Attempts { refuseTooMany(who: string): void; note(who: string, weight?: number): void }

/** Counts failures (or bytes: what `note` weighs) per caller within a window, in memory: a brake against guessing. @throws Problem 429 after `most`. */
export const countAttempts = (most: number, windowMs: number): Attempts => {
  const tallies = new Map<string, Tally>()
  const current = (who: string): Tally => {
    const kept = tallies.get(who)
    if (kept && performance.now() - kept.since < windowMs) return kept
    const fresh = { failures: 0, since: performance.now() }
    if (tallies.size > 50_000) tallies.clear()
    tallies.set(who, fresh)
    return fresh
  }
  return {
    refuseTooMany: (who) => {
      const tally = current(who)
      if (tally.failures >= most) throw new Problem(tooMany, { seconds: Math.ceil((tally.since + windowMs - performance.now()) / 1000) })
    },
    note: (who, weight = 1) => { current(who).failures += weight },
  }
}
