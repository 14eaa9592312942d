import { DAY, HOUR, MINUTE, waitOf } from '#kernel/time.ts'

/** A minute at the least: so a message counts once in the minute of its channel. Eight tries in about a day: what is older than that helps nobody. */
const WAITS = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 8 * HOUR, 12 * HOUR] as const
/** Being told to come later is no failure: it is tried for a day, but not without end. */
const MOST_LATER = 240

interface Failed { readonly is: 'later' | 'never'; /** What the provider asks for. */ readonly waitMs?: number }

/** How long to wait after a try that went wrong; null: given up. `chance` from 0 to 1, for the jitter. */
export const waitAfter = (outcome: Failed, attempts: number, chance: number): number | null => {
  if (outcome.is === 'never') return null
  if (outcome.waitMs === undefined) return waitOf(WAITS, attempts, chance)
  return attempts < Math.min(MOST_LATER, DAY / outcome.waitMs) ? waitOf([outcome.waitMs], 1, chance) : null
}

/** When the provider is asked whether it reached the phone; after the last it is not asked any more. */
export const ASKED_AFTER_MS = [30_000, 2 * MINUTE, 10 * MINUTE, HOUR, 6 * HOUR, DAY] as const
