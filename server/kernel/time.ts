/** The clock that is given to everything: `tx.now` comes from here, tests hold it. */
export type Clock = () => Date
/** A moment. Outside the kernel none is made, only handed on. */
export type Instant = Date

export const systemClock: Clock = () => new Date()
export const instant = (text: string): Date => new Date(text)
export const iso = (at: Date): string => at.toISOString()
export const isoOrNull = (at: Date | null): string | null => at?.toISOString() ?? null
export const plusMs = (at: Date, ms: number): Date => new Date(at.getTime() + ms)
/** Whether a day or moment lies in years a person can mean; outside them PostgreSQL and RFC 3339 write years differently. */
export const inOurTimes = (at: string): boolean => at >= '1900' && at < '9990'
export const MINUTE = 60_000
export const HOUR = 3_600_000
export const DAY = 86_400_000

/** Up to a fifth more: receivers that failed together are not asked again together. */
const JITTER = 0.2

/** How long to wait after so many tries; null: no more. `chance` from 0 to 1. */
export const waitOf = (waits: readonly number[], attempts: number, chance: number): number | null => {
  const wait = waits[attempts - 1]
  return wait === undefined ? null : Math.round(wait * (1 + JITTER * chance))
}
