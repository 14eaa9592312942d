import { AsyncLocalStorage } from 'node:async_hooks'
import { LOCALES, type Locale, type Terms } from '#contract/common.ts'
import { speakerOf } from '#contract/terms.ts'

type Speakers = ReadonlyMap<Locale, (text: string) => string>

interface Industry { readonly terms: Terms; readonly speakers: Speakers }

const known = new Map<string, Industry>()
const speaking = new AsyncLocalStorage<string>()

/** From now on texts for this organisation use the words of its industry. */
export const learnTerms = (organizationId: string, terms: Terms | undefined): void => {
  if (terms) known.set(organizationId, { terms, speakers: new Map(LOCALES.map((locale) => [locale, speakerOf(terms, locale)])) })
  else known.delete(organizationId)
}

/** Everything said while `work` runs is said to people of this organisation. */
export const speakingTo = <T>(organizationId: string, work: () => T): T => speaking.run(organizationId, work)

/** A text of ours in the words of whom we speak to. */
export const inTheirTerms = (text: string, locale: Locale): string => known.get(speaking.getStore() ?? '')?.speakers.get(locale)?.(text) ?? text

/** What an organisation's industry calls things; null when it says what we say. */
export const termsOf = (organizationId: string): Terms | null => known.get(organizationId)?.terms ?? null
