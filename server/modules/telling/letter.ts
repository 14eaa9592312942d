import type { Locale } from '#contract/common.ts'
import type { Change, TellingRule } from '#contract/telling-pack.ts'
import { words } from '#kernel/i18n.ts'
import { linesOf } from './rules.ts'

export interface Line { readonly change: Change; readonly detail: string | null }

/** One change in the words of the firm; a step by its name. */
export const lineWords = (rules: readonly TellingRule[], { change, detail }: Line, locale: Locale): string => {
  const text = rules.find(({ code }) => code === change)?.text[locale] ?? ''
  return change === 'stage' && detail ? `${text}${locale === 'en' ? ' ' : ''}${words(locale, ['portal', 'steps', detail]) ?? detail}` : text
}

/** The letter that holds what changed. */
export const letterOf = (rules: readonly TellingRule[], lines: readonly Line[], locale: Locale, about: { readonly name: string; readonly number: string; readonly contact: string }): string => {
  const said = linesOf(lines).map((line) => lineWords(rules, line, locale)).filter(Boolean)
  return words(locale, ['telling', 'letter'], { ...about, lines: said.map((one) => (said.length > 1 ? `· ${one}` : one)).join('\n') }) ?? said.join('\n')
}
