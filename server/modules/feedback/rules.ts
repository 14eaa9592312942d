import { staleVersion } from '#contract/common.ts'
import type { Refusal } from '#contract/endpoint.ts'
import { type FeedbackState, turnedAlready } from '#contract/feedback.ts'

interface Standing { readonly complaint_id: string | null; readonly passed_at: unknown; readonly version: number }

export const stateOf = ({ complaint_id, passed_at }: Standing): FeedbackState => {
  if (complaint_id) return 'complaint'
  return passed_at ? 'passed' : 'new'
}

/** Why it can be passed on or turned no more; what became a complaint is handled there. */
export const whyNotHandle = (feedback: Standing, version: number): Refusal | null => {
  if (feedback.complaint_id) return turnedAlready
  return feedback.version === version ? null : staleVersion
}
