import type { Clock } from './time.ts'

interface Minute { readonly since: number; calls: number }
/** What is left of a caller's minute; `over`: nothing was. */
export interface Rate { readonly most: number; readonly left: number; /** Until the next minute begins. */ readonly seconds: number; readonly over: boolean }

const MINUTE_MS = 60_000
const MOST_CALLERS = 50_000

/** Counts calls of each caller by the minute, in memory and so for each node by itself. */
export const countCalls = (clock: Clock) => {
  const minutes = new Map<string, Minute>()
  return (who: string, most: number): Rate => {
    const now = clock().getTime()
    let minute = minutes.get(who)
    if (!minute || now - minute.since >= MINUTE_MS || now < minute.since) {
      if (minutes.size >= MOST_CALLERS) minutes.clear()
      minute = { since: now, calls: 0 }
      minutes.set(who, minute)
    }
    minute.calls++
    return { most, left: Math.max(0, most - minute.calls), seconds: Math.ceil((minute.since + MINUTE_MS - now) / 1000), over: minute.calls > most }
  }
}
