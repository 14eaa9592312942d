import type { Locale } from '#contract/common.ts'
import type { AnswerBy } from '#contract/feedback.ts'
import type { Identity } from '#contract/kept.ts'
import type { Praise, Submission } from './api.ts'
import type { Words } from './speech.ts'

export const WISHES = ['apology', 'repair', 'replace', 'refund', 'compensate', 'unsure'] as const
type Wish = (typeof WISHES)[number]
export const KINDS = ['complaint', 'praise', 'suggestion'] as const
export type Kind = (typeof KINDS)[number]

export interface Told {
  readonly kind: Kind
  /** A suggestion that waits for an answer is handled like a complaint. */
  readonly answer: boolean
  readonly place: string
  readonly text: string
  readonly praised: string
  readonly wishes: readonly Wish[]
  readonly wants: string
  readonly identity: Identity
  readonly aboutStaff: boolean
  readonly name: string
  readonly phone: string
  readonly noPhone: boolean
  /** How the answer to a suggestion is wanted. */
  readonly answerBy: AnswerBy
  readonly email: string
}

export const NOTHING_TOLD: Told = { kind: 'complaint', answer: false, place: '', text: '', praised: '', wishes: [], wants: '', identity: 'open', aboutStaff: false, name: '', phone: '', noPhone: false, answerBy: 'portal', email: '' }

/** Registered with a number and looked into; everything else is thanked for. */
export const isComplaint = ({ kind, answer }: Told): boolean => kind === 'complaint' || (kind === 'suggestion' && answer)

export type ToldFaults = Partial<Record<'text' | 'name' | 'phone' | 'email', string>>

/** Only what is surely wrong; whether the number exists is for the server to say. */
const looksLikeAPhone = (phone: string) => /^[+＋]?[\d０-９\s().（）-]{5,40}$/.test(phone.trim())
const looksLikeAnEmail = (email: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim())

const phoneFault = ({ phone, noPhone }: Told, words: Words['tell']): string | undefined => {
  if (noPhone) return undefined
  if (!phone.trim()) return words.phoneMissing
  return looksLikeAPhone(phone) ? undefined : words.phoneOdd
}

const textMissing = ({ kind }: Told, words: Words['tell']) => ({ complaint: words.whatMissing, praise: words.praiseMissing, suggestion: words.suggestionMissing })[kind]

const contactFaults = (told: Told, words: Words['tell']): ToldFaults => {
  if (told.identity === 'anonymous') return {}
  const phone = phoneFault(told, words)
  return {
    ...(told.name.trim() ? {} : { name: words.nameMissing }),
    ...(phone ? { phone } : {}),
    ...(told.email.trim() && !looksLikeAnEmail(told.email) ? { email: words.emailOdd } : {}),
  }
}

/** Where the answer to a suggestion is to go. */
export const answerTo = ({ kind, answerBy }: Told) => (kind === 'suggestion' ? answerBy : 'portal')

const answerFault = (told: Told, words: Words['tell']): ToldFaults => {
  const to = answerTo(told)
  if (to === 'mail' && !told.email.trim()) return { email: words.answerEmailMissing }
  return to === 'sms' && !told.phone.trim() ? { phone: words.answerPhoneMissing } : {}
}

/** Who praises need say no name; a number, if given, should be one. */
const praiseFaults = (told: Told, words: Words['tell']): ToldFaults => ({
  ...(told.phone.trim() && !looksLikeAPhone(told.phone) ? { phone: words.phoneOdd } : {}),
  ...(answerTo(told) === 'mail' && told.email.trim() && !looksLikeAnEmail(told.email) ? { email: words.emailOdd } : {}),
  ...answerFault(told, words),
})

export const faultsOf = (told: Told, words: Words['tell']): ToldFaults => ({
  ...(told.text.trim() ? {} : { text: textMissing(told, words) }),
  ...(isComplaint(told) ? contactFaults(told, words) : praiseFaults(told, words)),
})

const wantsOf = ({ wishes, wants }: Told, words: Words['tell']) =>
  [WISHES.filter((w) => wishes.includes(w)).map((w) => words.wishes[w]).join(words.wishJoin), wants.trim()].filter(Boolean).join('\n') || null

/** What a program gives away: it fills every field, and at once. */
export interface Signs { readonly trap: string; readonly seconds: number }

export interface Where { readonly place: string; readonly card: string | null }

/** Of who wants to be anonymous nothing leaves this device, whatever was typed before. */
const contactOf = (told: Told) => (told.identity === 'anonymous' ? { name: '', phone: null, email: null } : { name: told.name.trim(), phone: told.noPhone ? null : told.phone.trim(), email: told.email.trim() || null })

export const submissionOf = (told: Told, { place, card }: Where, fileIds: string[], words: Words['tell'], locale: Locale, signs: Signs): Submission => ({
  ...signs,
  place: place || null, card, identity: told.identity, aboutStaff: told.kind === 'complaint' && told.aboutStaff, ...contactOf(told), text: told.text, wants: wantsOf(told, words), locale, fileIds,
})

export const praiseOf = (told: Told, { place, card }: Where, locale: Locale, signs: Signs): Praise => ({
  ...signs,
  place: place || null, card, kind: told.kind === 'praise' ? 'praise' : 'suggestion', text: told.text, praised: told.kind === 'praise' ? told.praised.trim() || null : null,
  name: told.name.trim() || null, phone: told.phone.trim() || null, ...(told.kind === 'suggestion' && { answerBy: told.answerBy, email: answerTo(told) === 'mail' ? told.email.trim() : null }), locale,
})
