import type { Greeting, SheetLayout } from '#contract/comment-card.ts'
import type { Locale } from '#contract/common.ts'

export interface PrintedCard { readonly unit: string; readonly details: readonly string[]; readonly greeting: Greeting | null; readonly address: string }

/** A sheet of cards as plain data; `locale` speaks largest. */
export interface CardSheet { readonly locale: Locale; readonly layout: SheetLayout; readonly organization: string; readonly printedAt: string; readonly cards: readonly PrintedCard[] }

/** Makes a PDF of it. */
export interface CardPrinter { printCards(sheet: CardSheet): Promise<Uint8Array> }
