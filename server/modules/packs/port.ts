import type { Locale, Terms } from '#contract/common.ts'
import type { OwnPaper } from '#contract/own.ts'

/** A paper about an invented case, to see what the firm's words look like on it. */
export interface PaperExample {
  readonly paper: OwnPaper; readonly locale: Locale; readonly organization: string; readonly timeZone: string; readonly printedAt: string; readonly printedBy: string; readonly industry: Terms | null
  /** Words of coded values, as the industry and the firm say them. */
  readonly terms: Readonly<Record<string, unknown>>
  /** The firm's words by place (`notice.closing`), in `locale`. */
  readonly papers: Readonly<Record<string, string>>
}
export interface ExamplePrinter { printExample(example: PaperExample): Promise<Uint8Array> }
