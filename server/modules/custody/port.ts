import type { Locale, Terms } from '#contract/common.ts'
import type { Goods } from '#contract/custody.ts'

/** The receipt for what a customer left with us. Signatures as base64 of a PNG, by the id of their file. */
export interface GoodsSlip { readonly locale: Locale; /** What the industry calls things, and what the firm says in the place of the original, by place (`slip.keep`). */ readonly industry: Terms | null; readonly papers: Readonly<Record<string, string>>; readonly organization: string; readonly unit: { readonly name: string; readonly phone: string | null; readonly address: string | null }; readonly goods: Goods; /** In words. */ readonly kind: string; readonly weightUnit: string; readonly printedAt: string; readonly printedBy: string; readonly signatures: Readonly<Record<string, string>> }
export interface SlipPrinter { printSlip(slip: GoodsSlip): Promise<Uint8Array> }
