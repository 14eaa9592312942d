import type { Locale } from '#contract/common.ts'
import type { PublicPage } from '#contract/pledge.ts'

/** What hangs in the shop: the page as plain data, and where it is found. */
export interface Poster { readonly locale: Locale; readonly printedAt: string; readonly address: string; readonly page: PublicPage }

/** Makes a PDF of it. */
export interface PosterPrinter { printPoster(poster: Poster): Promise<Uint8Array> }
