import { type Clock, type Instant, MINUTE, plusMs } from '#kernel/time.ts'
import { LOCK_MINUTES, MOST_FAILURES } from './rules.ts'

interface Stranger { failures: number; lockedUntil: Instant | null }
export interface Strangers { lockedUntil(email: string): Instant | null; note(email: string): void }

const MOST_REMEMBERED = 50_000

/** Addresses that nobody here has lock like those that somebody has, so that the answer does not tell which are known. In memory: there is no row to lock. */
export const rememberStrangers = (clock: Clock): Strangers => {
  const seen = new Map<string, Stranger>()
  return {
    lockedUntil: (email) => {
      const until = seen.get(email.toLowerCase())?.lockedUntil
      return until && until > clock() ? until : null
    },
    note: (email) => {
      const key = email.toLowerCase()
      const failures = (seen.get(key)?.failures ?? 0) + 1
      const locked = failures >= MOST_FAILURES
      // Put in anew, so that the oldest is forgotten first.
      seen.delete(key)
      seen.set(key, { failures: locked ? 0 : failures, lockedUntil: locked ? plusMs(clock(), LOCK_MINUTES * MINUTE) : null })
      for (const oldest of seen.keys()) {
        if (seen.size <= MOST_REMEMBERED) break
        seen.delete(oldest)
      }
    },
  }
}
