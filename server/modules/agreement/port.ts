import type { AgreementText, PaperSignature, PaperState } from '#contract/agreement.ts'
import type { Locale } from '#contract/common.ts'

/** The agreement as it is printed: its text, who signed it how, and what proves it. Drawings as base64 of a PNG, by the id of the signature. */
export interface AgreementPaper {
  readonly locale: Locale; readonly text: AgreementText; readonly state: PaperState; readonly sha256: string | null; readonly timeZone: string; readonly printedAt: string; readonly printedBy: string
  readonly signatures: readonly Pick<PaperSignature, 'id' | 'side' | 'name' | 'capacity' | 'way' | 'at' | 'contact' | 'seal'>[]; readonly drawings: Readonly<Record<string, string>>; readonly fileHashes: Readonly<Record<string, string>>
}
export interface AgreementPrinter { printAgreement(paper: AgreementPaper): Promise<Uint8Array> }
