import type { InquiryField } from '#contract/inquiry-kinds.ts'
import type { Sent } from '#contract/questionnaire.ts'
import type { Case } from '#contract/casefile.ts'
import type { Diagram } from '#contract/cause.ts'
import type { Explanation } from '#contract/clock.ts'
import type { Terms as IndustryTerms, Locale } from '#contract/common.ts'
import type { CaseLiability } from '#contract/liability.ts'
import { isTransferred } from '#contract/transferred.ts'

/** 回执, 处理协议, 结果告知书, 转办投诉答复, 卷宗. */
export type PaperName = 'receipt' | 'agreement' | 'notice' | 'transfer' | 'file'

export type NotPrintable = 'noRemedy' | 'noNotice' | 'notTransferred'

/** Words of coded values: group → code → words, as in `locales/<locale>/terms.json`. */
export interface Terms {
  readonly [key: string]: string | Terms
}

type Labels = Readonly<Record<string, string>>

/** What the installed pack calls things, already in the reader's language. */
export interface PackWords {
  readonly categories: Labels
  readonly fields: Labels
  readonly causes: Labels
  /** By field code, where the written value differs from the stored one: a choice's label, money, a number with its unit. */
  readonly values?: Labels
  readonly clocks?: Labels
  readonly classes?: Labels
  readonly positions?: Labels
  readonly questions?: Labels
}

/** To whom an answer goes, under which number, and what it says to each point. */
export interface ToldBody {
  readonly to: string
  readonly reference: string | null
  readonly passedOn: boolean
  readonly answerBy: string | null
  readonly answers: readonly { readonly pointId: string; readonly answer: string }[]
  readonly outcome: string
  readonly isOutcome: boolean
}

/** Everything a paper needs; plain data, so that it can cross to the worker. User text is data here and never template. */
export interface PaperData {
  readonly locale: Locale
  readonly organization: { readonly name: string }
  readonly unit: { readonly name: string; readonly phone: string | null; readonly address: string | null }
  readonly case: Case
  readonly pack: PackWords
  readonly terms: Terms
  /** What the industry calls customer, product and order; null when it says what we say. */
  readonly industry: IndustryTerms | null
  /** What the firm says in the place of the original, in `locale`, by place (`notice.closing`). */
  readonly papers?: Labels
  /** What each kind of inquiry asks, in its order. */
  readonly inquiryFields: Readonly<Record<string, readonly InquiryField[]>>
  readonly printedAt: string
  readonly printedBy: string
  readonly timeZone: string
  /** Where the complainant looks the case up; also what the receipt's QR code opens. */
  readonly portalUrl: string | null
  /** Known at registration only; a receipt printed later has a line to write it on. */
  readonly portalCode?: string | null
  /** When the complainant hears from us at the latest, unless the acknowledgement named a day. */
  readonly nextBy?: string | null
  /** Why each deadline ends when it does; only the whole file tells. */
  readonly explanations?: readonly Explanation[]
  /** Why it happened, as it was drawn; only the whole file shows it. */
  readonly diagrams?: readonly Diagram[]
  /** Whose fault it was, and what was charged back; only the whole file tells. */
  readonly liability?: CaseLiability | null
  /** Who was asked by questionnaire, and what they answered; only the whole file tells. */
  readonly questionnaires?: readonly Sent[]
  /** An answer to a body outside, as it was written for it; null or left out: what the case itself tells. */
  readonly told?: ToldBody | null
  /** SHA-256 in hexadecimal by file id. */
  readonly fileHashes?: Labels
  /** What the customer signed with while it was read to them, as base64 of a PNG; left out where they did not, or where the record says something else since. */
  readonly signed?: string | null
}

/** Why a paper cannot be printed yet; null when it can. */
export function whyNotPrintable(
  paper: PaperName,
  complaint: Pick<Case, 'agreement' | 'remedies' | 'notice' | 'channel' | 'reception'>,
  told: ToldBody | null = null,
): NotPrintable | null {
  if (paper === 'agreement' && remedyToSign(complaint) === null) return 'noRemedy'
  if (paper === 'notice' && complaint.notice === null) return 'noNotice'
  if (paper === 'transfer' && !told && !isTransferred(complaint)) return 'notTransferred'
  return null
}

const SIGNABLE = ['agreed', 'offered', 'approved'] as const

/** What an agreement is about: the remedy agreed on, otherwise the newest one that may be offered for signing. */
export function remedyToSign(complaint: Pick<Case, 'agreement' | 'remedies'>): Case['remedies'][number] | null {
  const { agreement, remedies } = complaint
  if (agreement !== null) return remedies.find((remedy) => remedy.id === agreement.remedyId) ?? null
  return remedies.findLast((remedy) => SIGNABLE.some((state) => state === remedy.state)) ?? null
}
