import type { Locale, Terms } from '#contract/common.ts'
import type { LiaisonForm } from '#contract/liaison.ts'

type Labels = Readonly<Record<string, string>>

/** The form as it is printed: plain data. `drawings`: drawn names by stop, as base64 of a PNG; `causes`: what the pack calls them; `terms`: words of coded values, group by group. */
export interface LiaisonPaper {
  readonly locale: Locale; readonly organization: string; readonly industry: Terms | null; readonly printedAt: string; readonly printedBy: string; readonly form: LiaisonForm; readonly causes: Labels; readonly terms: Readonly<Record<string, Labels>>; readonly drawings: Labels
}

/** Makes a PDF of it. */
export interface LiaisonPrinter { printLiaison(paper: LiaisonPaper): Promise<Uint8Array> }
