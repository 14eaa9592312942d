import type { Refusal } from '#contract/endpoint.ts'
import type { Instant } from '#kernel/time.ts'
import { agreementMissing, answerMissing, evidenceMissing, groundsMissing, isPaid, noticeMissing, referenceMissing, signatureMissing, tasksOpen } from '#contract/settlement.ts'

/** Money leaves with a bank, Alipay or WeChat reference; everything else with a file or a reference. */
export const whyNotComplete = (kind: string, given: { reference: string | null | undefined; evidence: readonly string[] }): { refusal: Refusal; field: string } | null => {
  if (isPaid(kind) && !given.reference?.trim()) return { refusal: referenceMissing, field: 'reference' }
  return given.evidence.length || given.reference?.trim() ? null : { refusal: evidenceMissing, field: 'evidence' }
}

export interface Settled {
  readonly taskOpen: boolean; readonly agreement: { readonly agreed_at: Instant; readonly proof: string } | null; readonly reopenedAt: Instant | null
  /** The beginning of this round: the last reopening, else the registration. */
  readonly since: Instant
  readonly notice: { readonly at: Instant; readonly further_ways: string } | null; readonly declinedWithGrounds: boolean; readonly answeredInFull: boolean
}

const latest = (a: Instant | null, b: Instant | null) => (a && b ? (a > b ? a : b) : (a ?? b))

/** Proofs in the customer's own hand. */
const SIGNED = ['signature', 'portal']

/** The gates of this module, each with what still stands before it. A written notice follows the last agreement and every reopening. */
export const whatStands = (s: Settled) => {
  const toldSince = (moment: Instant | null) => !moment || (s.notice !== null && s.notice.at >= moment)
  return {
    tasks: s.taskOpen ? tasksOpen : null,
    agreement: s.agreement ? null : agreementMissing,
    signature: s.agreement && SIGNED.includes(s.agreement.proof) ? null : signatureMissing,
    notice: toldSince(latest(s.agreement?.agreed_at ?? null, s.reopenedAt)) ? null : noticeMissing,
    grounds: s.declinedWithGrounds || (s.notice !== null && s.notice.at >= s.since && s.notice.further_ways !== '') ? null : groundsMissing,
    publicAnswer: s.answeredInFull ? null : answerMissing,
    resultReported: s.answeredInFull ? null : answerMissing,
  }
}

/** Points that a completion notice leaves out (G7). */
export const unanswered = (pointIds: readonly string[], answers: readonly { pointId: string }[]): string[] => pointIds.filter((id) => !answers.some((a) => a.pointId === id))
