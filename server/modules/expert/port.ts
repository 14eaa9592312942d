import type { Locale, Terms } from '#contract/common.ts'
import type { Opinion } from '#contract/expert.ts'

/** Where an expert answers. `link`: printed on it, for them alone; `mailed`: a link went to their address; `here`: a colleague signs in; `paper`: by a report with signature and seal; `signed`: they have. */
export type LetterAnswer = { readonly by: 'link'; readonly url: string; readonly until: string } | { readonly by: 'mailed'; readonly to: string; readonly until: string } | { readonly by: 'here'; readonly url: string } | { readonly by: 'paper' } | { readonly by: 'signed'; readonly on: string; readonly name: string }

/** The commission as an expert is handed it: nothing of who complains, nor of who else was asked. Words are those of `locale`. */
export interface CommissionLetter {
  /** What the industry calls things, and what the firm says in the place of the original, by place (`commission.closing`). */ readonly industry: Terms | null; readonly papers: Readonly<Record<string, string>>
  readonly locale: Locale; readonly organization: string; readonly unit: { readonly name: string; readonly phone: string | null; readonly address: string | null }; readonly to: { readonly name: string; readonly contact: string | null; readonly address: string | null }
  readonly opinion: Pick<Opinion, 'number' | 'inside' | 'accreditation' | 'accreditedUntil' | 'matter' | 'timeZone' | 'asked' | 'dueAt' | 'feeFen' | 'feeRule' | 'paidBy'>
  readonly product: string; readonly lot: string; readonly questions: readonly { readonly no: number; readonly label: string; readonly text: string; /** In words. */ readonly answers: readonly string[]; readonly measure: string }[]
  readonly goods: readonly { readonly number: string; readonly what: string; readonly seal: string; readonly at: string }[]; readonly files: readonly string[]; readonly answer: LetterAnswer; readonly inWords: string; readonly printedAt: string; readonly printedBy: string
}
export interface CommissionPrinter { printCommission(letter: CommissionLetter): Promise<Uint8Array> }
