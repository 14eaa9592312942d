import type { Locale } from '#contract/common.ts'
import { words } from './i18n.ts'
import { yuan } from './money.ts'

const readable = (key: string, value: unknown): unknown => (key.endsWith('Fen') && typeof value === 'number' ? yuan(value) : value)

/** What happened, as a person reads it: the words of the event with its payload filled in. */
export const eventWords = (name: string, payload: unknown, locale: Locale): string => {
  const [module = ''] = name.split('.')
  const params = Object.fromEntries(Object.entries(payload as Record<string, unknown>).map(([key, value]) => [key, termOf(key, value, locale) ?? readable(key, value)]))
  return words(locale, [module, 'events', name.slice(module.length + 1)], params) ?? name
}

/** Enumerated values read in words: `urgency: critical` → 特别紧急. */
const termOf = (key: string, value: unknown, locale: Locale): string | null => (typeof value === 'string' ? words(locale, ['terms', key, value]) : null)
