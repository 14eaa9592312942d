import { staleVersion } from '#contract/common.ts'
import type { Refusal } from '#contract/endpoint.ts'
import { type AnswerWay, type FeedbackState, answeredAlready, improvedAlready, noAddress, notASuggestion, turnedAlready } from '#contract/feedback.ts'

interface Standing { readonly kind: string; readonly complaint_id: string | null; readonly passed_at: unknown; readonly answered_at: unknown; readonly improved_at: unknown; readonly email: string | null; readonly phone: string | null; readonly version: number }

export const stateOf = ({ complaint_id, passed_at, answered_at }: Pick<Standing, 'complaint_id' | 'passed_at' | 'answered_at'>): FeedbackState => {
  if (complaint_id) return 'complaint'
  if (answered_at) return 'answered'
  return passed_at ? 'passed' : 'new'
}

/** Why nothing more is done with it here; what became a complaint is handled there. */
export const whyNotHandle = (feedback: Standing, version: number): Refusal | null => {
  if (feedback.complaint_id) return turnedAlready
  return feedback.version === version ? null : staleVersion
}

export const whyNotPass = (feedback: Standing, version: number): Refusal | null => whyNotHandle(feedback, version) ?? (feedback.answered_at ? answeredAlready : null)

export const whyNotAnswer = (feedback: Standing, version: number, way: AnswerWay): Refusal | null => {
  if (feedback.kind !== 'suggestion') return notASuggestion
  if (feedback.answered_at && !feedback.complaint_id) return answeredAlready
  return whyNotHandle(feedback, version) ?? whyNotBy(way, feedback)
}

interface Address { readonly email?: string | null | undefined; readonly phone?: string | null | undefined }

/** By mail and SMS only those are reached who left an address for it. */
export const whyNotBy = (way: string | null | undefined, { email, phone }: Address): Refusal | null =>
  ((way === 'mail' && !email) || (way === 'sms' && !phone) ? noAddress : null)

export const whyNotImprove = (feedback: Standing, version: number): Refusal | null => {
  if (feedback.kind !== 'suggestion') return notASuggestion
  if (feedback.improved_at && !feedback.complaint_id) return improvedAlready
  return whyNotHandle(feedback, version)
}
