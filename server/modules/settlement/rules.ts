import type { Refusal } from '#contract/endpoint.ts'
import type { Instant } from '#kernel/time.ts'
import { evidenceMissing, noticeMissing, referenceMissing, tasksOpen } from '#contract/settlement.ts'

const MONEY = ['refund', 'priceReduction', 'damages', 'fees', 'extra']

/** Money leaves with a bank, Alipay or WeChat reference; everything else with a file or a reference. */
export const whyNotComplete = (kind: string, given: { reference: string | null | undefined; evidence: readonly string[] }): { refusal: Refusal; field: string } | null => {
  if (MONEY.includes(kind) && !given.reference?.trim()) return { refusal: referenceMissing, field: 'reference' }
  return given.evidence.length || given.reference?.trim() ? null : { refusal: evidenceMissing, field: 'evidence' }
}

export interface Execution { readonly openTasks: number; readonly agreedAt: Instant | null; readonly reopenedAt: Instant | null; readonly noticeAt: Instant | null }

const latest = (a: Instant | null, b: Instant | null) => (a && b ? (a > b ? a : b) : (a ?? b))

/** What was agreed is carried out, and the customer told in writing after the last agreement and after every reopening. */
export const whyNotFinished = ({ openTasks, agreedAt, reopenedAt, noticeAt }: Execution): Refusal | null => {
  if (openTasks > 0) return tasksOpen
  const since = latest(agreedAt, reopenedAt)
  return since && !(noticeAt && noticeAt >= since) ? noticeMissing : null
}

/** Points that a completion notice leaves out (G7). */
export const unanswered = (pointIds: readonly string[], answers: readonly { pointId: string }[]): string[] => pointIds.filter((id) => !answers.some((a) => a.pointId === id))
