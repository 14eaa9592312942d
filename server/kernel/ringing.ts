import { type Instant, MINUTE, plusMs } from './time.ts'

interface Call { readonly state: string; readonly version: number; readonly taken_by: string | null }

/** What keeps somebody from a call that is to be made: each is made once, by one person at a time. */
export const inTheWay = (call: Call, personId: string | null, version: number): 'over' | 'taken' | 'stale' | null => {
  if (call.state !== 'open') return 'over'
  if (call.taken_by && call.taken_by !== personId) return 'taken'
  return call.version === version ? null : 'stale'
}

const MOST_DOUBLINGS = 4

/** After a try that reached nobody: when to try again, or null when that was the last. Each wait is as long again as the one before. */
export const nextTry = ({ tries, most, waitMinutes }: { readonly tries: number; readonly most: number; readonly waitMinutes: number }, now: Instant): Instant | null =>
  (tries + 1 >= most ? null : plusMs(now, waitMinutes * MINUTE * 2 ** Math.min(tries, MOST_DOUBLINGS)))
