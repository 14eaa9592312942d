import { atWallTime, localDay, minutesOf, shiftDay, wallMinutes } from '#kernel/calendar.ts'
import { type Instant, MINUTE, plusMs } from '#kernel/time.ts'

export interface Habits { readonly quiet: { readonly from: string; readonly until: string } | null; readonly digest: 'off' | 'daily' | 'workdays'; readonly digestAt: string; readonly timeZone: string }
export interface When { readonly state: 'waiting' | 'gathered'; readonly at: Instant; /** Later than it could have gone. */ readonly held: boolean }

/** When the quiet that reigns now is over; null when it is not quiet. From and until alike: it never is. */
export const quietUntil = ({ quiet, timeZone }: Habits, now: Instant): Instant | null => {
  if (!quiet || quiet.from === quiet.until) return null
  const [from, until, at] = [minutesOf(quiet.from), minutesOf(quiet.until), wallMinutes(timeZone, now)]
  const overnight = from > until
  const isQuiet = overnight ? at >= from || at < until : at >= from && at < until
  if (!isQuiet) return null
  const today = localDay(timeZone, now)
  const end = atWallTime(timeZone, overnight && at >= from ? shiftDay(today, 1) : today, quiet.until)
  // Of a time that the clock shows twice the first may be over while the second is still to come.
  return end > now ? end : plusMs(now, (until - at) * MINUTE)
}

const MOST_DAYS = 30

/** Whether people work on a day, `2026-11-22`. */
export type Works = (day: string) => boolean

/** The next time the digest comes, after `now`. */
export const nextDigest = ({ digest, digestAt, timeZone }: Habits, now: Instant, works: Works): Instant => {
  let day = localDay(timeZone, now)
  for (let i = 0; i < MOST_DAYS; i++, day = shiftDay(day, 1)) {
    const at = atWallTime(timeZone, day, digestAt)
    if (at > now && (digest === 'daily' || works(day))) return at
  }
  return atWallTime(timeZone, day, digestAt)
}

/** When something goes to somebody: what presses at once, else with the digest or after the quiet. */
export const whenFor = (habits: Habits, pressing: boolean, now: Instant, works: Works): When => {
  if (pressing) return { state: 'waiting', at: now, held: false }
  if (habits.digest !== 'off') return { state: 'gathered', at: nextDigest(habits, now, works), held: true }
  const until = quietUntil(habits, now)
  return { state: 'waiting', at: until ?? now, held: until !== null }
}
