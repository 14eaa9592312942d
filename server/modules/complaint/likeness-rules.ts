import type { Likeness } from '#contract/links.ts'
import { grams } from '#kernel/grams.ts'
import { DAY, type Instant } from '#kernel/time.ts'

/** What is compared of a case, or of one that is being typed. */
export interface Comparable { readonly customerId: string | null; readonly name: string; readonly order: string | null; readonly lot: string | null; readonly text: string; readonly receivedAt: Instant }

/** Fewer grams than this are in every complaint. */
const FEWEST_GRAMS = 6

/** How much of the shorter of two texts stands in the longer one, in percent: whoever tells it again tells it shorter or longer. Null when there is too little to compare. */
export const textLikeness = (one: string, other: string): number | null => {
  const [a, b] = [new Set(grams(one)), new Set(grams(other))]
  const [fewer, more] = a.size <= b.size ? [a, b] : [b, a]
  if (fewer.size < FEWEST_GRAMS) return null
  return Math.round((100 * [...fewer].filter((gram) => more.has(gram)).length) / fewer.size)
}

const same = (a: string | null, b: string | null) => a !== null && a !== '' && a === b

export const likenessOf = (one: Comparable, other: Comparable): Likeness => ({
  customer: same(one.customerId, other.customerId), name: same(one.name.trim(), other.name.trim()), order: same(one.order, other.order), lot: same(one.lot, other.lot),
  textPercent: textLikeness(one.text, other.text), days: Math.floor(Math.abs(one.receivedAt.getTime() - other.receivedAt.getTime()) / DAY),
})

/** From where on a text alone speaks for one and the same complaint, and from where on it adds to what else is alike*: our defaults. */
const ALONE_PERCENT = 60
const BESIDE_PERCENT = 30
const WEIGHTS = { order: 40, customer: 30, lot: 15, name: 10 } as const

/** How likely two cases are one; null: nothing speaks for it. A name alone, as common as it may be, does not. */
export const weightOf = ({ customer, name, order, lot, textPercent }: Likeness): number | null => {
  const text = textPercent ?? 0
  if (!customer && !order && !lot && text < (name ? BESIDE_PERCENT : ALONE_PERCENT)) return null
  return (order ? WEIGHTS.order : 0) + (customer ? WEIGHTS.customer : 0) + (lot ? WEIGHTS.lot : 0) + (name ? WEIGHTS.name : 0) + (text >= BESIDE_PERCENT ? text / 2 : 0)
}

/** What of a text is worth saying. */
export const told = (likeness: Likeness): Likeness => ({ ...likeness, textPercent: likeness.textPercent !== null && likeness.textPercent >= BESIDE_PERCENT ? likeness.textPercent : null })
