import { LOCALES, type Words } from '#contract/common.ts'
import type { Refusal } from '#contract/endpoint.ts'
import type { LiaisonField } from '#contract/liaison-pack.ts'
import { type Released, TELLS_WHO, notReleasable, releaseUnexplained, tellsWho } from '#contract/liaison-party.ts'
import type { Values } from './fields.ts'

/** What is known of the matter and could be shown to somebody outside. `phone` is known to those alone who see the case. */
export interface Known {
  readonly template: readonly LiaisonField[]; readonly fields: Values; /** What quality found. */ readonly inspection: Values; readonly product: string | null; readonly lot: string | null; readonly order: string | null; readonly demand: string
  readonly customerName: string | null; readonly customerPhone: string | null
}
/** Words of a coded value in the language of who will read it. */
export type Coded = (field: LiaisonField, value: string | number) => string
/** The label of a part of every form, in all languages. */
export type Label = (code: string) => Words

const PLAIN = ['product', 'lot', 'order', 'demand', 'customerName', 'customerPhone'] as const

/** Who is to blame is for the house to say. */
const isKept = (field: LiaisonField) => field.part === 'answer' || field.type === 'liability'

/** Everything that could be released, empty values left out. */
export const releasable = (known: Known, label: Label, coded: Coded): Released[] => [
  ...PLAIN.flatMap((code) => { const value = known[code]; return value ? [{ code, label: label(code), value }] : [] }),
  ...known.template.filter((field) => !isKept(field)).flatMap((field) => {
    const value = (field.part === 'issue' ? known.fields : known.inspection)[field.code]
    return value === undefined || value === '' ? [] : [{ code: field.code, label: field.label, value: coded(field, value) }]
  }),
]

/** What the form proposes to show: the goods, and nothing that tells who complains. */
export const shownAtFirst = (released: readonly Released[]): string[] => released.map(({ code }) => code).filter((code) => !TELLS_WHO.includes(code) && code !== 'demand')

/** What the customer is to be told is for the house to say. */
const REPLY = 'reply'
/** What it proposes to ask. */
export const askedAtFirst = (template: readonly LiaisonField[]): string[] => askable(template).map(({ code }) => code).filter((code) => code !== REPLY)

/** Fields an outsider can answer: what needs the words of the house stays inside. */
export const askable = (template: readonly LiaisonField[]): LiaisonField[] => template.filter((field) => field.part === 'answer' && field.type !== 'cause' && field.type !== 'liability')

/** The part as an outsider has it. */
export const askedOf = (template: readonly LiaisonField[], asks: readonly string[]): LiaisonField[] => askable(template).filter((field) => asks.includes(field.code))

export interface Wish { readonly shows: readonly string[]; readonly asks: readonly string[]; readonly reason: string }
/** What words would tell, by name or by number. */
export interface Told { readonly byName: boolean; readonly byPhone: boolean }

/** Whether words tell more of who complains than was released. */
export const tellsTooMuch = (told: Told, shows: readonly string[]): boolean => (told.byName && !shows.includes('customerName')) || (told.byPhone && !shows.includes('customerPhone'))

/** Why it cannot be released so, and at which field; null when it can. */
export const whyNotRelease = (wish: Wish, known: readonly Released[], template: readonly LiaisonField[], told: Told): { readonly refusal: Refusal; readonly field: string } | null => {
  if (wish.shows.some((code) => !known.some((one) => one.code === code))) return { refusal: notReleasable, field: 'shows' }
  if (wish.asks.some((code) => !askable(template).some((field) => field.code === code))) return { refusal: notReleasable, field: 'asks' }
  if (wish.shows.some((code) => TELLS_WHO.includes(code)) && !wish.reason.trim()) return { refusal: releaseUnexplained, field: 'reason' }
  return tellsTooMuch(told, wish.shows) ? { refusal: tellsWho, field: 'matter' } : null
}

/** The words of a label in all languages. */
export const inAll = (words: (locale: (typeof LOCALES)[number]) => string): Words => Object.fromEntries(LOCALES.map((locale) => [locale, words(locale)])) as Words
