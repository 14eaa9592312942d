import type { Diagram } from '#contract/cause.ts'
import type { Locale } from '#contract/common.ts'

/** A drawing as it is printed; `standings`: the words for what is shown, assumed or ruled out. */
export interface DiagramPaper { readonly locale: Locale; readonly organization: string; readonly diagram: Diagram; readonly standings: Readonly<Record<string, string>>; readonly printedAt: string; readonly printedBy: string }
export interface DiagramPrinter { printDiagram(paper: DiagramPaper): Promise<Uint8Array> }
