import type { Locale } from '#contract/common.ts'
import type { LiaisonForm } from '#contract/liaison.ts'

/** The form as it is printed: plain data. `drawings`: drawn names by stop, as base64 of a PNG; `labels`: what the pack calls causes. */
export interface LiaisonPaper { readonly locale: Locale; readonly organization: string; readonly printedAt: string; readonly printedBy: string; readonly form: LiaisonForm; readonly causes: Readonly<Record<string, string>>; readonly liabilities: Readonly<Record<string, string>>; readonly drawings: Readonly<Record<string, string>> }

/** Makes a PDF of it. */
export interface LiaisonPrinter { printLiaison(paper: LiaisonPaper): Promise<Uint8Array> }
