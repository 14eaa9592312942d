import type { z } from 'zod'
import type { Locale } from '#contract/common.ts'
import type { Liability, RemedyKind, ServiceFault, Severity } from '#contract/packs.ts'
import type { PackBody } from '#modules/packs/shape.ts'
import type { Trade, TradeMatter } from './trade.ts'
import { type DemoWords, fill, pick } from './words.ts'

export interface Part { readonly kind: RemedyKind; readonly fen: number }
type Fields = Readonly<Record<string, string | number>>

/** Something to complain about, with its words in one language and the remedy that would be fair. */
export interface Matter {
  readonly code: string; readonly text: string; readonly wants: string; readonly finding: string; readonly product: string | null; readonly category: string; readonly severity: z.infer<typeof Severity>; readonly liability: Liability; readonly cause: string
  readonly parts: readonly Part[]; readonly reason: string | null; readonly priceFen: number | null; readonly claimFen: number | null; readonly fault: z.infer<typeof ServiceFault> | null; readonly fields: Fields
  /** A worked case brings its own customer. */
  readonly customer: { readonly name: string; readonly phone: string } | null
}

const TEN_YUAN = 1_000
/** No two cases of a kind come out alike: that makes the range of precedents. */
const SHARES = [1, 1.4, 0.6, 1.25, 0.8, 1.6, 1.05, 1.3]
/** What is measured by the heart and the bench and not by a price. */
const BY_FEEL: readonly RemedyKind[] = ['gift', 'extra', 'repair', 'rework']

const scaled = (fen: number, share: number) => Math.round(fen * share / TEN_YUAN) * TEN_YUAN

/** The case of that number: which thing it is about, and how large it is. `common`: what it shares with others. */
export const caseOf = ({ things }: Trade, matter: TradeMatter, locale: Locale, number: number, common: Fields = {}): Matter => {
  const { code, category, severity, liability, cause, fault, priceFen, claimFen } = matter
  const ofThing = matter.text[locale].includes('{thing}')
  const thing = ofThing ? pick(things, number)[locale] : ''
  const speak = (text: string) => fill(text, { thing })
  const share = pick(SHARES, number)
  const sized = (fen: number | null) => (fen !== null && ofThing ? scaled(fen, share) : fen)
  return {
    code, category, severity, liability, cause, fault, text: speak(matter.text[locale]), wants: speak(matter.wants[locale]), finding: speak(matter.finding[locale]), product: matter.product ? speak(matter.product[locale]) : thing || null,
    parts: matter.items.map(({ kind, amountFen }) => ({ kind, fen: ofThing || BY_FEEL.includes(kind) ? scaled(amountFen, share) : amountFen })), reason: null, priceFen: sized(priceFen), claimFen: sized(claimFen), fields: { ...matter.fields, ...common }, customer: null,
  }
}

/** A worked case of the pack as it stands there. */
export const workedCase = (body: PackBody, words: DemoWords, code: string, locale: Locale): Matter | null => {
  const e = body.examples.find((x) => x.code === code)
  if (!e) return null
  const price = e.fields.pricePaid
  return {
    code, text: e.text[locale], wants: e.wants[locale], finding: e.finding[locale], product: e.title[locale], category: e.category, severity: e.severity, liability: e.liability, cause: e.rootCause,
    parts: e.items.map((i) => ({ kind: i.kind, fen: i.amountFen })), reason: e.reason[locale], priceFen: typeof price === 'number' ? price : null, claimFen: null, fault: null, fields: e.fields, customer: { name: pick(words.guests, body.examples.indexOf(e)), phone: e.phone },
  }
}
