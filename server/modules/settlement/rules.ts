import type { Refusal } from '#contract/endpoint.ts'
import { evidenceMissing, noticeMissing, referenceMissing, tasksOpen } from '#contract/settlement.ts'

const MONEY = ['refund', 'priceReduction', 'damages', 'fees', 'extra']

/** Money leaves with a bank, Alipay or WeChat reference; everything else with a file or a reference. */
export const whyNotComplete = (kind: string, given: { reference: string | null | undefined; evidence: readonly string[] }): { refusal: Refusal; field: string } | null => {
  if (MONEY.includes(kind) && !given.reference?.trim()) return { refusal: referenceMissing, field: 'reference' }
  return given.evidence.length || given.reference?.trim() ? null : { refusal: evidenceMissing, field: 'evidence' }
}

export interface Execution { readonly agreementId: string | null; readonly openTasks: number; readonly noticeFor: readonly (string | null)[] }

/** An agreement is carried out and the customer told in writing before the case closes. */
export const whyNotFinished = ({ agreementId, openTasks, noticeFor }: Execution): Refusal | null => {
  if (openTasks > 0) return tasksOpen
  return agreementId && !noticeFor.includes(agreementId) ? noticeMissing : null
}

/** Points that a completion notice leaves out (G7). */
export const unanswered = (pointIds: readonly string[], answers: readonly { pointId: string }[]): string[] => pointIds.filter((id) => !answers.some((a) => a.pointId === id))
