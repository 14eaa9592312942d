import type { Locale } from '#contract/common.ts'
import type { Submission } from './api.ts'
import type { Words } from './speech.ts'

export const WISHES = ['apology', 'repair', 'replace', 'refund', 'compensate', 'unsure'] as const
type Wish = (typeof WISHES)[number]

export interface Told {
  readonly place: string
  readonly text: string
  readonly wishes: readonly Wish[]
  readonly wants: string
  readonly name: string
  readonly phone: string
  readonly noPhone: boolean
}

export const NOTHING_TOLD: Told = { place: '', text: '', wishes: [], wants: '', name: '', phone: '', noPhone: false }

export type ToldFaults = Partial<Record<'text' | 'name' | 'phone', string>>

/** Only what is surely wrong; whether the number exists is for the server to say. */
const looksLikeAPhone = (phone: string) => /^[+＋]?[\d０-９\s().（）-]{5,40}$/.test(phone.trim())

const phoneFault = ({ phone, noPhone }: Told, words: Words['tell']): string | undefined => {
  if (noPhone) return undefined
  if (!phone.trim()) return words.phoneMissing
  return looksLikeAPhone(phone) ? undefined : words.phoneOdd
}

export const faultsOf = (told: Told, words: Words['tell']): ToldFaults => {
  const phone = phoneFault(told, words)
  return {
    ...(told.text.trim() ? {} : { text: words.whatMissing }),
    ...(told.name.trim() ? {} : { name: words.nameMissing }),
    ...(phone ? { phone } : {}),
  }
}

const wantsOf = ({ wishes, wants }: Told, words: Words['tell']) =>
  [WISHES.filter((w) => wishes.includes(w)).map((w) => words.wishes[w]).join(words.wishJoin), wants.trim()].filter(Boolean).join('\n') || null

export const submissionOf = (told: Told, place: string, fileIds: string[], words: Words['tell'], locale: Locale): Submission => ({
  place: place || null, name: told.name.trim(), phone: told.noPhone ? null : told.phone.trim(), text: told.text, wants: wantsOf(told, words), locale, fileIds,
})
