import { type PhoneCall, ended, taken } from '#contract/call-back.ts'
import { staleVersion } from '#contract/common.ts'
import type { Refusal } from '#contract/endpoint.ts'
import { HOUR, type Instant, MINUTE, plusMs } from '#kernel/time.ts'

interface Standing { readonly state: string; readonly version: number; readonly taken_by: string | null }

/** What ended stays so; whoever took it is the one to ring. */
export const whyNotHandle = (task: Standing, personId: string | null, version: number): Refusal | null => {
  if (task.state !== 'open') return ended
  if (task.taken_by && task.taken_by !== personId) return taken
  return task.version === version ? null : staleVersion
}

/** A call of long ago is not called back any more: an old list brings figures, not work. */
export const isOld = (at: Instant, windowHours: number, now: Instant): boolean => now.getTime() - at.getTime() > windowHours * HOUR

interface Tried { readonly tries: number; readonly most_tries: number; readonly again_minutes: number }

/** After a try that reached nobody: when to try again, or null when that was the last. Each wait is as long again as the one before. */
export const nextTry = ({ tries, most_tries: most, again_minutes: again }: Tried, now: Instant): Instant | null => (tries + 1 >= most ? null : plusMs(now, again * MINUTE * 2 ** Math.min(tries, 4)))

/** A call as a table tells of it, for a unit that is known. `callId`: null where the table has none. */
export interface TableCall extends Omit<PhoneCall, 'callId'> { readonly callId: string | null; readonly unitId: string }
