import { AsyncLocalStorage } from 'node:async_hooks'
import { LOCALES, type Locale, type OwnWords, type Terms } from '#contract/common.ts'
import { speakerOf } from '#contract/terms.ts'

type Speakers = ReadonlyMap<Locale, (text: string) => string>

interface Industry { readonly terms: Terms | undefined; readonly values: OwnWords; readonly speakers: Speakers }

const known = new Map<string, Industry>()
const speaking = new AsyncLocalStorage<string>()

/** From now on texts for this organisation use the words of its industry; `values`: what its pack calls things of its own, its clocks for instance. */
export const learnTerms = (organizationId: string, terms: Terms | undefined, values: OwnWords = {}): void => {
  known.set(organizationId, { terms, values: { ...terms?.values, ...values }, speakers: new Map(terms ? LOCALES.map((locale) => [locale, speakerOf(terms, locale)]) : []) })
}

/** Everything said while `work` runs is said to people of this organisation. */
export const speakingTo = <T>(organizationId: string, work: () => T): T => speaking.run(organizationId, work)

/** A text of ours in the words of whom we speak to. */
export const inTheirTerms = (text: string, locale: Locale): string => known.get(speaking.getStore() ?? '')?.speakers.get(locale)?.(text) ?? text

/** The word that whom we speak to have of their own for a value of an enumeration. */
export const ownWord = (kind: string, value: string, locale: Locale): string | null => known.get(speaking.getStore() ?? '')?.values[kind]?.[value]?.[locale] ?? null

/** What an organisation's industry calls things; null when it says what we say. */
export const termsOf = (organizationId: string): Terms | null => known.get(organizationId)?.terms ?? null
