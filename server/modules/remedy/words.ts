import { LOCALES, type Words } from '#contract/common.ts'
import { words } from '#kernel/i18n.ts'

/** What the program says for the firm where something is kept in every language. */
export const inWords = (key: 'text' | 'basis' | 'above', params: Record<string, unknown> = {}): Words => Object.fromEntries(LOCALES.map((locale) => [locale, words(locale, ['remedy', 'drafted', key], params) ?? ''])) as Words
