import type { Refusal } from '#contract/endpoint.ts'
import * as contract from '#contract/follow-up.ts'
import type { Instant } from '#kernel/time.ts'

export const EARLIEST_DAYS = 2
export const DUE_DAYS = 7

/** Who handled a case does not ask how it was handled (H7, E12). */
export const whyNotRecord = (f: { state: string; earliest_at: Instant }, handlers: readonly (string | null)[], actorId: string | null, now: Instant, early: boolean): Refusal | null => {
  if (f.state !== 'due') return contract.followUpDone
  if (actorId && handlers.includes(actorId)) return contract.ownFollowUp
  return now < f.earliest_at && !early ? contract.tooEarly : null
}

/** Three attempts on three days by two channels*: then the case may close without an answer (*our default). */
export const isUnreachable = (attempts: readonly { via: string; day: string }[]): boolean =>
  attempts.length >= 3 && new Set(attempts.map((a) => a.day)).size >= 3 && new Set(attempts.map((a) => a.via)).size >= 2

export const whyNotClosed = (agreed: boolean, latest: { state: string; satisfied: boolean | null } | null): Refusal | null => {
  if (!agreed) return null
  if (!latest || latest.state === 'due') return contract.followUpOpen
  return latest.state === 'done' && latest.satisfied !== true ? contract.followUpDissatisfied : null
}
