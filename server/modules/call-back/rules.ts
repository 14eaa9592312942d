import { type PhoneCall, ended, taken } from '#contract/call-back.ts'
import { staleVersion } from '#contract/common.ts'
import type { Refusal } from '#contract/endpoint.ts'
import { inTheWay } from '#kernel/ringing.ts'
import { HOUR, type Instant } from '#kernel/time.ts'

const REFUSALS = { over: ended, taken, stale: staleVersion } as const

/** What ended stays so; whoever took it is the one to ring. */
export const whyNotHandle = (task: Parameters<typeof inTheWay>[0], personId: string | null, version: number): Refusal | null => {
  const way = inTheWay(task, personId, version)
  return way && REFUSALS[way]
}

/** A call of long ago is not called back any more: an old list brings figures, not work. */
export const isOld = (at: Instant, windowHours: number, now: Instant): boolean => now.getTime() - at.getTime() > windowHours * HOUR

/** A call as a table tells of it, for a unit that is known. `callId`: null where the table has none. */
export interface TableCall extends Omit<PhoneCall, 'callId'> { readonly callId: string | null; readonly unitId: string }
