import { cardElsewhere, cardRetired } from '#contract/comment-card.ts'
import type { Refusal } from '#contract/endpoint.ts'

/** Cards are looked after by who sees the unit they stand in. */
export const whyNotHere = (units: 'all' | readonly string[], unitId: string): Refusal | null => (units === 'all' || units.includes(unitId) ? null : cardElsewhere)

export const whyNotUse = (card: { readonly retired_at: unknown }): Refusal | null => (card.retired_at ? cardRetired : null)

/** As printed: eight symbols in two fours, easily typed. */
export const printedCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`

interface OnCard { readonly counter: string | null; readonly product: string | null; readonly lot: string | null; readonly campaign: string | null }
interface Field { readonly code: string; readonly type: string }

const filled = (parts: readonly (string | null)[]) => parts.filter((part) => part).join(' · ') || null

/** What a complaint takes over from the card: where it happened, the goods and their lot, and the form's own fields of those names. */
export const carried = (card: OnCard, fields: readonly Field[]) => {
  const own = Object.entries({ counter: card.counter, lot: card.lot }).filter(([code, value]) => value && fields.some((f) => f.code === code && f.type === 'text'))
  return {
    place: filled([card.counter, card.campaign]),
    product: card.product || card.lot ? { ...(card.product ? { name: card.product } : {}), ...(card.lot ? { lot: card.lot } : {}) } : null,
    fields: Object.fromEntries(own) as Record<string, string>,
  }
}
