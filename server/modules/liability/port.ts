import type { Locale, Terms } from '#contract/common.ts'
import type { ChargeBack } from '#contract/liability.ts'

/** What is written to an outsider about what they are to pay: nothing of it tells who complains. Words are those of `locale`. */
export interface ClaimLetter {
  /** What the industry calls things, and what the firm says in the place of the original, by place (`claim.closing`). */ readonly industry: Terms | null; readonly papers: Readonly<Record<string, string>>;
  readonly locale: Locale; readonly organization: string; readonly unit: { readonly name: string; readonly phone: string | null; readonly address: string | null }; readonly to: { readonly name: string; readonly contact: string | null; readonly address: string | null }
  readonly chargeBack: ChargeBack; readonly product: string; readonly lot: string; readonly receivedAt: string; readonly party: string; readonly inWords: string; readonly printedAt: string; readonly printedBy: string
}
export interface ClaimPrinter { printClaim(letter: ClaimLetter): Promise<Uint8Array> }
