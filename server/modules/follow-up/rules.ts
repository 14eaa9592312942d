import type { Refusal } from '#contract/endpoint.ts'
import * as contract from '#contract/follow-up.ts'
import { isAnonymous } from '#contract/kept.ts'
import type { Instant } from '#kernel/time.ts'

export const EARLIEST_DAYS = 2
export const DUE_DAYS = 7

/** Nobody rings or visits somebody whom nobody knows: they are asked where they look. */
export const whyNotBy = (identity: string, via: string): Refusal | null => (identity === 'anonymous' && via !== 'message' && via !== 'portal' ? isAnonymous : null)

/** Who handled a case, at whatever time, does not ask how it was handled (H7, E12). */
export const whyNotAttempt = (f: { state: string }, handlers: readonly string[], actorId: string | null): Refusal | null => {
  if (f.state !== 'due') return contract.followUpDone
  return actorId && handlers.includes(actorId) ? contract.ownFollowUp : null
}

export const whyNotRecord = (f: { state: string; earliest_at: Instant }, handlers: readonly string[], actorId: string | null, now: Instant, early: boolean): Refusal | null =>
  whyNotAttempt(f, handlers, actorId) ?? (now < f.earliest_at && !early ? contract.tooEarly : null)

/** Three attempts on three days by two channels*: then the case may close without an answer (*our default). */
export const isUnreachable = (attempts: readonly { via: string; day: string }[]): boolean =>
  attempts.length >= 3 && new Set(attempts.map((a) => a.day)).size >= 3 && new Set(attempts.map((a) => a.via)).size >= 2

export interface Asked { readonly agreedAt: Instant | null; readonly latest: { readonly state: string; readonly satisfied: boolean | null; readonly at: Instant | null } | null }

/**
 * After an agreement the customer has been asked and is satisfied, or could not be reached. Who was not satisfied and then declined the last
 * offer is told in writing instead: the table `closing` does not ask for this gate then.
 */
export const whyNotClosed = ({ agreedAt, latest }: Asked): Refusal | null => {
  if (!agreedAt) return null
  if (!latest || latest.state === 'due') return contract.followUpOpen
  return latest.state === 'done' && latest.satisfied !== true ? contract.followUpDissatisfied : null
}
