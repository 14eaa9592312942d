import type { Refusal } from '#contract/endpoint.ts'
import { kindExplanationMissing, pointWithoutFinding } from '#contract/investigation.ts'
import type { InquiryKind } from '#contract/inquiry-kinds.ts'
import type { Stage } from '#contract/packs.ts'

export interface Found { readonly point_id: string; readonly liability: string; readonly explanation: string | null; readonly alternative_help: string | null }

const OURS = ['ours', 'shared']

export const isNotOurs = (f: Pick<Found, 'liability'>): boolean => !OURS.includes(f.liability)

/** C5: whoever is told that it was not our fault hears why, kindly, and what else we can do. */
export const needsKindness = (f: Pick<Found, 'liability' | 'explanation' | 'alternative_help'>): boolean => isNotOurs(f) && !(f.explanation && f.alternative_help)

export const whyNotFinished = (pointIds: readonly string[], findings: readonly Found[]): Refusal | null => {
  if (pointIds.some((id) => !findings.some((f) => f.point_id === id))) return pointWithoutFinding
  return findings.some(needsKindness) ? kindExplanationMissing : null
}

/** How something was found out, as a finding says it. */
const METHOD_OF: Readonly<Record<InquiryKind, string>> = { processAnalysis: 'processAnalysis', records: 'records', interview: 'interview', siteVisit: 'siteVisit', lotInspection: 'inspection', appraisal: 'appraisal', labTest: 'inspection' }
export const methodOf = (said: string | undefined, cited: readonly { readonly kind: string }[]): string | null => said ?? (cited[0] ? METHOD_OF[cited[0].kind as InquiryKind] : null)

/** Liability is being decided until every point has its finding; then a remedy is sought. */
export const stageAfter = (points: number, found: number): Stage => (found >= points ? 'remedy' : 'liability')
