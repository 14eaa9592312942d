import { type Instant, HOUR, MINUTE, plusMs } from './time.ts'

/** A quarter of the time is left, but no less than five minutes and no more than a day. */
const SHARE_LEFT = 0.25
const LEAST = 5 * MINUTE
const MOST = 24 * HOUR

/** When whoever has promised or been given something is reminded of it; null where there is no time to be reminded in. */
export const remindAt = (made: Instant, due: Instant): Instant | null => {
  const span = due.getTime() - made.getTime()
  const before = Math.min(MOST, Math.max(LEAST, span * SHARE_LEFT))
  return before < span ? plusMs(due, -Math.round(before)) : null
}
